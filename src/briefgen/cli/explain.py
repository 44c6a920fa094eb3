"""``briefgen explain``: what a finding means."""

import click

from briefgen.cli.shown import problems_shown
from briefgen.problems import COMMAND_LINE, BriefgenError, Problem, clip, did_you_mean


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Say what the finding CODE means, with an example and how to mend it; without CODE, list all findings."""
    from briefgen.explain import as_text, explanations, overview

    with problems_shown():
        if code is None:
            click.echo(overview())
            return
        known = explanations()
        wanted = code.strip("[] ").lower()
        if wanted not in known:
            remedy = did_you_mean(wanted, known, "'briefgen explain' lists all of them")
            message = f"there is no finding '{clip(code)}'"
            raise BriefgenError([Problem(COMMAND_LINE, "unknown-code", message, remedy)])
        click.echo(as_text(known[wanted]))
