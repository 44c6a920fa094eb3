"""What a reader finds briefs with: a search, choices, an order. They are hidden where no script runs."""

from collections.abc import Iterable, Mapping

from briefgen.listing.words import Words
from briefgen.manifest.rows import KINDS, Row
from briefgen.vocabulary import TLP
from briefgen.writers.html.text import escape

FEW = 4
"""So many briefs are seen at a glance, and want no tools."""
STATUSES = ("final", "for-review", "draft", "superseded")


def summary(listed: Iterable[Row], words: Words) -> str:
    """Say how many briefs and findings there are."""
    rows = list(listed)
    said = [escape(words.counted(len(rows), words.briefs))]
    for forms, whole in ((words.failures, True), (words.partial, False)):
        if count := sum(bool(row.failures) and (row.build is None) is whole for row in rows):
            said.append(f'<span class="error">{escape(words.counted(count, forms))}</span>')
    for name in KINDS:
        if count := sum(row.counts[name] for row in rows):
            said.append(f'<span class="{name}">{escape(words.counted(count, words.kinds[name]))}</span>')
    return ' <span aria-hidden="true">·</span> '.join(said)


def tools(listed: list[Row], words: Words) -> str:
    """Return the tools; nothing where there are few briefs."""
    if len(listed) < FEW:
        return ""
    statuses = {name: words.statuses[name] for name in STATUSES if any(row.about.status == name for row in listed)}
    templates = {name: name for name in sorted({row.template for row in listed}) if name}
    marked = {name for row in listed for name in row.markings}
    markings = {name: name for name in sorted(marked, key=marking_order)}
    failed = {"failed": words.failed} if any(row.failures for row in listed) else {}
    findings = {**failed, "open": words.with_findings, "none": words.without_findings}
    choices = [
        _choice("status", words.status, statuses, words),
        _choice("template", words.template, templates, words),
        _choice("marking", words.marking, markings, words),
        _choice("findings", words.findings, findings, words),
    ]
    orders = "".join(f'<option value="{name}">{escape(said)}</option>' for name, said in words.sorts.items())
    search = escape(words.search)
    return f"""<div class="tools" id="tools" role="search" hidden>
<input type="search" id="q" placeholder="{search}" aria-label="{search}" autocomplete="off" spellcheck="false">
<div role="group" aria-label="{escape(words.filters)}">
{"".join(choices)}<label>{escape(words.sort)} <select id="sort">{orders}</select></label>
</div>
<p><span role="status" id="shown" data-form="{escape(words.shown)}"></span> \
<button type="button" id="reset" hidden>{escape(words.reset)}</button></p>
</div>
"""


def marking_order(marking: str) -> tuple[int, str]:
    """Sort markings: those of other schemes first, then those of the TLP, the strictest first."""
    return (TLP.index(marking) if marking in TLP else -1, marking)


def _choice(name: str, label: str, options: Mapping[str, str], words: Words) -> str:
    """Return a choice; nothing where there is none to be made."""
    if len(options) < 2:
        return ""
    listed = "".join(f'<option value="{escape(value)}">{escape(said)}</option>' for value, said in options.items())
    every = f'<option value="">{escape(words.every)}</option>'
    return f'<label>{escape(label)} <select data-by="{name}">{every}{listed}</select></label>\n'
