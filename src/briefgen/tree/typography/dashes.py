"""What a typewriter has no key for: dashes between words, ranges of numbers, the ellipsis."""

import re
from functools import lru_cache

from briefgen.tree.typography.blanks import any_of
from briefgen.tree.typography.languages import Manner
from briefgen.tree.typography.line import Line

RANGE = "–"
_DASH = re.compile(r"""(?<=[\w.,;:!?…)\]"'%]) -(?= [\w("'\[¿¡…])""")
# An operand: a number, or a letter that may stand for one.
_OPERAND = re.compile(r"[\d.,]+[%°]?|\w")
_YEARS = re.compile(r"(?<![\w.,:/#+-])((?:1[89]|20)\d\d)-((?:1[89]|20)\d\d)(?![\w/:-]|[.,]\d)")
# What stands before a number that only looks like years.
_NUMBERED = re.compile(r"(?:\d|\b(?:ISSN|ISBN|DIN|ISO|IEC|EN|RFC|Tel|tel|Fax|fax|No|Nr|code|Code|model|Model))\.?:? \Z")


def set_dashes(line: Line) -> None:
    """Set the dashes of a line, those of years and pages as well."""
    for found in _DASH.finditer(line.seen):
        at = found.end() - 1
        manner = line.manner(at)
        if manner is not None and manner.dash and not _minus(line.seen, at):
            line.put(at, "-" if line.written(at, 1).isspace() else "--", manner.dash)
    for found in _YEARS.finditer(line.seen):
        manner = line.manner(found.end(1))
        named = _NUMBERED.search(line.seen, 0, found.start())
        if manner is not None and manner.dash and found[1] < found[2] and not named:
            line.put(found.end(1), "-", RANGE)
    for language, manner in line.languages.items():
        for found in _pages(manner).finditer(line.seen) if manner.pages else ():
            if line.language(found.end(1)) == language and int(found[1]) < int(found[2]):
                line.put(found.end(1), "-", RANGE)


def set_ellipses(line: Line) -> None:
    """Set three full stops as the one sign that they stand for."""
    for found in re.finditer("…", line.seen):
        if line.manner(found.start()) is not None:
            line.put(found.start(), "...", "…")


def _minus(seen: str, at: int) -> bool:
    """Tell whether a hyphen between blanks may be a minus sign."""
    before, behind = seen[:at].rsplit(maxsplit=1)[-1], seen[at + 1 :].split(maxsplit=1)[0]
    return bool(_OPERAND.fullmatch(before) and _OPERAND.fullmatch(behind))


@lru_cache(maxsize=64)
def _pages(manner: Manner) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(manner.pages)} ?([0-9]{{1,5}})-([0-9]{{1,5}})(?![\w/:-]|[.,]\d)")
