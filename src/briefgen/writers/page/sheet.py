"""Design tokens → the page's style sheet: that of the PDF, its lengths made relative and its colours variable.

On a screen the type is larger than on paper. Lengths are in ``rem``; for paper one ``rem`` is set to be as many points
as it stands for, and all are then what the template says.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files

from briefgen.design import Design, Look
from briefgen.design.contrast import PAPER
from briefgen.document import Meta
from briefgen.writers import css, paged, running
from briefgen.writers.fonts import face_rules, quoted
from briefgen.writers.page.colours import ROLES, dark, grounds
from briefgen.writers.page.words import Words

BODY = 1.0625
"""Size of running text on a screen, in ``rem``."""

LOOSER = 1.1
"""On a screen, where lines are longer and further away, they stand that much further apart."""

BLACK, PALE = "#000000", "#f2f2f2"
"""What is printed in no colour, by day and by night."""

_STATED = re.compile(
    r"""(?P<kept>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|/\*.*?\*/|url\([^)]*\)|@page[^{]*\{(?:[^{}]|\{[^{}]*\})*\})
    |(?P<leading>line-height:\s*)?(?<![\w.#-])(?P<number>-?\d*\.?\d+)pt\b""",
    re.DOTALL | re.VERBOSE,
)


def style_sheet(look: Look, meta: Meta, words: Words, faces: str, logo: paged.HeadLogo | None = None) -> str:
    """Return the whole style sheet. ``faces`` are the rules of the faces that the page carries."""
    design = look.design
    text = css.sheet(_with_variables(design)).removeprefix(face_rules(design)).replace("#000000", "var(--_ink)")
    parts = [
        faces,
        _colours(look),
        _relative(text, design),
        files(__package__).joinpath("page.css").read_text("utf-8"),
        _banner(design, meta),
        _said(design, meta, words),
        # Its first page begins with the marking as it is on the screen, for browsers that print no margin boxes.
        paged.page_sheet(design, replace(meta, watermark=""), logo=logo, marked_first=False),
        f"@media print {{ html {{ font-size: {1 / _rem(design):.6g}pt }} }}",
        _relative(look.css, design),
    ]
    return _contained("\n".join(filter(None, parts)))


def _banner(design: Design, meta: Meta) -> str:
    """Return how the marking looks at the head and foot of the window: as on paper, and at the same side."""
    coloured, style = _with_variables(design), design.style("banner")
    slots = running.line(design, meta, "header")
    side: running.Side = next((side for side, slot in slots.items() if slot.style == "banner"), "left")
    rules = [f"._banner {{ {css.declared(css.text_style(coloured, style))}; justify-content: {_PLACED[side]} }}"]
    if style.fill:
        rules.append(f"._marking {{ background: {coloured.colour(style.fill)}; padding: 0 6pt }}")
    return _relative("\n".join(rules), design)


_PLACED: dict[running.Side, str] = {"left": "space-between", "centre": "center", "right": "flex-end"}


def night(look: Look) -> dict[str, str] | None:
    """Return the colours of the dark page, or None when there is none.

    A template with CSS of its own has one only if that CSS speaks of it, since it may state colours for white paper.
    """
    return dark(look.design) if not look.css or "prefers-color-scheme" in look.css else None


def _contained(text: str) -> str:
    """Keep the text within its element, and as it is hashed: an HTML parser turns every line end into a line feed."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return lines.replace("</", "<\\/")


# --- Lengths ----------------------------------------------------------------------------------------------------------
def _rem(design: Design) -> float:
    """Return how many ``rem`` a point is."""
    return BODY / (design.body.size or 10)


def _relative(text: str, design: Design) -> str:
    """Turn points into ``rem``, but in the descriptions of pages."""

    def turned(found: re.Match[str]) -> str:
        if found["kept"]:
            return found["kept"]
        length = f"{float(found['number']) * _rem(design):.4g}rem"
        return f"{found['leading']}calc({length} * var(--_loose))" if found["leading"] else length

    return _STATED.sub(turned, text)


# --- Colours ----------------------------------------------------------------------------------------------------------
def _variable(design: Design, *names: str) -> str:
    name = next((name for name in names if name in design.colours), "")
    return f"var(--c-{name})" if name else "var(--c--ink)"


def _with_variables(design: Design) -> Design:
    colours = {name: f"var(--c-{name})" for name in design.colours}
    roles = {role: _variable(design, *names) for role, names in ROLES.items()}
    return design.model_copy(update={"colours": roles | colours})


def _colours(look: Look) -> str:
    design = look.design
    roles = {f"--_{role}": _variable(design, *names) for role, names in ROLES.items()}
    wash = "var(--c-wash)" if "wash" in design.colours else "color-mix(in srgb, var(--_ink) 6%, var(--_paper))"
    stated = {f"--c-{name}": value for name, value in design.colours.items()}
    own = _grounds(design, design.colours, BLACK, PAPER)
    day = {"--_paper": PAPER, "--c--ink": BLACK, **stated, **roles, "--_wash": wash, **own, "--_loose": f"{LOOSER}"}
    rules = [f":root {{ color-scheme: light; {css.declared(day)} }}", "@media print { :root { --_loose: 1 } }"]
    if turned := night(look):
        paper = turned.pop("")
        after_dark = {"--_paper": paper, "--c--ink": PALE, **_grounds(design, turned, PALE, paper)}
        values = css.declared(after_dark | {f"--c-{name}": value for name, value in turned.items()})
        rules.append(f"@media screen and (prefers-color-scheme: dark) {{ :root {{ color-scheme: dark; {values} }} }}")
    return "\n".join(rules)


def _grounds(design: Design, colours: Mapping[str, str], ink: str, paper: str) -> dict[str, str]:
    return {f"--_{name}": colour for name, colour in grounds(design, colours, ink, paper).items()}


def _said(design: Design, meta: Meta, words: Words) -> str:
    """Return the words that the style sheet itself prints."""
    rules = [
        f'._show-unused ._unused::after {{ content: "\\2002" {quoted(words.unused_mark)} }}',
        f'._show-unused ._aside::after {{ content: "\\2002" {quoted(words.aside_mark)} }}',
    ]
    if meta.watermark:
        size = min(130 / max(len(meta.watermark), 1), 28)
        rules.append(f"body::before {{ content: {quoted(meta.watermark)}; font-size: {size:.3g}vmin }}")
    return "\n".join(rules)
