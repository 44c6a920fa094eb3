"""``briefgen new`` and ``briefgen cite``: what helps to write a content file."""

import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.asked import JSON
from briefgen.cli.shown import DONE, FAILED, echo_path, print_json, problems_shown, show
from briefgen.problems import (
    COMMAND_LINE,
    BriefgenError,
    Place,
    Problem,
    clip,
    did_you_mean,
    one_line,
    shown_path,
    some_of,
)

if TYPE_CHECKING:
    from briefgen.drafting.citing import Cited, Near
    from briefgen.drafting.start import Started
    from briefgen.source import SourceText

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


# --- new --------------------------------------------------------------------------------------------------------------
@click.command()
@click.argument("article", type=click.Path(path_type=Path))
@click.option("--name", default="", metavar="NAME", help="Name of the brief and its source. Default: that of ARTICLE.")
@click.option("--language", default="", metavar="TAG", help="Language of ARTICLE, such as en or ja. Default: guessed.")
@click.option("-t", "--template", default="", metavar="NAME", help="Template that the brief names.")
def new(article: Path, name: str, language: str, template: str) -> None:
    """Start a brief: copy ARTICLE to seeds/ and draft a content file.

    ARTICLE is a text, Markdown, HTML, PDF or Word file. The draft holds its own words: what seems decided, planned or
    denied, who speaks, what is quoted, each with its evidence. Every entry is marked to be confirmed.
    """
    from briefgen.drafting.start import Wish, start_brief
    from briefgen.project import find

    if language and not _LANGUAGE.fullmatch(language):
        raise click.BadParameter(f"'{language}' is no language tag, such as en or en-GB.", param_hint="'--language'")
    with problems_shown():
        started = start_brief(find(Path()), Wish(article, name, language, template))
        echo_path(started.content)
        if started.copied:
            echo_path(started.seed)
    _say(started)


def _say(started: "Started") -> None:
    draft = started.draft
    total = len(draft.source.sentences)
    counts = ", ".join(
        f"{count} {one if count == 1 else many}"
        for count, one, many in (
            (len(draft.statements), "statement", "statements"),
            (len(draft.actors), "actor", "actors"),
            (len(draft.quotations), "quotation", "quotations"),
            (len(draft.questions), "open question", "open questions"),
        )
    )
    click.echo(f"drafted {counts}, from {len(draft.used())} of {total} sentences; all to be confirmed", err=True)
    if not draft.known:
        click.echo("the language was not recognised, so little could be drafted: name it with --language", err=True)
    elif not draft.readable:
        click.echo(f"there are no cue words for the language '{draft.language}', so no statement was drafted", err=True)
    click.echo(f"next: edit the file, then run: briefgen check {one_line(shown_path(started.content))}", err=True)


# --- cite -------------------------------------------------------------------------------------------------------------
@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--source", "file", type=click.Path(path_type=Path), metavar="FILE", help="The text to look in.")
@click.option("--brief", metavar="FILE", help="The brief whose sources to look in; a name such as 'mill' will do.")
@click.option("--sentence", is_flag=True, help="Give the whole sentence.")
@JSON
def cite(words: tuple[str, ...], file: Path | None, brief: str | None, sentence: bool, as_json_: bool) -> None:
    """Find WORDS in the source, and print their evidence.

    What is printed can be pasted into an entry: the clause as it stands in the source, and where it stands more than
    once, each place with the words beside it that tell it from the others. Without --source and --brief, the sources of
    the only brief of the project are searched.
    """
    from briefgen.drafting import citing
    from briefgen.guarded import guarded
    from briefgen.project import Limits

    if file and brief is not None:
        raise click.UsageError("--source and --brief were both given: name one of them.")
    wanted = " ".join(words)
    if not wanted.strip():
        raise click.UsageError("WORDS are empty: give some words of the source.")
    with problems_shown(), guarded(Limits().of_brief, COMMAND_LINE, lambda: "looking for the words"):
        sources = [("", _text(file))] if file else _sources_of(_only_brief() if brief is None else _brief(brief))
        several = len(sources) > 1
        counted = [(ident if several else "", *citing.cite(text, wanted, whole=sentence)) for ident, text in sources]
        found = [(ident, one) for ident, _, places in counted for one in places]
        near = None if found else citing.best([citing.nearest(text, wanted) for _, text in sources])
        if as_json_:
            print_json(_as_data(wanted, found, near, {id(text): ident for ident, text in sources}))
        elif found:
            _print(found, sum(count for _, count, _ in counted))
        else:
            _offer(wanted, [text for _, text in sources], near)
    sys.exit(DONE if any(one.clause for _, one in found) else FAILED)


def _text(file: Path, place: Place = COMMAND_LINE, shown: str = "") -> "SourceText":
    from briefgen.project import read_file, usable
    from briefgen.source import read

    if wrong := usable(file, place):
        raise BriefgenError([wrong])
    name = shown or shown_path(file)
    return read(read_file(file), name, Place(name))


def _only_brief() -> Path:
    from briefgen.project import find

    briefs = find(Path()).briefs()
    if len(briefs) > 1:
        names = [path.stem for path in briefs]
        named = [path.stem if names.count(path.stem) == 1 else shown_path(path) for path in briefs]
        shown = one_line(some_of(named, 8))
        raise click.UsageError(f"there are several briefs: name one with --brief, or a text with --source ({shown}).")
    return briefs[0]


def _brief(named: str) -> Path:
    """Return a content file by its path, or by its name alone, with or without the ending, where no other has it."""
    from briefgen.project import find

    path = Path(named)
    if path.is_file() or len(path.parts) > 1:
        return path
    with suppress(OSError):  # What it lists then cannot be read; nor was a file of this name found.
        there = sorted(find(Path()).yaml_files())
        called = [one for one in there if named in (one.stem, one.name)]
        if len(called) > 1:
            shown = one_line(f"'{clip(named)}': give the path of one ({some_of([*map(shown_path, called)], 8)})")
            raise click.UsageError(f"there are several briefs of the name {shown}.")
        if called:
            return called[0]
        if near := did_you_mean(named, (one.stem for one in there)):
            message = f"there is no brief '{clip(named)}'"
            raise BriefgenError([Problem(COMMAND_LINE, "no-such-file", message, near)])
    return path


def _sources_of(brief: Path) -> "list[tuple[str, SourceText]]":
    """Read the sources of a brief, which may be half-written. Raises BriefgenError for one that cannot be read."""
    from briefgen.load import load_draft
    from briefgen.project import find, read_file, usable

    if wrong := usable(brief, COMMAND_LINE):
        raise BriefgenError([wrong])
    project = find(brief.parent)
    made, _ = load_draft(read_file(brief), shown_path(brief))
    return [
        (str(source.id or ""), _text(project.source_path(source.file, brief), source.file.place or COMMAND_LINE))
        for source in made.sources
    ]


def _print(found: "Sequence[tuple[str, Cited]]", count: int) -> None:
    from briefgen.drafting.citing import as_comment, as_evidence

    for number, (ident, one) in enumerate(found, 1):
        numbered = f"{number} of {count} · " if count > 1 else ""
        lines = as_comment(one, f"{numbered}{ident} " if ident else numbered)
        if one.clause:
            lines.append(as_evidence(one, ident))
        else:
            lines.append("# Nothing tells these words from others like them: give more of them, or other ones.")
        click.echo("\n".join([""] * (number > 1) + list(map(one_line, lines))))
    if count > len(found):
        click.echo(f"and {count - len(found)} more places: give more words", err=True)


def _offer(wanted: str, texts: "Sequence[SourceText]", near: "Near | None") -> None:
    """Say that the words are not there, and what comes nearest: on standard error, since it was not asked for."""
    from briefgen.drafting.citing import as_evidence

    name = near.cited.source.name if near else texts[0].name if len(texts) == 1 else ""
    message = f"the source does not say '{clip(wanted, 80)}'" if name else f"no source says '{clip(wanted, 80)}'"
    remedy = "give other words of it, as they stand in the text"
    if near:
        remedy = f"did you mean {near.cited.where}: '{clip(near.marked, 300)}'?"
    show([Problem(Place(name or "sources"), "quotation-not-in-source", message, remedy)])
    if near and near.cited.clause:
        click.echo(f"  if so: {one_line(as_evidence(near.cited))}", err=True)


def _as_data(
    wanted: str, found: "Sequence[tuple[str, Cited]]", near: "Near | None", idents: dict[int, str]
) -> dict[str, Any]:
    nearest = {**_row(idents[id(near.cited.source)], near.cited), "marked": near.marked} if near else None
    return {"words": wanted, "found": [_row(ident, one) for ident, one in found], "nearest": nearest}


def _row(ident: str, cited: "Cited") -> dict[str, Any]:
    clause = cited.clause
    return {
        "source": ident or None,
        "file": cited.source.name,
        "paragraph": cited.paragraph,
        "sentences": [sentence.number for sentence in cited.sentences],
        "start": cited.start,
        "end": cited.end,
        "exact": clause.exact if clause else None,
        "prefix": (clause and clause.prefix) or None,
        "suffix": (clause and clause.suffix) or None,
        "context": cited.context,
    }
