"""Lists: which there are, and how their marks look."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefgen.writers.docx.markup import NOTHING, Xml, join, part, twips, w
from briefgen.writers.docx.runs import RunLook

LEVELS = 9
"""Word knows so many levels. What nests deeper keeps the mark of the last one, and is set in further."""
STEP = 18.0
"""How far each level is set in, in points."""
HANGING = 14.0
"""Room for the mark, in points."""
GREATEST_START = 32767
"""The greatest number that Word lets a list start with."""

_BULLETS = ("•", "–", "▪")
_BULLET, _DECIMAL = 0, 1


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list, as the editor's file has it."""

    markup: Xml
    left: float
    hanging: float


NO_LEVELS: Mapping[str, Sequence[Level]] = {}
STYLES = {"ListBullet": 1, "ListNumber": 2}
"""The styles that number their paragraphs by themselves, each with the number of its list."""


class Numbering:
    """The lists of a document. Each is an instance of its own, so that each starts anew."""

    def __init__(self, kinds: int = 0, lists: int = 0, own: Mapping[str, Sequence["Level"]] = NO_LEVELS) -> None:
        self._kinds, self._before = kinds, lists
        self._own = own
        """The levels of the editor's lists, by our style for them; the deeper ones, which they lack, are ours."""
        # The first two are those of the styles, for items that somebody adds in Word.
        self._lists: list[tuple[int, int, int]] = [(_BULLET, 0, 1), (_DECIMAL, 0, 1)]

    def bullets(self, level: int) -> int:
        """Add a list without numbers; return its number."""
        return self._add(_BULLET, level, 1)

    def numbers(self, level: int, start: int) -> int:
        """Add a list that starts with a number; return its own number."""
        return self._add(_DECIMAL, level, start)

    def place(self, style: str, level: int) -> tuple[float, float]:
        """Return how far a level is set in, and the room for its mark, in points."""
        own = self._own.get(style, ())
        if level < len(own):
            return own[level].left, own[level].hanging
        if own:
            return own[-1].left + STEP * (level + 1 - len(own)), HANGING
        return STEP * (level + 1), HANGING

    def _add(self, kind: int, level: int, start: int) -> int:
        self._lists.append((kind, level, start))
        return self._before + len(self._lists)

    def markup(self, font: str, colour: str, styles: Container[str] = STYLES) -> bytes:
        """Return the part with all lists.

        ``font`` is that of the bullets, ``colour`` that of all marks; ``styles`` are those of :data:`STYLES` that
        number their paragraphs by these lists.
        """
        soft = RunLook(colour=colour)
        marks, digits = (w("rPr", look.markup()) for look in (RunLook(font=font).over(soft), soft))
        bullet, number = (name if name in styles else "" for name in STYLES)
        bullets = [_level(i, "bullet", bullet, _BULLETS[i % 3], marks) for i in range(LEVELS)]
        numbers = [_level(i, "decimal", number, f"%{i + 1}.", digits) for i in range(LEVELS)]
        for levels, style in zip((bullets, numbers), STYLES, strict=True):
            theirs = [one.markup for one in self._own.get(style, ())]
            levels[: len(theirs)] = theirs
        instances = (self._instance(index, *one) for index, one in enumerate(self._lists, self._before + 1))
        kinds = self._abstract(_BULLET, bullets), self._abstract(_DECIMAL, numbers)
        return part("w:numbering", "w", *kinds, *instances)

    def _abstract(self, kind: int, levels: Iterable[Xml]) -> Xml:
        return w(
            "abstractNum",
            w("nsid", val=f"{0x42520000 + kind:08X}"),
            w("multiLevelType", val="hybridMultilevel"),
            w("tmpl", val=f"{0x42521000 + kind:08X}"),
            *levels,
            abstractNumId=self._kinds + kind,
        )

    def _instance(self, number: int, kind: int, level: int, start: int) -> Xml:
        override = w("lvlOverride", w("startOverride", val=start), ilvl=level) if kind == _DECIMAL else join(())
        return w("num", w("abstractNumId", val=self._kinds + kind), override, numId=number)


def _level(index: int, kind: str, style: str, text: str, *marks: Xml) -> Xml:
    left = twips(STEP * (index + 1))
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=kind),
        w("pStyle", val=style) if index == 0 and style else NOTHING,
        w("lvlText", val=text),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=left, hanging=twips(HANGING))),
        *marks,
        ilvl=index,
    )
