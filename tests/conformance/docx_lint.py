"""Rules for Word files that neither the Open XML SDK nor openxml-audit holds them to.

What they miss are files that are valid and still wrong: a field that never ends, a link that leads nowhere, a table
whose head no screen reader finds. Every rule is a function over a file and yields what breaks it; :data:`RULES` is the
table. Nothing of the writer has a part in it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import docx_references
from docx_parts import SPACES, W, each, is_on, shown, value

from docx_reading import WordFile, text

Rule = Callable[[WordFile], Iterator[str]]


def findings(data: bytes) -> list[str]:
    """Return all that breaks a rule, each with the name of the rule."""
    file = WordFile(data)
    return [f"{name}: {said}" for name, rule in RULES.items() for said in rule(file)]


# --- What a screen reader needs ---------------------------------------------------------------------------------------
def tables_have_heads(file: WordFile) -> Iterator[str]:
    """A table has a head row that is marked as such, twice: for repeating, and for the look, by which readers go.

    A table of a single row is there for the layout: columns, or a box.
    """
    for part, table in each(file, "//w:tbl"):
        rows = table.findall(f"{W}tr")
        head = is_on(rows[0].find(f"{W}trPr/{W}tblHeader"))
        looks = value(table, "./w:tblPr/w:tblLook", "firstRow") == "1"
        if head != looks:
            yield f"{part}: {shown(table)} has a head row by {'its rows' if head else 'its look'} only"
        elif len(rows) > 1 and not head:
            yield f"{part}: {shown(table)} has no head row"


def head_cells_have_words(file: WordFile) -> Iterator[str]:
    """A column without a name cannot be told from the others."""
    for part, row in each(file, "//w:tr[w:trPr/w:tblHeader]"):
        if any(not text(cell).strip() for cell in row.findall(f"{W}tc")):
            yield f"{part}: {shown(row)}"


def cells_are_not_merged(file: WordFile) -> Iterator[str]:
    """Merged cells break the way through a table."""
    for part, cell in each(file, "//w:tc[w:tcPr/w:gridSpan or w:tcPr/w:vMerge]"):
        yield f"{part}: {shown(cell)}"


def headings_skip_no_level(file: WordFile) -> Iterator[str]:
    """Headings begin with the first level, and go down one at a time."""
    levels = {
        one.get(f"{W}styleId"): int(value(one, "./w:pPr/w:outlineLvl")) + 1
        for one in file.find("//w:style[w:pPr/w:outlineLvl]", "word/styles.xml")
    }
    found = [
        (levels[style], paragraph)
        for paragraph in file.paragraphs()
        if (style := value(paragraph, "./w:pPr/w:pStyle")) in levels
    ]
    if not found:
        yield "there is no heading"
    for (above, _), (level, heading) in pairwise([(0, None), *found]):
        if level > above + 1:
            yield f"{shown(heading)} is of level {level} under level {above}"


def pictures_have_words(file: WordFile) -> Iterator[str]:
    """Each picture says in words what it shows, and stands in the line of the text."""
    for part, picture in each(file, "//wp:docPr"):
        if not (picture.get("descr") or "").strip():
            yield f"{part}: '{picture.get('name')}' has no words"
    yield from (f"{part}: a picture floats" for part, _ in each(file, "//wp:anchor"))
    yield from (f"{part}: a shape has no words" for part, one in each(file, "//v:shape") if not one.get("alt"))


def is_titled(file: WordFile) -> Iterator[str]:
    """Without a title a screen reader speaks the name of the file (WCAG 2.4.2)."""
    for name in ("dc:title", "dc:language"):
        found = file.tree("docProps/core.xml").findtext(f".//{name}", "", SPACES)
        if not found.strip():
            yield f"{name} is empty"


def languages_are_stated(file: WordFile) -> Iterator[str]:
    """The document says its language, and East Asian and right-to-left words say theirs (WCAG 3.1.1, 3.1.2)."""
    defaults = "//w:docDefaults/w:rPrDefault/w:rPr/w:lang"
    for kind in ("val", "eastAsia", "bidi"):
        if not value(file.tree("word/styles.xml"), defaults, kind):
            yield f"styles.xml: the document states no language ({kind})"
    for part, run in each(file, "//w:r[w:t]"):
        said = run.find(f"{W}rPr/{W}lang")
        words = "".join(one.text or "" for one in run.findall(f"{W}t"))
        scripts = {_script(character) for character in words}
        if "eastAsia" in scripts and (said is None or not said.get(f"{W}eastAsia")):
            yield f"{part}: {shown(run)} has no East Asian language"
        if "bidi" in scripts and (said is None or not said.get(f"{W}bidi")):
            yield f"{part}: {shown(run)} has no right-to-left language"
        if "bidi" in scripts and not is_on(run.find(f"{W}rPr/{W}rtl")):
            yield f"{part}: {shown(run)} does not run from right to left"


_EAST_ASIAN = ("CJK UNIFIED", "HIRAGANA LETTER", "KATAKANA LETTER", "HANGUL SYLLABLE")


def _script(character: str) -> str:
    if unicodedata.bidirectional(character) in ("R", "AL") and unicodedata.category(character).startswith("L"):
        return "bidi"
    return "eastAsia" if unicodedata.name(character, "").startswith(_EAST_ASIAN) else ""


# --- What makes a file look made by hand, or by a library -------------------------------------------------------------
def nothing_asks_for_an_update(file: WordFile) -> Iterator[str]:
    """Word asks the reader whether to update fields, in words that frighten: results are written instead."""
    yield from (f"{part}: a dirty field" for part, one in each(file, "//*[@w:dirty]") if one.get(f"{W}dirty") != "0")
    if any(map(is_on, file.find("//w:updateFields", "word/settings.xml"))):
        yield "settings.xml: updateFields"


_LEFTOVERS = ("python-docx", "generated by", "Normal.dotm", "Microsoft Macintosh Word")
_STRAY_PARTS = re.compile(r"word/stylesWithEffects\.xml|docProps/thumbnail\..*|customXml/.*|word/comments.*\.xml")


def no_library_shows(file: WordFile) -> Iterator[str]:
    """Nothing is left of the template that python-docx brings."""
    yield from (f"the part {name}" for name in sorted(file.parts) if _STRAY_PARTS.fullmatch(name))
    for name in ("docProps/core.xml", "docProps/app.xml"):
        words = " ".join(file.tree(name).itertext())
        yield from (f"{name}: '{one}'" for one in _LEFTOVERS if one.lower() in words.lower())


def is_of_word_2013(file: WordFile) -> Iterator[str]:
    """Else it opens in compatibility mode."""
    path = "//w:compatSetting[@w:name='compatibilityMode']"
    mode = value(file.tree("word/settings.xml"), path)
    if mode != "15":
        yield f"compatibility mode {mode or 'not stated'}"


_BLANKS = re.compile(r"([ \u00a0\u2002\u2003\u3000])\1\1|\t\t")


def blanks_are_no_layout(file: WordFile) -> Iterator[str]:
    """Three blanks in a row, or two tabs, are a layout made by typing; code is as it is."""
    for part, paragraph in each(file, "//w:p[not(w:pPr/w:pStyle[@w:val='SourceCode'])]"):
        words = "".join("c" if _is_code(run) else text(run) for run in paragraph.iter(f"{W}r"))
        if _BLANKS.search(words):
            yield f"{part}: {shown(paragraph)}"


def _is_code(run: Any) -> bool:
    return value(run, "./w:rPr/w:rStyle") == "VerbatimChar"


def paragraphs_are_not_empty(file: WordFile) -> Iterator[str]:
    """An empty paragraph is a space made by typing.

    Some must be: in a cell or a header without words, around a table (Word joins two that touch, and wants a paragraph
    at the end), for the mark of a list item that begins with something else, and the line between parts of a text.
    """
    for part, paragraph in each(file, "//w:p"):
        if not _is_empty(paragraph) or _must_be(paragraph):
            continue
        before = paragraph.getprevious()
        yield f"{part}: below {shown(before) if before is not None else 'nothing'}"


_SHOWS = tuple(f"{W}{name}" for name in ("t", "tab", "br", "drawing", "pict", "fldChar", "footnoteReference", "sym"))
_NEVER_EMPTY = tuple(f"{W}{name}" for name in ("tc", "hdr", "ftr"))
_SEPARATES = tuple(f"{W}{name}" for name in ("separator", "continuationSeparator"))


def _is_empty(paragraph: Any) -> bool:
    return not any(
        one.getparent().tag != f"{W}tabs" and (one.text or one.tag != f"{W}t")
        for one in paragraph.iter(*_SHOWS, *_SEPARATES)
    )


def _must_be(paragraph: Any) -> bool:
    parent, around = paragraph.getparent(), (paragraph.getprevious(), paragraph.getnext())
    alone = parent.tag in _NEVER_EMPTY and len(parent.findall(f"{W}p")) == 1 and parent.find(f"{W}tbl") is None
    beside_table = any(one is not None and one.tag == f"{W}tbl" for one in around)
    return (
        alone
        or (beside_table and value(paragraph, "./w:pPr/w:spacing", "lineRule") == "exact")
        or any(paragraph.find(f"{W}pPr/{W}{name}") is not None for name in ("numPr", "sectPr"))
        or value(paragraph, "./w:pPr/w:pStyle") == "HorizontalRule"
    )


def pages_are_set_up(file: WordFile) -> Iterator[str]:
    """Each section says how large its page is, and lies on its side only where the paper does."""
    sections = file.find("//w:sectPr")
    if not file.find("/w:document/w:body/w:sectPr"):
        yield "the last section has no properties"
    for number, section in enumerate(sections, 1):
        width, height = (value(section, "./w:pgSz", side) or "0" for side in ("w", "h"))
        turned = value(section, "./w:pgSz", "orient") == "landscape"
        if not int(width) or not int(height) or section.find(f"{W}pgMar") is None:
            yield f"section {number} has no page"
        elif turned != (int(width) > int(height)):
            yield f"section {number} is {'' if turned else 'not '}turned, and {width} by {height}"


RULES: dict[str, Rule] = {
    "bookmark-twice": docx_references.bookmarks_are_unique,
    "bookmark-open": docx_references.bookmarks_begin_and_end,
    "field-broken": docx_references.fields_are_whole,
    "dead-link": docx_references.links_lead_somewhere,
    "link-without-words": docx_references.links_have_words,
    "outside": docx_references.relationships_stay_inside,
    "style-undefined": docx_references.styles_are_defined,
    "list-undefined": docx_references.lists_are_defined,
    "note-mismatch": docx_references.notes_and_calls_match,
    "table-without-head": tables_have_heads,
    "empty-head-cell": head_cells_have_words,
    "merged-cells": cells_are_not_merged,
    "heading-skipped": headings_skip_no_level,
    "picture-without-words": pictures_have_words,
    "untitled": is_titled,
    "language-missing": languages_are_stated,
    "asks-for-update": nothing_asks_for_an_update,
    "library-shows": no_library_shows,
    "old-mode": is_of_word_2013,
    "blanks": blanks_are_no_layout,
    "empty-paragraph": paragraphs_are_not_empty,
    "page": pages_are_set_up,
}
"""The rules, each under the name that its findings begin with."""
