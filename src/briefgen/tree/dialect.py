"""The Markdown of templates: CommonMark with tables, strikethrough, definition lists, ``::: name`` and ``<br>``.

Left out on purpose: indented code (editors indent inside ``{% for %}``), setext headings (a rule after a line of text
would become one), raw HTML, and links made from bare addresses.
"""

import re
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin

CONTAINER = re.compile(r"[a-z][a-z0-9-]*")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)


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
    # Addresses are checked after binding, when they are known; normalising would destroy placeholders (punycode).
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


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
