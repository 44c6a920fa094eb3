"""How wide the columns of a table are: from the template's weights, or from what stands in them; and of lists."""

import unicodedata
from collections.abc import Sequence

from briefgen.design import Design
from briefgen.nodes import DefinitionList, Table, plain

_NARROW = frozenset("iljtfrI.,:;'|!()[]{}‘’ /")
_WIDE = frozenset("mwMW@%—…")
_GAP = 1.4
"""Space between two columns, in em."""
_FULL = 30.0
"""Text longer than this (in em) breaks into lines anyway, so more of it asks for no more width."""
_LONG_DEFINITION = 240
"""Length of a definition, in characters, that wants the whole line."""


def needs_full_width(node: DefinitionList) -> bool:
    """Tell whether a list holds a definition too long to be set in columns."""
    return any(len(plain(item.children)) > _LONG_DEFINITION for item in node.items)


def width(text: str) -> float:
    """Estimate how wide a text is when set, in em of its type size."""
    return sum(map(_character_width, text))


def _character_width(character: str) -> float:
    if character in _NARROW:
        return 0.29
    if character in _WIDE:
        return 0.84
    if character.isupper() or character.isdigit():
        return 0.57
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return 0.0 if unicodedata.combining(character) else 0.5


def _longest_word(text: str) -> float:
    """Width of the longest piece that no line may break; East Asian text breaks between any two characters."""
    return max((width(word) for word in text.split() if word.isascii() or width(word) < len(word) * 0.9), default=1.0)


def room(design: Design, *, wide: bool = False) -> float:
    """Return the width of the page's text, in em of the type of a table; ``wide`` for a page set broadside."""
    size = design.style("table-cell").size or design.body.size or 10
    return design.text_size(wide=wide)[0] / size


def shares(table: Table, weights: Sequence[float] | None, room: float) -> list[float]:
    """Return the share of each column of a table in its width (they add up to 1).

    ``room`` is the width of the table in em of its type size. Weights that the template states hold as long as every
    word fits; a column that would break a word takes the width from those that have some to spare.
    """
    columns = list(
        zip(*([plain(cell.children) for cell in row.cells] for row in (table.head, *table.rows)), strict=True)
    )
    if not columns:
        return []
    least = [max(map(_longest_word, cells)) * 1.06 + _GAP for cells in columns]
    if weights is not None and len(weights) == len(columns):
        wished = [weight * room / sum(weights) for weight in weights]
    else:
        wished = _wished([max(min(width(cell), _FULL) for cell in cells) + _GAP for cells in columns], room)
    return _fitted(wished, least, room)


def _wished(content: list[float], room: float) -> list[float]:
    """Widths by content: what fits on one line gets it; the rest is shared, but not in full proportion."""
    if sum(content) <= room:
        return [size * room / sum(content) for size in content]
    damped = [size**0.7 for size in content]  # in full proportion a long column would starve the short ones
    return [size * room / sum(damped) for size in damped]


def _fitted(wished: list[float], least: list[float], room: float) -> list[float]:
    """Widen what is too narrow for its longest word, at the cost of the columns with width to spare."""
    if sum(least) >= room:
        return [size / room for size in _levelled(least, room)]
    short = [max(need - have, 0.0) for need, have in zip(least, wished, strict=True)]
    spare = [max(have - need, 0.0) for need, have in zip(least, wished, strict=True)]
    take = sum(short) / sum(spare) if sum(spare) else 0.0
    return [(have + lack - extra * take) / room for have, lack, extra in zip(wished, short, spare, strict=True)]


def _levelled(least: list[float], room: float) -> list[float]:
    """Share out too little room: narrow columns keep their words whole, the widest ones give way."""
    left, open_columns, sizes = room, sorted(range(len(least)), key=least.__getitem__), [0.0] * len(least)
    for done, column in enumerate(open_columns):
        sizes[column] = min(least[column], left / (len(least) - done))
        left -= sizes[column]
    total = sum(sizes)
    return [size * room / total for size in sizes]
