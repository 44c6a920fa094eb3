"""What the Word file looks like: styles, pages, languages, properties."""

import datetime

import pytest

import docx_samples as samples
from briefgen.document import Document, Meta
from briefgen.nodes import BlockQuote, Container, Heading, Link, PageBreak, Span
from briefgen.writers.docx import write
from docx_reading import NAMES, WordFile, text, value
from docx_samples import bullets, document, everything, para, row, table, words

PARTS = [f"word/{name}.xml" for name in ("document", "footnotes", "header1", "header2", "footer1", "footer2")]
_W = {"w": NAMES["w"]}
_R_ID = f"{{{NAMES['r']}}}id"


def made(source: Document) -> WordFile:
    return WordFile(write(source, samples.look()).data)


@pytest.fixture(scope="module")
def hard() -> WordFile:
    return made(everything())


# --- Styles -----------------------------------------------------------------------------------------------------------
def test_every_style_in_use_is_defined_once(hard: WordFile) -> None:
    defined = hard.find("//w:style/@w:styleId", "word/styles.xml")
    names = [str(one).lower() for one in hard.find("//w:style/w:name/@w:val", "word/styles.xml")]
    assert len({one.lower() for one in defined}) == len(defined)
    assert len(set(names)) == len(names)
    path = "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val | //w:basedOn/@w:val | //w:next/@w:val"
    used = {one for name in (*PARTS, "word/styles.xml") for one in hard.find(path, name)}
    assert {"BottomLine", "Label", "CommitmentFirm", "Heading1", "FootnoteText", "Header"} <= used
    assert len(used) > 20
    assert used <= set(defined)


@pytest.mark.parametrize(
    ("container", "id_", "name"),
    [
        ("bottom-line", "BottomLine", "Bottom Line"),
        ("header", "HeaderBlock", "Header Block"),
        ("quote", "QuoteBlock", "Quote Block"),
        ("subtitle", "Subtitle", "Subtitle"),
        ("never-described", "NeverDescribed", "Never Described"),
    ],
)
def test_a_container_is_the_word_style_of_the_same_name(container: str, id_: str, name: str) -> None:
    file = made(document(Container(container, (para("here"),))))
    assert value(file.paragraph("here"), "./w:pPr/w:pStyle") == id_
    assert file.find(f"//w:style[@w:styleId='{id_}']/w:name/@w:val", "word/styles.xml") == [name]


def test_a_style_holds_what_the_tokens_say() -> None:
    file = made(document(Container("bottom-line", (para("x"),))))
    (style,) = file.find("//w:style[@w:styleId='BottomLine']", "word/styles.xml")
    tokens = samples.design().styles["bottom-line"]
    assert tokens.size is not None
    assert tokens.leading is not None
    assert value(style, "./w:rPr/w:sz") == str(round(tokens.size * 2))
    assert value(style, "./w:pPr/w:spacing", "line") == str(round(tokens.leading * 20))
    assert value(style, "./w:pPr/w:shd", "fill") == samples.design().colours["wash"].lstrip("#")
    assert value(style, "./w:pPr/w:pBdr/w:left", "color") == samples.design().colours["accent"].lstrip("#")
    assert len(file.paragraph("x").xpath("./w:pPr/*", namespaces=_W)) == 1, "the style says it all"


def test_paragraphs_of_one_block_share_their_lines_and_those_of_two_do_not() -> None:
    file = made(document(BlockQuote((para("a"), para("b"))), BlockQuote((para("c"),))))

    def lines(one: str) -> list[tuple[str | None, str | None]]:
        found = file.paragraph(one).xpath("./w:pPr/w:pBdr/w:left", namespaces=_W)
        own = found or file.find("//w:style[@w:styleId='Quote']//w:pBdr/w:left", "word/styles.xml")
        return [(value(side, ".", "color"), value(side, ".", "space")) for side in own]

    assert lines("a") == lines("b")
    assert lines("b") != lines("c")


def test_a_table_in_a_filled_block_stands_in_a_table_of_one_cell() -> None:
    file = made(document(Container("bottom-line", (para("before"), table(row("h"), row("c"))))))
    (outer,) = file.find("/w:document/w:body/w:tbl")
    assert value(outer, "./w:tr/w:tc/w:tcPr/w:shd", "fill") == samples.design().colours["wash"].lstrip("#")
    assert [text(one) for one in outer.xpath("./w:tr/w:tc/w:p", namespaces=_W)] == ["before", ""]
    assert len(outer.xpath("./w:tr/w:tc/w:tbl", namespaces=_W)) == 1


def test_bold_in_a_bold_paragraph_stays_bold() -> None:
    file = made(document(Heading(1, words(Span("commitment-firm", words("firm"))), "")))
    assert value(file.paragraph("firm"), "./w:r/w:rPr/w:rStyle") == "CommitmentFirm"
    assert len(file.paragraph("firm").xpath("./w:r/w:rPr/w:b[not(@w:val)]", namespaces=_W)) == 1


def test_a_style_inside_another_keeps_what_only_the_outer_one_says() -> None:
    file = made(document(para(Span("commitment-firm", words(Link("https://example.org", words("both")))))))
    (run,) = file.find("//w:hyperlink/w:r")
    assert value(run, "./w:rPr/w:rStyle") == "Hyperlink"
    assert len(run.xpath("./w:rPr/w:b", namespaces=_W)) == 1
    assert value(run, "./w:rPr/w:color") is None


# --- Pages ------------------------------------------------------------------------------------------------------------
def test_marking_title_and_page_number_repeat() -> None:
    meta = Meta(title="Short title", marking="TLP:GREEN", page_label="Page {page} of {pages}.")
    file = made(document(para("x"), meta=meta))
    parts = [f"word/{name}.xml" for name in ("header1", "header2", "footer1", "footer2")]
    page = "TLP:GREEN\tPage 1 of 1."
    assert [file.texts(name) for name in parts] == [["TLP:GREEN"], ["TLP:GREEN\tShort title"], [page], [page]]
    assert [one.text.strip() for one in file.find("//w:instrText", "word/footer2.xml")] == ["PAGE", "NUMPAGES"]
    names = {target: id_ for id_, target in file.addresses().items()}
    kinds = {one.get(_R_ID): value(one, ".", "type") for one in file.find("//w:sectPr/*[@r:id]")}
    assert [kinds[names[name.removeprefix("word/")]] for name in parts] == ["first", "default", "first", "default"]
    assert len(file.find("//w:sectPr/w:titlePg")) == 1


def test_fields_are_whole(hard: WordFile) -> None:
    for name in PARTS:
        steps = [value(one, ".", "fldCharType") for one in hard.find("//w:fldChar", name)]
        assert steps == ["begin", "separate", "end"] * (len(steps) // 3)
    assert len(hard.find("//w:fldChar", "word/footer1.xml")) == 6


def test_a_draft_has_a_word_over_each_page(hard: WordFile) -> None:
    words_over = [hard.find("//v:textpath/@string", f"word/header{number}.xml") for number in (1, 2)]
    assert words_over == [["DRAFT"], ["DRAFT"]]
    assert made(document(para("x"))).find("//w:pict", "word/header1.xml") == []


@pytest.mark.parametrize(("paper", "size"), [("A4", ("11906", "16838")), ("Letter", ("12240", "15840"))])
def test_the_paper_is_that_of_the_design(paper: str, size: tuple[str, str]) -> None:
    file = WordFile(write(document(para("x")), samples.look(paper=paper)).data)
    assert (value(file.tree(), "//w:pgSz", "w"), value(file.tree(), "//w:pgSz", "h")) == size


def test_what_follows_a_page_break_starts_a_page() -> None:
    grid = table(row("h"), row("c"))
    file = made(document(PageBreak(), para("a"), PageBreak(), PageBreak(), para("b"), PageBreak(), grid, PageBreak()))
    turned = file.find("//w:p[w:pPr/w:pageBreakBefore]")
    assert [text(one) for one in turned] == ["b", ""]
    assert turned[1].getnext().tag.endswith("tbl")


# --- Language ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("language", "content", "runs"),
    [
        ("en", "Mr 岸 and かな", [("Mr ", None), ("岸", "ja-JP"), (" and ", None), ("かな", "ja-JP")]),
        ("en", "북한", [("북한", "ko-KR")]),
        ("zh-Hant", "岸, a", [("岸", "zh-TW"), (", a", None)]),
        ("en", "葛\U000e0100x", [("葛\U000e0100", "zh-CN"), ("x", None)]),
    ],
)
def test_east_asian_words_are_in_runs_of_their_language(
    language: str, content: str, runs: list[tuple[str, str | None]]
) -> None:
    file = made(document(para(content), meta=Meta(title="T", language=language)))
    found = file.paragraph(content).xpath("./w:r", namespaces=_W)
    assert [(text(one), value(one, "./w:rPr/w:lang", "eastAsia")) for one in found] == runs
    hints = [value(one, "./w:rPr/w:rFonts", "hint") for one in found]
    assert hints == ["eastAsia" if spoken else None for _, spoken in runs]


def test_right_to_left_words_and_paragraphs_are_marked() -> None:
    file = made(document(para("عربي, 12 نص x"), para("x שלום"), bullets("plain")))
    arabic, hebrew, latin = (file.paragraph(one) for one in ("عربي, 12 نص x", "x שלום", "plain"))
    assert [len(one.xpath("./w:pPr/w:bidi", namespaces=_W)) for one in (arabic, hebrew, latin)] == [1, 0, 0]
    runs = arabic.xpath("./w:r[w:rPr/w:rtl]", namespaces=_W)
    assert [text(one) for one in runs] == ["عربي, 12 نص"]
    assert value(runs[0], "./w:rPr/w:lang", "bidi") == "ar-SA"
    assert value(hebrew, "./w:r/w:rPr/w:lang", "bidi") == "he-IL"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en-GB", ("en-GB", "ja-JP", "ar-SA")), ("ko", ("en-US", "ko-KR", "ar-SA")), ("he", ("en-US", "ja-JP", "he-IL"))],
)
def test_the_document_has_a_language(language: str, expected: tuple[str, str, str]) -> None:
    file = made(document(para("x"), meta=Meta(title="T", language=language)))
    for path, part in (("//w:rPrDefault//w:lang", "word/styles.xml"), ("//w:themeFontLang", "word/settings.xml")):
        found = tuple(value(file.tree(part), path, name) for name in ("val", "eastAsia", "bidi"))
        assert found == expected
    assert len(file.find("//w:sectPr/w:bidi")) == (language == "he")


def test_bars_stand_where_the_lines_of_the_document_begin() -> None:
    quotes = BlockQuote((para("x"), para("عربي")))
    for language, side, other in (("en", "left", "right"), ("ar", "right", "left")):
        file = made(document(quotes, meta=Meta(title="T", language=language)))
        style = file.find("//w:style[@w:styleId='Quote']/w:pPr", "word/styles.xml")[0]
        assert value(style, f"./w:pBdr/w:{side}") == "single"
        assert value(style, f"./w:pBdr/w:{other}") is None
        with_document, against = (file.paragraph(one) for one in (("x", "عربي") if side == "left" else ("عربي", "x")))
        # It stands in the same column as the others: what is left of them is right of it, and the other way round.
        assert with_document.xpath("./w:pPr/w:ind", namespaces=_W) == []
        assert value(against, "./w:pPr/w:ind", "left") == value(style, "./w:ind", "right")
        assert value(against, "./w:pPr/w:ind", "right") == value(style, "./w:ind", "left")


# --- Properties -------------------------------------------------------------------------------------------------------
def test_properties_hold_what_is_known_and_nothing_else() -> None:
    meta = Meta(
        title="T & co", author="Desk", subject="S", keywords=("a", "b"), date=datetime.date(2026, 3, 9), language="ja",
        marking="TLP:RED", reference="R/1", version="2", template="memo", content_hash="ab" * 32,
    )  # fmt: skip
    file = made(document(para("x"), meta=meta))
    core = {one.tag.partition("}")[2]: one.text for one in file.tree("docProps/core.xml")}
    assert core == {
        "title": "T & co", "subject": "S", "creator": "Desk", "keywords": "a, b", "lastModifiedBy": "Desk",
        "language": "ja", "version": "2", "created": "2026-03-09T00:00:00Z", "modified": "2026-03-09T00:00:00Z",
    }  # fmt: skip
    own = {one.get("name"): one[0].text for one in file.tree("docProps/custom.xml")}
    own.pop("Fingerprint", None)
    assert own == {
        "Marking": "TLP:RED", "Reference": "R/1", "Version": "2", "Template": "memo", "ContentHash": "ab" * 32,
    }  # fmt: skip
    assert b"python-docx" not in b"".join(file.parts.values())


def test_without_a_date_the_file_has_none_of_its_own() -> None:
    file = made(document(para("x")))
    assert b"1980-01-01T00:00:00Z" in file.parts["docProps/core.xml"]
    assert file.dates == {(1980, 1, 1, 0, 0, 0)}


# --- What Word offers -------------------------------------------------------------------------------------------------
def test_word_lists_the_styles_of_this_document_and_offers_those_that_one_puts_on_words() -> None:
    bottom = Container("bottom-line", (para("x"),))
    file = made(document(Heading(1, words("T"), "t"), bottom, para("y", Span("label", words("z")))))
    latent = file.find("//w:latentStyles", "word/styles.xml")[0]
    assert [value(latent, ".", name) for name in ("defSemiHidden", "defUnhideWhenUsed")] == ["1", "1"]
    shown = {
        value(one, "./w:name"): (int(value(one, "./w:uiPriority") or -1), bool(one.xpath("./w:qFormat", namespaces=_W)))
        for one in file.find("//w:style", "word/styles.xml")
    }
    offered = [name for name, (_, is_offered) in shown.items() if is_offered]
    assert {"Normal", "heading 1", "List Bullet", "Quote", "Bottom Line", "Label"} <= set(offered)
    assert {"header", "footnote text", "toc 2", "caption", "Brief Table"}.isdisjoint(offered)
    assert shown["Normal"][0] < shown["heading 1"][0] < shown["Bottom Line"][0] < shown["footnote text"][0]
    assert file.find("//w:style/w:semiHidden", "word/styles.xml") == file.find(
        "//w:style[@w:default='1'][not(@w:styleId='Normal')]/w:semiHidden", "word/styles.xml"
    )
