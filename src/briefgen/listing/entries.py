"""One brief in the list: what it is, how it stands, what was found, and its files."""

import base64
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from briefgen.listing.words import Words
from briefgen.manifest.form import File, Finding
from briefgen.manifest.rows import KINDS, Row, kind
from briefgen.writers.html.text import escape
from briefgen.writers.scripts import is_rtl, primary

MOST_FINDINGS = 40
"""So many findings of a brief are listed; the manifest has all of them."""
OPENED = ("html", "pdf")
"""Formats that a browser shows; others are saved."""
WEIGHTS = {"error": 1_000_000, "warning": 1_000, "acknowledged": 1, "note": 0}
"""How much findings weigh where the list is sorted by them."""


def entry(row: Row, words: Words, pictures: Mapping[str, bytes], *, pictured: bool) -> str:
    """Return the item of a brief."""
    parts = [
        _title(row),
        _standing(row, words),
        _facts(row, words),
        _findings(row, words),
        _files(row, words),
    ]
    inside = "\n".join(filter(None, parts))
    shot = _picture(row, pictures) if pictured else ""
    return f"<li{_data(row)}><article>\n{shot}<div>\n{inside}\n</div></article></li>"


def address(file: File) -> str:
    """Return the address of a file from the page."""
    return f"./{quote(file.file.encode(errors='surrogateescape'))}"


def open_findings(row: Row) -> int:
    """Return how many findings somebody has to do something about."""
    return row.counts["error"] + row.counts["warning"]


def _data(row: Row) -> str:
    """Return what the page sorts and filters by."""
    build, coverage = row.build, row.build.coverage
    said = {
        "title": build.title.casefold(),
        "date": build.as_of or "",
        "weight": str(sum(WEIGHTS[name] * count for name, count in row.counts.items())),
        "coverage": f"{coverage.used / coverage.sentences:.4f}" if coverage and coverage.sentences else "2",
        "status": build.status or "",
        "template": row.template,
        "marking": build.marking or "",
        "findings": "open" if open_findings(row) else "none",
    }
    return "".join(f' data-{name}="{escape(value)}"' for name, value in said.items())


def _picture(row: Row, pictures: Mapping[str, bytes]) -> str:
    """Return the first page, which leads to the PDF: one more way to what the files below lead to, for the eye only."""
    pdf = row.file("pdf")
    data = pictures.get(pdf.sha256, b"") if pdf else b""
    if pdf is None or not data:
        return '<span class="shot"></span>'
    said = base64.b64encode(data).decode()
    image = f'<img alt="" decoding="async" data-pdf="{pdf.sha256}" src="data:image/webp;base64,{said}">'
    return f'<a class="shot" href="{address(pdf)}" tabindex="-1" aria-hidden="true">{image}</a>'


def _title(row: Row) -> str:
    language = row.build.language
    direction = "rtl" if is_rtl(language) else "ltr"
    name = f'<a href="{address(row.files[0])}">{escape(row.build.title)}</a>'
    return f'<h2 lang="{escape(language)}" dir="{direction}">{name}</h2>'


def _standing(row: Row, words: Words) -> str:
    build = row.build
    status = words.statuses.get(build.status or "", build.status or "")
    said = [
        f'<b class="mark" dir="auto">{escape(build.marking)}</b>' if build.marking else "",
        f'<b class="warning">{escape(words.draft)}</b>' if build.asked.draft else "",
        f"<span>{escape(status)}</span>" if status else "",
        f"<span>{_dated(words.as_of, build.as_of)}</span>" if build.as_of else "",
        f"<span>{escape(words.version.replace('{version}', build.version))}</span>" if build.version else "",
        f"<span>{escape(row.template)}</span>",
        f"<span>{escape(build.language)}</span>" if primary(build.language) != words.language else "",
    ]
    return f'<p class="standing">{_joined(said)}</p>'


def _dated(form: str, date: str) -> str:
    before, _, after = form.partition("{date}")
    return f'{escape(before)}<time datetime="{escape(date)}">{escape(date)}</time>{escape(after)}'


def _facts(row: Row, words: Words) -> str:
    coverage = row.build.coverage
    said = [
        escape(words.counted(row.pages, words.pages)) if row.pages is not None else "",
        escape(_words(row, words)),
    ]
    if coverage:
        numbers = {"used": words.number(coverage.used), "all": words.number(coverage.sentences)}
        part = _filled(words.coverage, numbers)
        if coverage.set_aside:
            part += f", {_filled(words.set_aside, {'n': words.number(coverage.set_aside)})}"
        meter = f'<progress aria-hidden="true" max="{coverage.sentences}" value="{coverage.used}"></progress>'
        said.append(f"{escape(part)} {meter}")
    return f'<p class="facts">{_joined([f"<span>{one}</span>" for one in said if one])}</p>'


def _words(row: Row, words: Words) -> str:
    text = words.counted(row.build.words, words.words)
    notes = row.build.words_in_notes
    return f"{text}, {_filled(words.in_notes, {'n': words.number(notes)})}" if notes else text


def _filled(form: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        form = form.replace(f"{{{name}}}", value)
    return form


def _joined(parts: list[str]) -> str:
    return ' <span class="dot" aria-hidden="true">·</span> '.join(filter(None, parts))


# --- Findings ---------------------------------------------------------------------------------------------------------
def _findings(row: Row, words: Words) -> str:
    counts = row.counts
    said = [
        f'<b class="{name}">{escape(words.counted(counts[name], words.kinds[name]))}</b>'
        for name in KINDS
        if counts[name]
    ]
    if not said:
        return f'<p class="clean">{escape(words.clean)}</p>'
    shown = row.findings[:MOST_FINDINGS]
    left = len(row.findings) - len(shown)
    more = f"<li>{escape(_filled(words.more, {'n': words.number(left)}))}</li>" if left else ""
    inside = "\n".join(_finding(one) for one in shown)
    return f"<details><summary>{', '.join(said)}</summary>\n<ul>\n{inside}{more}\n</ul></details>"


def _finding(finding: Finding) -> str:
    """Return a finding in the words of the check, which are English."""
    return f'<li class="{kind(finding)}" lang="en" dir="ltr">{" ".join(_told(finding))}</li>'


def _told(finding: Finding) -> Iterator[str]:
    yield f"<b>{escape(kind(finding))}</b>"
    yield f"<bdi>{escape(finding.message)}</bdi>"
    yield f"<code>{escape(finding.code)}</code>"
    if finding.file:
        line = f":{finding.line}" if finding.line else ""
        yield f"<small>{escape(finding.file)}{line}</small>"


# --- Files ------------------------------------------------------------------------------------------------------------
def _files(row: Row, words: Words) -> str:
    items = "".join(f"<li>{_file(file, words)}</li>" for file in row.files)
    return f'<ul class="files" aria-label="{escape(words.downloads)}">{items}</ul>'


def _file(file: File, words: Words) -> str:
    name = escape(words.formats.get(file.format, file.format))
    kept = "" if file.format in OPENED else " download"
    return f'<a href="{address(file)}"{kept}>{name} <small>{escape(words.size(file.size))}</small></a>'
