"""The fields and content controls of a letterhead, filled with the properties of the document.

What they show is written in, so that nothing is asked when the file is opened, and programs that compute no fields
show it too.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from briefgen.letterhead.package import W
from briefgen.letterhead.properties import BOUND, FIELDS
from briefgen.writers.docx.language import PLAIN, Languages, Segment

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WORDS = re.compile(r'"([^"]*)"|(\S+)')
_CASES: Mapping[str, Callable[[str], str]] = {
    "upper": str.upper,
    "lower": str.lower,
    "firstcap": lambda text: text[:1].upper() + text[1:],
    "caps": lambda text: re.sub(r"\b\w", lambda found: found[0].upper(), text),
}
"""What the switch ``\\*`` of a field makes of its text."""
_CORE = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
"""How Word names the store of the core properties."""


@dataclass
class Filled:
    """What a letterhead asked for."""

    asked: set[str] = field(default_factory=set)
    """Properties that fields or controls show."""
    unknown: list[str] = field(default_factory=list)
    """Names that are no property."""
    controls: list[str] = field(default_factory=list)
    """Content controls that still show what somebody is to write there."""


def take_apart(root: Any) -> None:
    """Write every field in the form that all programs know, each step of it in a run of its own."""
    _simple_to_complex(root)
    _part_runs(root)


def fill(root: Any, values: Mapping[str, str], filled: Filled, languages: Languages) -> None:
    """Fill all fields and content controls below an element.

    ``values`` are the properties by name, ``languages`` those of the document, in which they are said.
    """
    known = {name.casefold(): name for name in values}
    take_apart(root)
    for one in list(_fields(root)):
        name, switches = _asked(one.code)
        if name is None:
            continue
        stated = known.get(name.casefold())
        if stated is None:
            filled.unknown.append(name)
            continue
        filled.asked.add(stated)
        _show(one, languages.segments(_cased(values[stated], switches)))
    for control in list(root.iter(f"{W}sdt")):
        _fill_control(control, values, known, filled, languages)


# --- Fields -----------------------------------------------------------------------------------------------------------
@dataclass
class _Field:
    """A field on its way: what it asks for, and the runs that show it."""

    code: str = ""
    last_of_code: Any = None
    separator: Any = None
    end: Any = None
    shown: list[Any] = field(default_factory=list)


def _simple_to_complex(root: Any) -> None:
    """Write the simple form of fields as the other one, which all programs know."""
    for simple in list(root.iter(f"{W}fldSimple")):
        order = etree.Element(f"{W}instrText", {_SPACE: "preserve"})
        order.text = simple.get(f"{W}instr", "")
        steps = [_mark("begin"), _run(order), _mark("separate"), *simple, _mark("end")]
        parent, at = simple.getparent(), simple.getparent().index(simple)
        parent.remove(simple)
        for offset, one in enumerate(one for one in steps if one.tag != f"{W}fldData"):
            parent.insert(at + offset, one)


def _part_runs(root: Any) -> None:
    """Give each step of a field a run of its own: some programs write a whole field into one."""
    for run in list(root.iter(f"{W}r")):
        inside = [one for one in run if one.tag != f"{W}rPr"]
        if len(inside) < 2 or not any(one.tag in (f"{W}fldChar", f"{W}instrText") for one in inside):
            continue
        for one in inside[1:]:
            made = _run(one, run.find(f"{W}rPr"))
            run.getparent().insert(run.getparent().index(run) + inside.index(one), made)


def _run(content: Any, look: Any = None) -> Any:
    run = etree.Element(f"{W}r")
    if look is not None:
        run.append(deepcopy(look))
    run.append(content)
    return run


def _mark(kind: str) -> Any:
    return _run(etree.Element(f"{W}fldChar", {f"{W}fldCharType": kind}))


def _fields(root: Any) -> Iterator[_Field]:
    """Yield the fields that end, the inner ones before those around them."""
    around: list[_Field] = []
    for run in root.iter(f"{W}r"):
        mark = run.find(f"{W}fldChar")
        kind = "" if mark is None else mark.get(f"{W}fldCharType")
        if kind == "begin":
            around.append(_Field(last_of_code=run))
        for one in around[:-1] if kind else around:
            if one.separator is not None:
                one.shown.append(run)
        if not around or kind == "begin":
            continue
        inner = around[-1]
        if kind == "separate":
            inner.separator = run
        elif kind == "end":
            inner.end = run
            yield around.pop()
        elif inner.separator is None:
            inner.last_of_code = run
            inner.code += "".join(text.text or "" for text in run.findall(f"{W}instrText"))


def _asked(code: str) -> tuple[str | None, list[str]]:
    """Return the name of the property that a field asks for, or None for a field of another kind."""
    words = [quoted or plain for quoted, plain in _WORDS.findall(code)]
    if not words:
        return None, []
    verb = words[0].upper()
    if verb in ("DOCPROPERTY", "INFO") and len(words) > 1:
        return words[1], words[2:]
    return FIELDS.get(verb), words[1:]


def _cased(text: str, switches: Iterable[str]) -> str:
    for word in switches:
        text = _CASES.get(word.casefold(), str)(text)
    return text


def _show(one: _Field, text: Sequence[Segment]) -> None:
    """Let a field show a text, in the look of what it showed."""
    runs = [run for run in one.shown if run.getparent() is not None]
    shown = next((run for run in runs if run.find(f"{W}t") is not None), None)
    if shown is None:
        if one.separator is None:
            separator = _mark("separate")
            one.end.addprevious(separator)
        shown = _run(etree.Element(f"{W}t"), one.last_of_code.find(f"{W}rPr"))
        one.end.addprevious(shown)
    _say(shown, text)
    for run in runs:
        if run is not shown:
            run.getparent().remove(run)


def _say(run: Any, text: Sequence[Segment]) -> None:
    """Let a run say a text: in runs behind it what is in other scripts."""
    for one in list(run):
        if one.tag != f"{W}rPr":
            run.remove(one)
    bare = deepcopy(run)
    for number, segment in enumerate(text or (PLAIN,)):
        if number:
            behind = deepcopy(bare)
            run.addnext(behind)
            run = behind
        said = etree.SubElement(run, f"{W}t", {_SPACE: "preserve"})
        said.text = segment.text
        _speak(run, segment)


def _speak(run: Any, segment: Segment) -> None:
    """State the script and the language of a run; :func:`~briefgen.writers.docx.tidied.tidy` sees to the order."""
    if not segment.language:
        return
    look = _child(run, "rPr", first=True)
    kind = {"east-asian": "eastAsia", "rtl": "bidi"}.get(segment.script, "val")
    _child(look, "lang").set(f"{W}{kind}", segment.language)
    if segment.script == "east-asian":
        _child(look, "rFonts").set(f"{W}hint", "eastAsia")
    elif segment.script == "rtl":
        _child(look, "rtl")


def _child(parent: Any, name: str, *, first: bool = False) -> Any:
    found = parent.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        parent.insert(0 if first else len(parent), found)
    return found


# --- Content controls -------------------------------------------------------------------------------------------------
def _fill_control(
    control: Any, values: Mapping[str, str], known: Mapping[str, str], filled: Filled, languages: Languages
) -> None:
    properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
    if properties is None or content is None:
        return
    name = _named(properties, known)
    prompting = properties.find(f"{W}showingPlcHdr")
    if name is None:
        if prompting is not None:
            filled.controls.append(_title(properties) or "".join(content.itertext()).strip())
    else:
        filled.asked.add(name)
        _show_in(content, languages.segments(values[name]), fresh=prompting is not None)
    for one in list(properties):
        own = one.tag == f"{W}dataBinding" and one.get(f"{W}storeItemID", "").upper() == _CORE
        dropped = one.tag in (f"{W}dataBinding", f"{W}placeholder", f"{{{_2012}}}dataBinding") and not own
        if dropped or (one.tag == f"{W}showingPlcHdr" and name is not None):
            properties.remove(one)
        elif one.tag == f"{W}date" and name is not None:
            one.attrib.pop(f"{W}fullDate", None)


_2012 = "http://schemas.microsoft.com/office/word/2012/wordml"


def _named(properties: Any, known: Mapping[str, str]) -> str | None:
    """Return the property that a content control shows: by what it is bound to, by its tag, by its title."""
    binding = properties.find(f"{W}dataBinding")
    if binding is not None:
        last = re.sub(r"\[\d+\]$", "", binding.get(f"{W}xpath", "").rsplit("/", 1)[-1]).rpartition(":")[2]
        if last in BOUND:
            return BOUND[last]
    for name in (_said(properties, "tag"), _said(properties, "alias")):
        if name.casefold() in known:
            return known[name.casefold()]
    return None


def _said(properties: Any, name: str) -> str:
    found = properties.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "").strip()


def _title(properties: Any) -> str:
    return _said(properties, "alias") or _said(properties, "tag")


def _show_in(content: Any, text: Sequence[Segment], *, fresh: bool) -> None:
    """Let a content control show a text; ``fresh`` where it showed a prompt, whose look goes with it."""
    runs = list(content.iter(f"{W}r"))
    if not runs:
        target = next(content.iter(f"{W}p"), content)
        if target is content and content.find(f"{W}tc") is not None:
            return
        runs = [_run(etree.Element(f"{W}t"))]
        target.append(runs[0])
    shown = runs[0]
    for run in runs[1:]:
        run.getparent().remove(run)
    look = shown.find(f"{W}rPr")
    if fresh and look is not None:
        for one in look.findall(f"{W}rStyle"):
            look.remove(one)
    _say(shown, text)
