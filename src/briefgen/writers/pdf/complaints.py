"""What WeasyPrint complains about → problems, each at its place; and what of it is nobody's business.

Its log is the only way it has to say that something is wrong: it goes on, and a file is made in any case.
"""

import contextlib
import logging
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping

from briefgen.design import Look
from briefgen.document import Document
from briefgen.problems import Place, Problem, Severity, clip
from briefgen.writers import fonts
from briefgen.writers.pdf import native

BASE = "https://briefgen.invalid/"
"""Every relative address is resolved against this, so that no path of the building machine gets into a file."""

_SCREENS = "it is about screens: the web page is set in the same CSS"
SILENT = {
    r"^Expected a media type": "the complaint that follows it says the same, with the place",
    r"prefers-(color-scheme|contrast|reduced-motion|reduced-transparency)|forced-colors": _SCREENS,
    r"^Ignored `(accent-color|animation|caret-color|cursor|pointer-events|resize|scroll|touch-action|transition"
    r"|user-select|will-change)[\w-]*:": _SCREENS,
    r"unknown pseudo-element: (backdrop|placeholder|selection)": _SCREENS,
    r"'[^']*::?-(webkit|moz|ms)-|^Ignored `-(webkit|moz|ms)-": "it is for one browser, and every other one ignores it",
}
"""Complaints that no one needs to hear of: a pattern, and the reason."""


@contextlib.contextmanager
def heard() -> Iterator[list[str]]:
    """Collect what WeasyPrint logs and warns of inside the ``with`` block; the list is whole after it."""
    messages: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    before = logger.level, logger.propagate, logger.handlers[:]
    logger.handlers[:] = [handler]
    logger.level, logger.propagate = logging.WARNING, False
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield messages
        # It leaves a file of its own open, which is no fault of the document.
        messages.extend(str(found.message) for found in caught if found.category is not ResourceWarning)
    finally:
        logger.handlers[:] = before[2]
        logger.level, logger.propagate = before[:2]


def problems(
    document: Document, look: Look, messages: Iterable[str], of_css: Iterable[str], pictures: Mapping[str, str]
) -> Iterator[Problem]:
    """Turn complaints into problems, each once.

    ``of_css`` are those about the template's own CSS; ``pictures`` gives the path of a picture by its address.
    """
    template = Place(document.meta.template)
    messages = [message for message in messages if not is_silent(message)]
    yield from fonts.glyph_problems(document, messages)
    for message in dict.fromkeys(of_css):
        if not is_silent(message):
            yield _warning(_in_css(look, message) or template, message, "see the template's CSS")
    subset = False
    for message in dict.fromkeys(messages):
        if fonts.missing_character(message):
            continue
        if "HarfBuzz-Subset" in message:
            if not subset:
                yield _warning(template, message, f"run: {native.command()}")
            subset = True
        elif path := next((path for address, path in pictures.items() if address in message), ""):
            reason = message.rpartition(": ")[2].strip() if ": " in message else ""
            said = f"the picture '{clip(path)}' cannot be read{f': {reason}' if reason else ''}"
            yield Problem(template, "pdf-warning", said, "save it anew, as PNG", Severity.WARNING)
        else:
            yield _warning(_in_css(look, message) or template, message, "see the template's CSS and pictures")


def is_silent(message: str) -> bool:
    """Tell whether a complaint is one that no one needs to hear of."""
    return any(re.search(pattern, message) for pattern in SILENT)


def _warning(place: Place, message: str, remedy: str) -> Problem:
    shown = re.sub(r" at \d+:\d+", "", message).replace(BASE, "")
    said = f"the PDF may not be as meant: {clip(shown, 300)}"
    return Problem(place, "pdf-warning", said, remedy, Severity.WARNING)


def _in_css(look: Look, message: str) -> Place | None:
    """Return where in the template's CSS a complaint points: it names a line, or quotes what stands there."""
    if found := re.search(r" at (\d+):(\d+)", message):
        return look.css_place(int(found[1]), int(found[2]))
    for quoted in re.findall(r"'([^']+)'", message):
        start = look.css.find(quoted.replace(BASE, "").strip())
        if start >= 0:
            return look.css_place(look.css.count("\n", 0, start) + 1, start - look.css.rfind("\n", 0, start))
    return None
