"""A template's own CSS held against its documents: rules that match nothing, names that are not there, hidden words."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import cssselect2
import tinycss2
import tinyhtml5

from briefgen.design import Look
from briefgen.document import Document
from briefgen.problems import Problem, Severity, clip, did_you_mean
from briefgen.writers import css
from briefgen.writers.pdf.renderer import page_text

_CONDITIONS = {"media", "supports", "layer"}
"""Rules that hold others."""
_MOMENTS = re.compile(
    r":(?:hover|focus(?:-visible|-within)?|active|target|visited|link|any-link|checked|disabled|enabled|open)\b"
)
"""What is true of an element at times only: whether a rule matches is asked without it."""
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
"""A name without a value to fall back on."""
_HIDING = {("display", "none"), ("visibility", "hidden"), ("visibility", "collapse"), ("font-size", "0")}


def css_problems(documents: Sequence[Document], page: str, look: Look, files: frozenset[str]) -> list[Problem]:
    """Report what is wrong with the CSS of these files, as far as documents show it that have everything in them.

    ``page`` is the web page of one of them.
    """
    if not files:
        return []
    trees = [_tree(text) for text in (*(page_text(document, look) for document in documents), page)]
    known = _declared(look, page)
    rules = tinycss2.parse_stylesheet(look.css, skip_comments=True, skip_whitespace=True)
    found = [*_rules(rules, trees, look), *_variables(look, known)]
    return [problem for problem in found if problem.place.file in files]


def _tree(text: str) -> Any:
    return cssselect2.ElementWrapper.from_html_root(tinyhtml5.parse(text, namespace_html_elements=False))


# --- Rules ------------------------------------------------------------------------------------------------------------
def _rules(rules: Sequence[Any], trees: Sequence[Any], look: Look) -> Iterator[Problem]:
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword in _CONDITIONS and rule.content is not None:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield from _rules(inner, trees, look)
        elif rule.type == "qualified-rule":
            yield from _matches(rule, trees, look)


def _matches(rule: Any, trees: Sequence[Any], look: Look) -> Iterator[Problem]:
    written = " ".join(tinycss2.serialize(rule.prelude).split())
    place = look.css_place(rule.source_line, rule.source_column)
    try:
        selectors = cssselect2.compile_selector_list(_MOMENTS.sub("", written))
    except cssselect2.SelectorError:
        return  # WeasyPrint says so.
    if place is None:
        return
    matched = [[one for tree in trees for one in tree.iter_subtree() if selector.test(one)] for selector in selectors]
    parts = [" ".join(part.split()) for part in written.split(",")]
    for number, elements in enumerate(matched):
        if not elements:
            named = parts[number] if len(parts) == len(matched) else written
            message = f"the rule for '{clip(named)}' matches nothing in any document, so it has no effect"
            yield Problem(place, "css-no-effect", message, _remedy(named, trees), Severity.WARNING)
    if any(_words(one) for elements in matched for one in elements) and (said := _hiding(rule)):
        message = (
            f"'{said}' hides words of '{clip(written)}' in the PDF and on the web page; Word and Markdown show them"
        )
        remedy = "take the words out of the wording instead, where they are to be nowhere"
        yield Problem(place, "css-hides-words", message, remedy, Severity.WARNING)


def _words(element: Any) -> bool:
    return any(text.strip() for text in element.etree_element.itertext())


def _hiding(rule: Any) -> str:
    for one in tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True):
        if one.type == "declaration":
            value = tinycss2.serialize(one.value).strip().lower()
            if (one.lower_name, value) in _HIDING:
                return f"{one.lower_name}: {value}"
    return ""


def _remedy(selector: str, trees: Sequence[Any]) -> str:
    """Offer the class that may have been meant."""
    classes = {name for tree in trees for one in tree.iter_subtree() for name in one.classes}
    for name in re.findall(r"\.([\w-]+)", selector):
        if name not in classes:
            return did_you_mean(name, classes, "delete it, or see how the part is called in the wording (::: name)")
    return "delete it, or see how the part is called in the wording (::: name)"


# --- Names ------------------------------------------------------------------------------------------------------------
def _declared(look: Look, page: str) -> set[str]:
    return {name for text in (css.sheet(look.design), look.css, page) for name in re.findall(r"(--[\w-]+)\s*:", text)}


def _variables(look: Look, known: set[str]) -> Iterator[Problem]:
    for number, line in enumerate(look.css.split("\n"), 1):
        for found in _VARIABLE.finditer(line):
            place = look.css_place(number, found.start() + 1)
            if found[1] not in known and place:
                remedy = did_you_mean(found[1], known, f"names there: {', '.join(sorted(known))}")
                message = f"there is no '{found[1]}', so the line has no effect"
                yield Problem(place, "css-unknown-name", message, remedy, Severity.WARNING)
