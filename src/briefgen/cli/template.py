"""``briefgen template``: the templates that there are, new ones, and whether they do what they should."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.asked import FORM, JSON, QUIET, STRICT, form_asked
from briefgen.cli.report import print_report, reported
from briefgen.cli.shown import DONE, echo_path, failed, print_json, problems_shown, show, summary
from briefgen.problems import BriefgenError, Problem, as_text, failing, one_line, shown_path, tally

if TYPE_CHECKING:
    from briefgen.workshop.catalogue import Shelved
    from briefgen.workshop.proof import Proof


@click.group("template")
def commands() -> None:
    """List, show, start and check templates."""


# --- list -------------------------------------------------------------------------------------------------------------
@commands.command("list")
@JSON
def list_(as_json_: bool) -> None:
    """List the templates that can be used: the project's own, and those that come with briefgen."""
    from briefgen.project import find
    from briefgen.workshop.catalogue import catalogue

    with problems_shown():
        found = catalogue(find(Path()))
    if as_json_:
        print_json([_row(one) for one in found])
        return
    for one in found:
        click.echo("\n".join(map(one_line, _listed(one))))


def _listed(one: "Shelved") -> list[str]:
    marks = [
        "comes with briefgen" if one.shipped else shown_path(one.folder),
        f"extends {one.extends}" if one.extends else "",
        "stands before the one of this name that comes with briefgen" if one.shadows else "",
    ]
    lines = [
        f"{one.full_name}{'' if one.template else ' (broken)'}",
        *([f"  {one.description}"] if one.description else []),
        f"  {'; '.join(filter(None, marks))}",
    ]
    return lines + [f"  {line}" for problem in one.problems for line in as_text(problem).splitlines()]


def _row(one: "Shelved") -> dict[str, Any]:
    from briefgen.reports import rows

    return {
        "name": one.full_name,
        "description": one.description or None,
        "extends": one.extends or None,
        "folder": shown_path(one.folder),
        "shipped": one.shipped,
        "shadows_shipped": one.shadows,
        "usable": one.template is not None,
        "problems": rows(one.problems),
    }


# --- show -------------------------------------------------------------------------------------------------------------
@commands.command("show")
@click.argument("name")
@JSON
def show_(name: str, as_json_: bool) -> None:
    """Say in plain words what the template NAME needs, prints and leaves out, how it looks, and what may be changed."""
    from briefgen.project import find
    from briefgen.workshop.catalogue import chosen
    from briefgen.workshop.portrait import as_data, in_words, portrait

    with problems_shown():
        (one,) = chosen(find(Path()), [name])
        if one.template is None:
            raise BriefgenError(one.problems)
        look = portrait(one.template)
    if as_json_:
        print_json(as_data(look))
    else:
        click.echo("\n".join(map(one_line, [*_listed(one), "", *in_words(look)])))


# --- new --------------------------------------------------------------------------------------------------------------
@commands.command()
@click.argument("name")
@click.option(
    "--from",
    "origin",
    default="memo",
    metavar="TEMPLATE|FILE",
    help="What it starts from: a template, or a letterhead (.docx, .dotx). Default: memo.",
)
@click.option(
    "--extends", metavar="TEMPLATE", help="With a letterhead: the template whose wording it has. Default: memo."
)
@click.option("--eject", is_flag=True, help="Copy all of the template instead of extending it: the copy stands alone.")
def new(name: str, origin: str, extends: str | None, eject: bool) -> None:
    """Start the template NAME in the project: it extends another one, and holds only what differs."""
    from briefgen.project import find
    from briefgen.workshop.starting import start_from_letterhead, start_template

    letterhead = Path(origin) if Path(origin).suffix else None
    if letterhead and eject:
        raise click.UsageError("--eject copies a template: it does not go with a letterhead.")
    if extends and not letterhead:
        raise click.UsageError("--extends goes with a letterhead (--from FILE); a template is named by --from alone.")
    with problems_shown():
        if letterhead:
            made = start_from_letterhead(find(Path()), name, letterhead, extends or "memo")
        else:
            made = start_template(find(Path()), name, origin, eject=eject)
        for path in made.files:
            echo_path(path)
    for said in made.unread:
        click.echo(f"not as in the letterhead: {one_line(said)}", err=True)
    shown = one_line(name)
    click.echo(f"next: edit the files, then run: briefgen template check {shown}; build with -t {shown}", err=True)


# --- check ------------------------------------------------------------------------------------------------------------
@commands.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@FORM
@JSON
@STRICT
@QUIET
def check(names: tuple[str, ...], form: str | None, as_json_: bool, strict: bool, quiet: bool) -> None:
    """Try out the templates NAME, or all of the project's own, and report what is wrong with them.

    Each is rendered with a minimal, a full and a hostile brief, in every format and every language that it has words
    for, and as a draft.
    """
    from briefgen.project import find
    from briefgen.workshop.proof import proved

    form = form_asked(form, as_json_)
    with problems_shown(None if form == "text" else lambda problems: _report(form, problems, strict=strict)):
        proofs = [*proved(find(Path()), names)]
    problems = [problem for proof in proofs for problem in proof.problems]
    if form != "text":
        _report(form, problems, proofs, strict=strict)
    else:
        show(problems, quiet=quiet, strict=strict)
    if form in ("text", "github") and not quiet:
        _close(problems, proofs, strict=strict)
    sys.exit(failed(problems) if failing(problems, strict=strict) else DONE)


def _close(problems: Sequence[Problem], proofs: "Sequence[Proof]", *, strict: bool) -> None:
    count, documents = len(proofs), sum(proof.documents for proof in proofs)
    formats = {name for proof in proofs for name in proof.formats}
    if not proofs:
        click.echo(
            "the project has no template of its own; name one to check it: briefgen template check memo", err=True
        )
        return
    said = f"{count} {'template' if count == 1 else 'templates'} checked"
    said += f": {documents} documents in {len(formats)} formats" if documents else ""
    summary(problems, said, strict=strict)


def _report(form: str, problems: Sequence[Problem], proofs: "Sequence[Proof]" = (), *, strict: bool) -> None:
    """Print a report for programs."""
    from briefgen.reports import rows

    if form == "json":
        checked = [
            {"name": one.name, "documents": one.documents, "formats": list(one.formats), **tally(one.problems)}
            for one in proofs
        ]
        print_json({"problems": rows(problems), "templates": checked})
    else:
        print_report(form, reported((), problems, strict=strict))
