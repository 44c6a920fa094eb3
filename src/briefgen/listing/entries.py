"""One brief in the list: what it is, how it stands, what was found, and its files."""

import base64
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from briefgen.listing.words import Words
from briefgen.manifest.form import Build, File, Finding
from briefgen.manifest.rows import KINDS, Row, kind
from briefgen.writers.html.text import escape
from briefgen.writers.scripts import is_rtl, primary

MOST_FINDINGS = 40
"""So many findings of a brief are listed; the manifest has all of them."""
FEW_FINDINGS = 5
"""So many findings of a brief that failed are open to be read."""
OPENED = ("html", "pdf")
"""Formats that a browser shows; others are saved."""
WEIGHTS = {"error": 1_000_000, "warning": 1_000, "acknowledged": 1, "note": 0}
"""How much findings weigh where the list is sorted by them."""
SEVERAL = "\n"
"""What stands between several values that a brief is chosen by."""
FAILED = 1_000_000_000
"""How much it weighs that a brief was not built."""


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
    coverage = row.build.coverage if row.build else None
    weight = sum(WEIGHTS[name] * count for name, count in row.counts.items())
    said = {
        "title": row.title.casefold(),
        "date": row.about.as_of or "",
        "weight": str(weight + FAILED if row.failures else weight),
        "coverage": f"{coverage.used / coverage.sentences:.4f}" if coverage and coverage.sentences else "2",
        "status": row.about.status or "",
        "template": row.template,
        "marking": SEVERAL.join(row.markings),
        "findings": SEVERAL.join(_kinds(row)),
    }
    return "".join(f' data-{name}="{escape(value)}"' for name, value in said.items())


def _kinds(row: Row) -> Iterator[str]:
    """Yield the choices of findings that a brief is among."""
    if row.failures:
        yield "failed"
    yield "open" if open_findings(row) else "none"


def _picture(row: Row, pictures: Mapping[str, bytes]) -> str:
    """Return the first page, which leads to the PDF: one more way to what the files below lead to, for the eye only."""
    pdf = row.file("pdf") or next((file for file in row.earlier if file.format == "pdf"), None)
    data = pictures.get(pdf.sha256, b"") if pdf else b""
    if pdf is None or not data:
        return '<span class="shot"></span>'
    said = base64.b64encode(data).decode()
    image = f'<img alt="" decoding="async" data-pdf="{pdf.sha256}" src="data:image/webp;base64,{said}">'
    kind = "old shot" if pdf in row.earlier else "shot"
    return f'<a class="{kind}" href="{address(pdf)}" tabindex="-1" aria-hidden="true">{image}</a>'


def _title(row: Row) -> str:
    """Return the title, which leads to what a reader wants first; of a brief that has nothing new, nowhere."""
    title = escape(row.title)
    if not row.language:
        return f'<h2 dir="auto">{title}</h2>'
    direction = "rtl" if is_rtl(row.language) else "ltr"
    name = f'<a href="{address(row.files[0])}">{title}</a>' if row.files else title
    return f'<h2 lang="{escape(row.language)}" dir="{direction}">{name}</h2>'


def _standing(row: Row, words: Words) -> str:
    about, language = row.about, row.language
    status = words.statuses.get(about.status or "", about.status or "")
    is_draft = row.build is not None and row.build.asked.draft
    said = [
        f'<b class="warning">{escape(words.gone)}</b>' if row.is_gone else "",
        *(f'<b class="mark" dir="auto">{escape(marking)}</b>' for marking in row.markings),
        f'<b class="error">{escape(_failed(row, words))}</b>' if row.failures else "",
        f'<b class="warning">{escape(words.draft)}</b>' if is_draft else "",
        f"<span>{escape(status)}</span>" if status else "",
        f"<span>{_dated(words.as_of, about.as_of)}</span>" if about.as_of else "",
        f"<span>{escape(words.version.replace('{version}', about.version))}</span>" if about.version else "",
        f"<span>{escape(row.template)}</span>" if row.template else "",
        f"<span>{escape(language)}</span>" if language and primary(language) != words.language else "",
    ]
    return f'<p class="standing">{_joined(said)}</p>'


def _failed(row: Row, words: Words) -> str:
    """Say that a brief was not built, or in which formats where there are others."""
    if not row.files:
        return words.failed
    formats = ", ".join(words.formats.get(form, form) for form in row.unmade)
    return words.failed_formats.replace("{formats}", formats)


def _dated(form: str, date: str) -> str:
    before, _, after = form.partition("{date}")
    return f'{escape(before)}<time datetime="{escape(date)}">{escape(date)}</time>{escape(after)}'


def _facts(row: Row, words: Words) -> str:
    """Say how long a brief is, and what it uses of its sources: of one that failed, nobody knows."""
    if row.build is None:
        return ""
    coverage = row.build.coverage
    said = [
        escape(words.counted(row.pages, words.pages)) if row.pages is not None else "",
        escape(_words(row.build, words)),
    ]
    if coverage:
        numbers = {"used": words.number(coverage.used), "all": words.number(coverage.sentences)}
        part = _filled(words.coverage, numbers)
        if coverage.set_aside:
            part += f", {_filled(words.set_aside, {'n': words.number(coverage.set_aside)})}"
        meter = f'<progress aria-hidden="true" max="{coverage.sentences}" value="{coverage.used}"></progress>'
        said.append(f"{escape(part)} {meter}")
    return f'<p class="facts">{_joined([f"<span>{one}</span>" for one in said if one])}</p>'


def _words(build: Build, words: Words) -> str:
    text = words.counted(build.words, words.words)
    notes = build.words_in_notes
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
        return "" if row.earlier and not row.files else f'<p class="clean">{escape(words.clean)}</p>'
    shown = row.findings[:MOST_FINDINGS]
    left = len(row.findings) - len(shown)
    more = f"<li>{escape(_filled(words.more, {'n': words.number(left)}))}</li>" if left else ""
    inside = "\n".join(_finding(one) for one in shown)
    opened = " open" if row.failures and len(row.findings) <= FEW_FINDINGS else ""
    is_why = any(failure.strict for failure in row.failures) and not counts["error"]
    strict = f'<p class="strict">{escape(words.strict)}</p>' if is_why else ""
    command = f"<code>briefgen check {escape(row.content)}</code>"
    is_short = any(not failure.identified for failure in row.failures)
    told = f'<p class="strict">{escape(words.told).replace("{command}", command)}</p>' if is_short else ""
    return f"<details{opened}><summary>{', '.join(said)}</summary>\n{strict}<ul>\n{inside}{more}\n</ul>{told}</details>"


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
    if finding.entry:
        yield f"<small>{escape(finding.entry)}</small>"
    if finding.remedy:
        yield f'<span class="remedy">{escape(finding.remedy)}</span>'


# --- Files ------------------------------------------------------------------------------------------------------------
def _files(row: Row, words: Words) -> str:
    label = words.lenient if row.is_lenient else words.earlier
    earlier = _listed(row.earlier, label, words)
    before = f'<p class="earlier">{escape(label)}</p>' if earlier else ""
    return "\n".join(filter(None, (_listed(row.files, words.downloads, words), before, earlier)))


def _listed(files: tuple[File, ...], label: str, words: Words) -> str:
    items = "".join(f"<li>{_file(file, words)}</li>" for file in files)
    return f'<ul class="files" aria-label="{escape(label)}">{items}</ul>' if files else ""


def _file(file: File, words: Words) -> str:
    name = escape(words.formats.get(file.format, file.format))
    kept = "" if file.format in OPENED else " download"
    return f'<a href="{address(file)}"{kept}>{name} <small>{escape(words.size(file.size))}</small></a>'
