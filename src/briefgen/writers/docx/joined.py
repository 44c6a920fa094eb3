"""Parts of the editor's file, joined with what a document adds to them: styles, lists, fonts, settings."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from briefgen.letterhead.package import W
from briefgen.writers.docx.language import Languages
from briefgen.writers.docx.markup import Xml, part, w
from briefgen.writers.docx.tidied import tidy

_CHANGES = {
    f"{W}{name}"
    for name in (
        "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange",
        "tblGridChange", "numberingChange", "del", "moveFrom", "moveFromRangeStart", "moveFromRangeEnd",
        "moveToRangeStart", "moveToRangeEnd", "commentRangeStart", "commentRangeEnd", "proofErr", "cellIns", "cellDel",
        "cellMerge",
    )
}  # fmt: skip
_KEPT_WORDS = {f"{W}ins", f"{W}moveTo"}
_COMMENTS = {f"{W}commentReference", f"{W}annotationRef"}


def saved(root: Any) -> bytes:
    """Return the bytes of a part."""
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def parsed(content: Xml) -> list[Any]:
    """Return markup of ours as elements."""
    root = etree.fromstring(part("w:body", "w r v o wp a pic", content))
    return list(root)


def accepted(root: Any) -> bool:
    """Take tracked changes as accepted and drop comments; tell whether there were any."""
    found = False
    for one in list(root.iter()):
        if one.tag in _CHANGES or one.tag in _COMMENTS:
            # What differs in spelling only is no change that somebody has to know of.
            found = found or one.tag != f"{W}proofErr"
            remove(one)
        elif one.tag in _KEPT_WORDS:
            found = True
            for child in one:
                one.addprevious(child)
            remove(one)
    return found


def remove(element: Any) -> None:
    """Take an element out, and leave the text behind it."""
    parent = element.getparent()
    if parent is not None:
        if element.tail and element.tail.strip():
            before = element.getprevious()
            if before is None:
                parent.text = (parent.text or "") + element.tail
            else:
                before.tail = (before.tail or "") + element.tail
        parent.remove(element)


# --- Styles -----------------------------------------------------------------------------------------------------------
_DEFAULTS = {
    "character": "DefaultParagraphFont",
    "table": "TableNormal",
    "numbering": "NoList",
}


def styles(root: Any, ours: Mapping[str, Xml], wanted: Iterable[str], normal: str, languages: Languages) -> bytes:
    """Join the editor's styles with those of ours that are wanted. The language is that of the document."""
    root = deepcopy(root)
    accepted(root)
    tidy(root)
    _speak(root, languages)
    there = {one.get(f"{W}styleId"): one for one in root.findall(f"{W}style")}
    if normal in there:
        there[normal].set(f"{W}default", "1")
    added = [] if normal in there else ["Normal"]
    kinds = {one.get(f"{W}type"): id_ for id_, one in there.items() if one.get(f"{W}default") in ("1", "true", "on")}
    bases = {id_: kinds[kind] for kind, id_ in _DEFAULTS.items() if kind in kinds}
    added += [id_ for kind, id_ in _DEFAULTS.items() if kind not in kinds and id_ not in there]
    for id_ in dict.fromkeys([*added, *wanted]):
        if id_ in ours and id_ not in there:
            (made,) = parsed(ours[id_])
            base = made.find(f"{W}basedOn")
            if base is not None:
                base.set(f"{W}val", bases.get(base.get(f"{W}val"), base.get(f"{W}val")))
            root.append(made)
    etree.cleanup_namespaces(root, keep_ns_prefixes=_ignorable(root))
    return saved(root)


def _speak(root: Any, languages: Languages) -> None:
    for one in list(root.iter(f"{W}lang")):
        remove(one)
    defaults = root.find(f"{W}docDefaults")
    if defaults is None:
        defaults = etree.Element(f"{W}docDefaults")
        root.insert(0, defaults)
    runs = defaults.find(f"{W}rPrDefault")
    if runs is None:
        runs = etree.Element(f"{W}rPrDefault")
        defaults.insert(0, runs)
    look = runs.find(f"{W}rPr")
    if look is None:
        look = etree.SubElement(runs, f"{W}rPr")
    said = w("lang", val=languages.latin, eastAsia=languages.east_asian, bidi=languages.complex)
    (element,) = parsed(said)
    behind = next((one for one in look if one.tag in _BEHIND_LANGUAGE), None)
    if behind is None:
        look.append(element)
    else:
        behind.addprevious(element)


_BEHIND_LANGUAGE = {f"{W}eastAsianLayout", f"{W}specVanish", f"{W}oMath"}


def _ignorable(root: Any) -> list[str]:
    """Return the prefixes that attributes name by their text only."""
    said = root.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable", "")
    return ["w", *said.split()]


# --- Lists ------------------------------------------------------------------------------------------------------------
def numbering(root: Any, ours: bytes) -> bytes:
    """Join the editor's lists with ours, whose numbers are above all of his."""
    accepted(root)
    tidy(root)
    added = etree.fromstring(ours)
    instances = root.findall(f"{W}num")
    behind = instances[0] if instances else root.find(f"{W}numIdMacAtCleanup")
    for one in added.findall(f"{W}abstractNum"):
        if behind is None:
            root.append(one)
        else:
            behind.addprevious(one)
    last = root.find(f"{W}numIdMacAtCleanup")
    for one in added.findall(f"{W}num"):
        if last is None:
            root.append(one)
        else:
            last.addprevious(one)
    return saved(root)


def highest(root: Any, kind: str, attribute: str) -> int:
    """Return the greatest number that elements of a kind have."""
    found = (one.get(f"{W}{attribute}", "") for one in root.findall(f"{W}{kind}"))
    return max((int(one) for one in found if one.isdecimal()), default=0)


# --- Fonts and settings -----------------------------------------------------------------------------------------------
def fonts(root: Any, ours: bytes) -> bytes:
    """Join the editor's table of fonts with ours."""
    tidy(root)
    there = {one.get(f"{W}name", "").casefold() for one in root.findall(f"{W}font")}
    for one in etree.fromstring(ours):
        if one.get(f"{W}name", "").casefold() not in there:
            root.append(one)
    return saved(root)


_SETTINGS = (
    "embedTrueTypeFonts", "saveSubsetFonts", "mirrorMargins", "bordersDoNotSurroundHeader",
    "bordersDoNotSurroundFooter", "gutterAtTop", "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit",
    "hyphenationZone", "doNotHyphenateCaps", "evenAndOddHeaders", "clrSchemeMapping",
)  # fmt: skip
"""What a document takes over from the editor's settings."""
_ORDER = (
    "zoom", "embedTrueTypeFonts", "saveSubsetFonts", "mirrorMargins", "bordersDoNotSurroundHeader",
    "bordersDoNotSurroundFooter", "gutterAtTop", "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit",
    "hyphenationZone", "doNotHyphenateCaps", "evenAndOddHeaders", "characterSpacingControl", "footnotePr", "compat",
    "themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator",
)  # fmt: skip
"""The order that the format asks for."""


def settings(root: Any, ours: bytes) -> bytes:
    """Join the editor's settings with ours."""
    made = etree.fromstring(ours)
    for name in _SETTINGS:
        theirs, own = root.find(f"{W}{name}"), made.find(f"{W}{name}")
        if theirs is not None:
            if own is not None:
                made.remove(own)
            made.append(deepcopy(theirs))
    made[:] = sorted(made, key=lambda one: _ORDER.index(one.tag.removeprefix(W)))
    return saved(made)
