"""Every rule for Word files is broken once, in a file that breaks none, and must be found out."""

from io import BytesIO
from zipfile import ZipFile

import docx_lint
import pytest

import docx_samples
from briefgen.document import Document
from briefgen.nodes import Anchor, Code, Heading, Image, Link, NoteCall
from briefgen.writers.docx import write
from docx_samples import bullets, document, item, numbers, para, row, table, words

DOCUMENT, FOOTNOTES, STYLES = "word/document.xml", "word/footnotes.xml", "word/styles.xml"
NUMBERING, SETTINGS, CORE = "word/numbering.xml", "word/settings.xml", "docProps/core.xml"
RELATIONSHIPS, FOOTER = "word/_rels/document.xml.rels", "word/footer1.xml"
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"

ENDS = '<w:bookmarkEnd w:id="1"/>'
HEAD = "<w:cantSplit/><w:tblHeader/></w:trPr>"
EMPTY_CELL = '<w:tc><w:tcPr><w:tcW w:w="9" w:type="dxa"/></w:tcPr><w:p/></w:tc>'
SECTION = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="9" w:h="5"/><w:pgMar/></w:sectPr></w:pPr></w:p>'
BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


def order(words: str) -> str:
    """Return the instruction of a field."""
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


Break = tuple[str, str, str, str, str]
"""A rule, a part, what gives way to what where it first stands in it, and what is said."""

OPEN = f"{BEGIN}{order('PAGE')}{SEPARATE}"
P = "</w:p>"
BREAKS: tuple[Break, ...] = (
    ("bookmark-twice", DOCUMENT, 'w:name="second"', 'w:name="First"', "the name first 2 times"),
    ("bookmark-twice", DOCUMENT, ENDS, f'{ENDS}<w:bookmarkStart w:id="1" w:name="x"/>{ENDS}', "the id 1 2 times"),
    ("bookmark-open", DOCUMENT, ENDS, "", "the bookmark 1 does not end"),
    ("bookmark-open", DOCUMENT, ENDS, f'{ENDS}<w:bookmarkEnd w:id="77"/>', "the bookmark 77 ends before"),
    ("field-broken", FOOTER, END, "", "a field does not end"),
    ("field-broken", DOCUMENT, P, f"{BEGIN}{order('PAGE')}{END}{END}{P}", "end outside a field"),
    (
        "field-broken",
        DOCUMENT,
        P,
        f"{BEGIN}{order('PAGE')}{SEPARATE}{SEPARATE}{END}{P}",
        "goes from separate to separate",
    ),
    (
        "field-broken",
        DOCUMENT,
        "</w:p></w:tc>",
        f"{OPEN}</w:p></w:tc><w:tc><w:p>{END}</w:p></w:tc>",
        "a field begins in a tc and goes on in a tc",
    ),
    ("field-broken", DOCUMENT, P, f"{END}{P}", "end outside a field"),
    ("field-broken", DOCUMENT, P, f"{BEGIN}{SEPARATE}{END}{P}", "a field has no instruction"),
    ("field-broken", DOCUMENT, P, f"{BEGIN}{order('PAGE')}{SEPARATE}{order('PAGE')}{END}{P}", "stands in the result"),
    ("field-broken", DOCUMENT, P, f"{order('PAGE')}{P}", "an instruction outside a field"),
    ("field-broken", DOCUMENT, "</w:tbl>", f"</w:tbl><w:p>{END}</w:p>", "end outside a field"),
    ("dead-link", DOCUMENT, 'w:anchor="second"', 'w:anchor="gone"', "'there' leads to 'gone'"),
    ("dead-link", DOCUMENT, "NOTEREF _Note1", "NOTEREF _Note7", "NOTEREF leads to '_Note7'"),
    ("dead-link", DOCUMENT, "NOTEREF _Note1", "NOTEREF first", "where there is no note"),
    ("dead-link", FOOTER, " PAGE ", " PAGEREF gone \\h ", "footer1.xml: PAGEREF leads to 'gone'"),
    ("link-without-words", DOCUMENT, P, f'<w:hyperlink w:anchor="first"/>{P}', "a link to 'first'"),
    ("outside", RELATIONSHIPS, "https://example.org", "file:///etc", "hyperlink to 'file:///etc"),
    ("outside", RELATIONSHIPS, HYPERLINK, HYPERLINK.replace("hyperlink", "image"), "image to 'https://example.org"),
    ("style-undefined", DOCUMENT, 'w:pStyle w:val="Heading2"', 'w:pStyle w:val="Rubric"', "'Rubric' is no style"),
    (
        "style-undefined",
        DOCUMENT,
        'w:rStyle w:val="VerbatimChar"',
        'w:rStyle w:val="Heading2"',
        "'Heading2' is paragraph style",
    ),
    ("style-undefined", DOCUMENT, 'w:tblStyle w:val="BriefTable"', 'w:tblStyle w:val="Grid"', "'Grid' is no style"),
    ("style-undefined", STYLES, 'w:basedOn w:val="Normal"', 'w:basedOn w:val="Gone"', "names 'Gone'"),
    ("list-undefined", DOCUMENT, '<w:numId w:val="3"/>', '<w:numId w:val="88"/>', "document.xml: list 88"),
    ("list-undefined", NUMBERING, '<w:abstractNumId w:val="0"/>', '<w:abstractNumId w:val="5"/>', "of the kind 5"),
    ("note-mismatch", DOCUMENT, '<w:footnoteReference w:id="2"/>', "<w:t>2</w:t>", "note 2 is called 0 times"),
    (
        "note-mismatch",
        DOCUMENT,
        '<w:footnoteReference w:id="2"/>',
        '<w:footnoteReference w:id="9"/>',
        "there is no note 9",
    ),
    ("note-mismatch", FOOTNOTES, "<w:footnoteRef/>", '<w:footnoteReference w:id="2"/>', "footnotes.xml calls note 2"),
    ("table-without-head", DOCUMENT, "<w:tblHeader/>", "", "has a head row by its look only"),
    ("table-without-head", DOCUMENT, 'w:firstRow="1"', 'w:firstRow="0"', "by its rows only"),
    ("empty-head-cell", DOCUMENT, HEAD, f"{HEAD}{EMPTY_CELL}", "'WhoWhat'"),
    ("merged-cells", DOCUMENT, "<w:tcPr>", '<w:tcPr><w:gridSpan w:val="2"/>', "'Who'"),
    (
        "heading-skipped",
        DOCUMENT,
        'w:pStyle w:val="Heading2"',
        'w:pStyle w:val="Heading3"',
        "is of level 3 under level 1",
    ),
    ("picture-without-words", DOCUMENT, 'descr="A box"', 'descr=" "', "has no words"),
    ("picture-without-words", DOCUMENT, "<wp:inline", "<wp:anchor/><wp:inline", "floats"),
    ("untitled", CORE, "<dc:title>A title</dc:title>", "", "dc:title is empty"),
    ("untitled", CORE, "<dc:language>en</dc:language>", "", "dc:language is empty"),
    ("language-missing", STYLES, 'w:bidi="ar-SA"', "", "the document states no language (bidi)"),
    ("language-missing", DOCUMENT, 'w:eastAsia="zh-CN"', "", "'町議会' has no East Asian language"),
    ("language-missing", DOCUMENT, '<w:lang w:bidi="ar-SA"/>', "", "has no right-to-left language"),
    ("language-missing", DOCUMENT, "<w:rtl/>", "", "does not run from right to left"),
    ("asks-for-update", DOCUMENT, 'w:fldCharType="begin"', 'w:fldCharType="begin" w:dirty="true"', "a dirty field"),
    ("asks-for-update", SETTINGS, "<w:compat>", "<w:updateFields/><w:compat>", "updateFields"),
    ("library-shows", CORE, "<dc:title>", "<dc:creator>python-docx</dc:creator><dc:title>", "python-docx"),
    ("library-shows", "", "", "word/stylesWithEffects.xml", "the part word/stylesWithEffects.xml"),
    ("old-mode", SETTINGS, '"compatibilityMode"', '"other"', "not stated"),
    ("old-mode", SETTINGS, 'w:val="15"', 'w:val="14"', "compatibility mode 14"),
    ("blanks", DOCUMENT, "plain words", "plain   words", "'plain words,"),
    ("blanks", DOCUMENT, "plain words", "plain</w:t><w:tab/><w:tab/><w:t>words", "'plain words,"),
    ("empty-paragraph", DOCUMENT, P, f"{P}<w:p/>", "below 'First'"),
    (
        "empty-paragraph",
        FOOTNOTES,
        "</w:footnote></w:footnotes>",
        "<w:p/></w:footnote></w:footnotes>",
        "below 'note 2'",
    ),
    ("page", DOCUMENT, P, f"{P}{SECTION}", "section 1 is not turned, and 9 by 5"),
    ("page", DOCUMENT, "<w:pgSz ", '<w:pgSz w:orient="landscape" ', "section 1 is turned, and "),
)


def sample() -> Document:
    """Return a document that has what the rules are about."""
    return document(
        Heading(1, words("First"), "first"),
        para("plain words, ", Code("a   b"), NoteCall(1), " and again", NoteCall(1), " and", NoteCall(2)),
        para(Link("#second", words("there")), " and ", Link("https://example.org/a", words("outside"))),
        para("In Japanese 町議会, and in Arabic قرر المجلس", Anchor("passage:1:1")),
        Heading(2, words("Second"), "second"),
        bullets("one", item("two", numbers("a", "b"))),
        table(row("Who", "What"), row("Kishi", "considers")),
        table(row("A", "B"), row("", "d")),
        para(Image("box.png", "A box")),
        notes=2,
    )


@pytest.fixture(scope="module")
def sound() -> dict[str, bytes]:
    """The parts of a file that breaks no rule."""
    data = write(sample(), docx_samples.look()).data
    assert docx_lint.findings(data) == []
    with ZipFile(BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """Return the file of these parts."""
    made = BytesIO()
    with ZipFile(made, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("rule", "part", "old", "new", "said"), BREAKS, ids=[f"{one[0]} {n}" for n, one in enumerate(BREAKS)]
)
def test_what_breaks_a_rule_is_found(
    sound: dict[str, bytes], rule: str, part: str, old: str, new: str, said: str
) -> None:
    broken = dict(sound)
    if part:
        assert old.encode() in sound[part], f"{part} has no {old}"
        broken[part] = sound[part].replace(old.encode(), new.encode(), 1)
    else:
        broken[new] = b"<x/>"
    found = docx_lint.findings(packed(broken))
    assert [one for one in found if one.startswith(f"{rule}: ") and said in one], found


def test_each_rule_is_broken_once() -> None:
    assert list(dict.fromkeys(rule for rule, *_ in BREAKS)) == list(docx_lint.RULES)
