"""The Markdown of templates: CommonMark with tables, strikethrough, definition lists, ``::: name`` and ``<br>``.

Left out on purpose: indented code (editors indent inside ``{% for %}``), setext headings (a rule after a line of text
would become one), raw HTML, and links made from bare addresses.
"""

import re
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin

from briefgen.problems import Place, Problem

DEEPEST = 50
"""So many marks may stand one inside the other; a tree that is deeper than Python can follow is of no use."""
CONTAINER = re.compile(r"[a-z][a-z0-9-]*")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)


class TooDeep(Exception):
    """Marks that stand one inside the other beyond what anybody reads."""

    def __init__(self, line: int) -> None:
        self.line = line
        """The line of the Markdown, counted from 0."""
        super().__init__(f"line {line}")

    def problem(self, place: Place) -> Problem:
        """Say so of a place."""
        message = f"more than {DEEPEST} marks (*, **, ~~) stand one inside the other"
        return Problem(place, "template-too-deep", message, "end each mark before the next begins, or delete them")


@lru_cache(maxsize=1)
def block_parser() -> MarkdownIt:
    """Return the parser of whole documents."""
    parser = MarkdownIt("commonmark", {"maxNesting": 100})
    parser.enable(["table", "strikethrough"])
    parser.disable(["code", "lheading", "html_block", "html_inline"])
    parser.use(deflist_plugin)
    parser.use(container_plugin, "named", validate=_is_container)
    parser.inline.ruler.before("autolink", "line_break", _line_break)
    return _without_link_rules(parser)


@lru_cache(maxsize=1)
def prose_parser() -> MarkdownIt:
    """Return the parser of prose values: emphasis, strong, strikethrough, code and links."""
    parser = MarkdownIt("commonmark", {"maxNesting": 100})
    parser.enable(["strikethrough"])
    parser.disable(["image", "html_inline", "entity"])
    return _without_link_rules(parser)


def _without_link_rules(parser: MarkdownIt) -> MarkdownIt:
    parser.core.ruler.push("depth", _depth)
    # Addresses are checked after binding, when they are known; normalising would destroy placeholders (punycode).
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def _depth(state: StateCore) -> None:
    # Markdown-it limits how deep blocks and brackets go, and not how deep stars do.
    for token in state.tokens:
        if max((child.level for child in token.children or ()), default=0) > DEEPEST:
            raise TooDeep(token.map[0] if token.map else 0)


def _is_container(params: str, *_: Any) -> bool:
    return bool(CONTAINER.fullmatch(params.strip()))


def _line_break(state: StateInline, silent: bool) -> bool:
    found = _BREAK.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("hardbreak", "br", 0).markup = found.group()
    state.pos = found.end()
    return True
