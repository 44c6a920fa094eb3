"""Sheets of paper, and which of them a language's readers have in their printers."""

PAPERS: dict[str, tuple[float, float]] = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
"""Width and height of the paper, in millimetres."""

# Unicode CLDR 46, common/supplemental/supplementalData.xml: <paperSize type="US-Letter" territories="…"/>; all others
# have A4.
_LETTER = frozenset({"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"})


def paper_for(language: str) -> str:
    """Return the paper of a language tag's territory. A tag without one says nothing of paper, and gets A4.

    (To guess the territory, as CLDR's likely subtags do, would put every document in plain ``en`` on Letter.)
    """
    return "Letter" if _territory(language) in _LETTER else "A4"


def _territory(language: str) -> str:
    """Return the territory of a BCP 47 tag: its first subtag of two letters behind the language."""
    for part in language.replace("_", "-").split("-")[1:]:
        if len(part) == 1:  # An extension or private use: what follows is none of the language's.
            break
        if len(part) == 2 and part.isalpha():
            return part.upper()
    return ""
