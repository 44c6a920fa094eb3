"""A Markdown file → its text, by way of the page that it makes: so HTML within it is read as HTML."""

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from briefgen.readers import html
from briefgen.readers.origin import Origin
from briefgen.readers.text import read as read_text

LIMIT_CHARACTERS = 1_000_000
LIMIT_BRACKETS = 50_000
"""The parser takes its time where each may begin a link."""


def read(data: bytes, origin: Origin) -> str:
    """Return the text of a Markdown file. The settings before it (``---``) are not part of it."""
    text = read_text(data, origin)
    if len(text) > LIMIT_CHARACTERS or text.count("[") > LIMIT_BRACKETS:
        message = f"the Markdown file has more than {LIMIT_CHARACTERS} characters, or {LIMIT_BRACKETS} times '['"
        raise origin.refusal("too-large", message, "is this the right file? split it, or save its text as a .txt file")
    parser = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
    parser.use(front_matter_plugin).use(footnote_plugin)
    parser.add_render_rule("footnote_anchor", lambda *_: "")  # An arrow back to the text.
    return html.text_of(parser.render(text), origin)
