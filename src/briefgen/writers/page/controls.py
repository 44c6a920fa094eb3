"""What a reader picks statements out with: by how firm they are, and by who acts."""

from briefgen.writers.html import escape, page_attributes
from briefgen.writers.page.statements import Choice, Statements
from briefgen.writers.page.words import attributes


def filters(found: Statements) -> str:
    """Return the controls; an empty string where there is nothing to choose from."""
    firm, who = _firm(found), _who(found)
    if found.items < 2 or not (firm or who):
        return ""
    words = found.words
    named = attributes(words, found.document.meta.language)
    name = escape(words.filters)
    return f"""<section class="_filters" id="page:filters" aria-label="{name}" hidden{named}>
<p class="_left"><button type="button" id="page:open" aria-expanded="false" aria-controls="page:choices">{name}</button>
<span id="page:shown" role="status"></span>
<button type="button" id="page:reset" hidden>{escape(words.reset)}</button></p>
<div class="_choices" id="page:choices" hidden>
{firm}{who}
</div>
</section>
"""


def _firm(found: Statements) -> str:
    chips = "\n".join(_chip(found, choice) for choice in found.firmest_first())
    label = escape(found.words.firmness)
    return f'<div role="group" aria-label="{label}"><b>{label}</b>\n{chips}</div>' if chips else ""


def _chip(found: Statements, choice: Choice) -> str:
    data = f'data-index="{choice.index}" data-key="{escape(choice.key)}"{_own_language(found)}'
    label = f'{escape(choice.label)} <span class="_count">{choice.count}</span>'
    return f'<button type="button" aria-pressed="false" {data}>{label}</button>'


def _who(found: Statements) -> str:
    if not found.who:
        return ""
    options = "".join(
        f'<option value="{choice.index}" data-key="{escape(choice.key)}"{_own_language(found)}>'
        f"{escape(choice.label)} ({choice.count})</option>"
        for choice in found.who.values()
    )
    words = found.words
    anyone = f'<option value="">{escape(words.anyone)}</option>'
    return f'\n<label><b>{escape(words.who)}</b> <select id="page:who">{anyone}{options}</select></label>'


def _own_language(found: Statements) -> str:
    return page_attributes(found.document.meta.language) if found.foreign else ""
