"""A font file → the characters of it that are wanted."""

import base64
import io
from functools import lru_cache

from briefgen.writers.fonts import font_file

_NAMES = frozenset(range(7)) | {13, 14}
"""The entries of a face's table of names that say what it is, whose, and under which licence."""

_FEATURES = ["ccmp", "kern", "liga", "lnum", "locl", "mark", "mkmk", "tnum"]


def characters_of(name: str) -> frozenset[str]:
    """Return the characters that a font file has."""
    from fontTools.ttLib import TTFont

    file = font_file(name)
    assert file is not None, name
    with TTFont(io.BytesIO(file.read_bytes()), lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


@lru_cache(maxsize=64)
def cut(name: str, characters: frozenset[str]) -> str:
    """Return the characters of a font file as WOFF2, in base64. The same characters always make the same bytes."""
    from fontTools import subset

    file = font_file(name)
    assert file is not None, name
    options = subset.Options(layout_features=_FEATURES, hinting=False, notdef_outline=True, recalc_timestamp=False)
    options.drop_tables.append("meta")  # the library knows no way to subset it, and would say so
    with subset.load_font(io.BytesIO(file.read_bytes()), options, dontLoadGlyphNames=True) as font:
        # To see which names are in use, the library would go through all that there is, at a third of the time.
        names = font["name"]
        names.names = [record for record in names.names if record.nameID in _NAMES]
        del font["name"]
        chosen = subset.Subsetter(options)
        chosen.populate(unicodes=map(ord, characters))
        chosen.subset(font)
        font["name"] = names
        font.flavor = "woff2"
        made = io.BytesIO()
        font.save(made, reorderTables=False)
    return base64.b64encode(made.getvalue()).decode()
