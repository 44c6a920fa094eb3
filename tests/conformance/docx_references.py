"""Rules for what leads from one place of a Word file to another: bookmarks, fields, links, styles, lists, notes."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from docx_parts import W, each, shown, stories, value
from lxml import etree

from docx_reading import NAMES, WordFile, text


# --- Bookmarks, fields and links --------------------------------------------------------------------------------------
def bookmarks_are_unique(file: WordFile) -> Iterator[str]:
    """Word drops the second bookmark of a name (in any case of letters), and with it the way there."""
    marks = [mark for _, mark in each(file, "//w:bookmarkStart")]
    for kind, found in (
        ("name", [mark.get(f"{W}name", "").lower() for mark in marks]),
        ("id", [mark.get(f"{W}id") for mark in marks]),
    ):
        yield from (f"the {kind} {one} {times} times" for one, times in Counter(found).items() if times > 1)


def bookmarks_begin_and_end(file: WordFile) -> Iterator[str]:
    """A bookmark ends in its part, after it has begun."""
    for part in stories(file):
        open_: set[str] = set()
        for mark in file.find("//w:bookmarkStart | //w:bookmarkEnd", part):
            number = mark.get(f"{W}id")
            if mark.tag == f"{W}bookmarkStart":
                open_.add(number)
            elif number in open_:
                open_.remove(number)
            else:
                yield f"{part}: the bookmark {number} ends before it begins"
        yield from (f"{part}: the bookmark {number} does not end" for number in sorted(open_))


_HOLDERS = tuple(
    f"{W}{name}" for name in ("tc", "footnote", "hyperlink", "sdtContent", "txbxContent", "body", "hdr", "ftr")
)
_STEPS = {"begin": ("separate", "end"), "separate": ("end",)}


def fields_are_whole(file: WordFile) -> Iterator[str]:
    """A field begins, states its instruction, shows a result and ends: in this order, and in one and the same holder.

    A field may reach over several paragraphs, as a table of contents does, but not out of a cell, a note or a link.
    """
    for part in stories(file):
        open_: list[tuple[str, Any, bool]] = []
        for one in file.find("//w:fldChar | //w:instrText", part):
            kind = one.get(f"{W}fldCharType", "")
            if kind == "begin":
                open_.append((kind, _holder(one), False))
                continue
            if not open_:
                yield f"{part}: {kind or 'an instruction'} outside a field"
                continue
            state, holder, told = open_.pop()
            if not kind:
                open_.append((state, holder, True))
                if state != "begin":
                    yield f"{part}: the instruction '{one.text}' stands in the result of a field"
                continue
            if kind not in _STEPS[state]:
                yield f"{part}: a field goes from {state} to {kind}"
            if _holder(one) is not holder:
                yield f"{part}: a field begins in a {_name(holder)} and goes on in a {_name(_holder(one))}"
            if not told:
                yield f"{part}: a field has no instruction"
            if kind == "separate":
                open_.append((kind, holder, told))
        yield from (f"{part}: a field does not end" for _ in open_)


def _holder(element: Any) -> Any:
    return next(element.iterancestors(*_HOLDERS))


def _name(element: Any) -> str:
    return etree.QName(element).localname


_TARGET = re.compile(r"\s*(REF|NOTEREF|PAGEREF)\s+\"?([^\s\"]+)|\s*(HYPERLINK)\s+.*?\\l\s+\"([^\"]+)\"")


def links_lead_somewhere(file: WordFile) -> Iterator[str]:
    """Links and references within the document lead to a bookmark that is there; a NOTEREF to one around a note."""
    marks = {mark.get(f"{W}name"): mark for _, mark in each(file, "//w:bookmarkStart")}
    for part, link in each(file, "//w:hyperlink[@w:anchor]"):
        if link.get(f"{W}anchor") not in marks:
            yield f"{part}: {shown(link)} leads to '{link.get(f'{W}anchor')}'"
    for part, instruction in each(file, "//w:instrText"):
        found = _TARGET.match(instruction.text or "")
        if not found:
            continue
        kind, target = found.group(1) or found.group(3), found.group(2) or found.group(4)
        if target not in marks:
            yield f"{part}: {kind} leads to '{target}'"
        elif kind == "NOTEREF" and not _marks_a_note(marks[target]):
            yield f"{part}: {kind} leads to '{target}', where there is no note"


def _marks_a_note(start: Any) -> bool:
    for element in start.itersiblings():
        if element.tag == f"{W}bookmarkEnd" and element.get(f"{W}id") == start.get(f"{W}id"):
            return False
        if element.find(f".//{W}footnoteReference") is not None:
            return True
    return False


def links_have_words(file: WordFile) -> Iterator[str]:
    """A link that shows nothing cannot be followed."""
    for part, link in each(file, "//w:hyperlink"):
        if not text(link).strip() and not link.findall(f".//{W}drawing"):
            yield f"{part}: a link to '{link.get(f'{W}anchor') or link.get('{' + NAMES['r'] + '}id')}'"


_SCHEMES = ("http://", "https://", "mailto:")


def relationships_stay_inside(file: WordFile) -> Iterator[str]:
    """Nothing but a link leads outside, and that to the web or to a mailbox: a file that loads a picture tells on its
    reader."""
    for name in sorted(file.parts):
        if not name.endswith(".rels"):
            continue
        for one in file.find("//p:Relationship[@TargetMode='External']", name):
            kind, target = one.get("Type", "").rpartition("/")[2], one.get("Target", "")
            if kind != "hyperlink" or not target.lower().startswith(_SCHEMES):
                yield f"{name}: {kind} to '{target}'"


# --- What is used is there --------------------------------------------------------------------------------------------
_KINDS = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}


def styles_are_defined(file: WordFile) -> Iterator[str]:
    """A style that is not defined is Normal to Word, without a word."""
    defined = {one.get(f"{W}styleId"): one.get(f"{W}type") for one in file.find("//w:style", "word/styles.xml")}
    for part, one in [
        *each(file, "//w:pStyle | //w:rStyle | //w:tblStyle"),
        *(("numbering.xml", one) for one in _of(file, "//w:pStyle", "word/numbering.xml")),
    ]:
        used = one.get(f"{W}val")
        if defined.get(used) != _KINDS[_name(one)]:
            yield f"{part}: '{used}' is {defined.get(used) or 'no'} style, used as a {_KINDS[_name(one)]} style"
    for one in file.find("//w:basedOn | //w:next | //w:link", "word/styles.xml"):
        if one.get(f"{W}val") not in defined:
            yield f"styles.xml: '{one.getparent().get(f'{W}styleId')}' names '{one.get(f'{W}val')}'"


def _of(file: WordFile, path: str, part: str) -> list[Any]:
    return file.find(path, part) if part in file.parts else []


def lists_are_defined(file: WordFile) -> Iterator[str]:
    """A paragraph in a list that is not defined has no mark."""
    lists = {
        one.get(f"{W}numId"): value(one, "./w:abstractNumId") for one in _of(file, "//w:num", "word/numbering.xml")
    }
    kinds = {one.get(f"{W}abstractNumId") for one in _of(file, "//w:abstractNum", "word/numbering.xml")}
    yield from (f"list {number} is of the kind {kind}" for number, kind in lists.items() if kind not in kinds)
    used = [*each(file, "//w:numId"), *(("styles.xml", one) for one in file.find("//w:numId", "word/styles.xml"))]
    for part, one in used:
        if one.get(f"{W}val") not in {*lists, "0"}:
            yield f"{part}: list {one.get(f'{W}val')}"


def notes_and_calls_match(file: WordFile) -> Iterator[str]:
    """Each note is called once, in the text, and in the order in which the notes stand."""
    notes = [one.get(f"{W}id") for one in _of(file, "//w:footnote[not(@w:type)]", "word/footnotes.xml")]
    calls = [(part, one.get(f"{W}id")) for part, one in each(file, "//w:footnoteReference")]
    yield from (f"{part} calls note {number}" for part, number in calls if part != "document.xml")
    called = [number for _, number in calls]
    yield from (
        f"note {number} is called {called.count(number)} times" for number in notes if called.count(number) != 1
    )
    yield from (f"there is no note {number}" for number in called if number not in notes)
    if sorted(called) == sorted(notes) and called != notes:
        yield f"the notes are called in the order {called}"
