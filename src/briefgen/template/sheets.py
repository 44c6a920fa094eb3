"""What a template's own CSS leaves open: browsers close it at the end of the file, and take all that follows for its
inside, without a word."""

import re
from collections.abc import Iterator

from briefgen.problems import Place, Problem

_PARTS = re.compile(
    r"""(?P<whole>/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\\.|\burl\(\s*[^"'\s)](?:\\.|[^)\\])*\))
    |(?P<left>/\*|["'])|(?P<opening>[{(\[])|(?P<closing>[})\]])""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_ENDS = {"{": "}", "(": ")", "[": "]", "/*": "*/", '"': '"', "'": "'"}


def unbalanced(text: str, file: str) -> Iterator[Problem]:
    """Report the first thing in a style sheet that is not closed, or is closed and never began."""
    open_: list[re.Match[str]] = []
    for part in _PARTS.finditer(text):
        if part["left"]:
            yield _problem(text, file, part)
            return
        if part["opening"]:
            open_.append(part)
        elif part["closing"]:
            began = open_.pop() if open_ else part
            if _ENDS.get(began[0]) != part[0]:
                yield _problem(text, file, began)
                return
    if open_:
        yield _problem(text, file, open_[-1])


def _problem(text: str, file: str, part: re.Match[str]) -> Problem:
    start = text.rfind("\n", 0, part.start()) + 1
    place = Place(file, text.count("\n", 0, part.start()) + 1, part.start() - start + 1)
    if part["closing"]:
        message = f"'{part[0]}' closes what is not open here, so the rules around it have no effect"
        return Problem(place, "css-syntax", message, "delete it, or write what it is to close before it")
    end = _ENDS[part[0]]
    message = f"'{part[0]}' is not closed, so what follows it has no effect"
    return Problem(place, "css-syntax", message, f"write {end} where it is to end")
