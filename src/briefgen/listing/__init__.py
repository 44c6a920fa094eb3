"""The list of briefs: one page, beside the documents, with all that it needs inside.

It is made of the manifest and of pictures, and of nothing else. The page itself keeps the pictures, from which the next
one takes them. Nothing in it is private: no path of the building machine, no reason of an acknowledgement.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from briefgen import __version__
from briefgen.listing.entries import entry
from briefgen.listing.look import style_sheet
from briefgen.listing.tools import summary, tools
from briefgen.listing.words import Words, words_for
from briefgen.manifest.form import Manifest
from briefgen.manifest.rows import Row, rows
from briefgen.vocabulary import TLP
from briefgen.writers.html.text import escape

NAME = "index.html"

_OURS = b'<meta name="generator" content="briefgen list of briefs">'
HEAD = 4096
"""So many bytes from the beginning, it is said what the page was made of."""
_MADE_OF = re.compile(rb'<html lang="[a-zA-Z-]+" data-made-of="([0-9a-f]{64}) (\d{12})">')
_BEGUN = b"<html data-begun"
"""What shows the remark that is hidden otherwise."""
_PICTURE = re.compile(rb'<img [^>]*data-pdf="([0-9a-f]{64})"[^>]* src="data:image/webp;base64,([A-Za-z0-9+/=]*)"')
MOST_MARKINGS = 6
"""So many markings are named at the head of the page."""


def is_ours(old: bytes) -> bool:
    """Tell whether a file is a list of briefs, or empty, so that another may take its place."""
    return not old.strip() or _OURS in old[:HEAD]


def is_current(head: bytes, length: int, made_of: str) -> bool:
    """Tell by its beginning whether a page was made of what has this hash, and has the length that it had then."""
    found = _MADE_OF.search(head)
    return found is not None and found[1].decode() == made_of and int(found[2]) == length


def begun(old: bytes) -> bytes:
    """Return a page that says that a build was begun since it was made, and is not current any more."""
    return old.replace(b"<html lang=", _BEGUN + b" lang=", 1)


def is_begun(page: bytes) -> bool:
    """Tell whether a page says that a build was begun since it was made."""
    return _BEGUN in page[:HEAD]


def fingerprint(manifest: bytes, *, pictured: bool) -> str:
    """Return the hash of all that decides what the page is like, but for the pictures."""
    code = (__version__, _script(), style_sheet({}), "pictured" if pictured else "")
    parts = (manifest, *map(str.encode, code))
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def pictures_in(old: bytes) -> dict[str, bytes]:
    """Return the pictures that a page holds, by the SHA-256 of their PDF; what is damaged may be among them."""
    return dict(_decoded(old))


def _decoded(old: bytes) -> Iterator[tuple[str, bytes]]:
    for found in _PICTURE.finditer(old):
        try:
            yield found[1].decode(), base64.b64decode(found[2], validate=True)
        except (binascii.Error, ValueError):
            continue


def page(manifest: Manifest, pictures: Mapping[str, bytes], made_of: str, *, pictured: bool) -> bytes:
    """Return the page. ``pictured`` tells whether pictures can be made at all; if not, the page says so."""
    listed = sorted(rows(manifest), key=_newest_first)
    words = words_for([row.build.language for row in listed])
    tokens = _commonest_look(manifest)
    style = style_sheet(tokens)
    body = _body(listed, words, pictures, pictured=pictured)
    text = f"""<!DOCTYPE html>
<html lang="{words.language}" data-made-of="{made_of} {0:012}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">
{_OURS.decode()}
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


def _newest_first(row: Row) -> tuple[bool, list[int], str, str]:
    """Sort by date, those without one last; and by title."""
    date = row.build.as_of or ""
    return not date, [-ord(digit) for digit in date], row.build.title.casefold(), row.files[0].file


def _commonest_look(manifest: Manifest) -> Mapping[str, object]:
    """Return the design tokens of the template that most briefs have."""
    counts: dict[str, int] = {}
    for build in manifest.builds:
        counts[build.template] = counts.get(build.template, 0) + 1
    first = max(sorted(counts), key=lambda key: counts[key], default="")
    return manifest.templates[first].tokens if first else {}


# --- The head ---------------------------------------------------------------------------------------------------------
def _policy(style: str) -> str:
    """Return what the page may do: use what it holds, and nothing else."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hash(_script())}",
            f"style-src {_hash(style)}",
            "img-src data:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


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
    found = dict.fromkeys(row.build.marking for row in listed if row.build.marking)
    ordered = sorted(found, key=lambda mark: (TLP.index(mark) if mark in TLP else -1, mark))
    if not ordered:
        return ""
    more = f" +{len(ordered) - MOST_MARKINGS}" if len(ordered) > MOST_MARKINGS else ""
    inside = "".join(f'<span dir="auto">{escape(mark)}</span>' for mark in ordered[:MOST_MARKINGS])
    return f'<div class="banner" role="region" aria-label="{escape(words.markings)}">{inside}{more}</div>\n'
