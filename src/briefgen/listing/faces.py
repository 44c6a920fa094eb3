"""The type faces that the list carries: the Latin letters of two cuts. Other scripts are set in the reader's faces."""

from briefgen.writers.fonts import BOLD
from briefgen.writers.page.cutting import cut

FAMILY = "Source Sans Pro"
CUTS = {"SourceSansPro-Regular.ttf": 400, "SourceSansPro-Semibold.ttf": BOLD}
RANGES = ((0x20, 0x7E), (0xA0, 0x17F), (0x2010, 0x2026), (0x2030, 0x2030), (0x2039, 0x203A), (0x20AC, 0x20AC))
"""ASCII, Latin-1, Latin Extended-A, dashes, quotation marks, the euro."""


def face_rules() -> str:
    """Return the ``@font-face`` rules, with the font files inside."""
    characters = frozenset(chr(code) for first, last in RANGES for code in range(first, last + 1))
    return "".join(
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; font-display: block;'
        f" src: url(data:font/woff2;base64,{cut(name, characters)}) }}\n"
        for name, weight in CUTS.items()
    )
