"""The page that lists the briefs."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from briefgen.listing import GENERATOR
from briefgen.listing.entries import entry
from briefgen.listing.look import style_sheet
from briefgen.listing.tools import marking_order, summary, tools
from briefgen.listing.words import Words, words_for
from briefgen.manifest.form import Manifest
from briefgen.manifest.rows import Row, rows
from briefgen.writers.html.policy import policy
from briefgen.writers.html.text import escape

MOST_MARKINGS = 6
"""So many markings are named at the head of the page."""


def page(manifest: Manifest, pictures: Mapping[str, bytes], made_of: str, *, pictured: bool) -> bytes:
    """Return the page. ``pictured`` tells whether pictures can be made at all; if not, the page says so."""
    listed = sorted(rows(manifest), key=_newest_first)
    words = words_for([row.language for row in listed if row.language])
    tokens = _commonest_look(manifest)
    style = style_sheet(tokens)
    body = _body(listed, words, pictures, pictured=pictured)
    text = f"""<!DOCTYPE html>
<html lang="{words.language}" data-made-of="{made_of} {0:012}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy(style, _script())}">
{GENERATOR.decode()}
<title>{escape(words.title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<style>{style}</style>
</head>
<body>
{body}
<script>{_script()}</script>
</body>
</html>
"""
    data = text.encode(errors="replace")
    return data.replace(f"{made_of} {0:012}".encode(), f"{made_of} {len(data):012}".encode(), 1)


def _newest_first(row: Row) -> tuple[bool, bool, bool, list[int], str, str, str]:
    """Sort by date, those without one last; and by title. What failed comes before all, what is gone behind."""
    date = row.about.as_of or ""
    name = row.files[0].file if row.files else ""
    return (
        not row.failures,
        row.is_gone,
        not date,
        [-ord(digit) for digit in date],
        row.title.casefold(),
        row.content,
        name,
    )


def _commonest_look(manifest: Manifest) -> Mapping[str, object]:
    """Return the design tokens of the template that most briefs have."""
    counts: dict[str, int] = {}
    for build in manifest.builds:
        counts[build.template] = counts.get(build.template, 0) + 1
    first = max(sorted(counts), key=lambda key: counts[key], default="")
    return manifest.templates[first].tokens if first else {}


# --- The head ---------------------------------------------------------------------------------------------------------
@cache
def _script() -> str:
    return files(__package__).joinpath("listing.js").read_text("utf-8")


# --- The body ---------------------------------------------------------------------------------------------------------
def _body(listed: list[Row], words: Words, pictures: Mapping[str, bytes], *, pictured: bool) -> str:
    entries = "\n".join(entry(row, words, pictures, pictured=pictured) for row in listed)
    without = "" if pictured else f'\n<p class="remark">{escape(words.no_pictures)}</p>'
    return f"""{_banner(listed, words)}<main>
<header class="head">
<h1>{escape(words.title)}</h1>
<p class="sum">{summary(listed, words)}</p>
<p class="begun">{escape(words.begun)}</p>
</header>
{tools(listed, words)}<ol class="list" id="list">
{entries}
</ol>
<p class="none" id="none" hidden>{escape(words.nothing)}</p>{without}
</main>"""


def _banner(listed: list[Row], words: Words) -> str:
    """Return the markings of the briefs: the list tells their titles, so that it is no freer than they are."""
    found = dict.fromkeys(marking for row in listed for marking in row.markings)
    ordered = sorted(found, key=marking_order)
    if not ordered:
        return ""
    more = f" +{len(ordered) - MOST_MARKINGS}" if len(ordered) > MOST_MARKINGS else ""
    inside = "".join(f'<span dir="auto">{escape(mark)}</span>' for mark in ordered[:MOST_MARKINGS])
    return f'<div class="banner" role="region" aria-label="{escape(words.markings)}">{inside}{more}</div>\n'
