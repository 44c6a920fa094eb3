"""The template's colours after dark: as light as they were dark, of the same hue, and no harder to read.

And the grounds of the page's own, which no template states: a panel behind the sources, and what lights up.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefgen.design import Design
from briefgen.design.contrast import PAPER, READABLE, contrast, needed, readable, turned

ROLES = {
    "ink": ("ink",),
    "soft": ("soft", "ink"),
    "hairline": ("hairline", "soft", "ink"),
    "accent": ("accent", "ink"),
}
"""The colours that the page itself is set in, and which of a template's they are: the first that it has, else black."""


@dataclass(frozen=True)
class Ground:
    """A paler colour behind text."""

    role: str
    """The colour that it is made of: a role, or ``wash``."""
    share: float
    """How much of it there is in the paper, at most."""
    styles: tuple[str, ...] = ()
    """Styles of the text that stands on it; none means all."""
    roles: tuple[str, ...] = ("ink",)
    """Roles of the page's own words that stand on it."""


GROUNDS = {
    "panel": Ground("wash", 0.45, ("body", "heading-2", "heading-3", "link"), ("ink", "soft", "accent")),
    "tint": Ground("accent", 0.09),
    "deeper-tint": Ground("accent", 0.16),
    "lit": Ground("accent", 0.22, ("body",)),
}
"""``tint`` lies behind a statement that is lit, ``deeper-tint`` where the block around it has a fill, ``lit`` behind
the words of a source."""


def dark(design: Design) -> dict[str, str] | None:
    """Return the design's colours for a dark page, with :data:`PAPER` under the name ``""``.

    Returns None when some text would be harder to read than READABLE asks although it is not so on paper.
    """
    night = {name: turned(colour) for name, colour in design.colours.items()} | {"": turned(PAPER)}
    day = design.colours | {"": PAPER}
    for text, ground in _pairs(design):
        if contrast(day[text], day[ground]) >= READABLE:
            night[text] = readable(night[text], night[ground])
    fine = all(
        contrast(night[text], night[ground]) >= READABLE
        for text, ground in _pairs(design)
        if contrast(day[text], day[ground]) >= READABLE
    )
    return night if fine else None


def _pairs(design: Design) -> Iterator[tuple[str, str]]:
    """Yield the text colours with every ground that they may stand on."""
    texts = {style.colour for style in design.styles.values() if style.colour}
    grounds = {style.fill for style in design.styles.values() if style.fill}
    yield from ((text, ground) for text in sorted(texts) for ground in ("", *sorted(grounds)))


# --- Grounds ----------------------------------------------------------------------------------------------------------
def grounds(design: Design, colours: Mapping[str, str], ink: str, paper: str) -> dict[str, str]:
    """Return the colours of GROUNDS, each as strong as what stands on it allows: what is readable on paper is so there.

    And ``pressed``: the accent, or what is nearest to it that words in the colour of the paper can be read on.

    ``colours`` are those of the page, ``ink`` is that of a template that has none.
    """

    def role(name: str) -> str:
        return next((colours[one] for one in ROLES[name] if one in colours), ink)

    made = {"pressed": readable(role("accent"), paper)}
    for name, ground in GROUNDS.items():
        wash = colours.get("wash") or mixed(role("ink"), paper, 0.06)
        texts = [*_texts(design, colours, role("ink"), ground.styles), *((role(one), READABLE) for one in ground.roles)]
        made[name] = _tinted(wash if ground.role == "wash" else role(ground.role), ground.share, paper, texts)
    return made


def _texts(
    design: Design, colours: Mapping[str, str], ink: str, styles: tuple[str, ...]
) -> Iterator[tuple[str, float]]:
    """Yield the colour of the text of each style, and the contrast that it needs."""
    for name in styles or design.styles:
        style = design.style(name)
        colour = colours.get(style.colour or design.body.colour or "", ink)
        yield colour, needed(style.size or design.body.size or 10, bold=bool(style.bold))


def _tinted(colour: str, share: float, paper: str, texts: Iterable[tuple[str, float]]) -> str:
    """Return the paper with a share of a colour, or with less of it if some text could not be read there otherwise."""
    wanted = {one for one in texts if contrast(one[0], paper) >= one[1]}
    shares = (share * step / 20 for step in range(20, 0, -1))
    tints = (mixed(colour, paper, one) for one in shares)
    return next((tint for tint in tints if all(contrast(text, tint) >= least for text, least in wanted)), paper)


def mixed(colour: str, paper: str, share: float) -> str:
    """Return a colour with so much of it as ``share`` says in the paper."""
    parts = ((int(colour[at : at + 2], 16), int(paper[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one * share + other * (1 - share)):02x}" for one, other in parts)
