"""The list of briefs: what it shows and what it must not, whatever a manifest holds."""

import base64
import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from briefgen import listing
from briefgen.design.contrast import READABLE, contrast
from briefgen.listing.look import style_sheet
from briefgen.listing.page import page as listed_page
from briefgen.listing.words import WORDS, words_for
from briefgen.manifest.form import Accepted, Asked, Build, Failure, File, Finding, Input, Manifest, Unmade
from manifest_samples import BUILD, WHOLE

PICTURE = b"RIFF\x08\x00\x00\x00WEBPabcd"
PDF = "ab" * 32


def brief(name: str = "x", **changes: Any) -> Build:
    files = tuple(File(f"{name}.{form}", form, PDF, 16_000, "e", pages=3) for form in ("docx", "pdf"))
    return replace(BUILD, content=Input(f"content/{name}.yaml", "c0"), files=files, **changes)


def page(
    *builds: Build,
    failures: tuple[Failure, ...] = (),
    pictures: Mapping[str, bytes] | None = None,
    pictured: bool = True,
) -> str:
    whole = replace(WHOLE, builds=builds, failures=failures)
    return listed_page(whole, {PDF: PICTURE} if pictures is None else pictures, "0" * 64, pictured=pictured).decode()


def failure(name: str = "x", *formats: str, content: str | None = "c1", **changes: Any) -> Failure:
    files = tuple(Unmade(f"{name}.{form}", form) for form in formats or ("docx", "pdf"))
    found = (Finding("error", "missing-key", "expected a title", file=f"content/{name}.yaml", line=3),)
    known = {"identified": bool(changes)}
    return replace(Failure(f"content/{name}.yaml", content, findings=found, files=files), **(known | changes))


def words_of(text: str) -> str:
    return " ".join(" ".join(Outline(text).words).split())


class Outline(HTMLParser):
    """The elements of a page, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def links(self) -> list[str]:
        return [value or "" for name, value in self.attributes if name == "href"]


# --- What it shows ----------------------------------------------------------------------------------------------------
def test_a_brief_is_told_with_all_that_a_reader_asks() -> None:
    found = (
        Finding("note", "not-applied", "no lexicon"),
        Finding("error", "quotation-not-in-source", "not there", file="content/x.yaml", line=4),
        Finding("warning", "no-evidence", "no evidence for it", acknowledged=True),
    )
    text = page(brief(title="A bridge", marking="TLP:GREEN", status="final", as_of="2026-05-04", findings=found))
    outline = Outline(text)
    words = " ".join(" ".join(outline.words).split())
    for said in (
        "1 brief · 1 error · 1 acknowledged · 1 note",
        "TLP:GREEN",
        "A bridge",
        "Final",
        "as of 2026-05-04",
        "3 pages",
        "12 words, 3 in notes",
        "2 of 3 source sentences used, 1 set aside",
        "error not there quotation-not-in-source content/x.yaml :4".replace(" :", ":"),
        "PDF 16 kB",
    ):
        assert said in words
    assert outline.links == ["./x.pdf", "./x.pdf", "./x.pdf", "./x.docx"], "picture, title, files"
    assert words.index("not there") < words.index("no evidence") < words.index("no lexicon"), "the gravest first"


def test_the_newest_stand_first_and_those_without_a_date_last() -> None:
    text = page(
        brief("a", title="None"),
        brief("b", title="Old", as_of="2025-12-31"),
        brief("c", title="New", as_of="2026-01-01"),
    )
    assert re.findall(r"<h2[^>]*><a[^>]*>(\w+)", text) == ["New", "Old", "None"]


def test_the_language_and_direction_of_a_title_are_its_own() -> None:
    text = page(brief("a", title="محطة", language="ar"), brief("b", title="Brücke", language="de-AT"))
    assert '<html lang="en"' in text, "the briefs share no language"
    assert '<h2 lang="ar" dir="rtl">' in text
    assert '<h2 lang="de-AT" dir="ltr">' in text
    assert '<html lang="de"' in page(brief(language="de-AT"), brief("b", language="de"))


def test_it_is_marked_as_what_it_tells() -> None:
    text = page(brief("a", marking="TLP:CLEAR"), brief("b", marking="TLP:RED"), brief("c", marking="TLP:RED"))
    assert re.findall(r'class="banner".*?</div>', text)[0].count("<span") == 2
    assert text.index("TLP:RED") < text.index("TLP:CLEAR")
    assert 'class="banner"' not in page(brief())


def test_a_few_briefs_need_no_tools() -> None:
    assert 'id="q"' not in page(*(brief(name) for name in "abc"))
    many = page(*(brief(name, status="draft" if name < "c" else "final") for name in "abcd"))
    assert 'id="q"' in many
    assert 'data-by="status"' in many
    assert 'data-by="template"' not in many, "where there is one, there is nothing to choose"


# --- What was not built -----------------------------------------------------------------------------------------------
def test_a_brief_that_was_not_built_is_told_first_and_why() -> None:
    text = page(
        brief("a", title="New", as_of="2026-05-04"),
        failures=(failure(title="A tower", language="de", marking="TLP:RED", status="draft", template="memo"),),
    )
    said = words_of(text)
    assert "2 briefs · 1 not built · 1 error" in said
    assert "TLP:RED · Not built · Draft · memo · de" in said
    assert "1 error error expected a title missing-key content/x.yaml :3".replace(" :", ":") in said
    assert said.index("A tower") < said.index("New")
    assert "<details open>" in text
    assert [link for link in Outline(text).links if "x." in link] == [], "there is no file"
    assert 'class="banner"' in text, "its title is told, and so is its marking"


def test_its_documents_of_an_earlier_state_are_named_as_such() -> None:
    old = brief(title="Old", findings=(Finding("warning", "no-evidence", "no evidence for the old"),))
    text = page(old, failures=(failure(title="New", language="en"),))
    said = words_of(text)
    assert "Files of an earlier state PDF 16 kB Word 16 kB" in said
    assert "no evidence for the old" not in said, "it says what was found now"
    assert "3 pages" not in said, "of the new state, nobody knows"
    assert re.findall(r'<a class="old shot" href="./x.pdf"', text) != []
    assert '<h2 lang="en" dir="ltr">New</h2>' in text, "the title leads to nothing that has it"
    assert "earlier state" not in page(old)


def test_one_that_was_built_in_some_formats_names_the_others() -> None:
    text = page(brief(title="New"), failures=(failure("x", "md", "html", content="c0", title="New"),))
    said = words_of(text)
    assert "1 brief · 1 built in part · 1 error" in said
    assert "Not built: Web page, Markdown" in said
    assert "3 pages · 12 words" in said
    assert '<h2 lang="en" dir="ltr"><a href="./x.pdf">New</a></h2>' in text
    assert 'class="shot"' in text


def test_of_one_that_cannot_be_read_the_file_is_named() -> None:
    text = page(failures=(failure(),))
    assert '<h2 dir="auto">content/x.yaml</h2>' in text
    assert '<html lang="en"' in text


def test_a_brief_whose_content_file_is_gone_stands_last_and_says_so() -> None:
    text = page(brief("a", title="Gone", as_of="2026-05-04", state="gone"), brief("b", title="There"))
    said = words_of(text)
    assert said.index("There") < said.index("Gone") < said.index("The content file is gone")
    assert "Files of an earlier state" in said
    assert '<h2 lang="en" dir="ltr">Gone</h2>' in text


def test_findings_say_what_to_do_and_of_which_entry() -> None:
    found = Finding("error", "x", "wrong", remedy="mend <it>", entry="D3")
    assert "wrong x D3 mend <it>" in words_of(page(brief(findings=(found,))))


def test_where_words_are_held_back_the_command_that_shows_them_is_named() -> None:
    text = page(failures=(failure(),))
    assert "<code>briefgen check content/x.yaml</code> tells more." in text
    assert "tells more" not in page(failures=(failure(title="A"),))


def test_that_warnings_failed_it_is_said_where_they_alone_did() -> None:
    warning = Finding("warning", "no-evidence", "no evidence")
    said = "Warnings count as errors here (--strict)."
    assert said in page(failures=(failure(strict=True, findings=(warning,)),))
    assert said not in page(failures=(failure(findings=(warning,)),))
    assert said not in page(failures=(failure(strict=True),))


def test_those_that_were_not_built_can_be_chosen() -> None:
    many = page(*(brief(name) for name in "abc"), failures=(failure(),))
    assert '<option value="failed">Not built</option>' in many
    assert 'data-findings="failed\nopen"' in many
    assert "failed" not in page(*(brief(name) for name in "abcd"))


# --- What it must not -------------------------------------------------------------------------------------------------
def test_it_asks_for_nothing_and_runs_one_script() -> None:
    text = page(*(brief(name) for name in "abcd"))
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        (inside,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{rule} 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    outside = [name for name, value in Outline(text).attributes if value and re.match(r"(https?:)?//", value)]
    assert outside == []
    assert " style=" not in text
    assert " on" not in "".join(f" {name}" for name, _ in Outline(text).attributes)


def test_it_tells_no_reason_and_no_hash_but_those_of_pictures() -> None:
    text = page(brief(acknowledgements=(Accepted("no-evidence", "D1", "Zwiebelfisch said so."),)))
    assert "Zwiebelfisch" not in text
    assert BUILD.sources[0].file not in text


TEXT = st.text(max_size=30) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=y>',
        "</style>",
        "{n}",
        "{date}",
        "&amp;",
        "javascript:x",
        "\u202e",
    ]
)


@given(title=TEXT, message=TEXT, marking=TEXT, file=TEXT, language=st.sampled_from(["en", "ar", "x-y"]))
def test_no_text_becomes_markup(title: str, message: str, marking: str, file: str, language: str) -> None:
    def with_texts(*texts: str) -> Build:
        said, told, mark, name = texts
        finding = Finding("warning", "no-evidence", told, file=name or None, line=1 if name else None)
        return brief(
            "n", title=said, marking=mark or None, language=language, findings=(finding,), version=said or None
        )

    def unbuilt(*texts: str) -> Failure:
        said, told, mark, name = texts
        finding = Finding("error", told, told, file=name or None, line=1 if name else None)
        return failure("n", "md", title=said or None, language=language, marking=mark or None, findings=(finding,))

    plain = [said and "x" for said in (title, "x", marking, file)]
    same = Outline(page(failures=(unbuilt(*plain),)))
    assert Outline(page(failures=(unbuilt(title, message, marking, file),))).tags == same.tags
    harmless = Outline(page(with_texts("x" if title else "", "x", "x" if marking else "", "x" if file else "")))
    text = page(with_texts(title, message, marking, file))
    assert Outline(text).tags == harmless.tags
    assert text.count("<script>") == 1


@given(st.text(min_size=1, max_size=20).filter(lambda name: "/" not in name and "\\" not in name))
def test_a_link_leads_to_the_file_whatever_its_name(name: str) -> None:
    build = replace(brief(), files=(File(name, "md", PDF, 1, "e"),))
    link = Outline(page(build)).links[-1]
    assert link.startswith("./")
    assert link[2:].isascii()
    assert not set(link[2:]) & set("/?#:\"'<>&")
    assert unquote(link[2:], errors="surrogateescape") == name


# --- What it is made of -----------------------------------------------------------------------------------------------
def test_it_keeps_pictures_and_knows_damaged_ones() -> None:
    data = page(brief()).encode()
    assert listing.pictures_in(data) == {PDF: PICTURE}
    assert listing.pictures_in(data.replace(b"base64,", b"base64,!", 3)) == {}
    assert listing.pictures_in(b"\xff" * 100) == {}


def test_it_says_what_it_was_made_of() -> None:
    data = page(brief()).encode()
    assert listing.is_ours(data)
    assert listing.is_ours(b" \n")
    assert not listing.is_ours(b"<!DOCTYPE html><title>Mine</title>")
    assert listing.is_current(data[: listing.HEAD], len(data), "0" * 64)
    assert not listing.is_current(data[: listing.HEAD], len(data) - 1, "0" * 64)
    assert not listing.is_current(data[: listing.HEAD], len(data), "1" * 64)
    made_of = {listing.fingerprint(data, pictured=pictured) for data in (b"a", b"b") for pictured in (True, False)}
    assert len(made_of) == 4


def test_without_what_draws_pictures_it_says_so() -> None:
    text = page(brief(), pictured=False)
    assert "pypdfium2" in text
    assert 'class="shot"' not in text
    assert 'class="shot"' in page(brief(), pictures={}), "a picture that is missing leaves its place"
    assert "pypdfium2" not in page(brief(), pictures={})


# --- Words, colours, faces --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", WORDS)
def test_each_language_says_all_of_it(language: str) -> None:
    words, english = WORDS[language], WORDS["en"]
    assert words.language == language
    for name, said in vars(english).items():
        own = getattr(words, name)
        assert own, name
        assert sorted(re.findall(r"\{\w+\}", str(own))) == sorted(re.findall(r"\{\w+\}", str(said))), name
        if isinstance(said, Mapping):
            assert own.keys() == said.keys(), name


@pytest.mark.parametrize(
    ("languages", "chosen"),
    [(["de"], "de"), (["de-AT", "de"], "de"), (["de", "en"], "en"), (["nl"], "en"), ([], "en"), (["ja"], "ja")],
)
def test_the_language_of_the_page(languages: list[str], chosen: str) -> None:
    assert words_for(languages).language == chosen


@pytest.mark.parametrize(("length", "said"), [(1, "1 kB"), (999_499, "999 kB"), (1_500_000, "1,5 MB")])
def test_lengths_of_files(length: int, said: str) -> None:
    assert WORDS["de"].size(length) == said


COLOUR = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(st.dictionaries(st.sampled_from(["ink", "soft", "accent", "open", "against", "wash", "hairline"]), COLOUR))
def test_all_text_can_be_read_by_day_and_by_night(colours: dict[str, str]) -> None:
    rules = re.findall(r":root \{[^}]*\}", style_sheet({"colours": colours}))
    by_role = [dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", rule)) for rule in rules]
    assert len(by_role) == 2
    for roles in by_role:
        for role in ("ink", "soft", "accent", "error", "warning"):
            assert contrast(roles[role], roles["paper"]) >= READABLE


@pytest.mark.parametrize(
    "colours", [None, "red", {"ink": "red"}, {"ink": "#12"}, {"ink": "#000000; } body { x"}, {"ink": 3}]
)
def test_what_is_no_colour_is_left_out(colours: object) -> None:
    assert style_sheet({"colours": colours}) == style_sheet({})


def test_drafts_say_that_they_are() -> None:
    assert "Built as a draft" in page(brief(asked=Asked(draft=True)))
    assert "Built as a draft" not in page(brief())


def test_an_empty_list_is_a_page_all_the_same() -> None:
    assert "0 briefs" in listed_page(Manifest(), {}, "0" * 64, pictured=True).decode()


def test_the_page_carries_two_cuts_of_european_letters() -> None:
    found = re.findall(r"@font-face .*?base64,([\w+/=]+)\)", style_sheet({}))
    letters = [set(map(chr, TTFont(io.BytesIO(base64.b64decode(data))).getBestCmap())) for data in found]
    assert len(letters) == 2
    assert all({*"aZß–“€ŁİŠ"} <= one for one in letters)
