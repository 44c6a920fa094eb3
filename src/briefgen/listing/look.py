"""The look of the list: the colours of the template that most briefs have, the faces that come with this program."""

import re
from collections.abc import Mapping
from importlib.resources import files

from briefgen.design.contrast import PAPER, READABLE, readable, turned
from briefgen.writers.cuts import made_before
from briefgen.writers.fonts import BOLD

FAMILY = "Source Sans Pro"
CUTS = {"SourceSansPro-Regular.ttf": 400, "SourceSansPro-Semibold.ttf": BOLD}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_ROLES = {
    "ink": ("#1b1f24", ("ink",)),
    "soft": ("#59636e", ("soft", "ink")),
    "hairline": ("#c9d1d9", ("hairline", "soft")),
    "accent": ("#0b3d66", ("accent", "ink")),
    "wash": ("#eef3f8", ("wash",)),
    "error": ("#9b1c1c", ("against",)),
    "warning": ("#8a5300", ("open",)),
}
"""What colours are for: that of this program's own templates, and the tokens that stand for it in others."""
_GROUNDS = ("hairline", "wash")
"""The roles of what nobody reads."""


def style_sheet(tokens: Mapping[str, object]) -> str:
    """Return the style sheet, with the colours of design tokens as a manifest has them."""
    day = _colours(tokens)
    night = {role: turned(colour) for role, colour in day.items()} | {"paper": turned(PAPER)}
    rules = [
        _faces(),
        f":root {{ color-scheme: light dark; {_declared(_legible({**day, 'paper': PAPER}))} }}",
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_declared(_legible(night))} }} }}",
        files(__package__).joinpath("listing.css").read_text("utf-8"),
    ]
    return "\n".join(rules)


def _colours(tokens: Mapping[str, object]) -> dict[str, str]:
    stated = tokens.get("colours")
    known = stated if isinstance(stated, Mapping) else {}
    return {
        role: str(next((known[name] for name in names if _is_colour(known.get(name))), usual))
        for role, (usual, names) in _ROLES.items()
    }


def _is_colour(value: object) -> bool:
    """Tell whether a value is a colour: a manifest is a file, and may hold anything."""
    return isinstance(value, str) and _COLOUR.fullmatch(value) is not None


def _legible(colours: Mapping[str, str]) -> dict[str, str]:
    """Return colours of which those for text can be read on both grounds."""
    grounds = (*_GROUNDS, "paper")
    return {role: colour if role in grounds else _read(colour, colours) for role, colour in colours.items()}


def _read(colour: str, colours: Mapping[str, str]) -> str:
    for ground in ("wash", "paper"):
        colour = readable(colour, colours[ground], READABLE + 0.1)
    return colour


def _declared(colours: Mapping[str, str]) -> str:
    return " ".join(f"--{role}: {colour};" for role, colour in colours.items())


def _faces() -> str:
    """Return the rules for its faces. Titles in other scripts are set in those of whoever reads them."""
    return "\n".join(
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; font-display: block;'
        f" src: url(data:font/woff2;base64,{made_before('european')[name]}) }}"
        for name, weight in CUTS.items()
    )
