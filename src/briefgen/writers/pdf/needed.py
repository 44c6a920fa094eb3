"""Which rules of a style sheet a page can need: reading those that it cannot would be a tenth of a short build.

WeasyPrint's own sheet says how HTML looks where nothing else is said, and ours how a template's styles look. A page
without forms needs none of the rules on forms, and a page that counts in no script but its own none of the fifty ways
to count in others.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

IMPLIED = frozenset({"html", "head", "body", "tbody", "colgroup"})
"""Elements that a parser of HTML adds (HTML, 13.2.6)."""
COUNTED = frozenset({"disc", "circle", "square", "decimal"})
"""How WeasyPrint's sheet itself counts."""
_RULE = re.compile(r"(?P<selectors>[^@\s{}][^{}]*)(?P<block>\{[^{}]*\}\s*)")
_STYLE = re.compile(r"@counter-style\s+(?P<name>[\w-]+)\s*\{(?P<body>[^{}]*)\}\s*")
_BASED = re.compile(r"system:\s*extends\s+([\w-]+)|fallback:\s*([\w-]+)")
_ESCAPED = re.compile(r"\\(?:(?P<code>[0-9a-fA-F]{1,6})\s?|(?P<sign>.))", re.DOTALL)
"""CSS Syntax, 4.3.7."""
_WORD = re.compile(r"[a-zA-Z][\w-]*")
_TAG = re.compile(r"<(?P<element>[a-z][\w-]*)(?P<attributes>(?:[^>\"]|\"[^\"]*\")*)>")
_ATTRIBUTE = re.compile(r"\s(?P<name>[a-z][\w-]*)(?:=\"(?P<value>[^\"]*)\")?")
_IN_SELECTOR = re.compile(r"\[(?P<attribute>[\w-]+)[^\]]*\]|\.(?P<class>[\w-]+)|:[\w-]+|(?P<element>[a-z][\w-]*)")
_INNER = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What pages are made of, as far as a style sheet can ask for it. Names are in small letters."""

    elements: frozenset[str]
    attributes: frozenset[str]
    classes: frozenset[str]
    counted: frozenset[str]
    """Names of ways to count: all words of the pages' style sheets that are such a name."""

    def over(self, other: "Wanted") -> "Wanted":
        """Return what these and other pages want together."""
        return Wanted(
            self.elements | other.elements,
            self.attributes | other.attributes,
            self.classes | other.classes,
            self.counted | other.counted,
        )


def wanted(page: str, sheets: str, defaults: str) -> Wanted:
    """Say what a page of HTML with its style sheets wants; ``defaults`` is the sheet with the ways to count."""
    elements, attributes, classes = set(IMPLIED), set[str](), set[str]()
    for tag in {*_TAG.findall(page.lower())}:
        elements.add(tag[0])
        for name, value in _ATTRIBUTE.findall(tag[1]):
            attributes.add(name)
            classes.update(value.split() if name == "class" else ())
    words = set(_WORD.findall(_ESCAPED.sub(_unescaped, sheets).lower()))
    counted = words & dict(_styles(defaults)).keys() | COUNTED
    return Wanted(frozenset(elements), frozenset(attributes), frozenset(classes), frozenset(counted))


def _unescaped(found: re.Match[str]) -> str:
    code = int(found["code"] or "0", 16)
    return found["sign"] or (chr(code) if code <= sys.maxunicode else "")


def needed(sheet: str, wanted: Wanted) -> str:
    """Return the rules of a style sheet that pages can need. A line of anything but whole rules is kept as it is."""
    styles, counted = dict(_styles(sheet)), set(wanted.counted)
    while more := {base for name in counted & styles.keys() for base in styles[name]} - counted:
        counted |= more
    return "\n".join(_needed(line, wanted, counted) for line in sheet.split("\n"))


def _needed(line: str, wanted: Wanted, counted: Set[str]) -> str:
    if styles := _whole(_STYLE.finditer(line), line):
        return "".join(style[0] for style in styles if style["name"].lower() in counted)
    made = ""
    for rule in (rules := _whole(_RULE.finditer(line), line)):
        fitting = [one for one in _selectors(rule["selectors"]) if _can_match(one.lower(), wanted)]
        made += f"{','.join(fitting).strip()} {rule['block']}" if fitting else ""
    return made if rules else line


def _whole(found: Iterable[re.Match[str]], line: str) -> list[re.Match[str]]:
    """Return the matches where there is nothing else in the line."""
    matches = list(found)
    return matches if sum(len(one[0]) for one in matches) == len(line) else []


def _selectors(text: str) -> Iterator[str]:
    """Yield the selectors of a list; commas in parentheses part none."""
    start = depth = 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if character == "," and not depth:
            yield text[start:at]
            start = at + 1
    yield text[start:]


def _can_match(selector: str, wanted: Wanted) -> bool:
    """Tell whether all that a selector asks for is there. What it asks for in parentheses is left out of account."""
    if "\\" in selector:
        return True
    while (outer := _INNER.sub("", selector)) != selector:
        selector = outer
    asked = list(_IN_SELECTOR.finditer(selector))
    return (
        {one["element"] for one in asked} - {None} <= wanted.elements
        and {one["attribute"] for one in asked} - {None} <= wanted.attributes
        and {one["class"] for one in asked} - {None} <= wanted.classes
    )


def _styles(sheet: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the ways to count, each with those that it builds on."""
    for style in _STYLE.finditer(sheet):
        yield style["name"].lower(), frozenset(name for pair in _BASED.findall(style["body"]) for name in pair if name)
