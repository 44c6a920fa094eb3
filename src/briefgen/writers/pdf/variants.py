"""The kinds of PDF that can be asked for: those that veraPDF finds no fault with. docs/pdf.md says how to choose."""

from dataclasses import dataclass

from briefgen.problems import COMMAND_LINE, Problem, did_you_mean


@dataclass(frozen=True, slots=True)
class Variant:
    """A kind of PDF. All of them are tagged: what a screen reader needs costs nothing."""

    library: str | None
    """What WeasyPrint calls it; None for a file that declares no standard."""
    profiles: tuple[str, ...]
    """The profiles that it passes, as veraPDF calls them."""
    ua: bool = False
    """Whether it declares PDF/UA-1 besides."""
    needs_files: bool = False
    """Whether the standard wants at least one file inside."""


DEFAULT = "a-3a+ua-1"

VARIANTS = {
    DEFAULT: Variant("pdf/a-3a", ("3a", "ua1"), ua=True),
    "a-3a": Variant("pdf/a-3a", ("3a",)),
    "ua-1": Variant("pdf/ua-1", ("ua1",)),
    "a-4f": Variant("pdf/a-4f", ("4f",), needs_files=True),
    "plain": Variant(None, ()),
}
"""The variants by the names that ``--pdf-variant`` takes."""

_CONTAINED = f"{DEFAULT} keeps all that it promises, and more"
_PRINTING = "it is for printing presses: it wants colours for a press, and is not made for reading on a screen"
REFUSED = {
    "a-1a": "veraPDF finds fault with it (rule 6.8.3.4-1: heads and bodies of tables have no role in PDF 1.4)",
    "a-1b": _CONTAINED,
    "a-2a": f"{_CONTAINED}; it holds no files but PDF",
    "a-2b": _CONTAINED,
    "a-2u": _CONTAINED,
    "a-3b": _CONTAINED,
    "a-3u": _CONTAINED,
    "a-4e": "it is for engineering drawings with three dimensions; a-4f is its like for documents",
    "a-4u": "veraPDF finds fault with it (rule 6.7.3-3: PDF/A-4 knows no level U)",
    "ua-2": "veraPDF finds fault with it (rules 8.2.5.25-1, 8.8-1: lists have no numbering, bookmarks no elements)",
    "x-1a": _PRINTING,
    "x-3": _PRINTING,
    "x-4": _PRINTING,
    "x-5g": _PRINTING,
    "debug": "it is for mending WeasyPrint",
}
"""What WeasyPrint knows besides, and why it is not offered: by veraPDF 1.31 on what WeasyPrint 70 makes."""


def misuse(name: str, *, attached: bool) -> Problem | None:
    """Say what is wrong with asking for a variant, or None. ``attached`` says whether files will travel inside."""
    known = f"known: {', '.join(VARIANTS)}"
    bare = name.lower().removeprefix("pdf/")
    if name not in VARIANTS:
        why = f": {REFUSED[bare]}" if bare in REFUSED else ""
        remedy = known if why else did_you_mean(bare, VARIANTS, known)
        return Problem(COMMAND_LINE, "unknown-pdf-variant", f"no PDF is made as '{name}'{why}", remedy)
    if VARIANTS[name].needs_files and not attached:
        message = f"a PDF as '{name}' must hold at least one file, and none is to be attached"
        return Problem(COMMAND_LINE, "nothing-attached", message, f"add --attach, or choose another: {DEFAULT}")
    return None
