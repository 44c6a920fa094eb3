"""Which language a text is in, as far as it takes to choose a lexicon."""

import re

from briefgen.lexicon import Lexicon, lexicon, shipped_languages
from briefgen.scripts import EAST_ASIAN_SIGN, KANA_SIGN

HEAD = 20_000
"""Characters that are looked at."""
_ENOUGH = 0.32
"""Share of function words; a English has four or five in ten, a text in a related language hardly two."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def language_of(text: str) -> str | None:
    """Return the tag of the language, by its script or its function words; None for one without a lexicon."""
    head = text[:HEAD]
    letters = sum(map(str.isalpha, head))
    if len(EAST_ASIAN_SIGN.findall(head)) * 3 > letters:
        return "ja" if len(KANA_SIGN.findall(head)) * 10 > letters else None
    found = [word.casefold().replace("’", "'") for word in _WORD.findall(head)]
    shares = {tag: _share(found, own) for tag in shipped_languages() if (own := lexicon(tag)) and not own.letters}
    best = max(shares, key=lambda tag: shares[tag], default=None)
    return best if best is not None and shares[best] >= _ENOUGH else None


def _share(found: list[str], own: Lexicon) -> float:
    return sum(word in own.function_words for word in found) / len(found) if found else 0.0
