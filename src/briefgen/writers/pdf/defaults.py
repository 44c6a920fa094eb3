"""What of WeasyPrint's own style sheet a page can need: reading all of it would be a tenth of a short build.

The sheet says how HTML looks where nothing else is said, one rule a line: a page without forms needs none of the rules
on forms, and a page that counts in no script but its own none of the fifty ways to count in others.
"""

import re
import sys
from collections.abc import Iterator, Set
from dataclasses import dataclass

IMPLIED = frozenset({"html", "head", "body", "tbody", "colgroup"})
"""Elements that a parser of HTML adds (HTML, 13.2.6)."""
COUNTED = frozenset({"disc", "circle", "square", "decimal"})
"""How the sheet itself counts."""
_RULE = re.compile(r"(?P<selector>[^@\s{}][^{}]*)\{[^{}]*\}\s*")
_STYLE = re.compile(r"@counter-style\s+(?P<name>[\w-]+)\s*\{(?P<body>[^{}]*)\}\s*")
_ASIDE = re.compile(r"\[[^\]]*\]|\"[^\"]*\"|:[\w-]+|/\*.*?\*/")
"""What in a selector is no element: attributes, and pseudo-classes with the name of their function."""
_REQUIRED = re.compile(r"\[([\w-]+)")
_ELEMENT = re.compile(r"<([a-zA-Z][\w-]*)")
_ATTRIBUTE = re.compile(r"\s([a-zA-Z][\w-]*)\s*=")
_WORD = re.compile(r"[a-zA-Z][\w-]*")
_ESCAPED = re.compile(r"\\(?:(?P<code>[0-9a-fA-F]{1,6})\s?|(?P<sign>.))", re.DOTALL)
"""CSS Syntax, 4.3.7."""
_BASED = re.compile(r"system:\s*extends\s+([\w-]+)|fallback:\s*([\w-]+)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the words of WeasyPrint's style sheet a page has in it."""

    elements: frozenset[str]
    attributes: frozenset[str]
    counted: frozenset[str]
    """Names of ways to count: all words of the page's own style sheets that are such a name."""

    def over(self, other: "Wanted") -> "Wanted":
        """Return what this and another page want together."""
        return Wanted(self.elements | other.elements, self.attributes | other.attributes, self.counted | other.counted)


def wanted(page: str, sheets: str, defaults: str) -> Wanted:
    """Say what a page of HTML, with its own style sheets, wants of WeasyPrint's."""
    known = frozenset(_WORD.findall(defaults.lower()))
    words = frozenset(_WORD.findall(_ESCAPED.sub(_unescaped, sheets).lower()))
    return Wanted(
        known & frozenset(_ELEMENT.findall(page.lower())) | IMPLIED,
        known & frozenset(_ATTRIBUTE.findall(page.lower())),
        words & dict(_styles(defaults)).keys() | COUNTED,
    )


def _unescaped(found: re.Match[str]) -> str:
    code = int(found["code"] or "0", 16)
    return found["sign"] or (chr(code) if code <= sys.maxunicode else "")


def needed(defaults: str, wanted: Wanted) -> str:
    """Return the lines of WeasyPrint's style sheet that a page can need. What is not one rule a line is kept."""
    styles, counted = dict(_styles(defaults)), set(wanted.counted)
    while more := {base for name in counted & styles.keys() for base in styles[name]} - counted:
        counted |= more
    return "\n".join(_needed(line, wanted, counted) for line in defaults.split("\n"))


def _needed(line: str, wanted: Wanted, counted: Set[str]) -> str:
    """Return what a page needs of a line."""
    if styles := list(_STYLE.finditer(line)):
        whole = sum(len(style[0]) for style in styles) == len(line)
        return "" if whole and not any(style["name"].lower() in counted for style in styles) else line
    rule = _RULE.fullmatch(line)
    if rule is None:
        return line
    selectors = [rule["selector"]] if "(" in rule["selector"] else rule["selector"].split(",")
    fitting = [one for one in selectors if _can_match(one.lower(), wanted)]
    return f"{','.join(fitting).strip()} {line[rule.end('selector') :]}" if fitting else ""


def _can_match(selector: str, wanted: Wanted) -> bool:
    """Tell whether a selector may find something in a page; in doubt it does."""
    named = set(_WORD.findall(_ASIDE.sub(" ", selector)))
    if named and named.isdisjoint(wanted.elements):
        return False
    required = map(set, map(_REQUIRED.findall, selector.split(",")))
    return ":not" in selector or not all(names - wanted.attributes for names in required)


def _styles(sheet: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the ways to count, each with those that it builds on."""
    for style in _STYLE.finditer(sheet):
        yield style["name"].lower(), frozenset(name for pair in _BASED.findall(style["body"]) for name in pair if name)
