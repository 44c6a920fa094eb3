"""What other programs write differently than Word does, written as Word does: LibreOffice's files break the schema.

Word itself reads them, but what is made of them would not pass the validators, and other programs are less patient.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from briefgen.letterhead.package import WP, W

_ORDERS: Mapping[str, Sequence[str]] = {
    name: order.split()
    for name, order in {
        "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr",
        "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
        "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
        "vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
        "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
        "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat "
        "locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
        "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
        "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
        "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign "
        "hideMark",
        "pBdr": "top left bottom right between bar",
        "tblBorders": "top left bottom right insideH insideV",
        "tcBorders": "top left bottom right insideH insideV tl2br tr2bl",
        "tblCellMar": "top left bottom right",
        "tcMar": "top left bottom right",
    }.items()
}
"""The order that the format asks for, of what may stand in each element. What repeats in it is kept as it is."""
_REPEATED = frozenset({"tblStylePr"})
_SIDES = {"start": "left", "end": "right", "startChars": "leftChars", "endChars": "rightChars"}
"""Names of the strict form of the format, and those of the usual one."""
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
_AROUND = {f"{W}{name}" for name in ("tblBorders", "tcBorders", "tblCellMar", "tcMar")}
"""What has sides. Of a list, "start" is the first number."""
_ALIGNED = frozenset({"jc", "lvlJc", "tab"})


def tidy(root: Any) -> None:
    """Write an element, and all below it, in the form that Word writes."""
    for one in list(root.iter()):
        if not isinstance(one.tag, str) or not one.tag.startswith(W):
            continue
        name = one.tag.removeprefix(W)
        if name in _SIDES and one.getparent().tag in _AROUND:
            one.tag = f"{W}{_SIDES[name]}"
        elif name in _ALIGNED and one.get(f"{W}val") in _SIDES:
            one.set(f"{W}val", _SIDES[one.get(f"{W}val")])
        elif name == "ind":
            _rename(one)
        elif name == "charset":
            one.attrib.pop(f"{W}characterSet", None)
    _describe(root)
    for one in list(root.iter(*(f"{W}{name}" for name in _ORDERS))):
        _put_in_order(one, _ORDERS[one.tag.removeprefix(W)])


def _describe(root: Any) -> None:
    """Give the shapes that old programs show the words of those in whose place they stand."""
    for choice in root.iter(f"{_MC}AlternateContent"):
        words = next((one.get("descr") for one in choice.iter(f"{WP}docPr") if one.get("descr")), "")
        for shape in choice.iter(f"{_VML}shape", f"{_VML}rect"):
            shape.attrib.pop("ID", None)
            if words and not shape.get("alt"):
                shape.set("alt", words)


def _rename(ind: Any) -> None:
    for old, new in _SIDES.items():
        value = ind.attrib.pop(f"{W}{old}", None)
        if value is not None and ind.get(f"{W}{new}") is None:
            ind.set(f"{W}{new}", value)


def _put_in_order(one: Any, order: Sequence[str]) -> None:
    """Sort what stands in an element; of what may stand there once, the first stays. Extensions come last."""
    ranks = {f"{W}{name}": rank for rank, name in enumerate(order)}
    seen: set[str] = set()
    for child in list(one):
        if child.tag in seen and child.tag.removeprefix(W) not in _REPEATED:
            one.remove(child)
        elif child.tag in ranks:
            seen.add(child.tag)
    wanted = sorted(one, key=lambda child: ranks.get(child.tag, len(ranks)))
    if wanted != list(one):
        one[:] = wanted
