"""What is wrong with the tags of a template, in an editor's words, all of it at once.

Jinja stops at the first thing that it does not understand, and often not where the mistake is. So each tag is looked at
by itself, and the blocks are matched with their ends.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError
from jinja2.environment import Environment

from briefgen.problems import clip, did_you_mean
from briefgen.render.analysis.tags import CLOSING, Said, Tag, tags

BLOCKS = ("for", "if", "block", "macro", "call", "filter", "set", "with", "raw")
"""The tags that have an end."""
ALONE = ("include", "import", "from", "extends")
INNER = ("else", "elif")
_KNOWN = (*BLOCKS, *ALONE, *INNER, *(f"end{name}" for name in BLOCKS))
_OTHER_WORDS = {
    "elseif": "elif",
    "elsif": "elif",
    "elsif:": "elif",
    "endfor:": "endfor",
    "foreach": "for",
    "fi": "endif",
    "done": "endfor",
    "endblok": "endblock",
    "let": "set",
    "assign": "set",
    "var": "set",
    "unless": "if not",
    "while": "for",
    "switch": "if",
    "case": "if",
}
"""What other languages say."""


@dataclass
class _Open:
    """A block that is not closed yet."""

    tag: Tag
    otherwise: Tag | None = None
    """Its ``{% else %}``."""


def mistakes(text: str, environment: Environment) -> Iterator[Said]:
    """Yield what is wrong with the tags of a text."""
    found = list(tags(text))
    for tag in found:
        yield from _alone(tag, environment)
    yield from _balance(found)


def repaired(text: str, environment: Environment) -> str:
    """Return the text with blanks in the place of what cannot be understood, so that the rest can be looked at."""
    parts, position = [], 0
    for tag in tags(text):
        if not tag.closed or next(_alone(tag, environment), None):
            words = "{% if 1 %}" if tag.word == "if" and tag.closed else ""
            blank = re.sub(r"[^\n]", " ", text[tag.start : tag.end])
            parts += [text[position : tag.start], words + blank[len(words) :]]
            position = tag.end
    return "".join((*parts, text[position:]))


_COMMENT = "end it with '#}'; a heading gets its name by {{ anchor('name') }}, not by {#name}"


# --- One tag ----------------------------------------------------------------------------------------------------------
def _alone(tag: Tag, environment: Environment) -> Iterator[Said]:
    """Yield what is wrong with one tag."""
    at = tag.line, tag.column
    closing = CLOSING[tag.opening]
    if not tag.closed:
        if tag.opening == "{#":
            message = "'{#' begins a comment, and nothing ends it"
            yield *at, message, _COMMENT
        else:
            remedy = f"close it with '{closing}'"
            yield *at, f"'{tag.shown}' is not closed", remedy
        return
    if tag.opening == "{#" or tag.word in {"raw", "endraw"}:
        return
    if tag.opening == "{{" and (said := _misprinted(tag)):
        yield *at, *said
        return
    if tag.opening == "{%" and (said := _wrong_word(tag)):
        yield *at, *said
        return
    error = _error(tag, environment)
    if error:
        yield tag.line + error[0], tag.column if not error[0] else 0, *_worded(tag, error[1])


def _misprinted(tag: Tag) -> tuple[str, str] | None:
    body = tag.body.strip("-+ \t\n")
    if not body:
        return "'{{ }}' is empty", "write what it is to print, as in {{ brief.title }}"
    if body.startswith("%"):
        return (
            f"found '{{{{%', in '{tag.shown}'",
            "write {{ … }} to print something, {% … %} to ask or to go through a list",
        )
    return None


def _wrong_word(tag: Tag) -> tuple[str, str] | None:
    """Say what is wrong with the word that a tag begins with."""
    word, rest = tag.word, tag.rest
    if not word:
        return f"'{tag.shown}' begins with no word that is known", "begin it with for, if, set, include …"
    if word == "end":
        return f"found '{tag.shown}'", f"write {{% end{rest.split()[0] if rest else 'if'} %}}"
    if word == "else" and rest.startswith("if"):
        return f"found '{tag.shown}'", f"write {{% elif {rest[2:].strip()} %}}"
    if word in _KNOWN:
        if word in (*INNER[:1], *(f"end{name}" for name in BLOCKS)) and rest and word not in {"endblock", "endmacro"}:
            return f"found '{clip(rest)}' behind '{word}', where nothing can stand", f"write {{% {word} %}}"
        return None
    if word == "autoescape" or word == "endautoescape":
        return "there is no {% autoescape %} here", "leave it out: what {{ }} prints is text"
    other = _OTHER_WORDS.get(word)
    known = f"did you mean '{other}'?" if other else did_you_mean(word, _KNOWN, f"known tags: {', '.join(_KNOWN[:15])}")
    return f"there is no tag '{{% {clip(word)} %}}'", known


_SNIPPETS = {
    **{name: f"{{% {name} $ %}}{{% end{name} %}}" for name in BLOCKS},
    **{name: f"{{% {name} $ %}}" for name in ALONE},
    "elif": "{% if $ %}{% endif %}",
}


def _error(tag: Tag, environment: Environment) -> tuple[int, str] | None:
    """Parse a tag by itself; return the line within it and what Jinja says, or None where it is right."""
    body = tag.body.strip("-+") if tag.opening == "{%" else tag.body
    if tag.opening == "{{":
        snippet = f"{{{{{body}}}}}"
    elif tag.word in _SNIPPETS:
        pattern = _SNIPPETS[tag.word]
        if tag.word == "set" and re.search(r"(?<![=!<>])=(?!=)", _bare(tag.rest)):
            pattern = "{% set $ %}"
        lead = body[: body.index(tag.word) + len(tag.word)].count("\n")
        snippet = "\n" * lead + pattern.replace("$", body[body.index(tag.word) + len(tag.word) :])
    else:
        return None
    try:
        environment._parse(snippet, None, None)
    except TemplateSyntaxError as error:
        return min(max(error.lineno - 1, 0), tag.body.count("\n")), str(error.message)
    except RecursionError:
        return 0, "too deep"
    return None


def _bare(text: str) -> str:
    """Return an expression without its strings."""
    return re.sub(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", "''", text)


_FULL_WIDTH = str.maketrans(
    "（）［］｛｝＝＜＞！％，．：；｜＋－＊／　“”„‟«»‘’‚「」『』、。", '()[]{}=<>!%,.:;|+-*/ """"""\'\'\'"""",.'
)
_SLIPS: tuple[tuple[str, str, str], ...] = (
    (r"[“”„‟«»「」『』]", "found the quotation mark {0}", "in a tag write the straight ones: \" or '"),
    (r"[‘’‚]", "found the quotation mark {0}", "in a tag write the straight ones: \" or '"),
    (
        r"[（）［］｛｝＝＜＞！％，．：；｜＋－＊／、。]",
        "found the full-width sign {0}",
        "write the half-width one: {1}",
    ),
    (r"&&", "found '&&'", "write 'and'"),
    (r"\|\|", "found '||'", "write 'or'"),
    (r"===", "found '==='", "write '=='"),
    (r"<>", "found '<>'", "write '!='"),
    (r"!(?!=)", "found '!'", "write 'not'"),
    (r"\?", "found '?'", "write {{{{ this if condition else that }}}}"),
    (r"=>|->", "found '{0}'", "a field is written with a dot: item.text"),
    (r"\$", "found '$'", "names have no '$' here"),
    (r";", "found ';'", "one tag says one thing: leave out the ';'"),
)
"""Signs that tags do not know, and what was meant."""
_JINJA: tuple[tuple[str, str, str], ...] = (
    (r"expected token 'end of statement block', got '='", "found '=' in a condition", "to compare, write '=='"),
    (r"expected token 'end of print statement', got '='", "found '=' in what is printed", "to compare, write '=='"),
    (r"Expected an expression, got 'end of (?:print statement|statement block)'", "the tag lacks something at its end",
     "say what is to be printed, asked or gone through"),
    (r"unexpected '.', expected '(.)'", "a {0} is missing", "close what is opened in this tag"),
    (r"Expected an expression, got '(.*)'|unexpected '(.*)'", "found {0} where a name or a value is expected",
     "see what stands before and behind it"),
    (r"expected token 'in', got '?(.*?)'?$", "'{{% for %}}' lacks its 'in'", "write {{% for item in list %}}"),
    (r"expected token 'name', got '?(.*?)'?$", "found {0} where a name is expected",
     "a name is made of letters, digits and '_', and stands without quotation marks"),
    (r"expected token '([)\]}}])', got '(.*)'", "a {0} is missing", "close what is opened in this tag"),
    (r"expected token ',', got '?(.*?)'?$", "a ',' or a closing sign is missing before {0}", "write it there"),
    (r"expected token 'end of (?:print statement|statement block)', got '?(.*?)'?$",
     "found {0} where the tag should end",
     "a field is written with a dot (item.text), a filter behind '|', words in quotation marks"),
    (r"unexpected char '?(.*?)'? at", "found {0}, which has no meaning in a tag",
     "leave it out, or put words in quotation marks"),
    (r"Missing end of comment tag", "'{{#' begins a comment, and nothing ends it", "end it with '#}}'"),
    (r"Missing end of raw directive", "'{{% raw %}}' is not closed", "end it with {{% endraw %}}"),
    (r"this number is too large", "this number is too large", "write a smaller one"),
    (r"tag name expected", "found '{{%' with no tag behind it", "write a tag, such as {{% if … %}}, or take it out"),
    (r"too deep", "the tag has too many parentheses or signs, one inside the other", "take it apart with {{% set %}}"),
    (r"block '(.*)' defined twice", "there are two blocks {0}", "give one of them another name"),
    (r"Encountered unknown tag '(.*?)'", "there is no tag {0} here", "mend its name, or close the block before it"),
    (r"Unexpected end of template", "a block is not closed", "add its end, such as {{% endfor %}} or {{% endif %}}"),
    (r"can't assign to '(.*)'", "{0} cannot be given a value", "choose another name"),
)  # fmt: skip
"""What Jinja says, and what that means to an editor."""
_TOKENS = {
    "end of print statement": "the end of the tag",
    "end of statement block": "the end of the tag",
    "string": "words in quotation marks",
    "integer": "a number",
    "float": "a number",
    "name": "a name",
    "const": "a number or quoted words",
}


def _worded(tag: Tag, said: str) -> tuple[str, str]:
    """Say in an editor's words what is wrong in a tag."""
    bare = _bare(tag.body)
    for pattern, message, remedy in _SLIPS:
        found = re.search(pattern, bare)
        if found:
            sign = found.group()
            return f"{message.format(sign)} in '{tag.shown}'", remedy.format(sign, sign.translate(_FULL_WIDTH))
    if bare.count("'") % 2 or bare.count('"') % 2:
        return f"a quotation mark is missing in '{tag.shown}'", "words in a tag stand between two of them"
    message, remedy = as_said(said)
    return f"{message}, in '{tag.shown}'", remedy


def as_said(said: str) -> tuple[str, str]:
    """Put what Jinja says into an editor's words."""
    for pattern, message, remedy in _JINJA:
        found = re.search(pattern, said)
        if found:
            words = [_TOKENS.get(group, f"'{group}'") for group in found.groups() if group is not None] or [""]
            return message.format(*words), remedy.format()
    return said.rstrip("."), "mend the line that is shown"


# --- Blocks and their ends --------------------------------------------------------------------------------------------
def _balance(found: list[Tag]) -> Iterator[Said]:
    """Match blocks with their ends."""
    stack: list[_Open] = []
    for tag in found:
        word = tag.word
        if not tag.closed or tag.opening != "{%" or word in {"raw", "endraw"}:
            continue
        if word in BLOCKS and not _is_single(tag):
            stack.append(_Open(tag))
        elif word in INNER:
            yield from _inner(tag, stack)
        elif word.startswith("end") and (name := _ended(tag)):
            yield from _close(tag, name, stack)
    for left in stack:
        remedy = f"add {{% end{left.tag.word} %}} where it is to end"
        yield left.tag.line, left.tag.column, f"'{left.tag.shown}' is not closed", remedy


def _is_single(tag: Tag) -> bool:
    return tag.word == "set" and bool(re.search(r"(?<![=!<>])=(?!=)", _bare(tag.rest)))


def _ended(tag: Tag) -> str:
    """Return what an end tag ends; ``{% end if %}`` ends an ``if``, for the sake of the others."""
    name = tag.word[3:] or (tag.rest.split() or [""])[0]
    return name if name in BLOCKS else ""


def _inner(tag: Tag, stack: list[_Open]) -> Iterator[Said]:
    at = tag.line, tag.column
    around = stack[-1] if stack else None
    if around is None or around.tag.word not in {"if", "for"}:
        message = f"'{tag.shown}' stands in no {{% if %}}"
        if around:
            message += f": '{around.tag.shown}' of line {around.tag.line} is open"
        yield *at, message, "write it between {% if … %} and {% endif %}"
    elif tag.word == "elif" and around.tag.word == "for":
        yield *at, f"'{tag.shown}' stands in a {{% for %}}", "close the {% if %} that it belongs to behind it"
    elif around.otherwise is not None:
        message = f"'{tag.shown}' stands behind the {{% else %}} of line {around.otherwise.line}"
        yield *at, message, "put {% else %} last"
    elif tag.word == "else":
        around.otherwise = tag


def _close(tag: Tag, name: str, stack: list[_Open]) -> Iterator[Said]:
    at = tag.line, tag.column
    if not any(one.tag.word == name for one in stack):
        message = f"'{tag.shown}' ends nothing: no {{% {name} %}} is open"
        remedy = f"take it out, or add the {{% {name} … %}} that it ends"
        if stack:
            message += f"; '{stack[-1].tag.shown}' of line {stack[-1].tag.line} is"
            remedy = f"write {{% end{stack[-1].tag.word} %}} if that is what it is to end"
        yield *at, message, remedy
        return
    while stack[-1].tag.word != name:
        left = stack.pop().tag
        message = f"'{left.shown}' is not closed before '{tag.shown}' of line {tag.line}"
        yield left.line, left.column, message, f"add {{% end{left.word} %}} above that line"
    stack.pop()
