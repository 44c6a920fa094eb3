"""Mistakes of a template that Jinja takes for something else, or for nothing at all, and that no document shows."""

import re
from collections.abc import Callable, Iterator

from briefgen.problems import clip
from briefgen.render.analysis.tags import Said, Tag, tags

_STRING = re.compile(r"'((?:[^'\\\n]|\\.)*)'|\"((?:[^\"\\\n]|\\.)*)\"")
_MARKUP = re.compile(
    r"\*{1,3}|_{1,2}|~~|`+|#{1,6} ?|[-*+] |> ?|:{3,}.*|\||---+|\[[ xX]?\]|.*<br ?/?>.*|.*</?[a-z]+>.*"
    r"|.*\*\*\S.*\*\*.*|.*\[.+\]\(.+\).*"
)
_BROKEN = (
    (r"\{[ \u3000]+\{|\{[ \u3000]+%", "found '{0}', with a blank in it",
     "write {{ … }} and {% … %}, with no blank between their signs"),
    (r"｛｛|｛%|{％|｛％|％｝|％}|%｝|｝｝", "found the full-width sign '{0}'",
     "write the half-width ones: {{ … }}, {% … %}"),
    (r"\}\}|%\}|#\}", "found '{0}', which nothing opened", "write '{1}' where it begins, or take it out"),
    (r"(?<![{\w])\{ ?(?:brief|labels|item|options)\.\w+(?:\.\w+)* ?\}(?!\})", "'{0}' is printed as it stands",
     "write it with two braces: {{ … }}"),
)  # fmt: skip
_OPENINGS = {"}}": "{{", "%}": "{%", "#}": "{#"}
_HEADING = re.compile(r"^ {0,3}#{1,6} [^\n]*$")
_BEGINS = re.compile(r"\s*(?:#{1,6}\s|[-*+]\s|\d+[.)]\s|\||>|:::|: |```|---|!\[)")
"""What begins a part of its own, whatever stands above it."""
_EDGES = {"endblock", "block", "include"}


def marks(text: str, lines_of: Callable[[str], tuple[str, ...] | None]) -> Iterator[Said]:
    """Yield what is wrong. ``lines_of`` returns the lines of another file of the template."""
    found = list(tags(text))
    for tag in found:
        if tag.opening == "{{":
            yield from _printed(tag)
        elif tag.opening == "{#" and tag.closed:
            yield from _comment(tag, text)
    bare = _bare(text, found)
    yield from _broken(bare)
    yield from _glued(text, bare, found, lines_of)


def _bare(text: str, found: list[Tag]) -> str:
    """Return the text with letters in the place of what tags print, and blanks in that of other tags."""
    parts, position = [], 0
    for tag in found:
        sign = "x" if tag.opening == "{{" else " "
        between = text[position : tag.start]
        parts.append(re.sub(r"[^\n]", "x", between) if tag.word == "endraw" else between)
        parts.append(re.sub(r"[^\n]", sign, text[tag.start : tag.end]))
        position = tag.end
    return "".join((*parts, text[position:]))


def _printed(tag: Tag) -> Iterator[Said]:
    """Report marks that are printed: what ``{{ }}`` prints is text."""
    for quoted in _STRING.finditer(tag.body):
        words = quoted.group(1) if quoted.group(1) is not None else quoted.group(2)
        if _MARKUP.fullmatch(words):
            message = f"'{clip(words)}' is printed as it stands: what {{{{ }}}} prints is text, and no mark"
            yield tag.line, tag.column, message, "write it outside the braces, as in {% if … %}**{% endif %}"


def _comment(tag: Tag, text: str) -> Iterator[Said]:
    line = text[text.rfind("\n", 0, tag.start) + 1 : tag.start]
    if _HEADING.match(line) and re.match(r"[A-Za-z][\w-]*(\}|$|\n)", tag.body):
        message = (
            f"'{{#{clip(tag.body.split()[0], 20)}' begins a comment, which swallows all up to line {_last(tag, text)}"
        )
        yield tag.line, tag.column, message, "give the heading a name by {{ anchor('name') }}"
    elif "{#" in tag.body:
        inner = tag.line + tag.body[: tag.body.index("{#")].count("\n")
        message = f"the comment holds another one, of line {inner}, and ends with it in line {_last(tag, text)}"
        yield tag.line, tag.column, message, "end the first one with '#}'; there are no comments in comments"


def _last(tag: Tag, text: str) -> int:
    return tag.line + text[tag.start : tag.end].count("\n")


def _broken(bare: str) -> Iterator[Said]:
    """Report tags that are none, by a slip of the pen."""
    for number, line in enumerate(bare.split("\n"), 1):
        for pattern, message, remedy in _BROKEN:
            found = re.search(pattern, line)
            if found:
                sign = found.group()
                said = message.replace("{0}", sign)
                yield number, found.start() + 1, said, remedy.replace("{1}", _OPENINGS.get(sign, ""))
                break


# --- Paragraphs that grow together ------------------------------------------------------------------------------------
def _glued(text: str, bare: str, found: list[Tag], lines_of: Callable[[str], tuple[str, ...] | None]) -> Iterator[Said]:
    """Report blocks and included files whose last line and the line below them become one paragraph."""
    # The blocks of a template that extends another do not stand side by side in the document.
    extending = any(tag.word == "extends" for tag in found)
    edges = {tag.line: tag for tag in found if tag.word in _EDGES}
    covered = {line for tag in found for line in range(tag.line, _last(tag, text) + 1)}
    above = ""  # The last line with words, as long as no empty one stands below it.
    edge: Tag | None = None
    for number, line in enumerate(bare.split("\n"), 1):
        tag = edges.get(number)
        if line.strip():
            if edge is not None and _grow_together(above, line):
                yield _grown(edge, number)
            above, edge = line, None
        elif tag is not None and extending and tag.word != "include":
            above, edge = "", None
        elif tag is not None:
            if tag.word == "include":
                lines = _included(tag, lines_of)
                if not lines:
                    above, edge = "", None
                    continue
                if above and _grow_together(above, lines[0]):
                    yield _grown(tag, number)
                above = lines[-1]
            edge = tag if above.strip() else None
        elif number not in covered:
            above, edge = "", None


def _included(tag: Tag, lines_of: Callable[[str], tuple[str, ...] | None]) -> list[str]:
    """Return the first and the last line of an included file; an empty one where blank lines stand there."""
    name = _STRING.search(tag.body)
    lines = lines_of(name.group(1) or name.group(2) or "") if name else None
    if not lines:
        return []
    shown = [re.sub(r"\{[%#].*?[%#]\}", "", line) for line in lines]
    if len(shown) > 1 and not shown[-1]:
        shown.pop()  # What follows the last line end is no line.
    return [shown[0], shown[-1]]


def _grow_together(above: str, below: str) -> bool:
    """Tell whether two lines become one paragraph."""
    plain = bool(above.strip()) and bool(below.strip()) and not _BEGINS.match(below)
    return plain and not re.match(r"\s*(?:#{1,6}\s|:::|```|---|\|)", above)


def _grown(edge: Tag, line: int) -> Said:
    message = f"no empty line parts what stands at '{edge.shown}' from what stands around it: they become one paragraph"
    return line if edge.word != "include" else edge.line, 0, message, "leave an empty line there"
