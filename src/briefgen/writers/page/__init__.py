"""The web page: one file with all that it needs, which shows each statement beside the words that it rests on.

It asks nothing of any server, and its policy forbids it to. What a reader must have stands in the HTML; the script only
lights up, hides and scrolls.
"""

import base64
import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from pathlib import Path

from briefgen.design import PICTURES, Look
from briefgen.document import Document, Meta
from briefgen.nodes import Image, walk
from briefgen.problems import Place, Problem
from briefgen.writers import Written, html
from briefgen.writers.fonts import packaged
from briefgen.writers.html.policy import STYLED, policy
from briefgen.writers.page import faces
from briefgen.writers.page.controls import filters
from briefgen.writers.page.sheet import night, style_sheet
from briefgen.writers.page.sources import pane
from briefgen.writers.page.statements import Statements, find
from briefgen.writers.page.words import Words, words_in
from briefgen.writers.paged import head_logo

_SAID_BY_SCRIPT = (
    "language",
    "shown",
    "filtered",
    "one_rests",
    "many_rest",
    "hidden",
    "go_source",
    "go_statement",
)


def write(document: Document, look: Look, kept: str = "", version: str = "", fonts: str = "embedded") -> Written:
    """Return the document as a page, and what is wrong with it.

    ``kept`` is a folder for what takes long to make: pages that follow one another find it there, if that was made by
    the same ``version`` of all that makes it. ``fonts`` other than "embedded" leaves them out, for a page that nobody
    is to read: to cut them takes most of the time.
    """
    found = find(document, words_in(document.meta.language))
    body = _body(found, look)
    shown = f"{body}{document.meta.watermark}{found.words.unused_mark}{found.words.aside_mark}"
    logo = head_logo(look, _pictures(look))
    rules = (
        faces.rules(document, look.design, shown, faces.Kept(Path(kept), version) if kept else None)
        if fonts == "embedded"
        else ""
    )
    style = style_sheet(look, document.meta, found.words, rules, logo)
    page = f"""<!DOCTYPE html>
<html{html.page_attributes(document.meta.language)}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy(style, _script(), STYLED)}">
{_head(document.meta, look)}
<style>{style}</style>
</head>
<body>
{body}
<script>{_script()}</script>
</body>
</html>
"""
    carried = [packaged(name) for _, name, _, _ in faces.cuts(document, look.design)] if rules else []
    return Written(page.encode(), tuple(_problems(document, look)), fonts=tuple(sorted(carried)))


# --- The head ---------------------------------------------------------------------------------------------------------
@cache
def _script() -> str:
    return files(__package__).joinpath("page.js").read_text("utf-8")


def _head(meta: Meta, look: Look) -> str:
    named = {
        "viewport": "width=device-width, initial-scale=1",
        "referrer": "no-referrer",
        "color-scheme": "light dark" if night(look) else "light",
        "author": meta.author,
        "description": meta.subject,
        "keywords": ", ".join(keyword.replace(",", " ") for keyword in meta.keywords),
        "generator": "briefgen",
        "dcterms.date": meta.date.isoformat() if meta.date else "",
    }
    lines = (f'<meta name="{name}" content="{html.escape(text)}">' for name, text in named.items() if text)
    return "\n".join([f"<title>{html.escape(meta.title)}</title>", *lines])


# --- The body ---------------------------------------------------------------------------------------------------------
def _body(found: Statements, look: Look) -> str:
    document, words = found.document, found.words
    memo = html.fragment(document, look.design, notes_at_foot=False, picture=_pictures(look).get, marks=found.marks)
    said = json.dumps({name: asdict(words)[name] for name in _SAID_BY_SCRIPT}, ensure_ascii=False)
    said = said.replace("<", r"\u003c")
    skips = [("page:brief", words.to_brief), *([("page:source", words.to_source)] if document.sources else [])]
    links = "\n".join(f'<a class="_skip" href="#{anchor}">{html.escape(name)}</a>' for anchor, name in skips)
    parts = [
        links,
        _banner("header", document.meta, words),
        f'<div class="_panes">\n<main class="_brief" id="page:brief" tabindex="-1">\n{filters(found)}{memo}\n</main>',
        f"{pane(document, words)}\n</div>",
        _banner("footer", document.meta, words),
        f'<script type="application/json" id="page:words">{said}</script>',
    ]
    return "\n".join(filter(None, parts))


def _banner(tag: str, meta: Meta, words: Words) -> str:
    """Return the protective marking, with the word that marks a draft."""
    said = [("_marking", meta.marking), ("_draft", meta.watermark)]
    inside = "".join(f'<p class="{kind}">{html.escape(text)}</p>' for kind, text in said if text)
    return f'<{tag} class="_banner" aria-label="{html.escape(words.marking)}">{inside}</{tag}>' if inside else ""


def _pictures(look: Look) -> dict[str, str]:
    """Return the template's pictures as addresses that hold them."""
    kinds = {end: kind.lower() for kind, ends in PICTURES.items() for end in ends}
    return {
        path: f"data:image/{kinds[end]};base64,{base64.b64encode(data).decode()}"
        for path, data in look.pictures.items()
        if (end := "." + path.lower().rpartition(".")[2]) in kinds
    }


# --- What is wrong ----------------------------------------------------------------------------------------------------
def _problems(document: Document, look: Look) -> Iterator[Problem]:
    """Report what the page cannot show."""
    place = Place(document.meta.template)
    shown = _pictures(look)
    for node in walk((*document.children, *html.note_bodies(document))):
        if isinstance(node, Image) and node.src not in shown:
            yield Problem(node.place or place, "missing-picture", *look.lacks(node.src))
