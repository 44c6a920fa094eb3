"""Document tree → GitHub-flavoured Markdown that reads back as the same tree."""

import json
import re
from collections.abc import Callable

from briefgen.design import Look
from briefgen.document import Document, Meta
from briefgen.writers import Written
from briefgen.writers.markdown.blocks import State, body, notes


def write(document: Document, look: Look) -> Written:
    """Write a document as Markdown. The look plays no part: Markdown has none."""
    state = State.of(document)
    parts = (front_matter(document.meta), body(state, document.children), notes(state, document.notes))
    text = "\n\n".join(part for part in parts if part) + "\n"
    return Written(text.encode(), tuple(state.problems))


_FRONT_MATTER: tuple[tuple[str, Callable[[Meta], str | tuple[str, ...]]], ...] = (
    ("title", lambda meta: meta.title),
    ("subject", lambda meta: meta.subject),
    ("author", lambda meta: meta.author),
    ("date", lambda meta: meta.date.isoformat() if meta.date else ""),
    ("language", lambda meta: meta.language),
    ("marking", lambda meta: meta.marking),
    ("reference", lambda meta: meta.reference),
    ("version", lambda meta: meta.version),
    ("status", lambda meta: meta.status),
    ("watermark", lambda meta: meta.watermark),
    ("keywords", lambda meta: meta.keywords),
    ("template", lambda meta: meta.template),
    ("content-sha256", lambda meta: meta.content_hash),
)
"""The keys of the front matter in order. What concerns pages only is left out."""


def front_matter(meta: Meta) -> str:
    """Return what is known of a document as YAML between two lines of dashes."""
    said = [(key, value) for key, get in _FRONT_MATTER if (value := get(meta))]
    return "\n".join(["---", *(f"{key}: {_yaml(value)}" for key, value in said), "---"])


# What a YAML stream must not hold as it stands (YAML 1.2, 5.1), or takes for a line break or a byte order mark.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def _yaml(value: str | tuple[str, ...]) -> str:
    """Write a double-quoted scalar, or a list of them: no string in quotes is ever taken for a number or a date.

    JSON's escapes are YAML's.
    """
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)
