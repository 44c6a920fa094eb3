"""The reference of templates: every field, filter, token and label, made from the code, for docs/template-reference.md.

``python -m briefgen.reference`` prints that page.
"""

from collections.abc import Callable, Iterator

from briefgen.reference.content import content
from briefgen.reference.language import language
from briefgen.reference.limits import limits
from briefgen.reference.marks import marks
from briefgen.reference.settings import settings
from briefgen.reference.shipped import shipped
from briefgen.reference.word import word

PARTS: tuple[Callable[[], Iterator[str]], ...] = (content, language, marks, settings, word, shipped, limits)
"""What the page consists of, in its order."""


def page() -> str:
    """Return the whole page, in Markdown."""
    return "\n\n".join(["# Template reference", INTRODUCTION, *(piece for part in PARTS for piece in part())]) + "\n"


INTRODUCTION = """\
Every field, filter, test, function, tag, mark, setting, style, label and limit that a template may use. To learn how,
read [the guide](templates.md): this page is for looking things up. It is made from the program by
`python -m briefgen.reference`, and every example on it is run over the brief that `briefgen init` writes.

[Fields](#fields-of-a-brief) · [Names and functions](#names-and-functions) · [Filters](#filters) · [Tests](#tests) ·
[Expressions](#expressions) · [Tags](#tags) · [Loops](#loops) · [Marks](#marks) · [template.yaml](#templateyaml) ·
[Styles](#styles) · [Word style files](#word-style-files) · [Labels](#labels) ·
[Blocks](#blocks-of-the-shipped-templates) · [Phrases](#phrases) · [Limits](#what-is-limited)"""
