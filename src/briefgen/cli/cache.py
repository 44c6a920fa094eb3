"""``briefgen cache``: what earlier builds have left, and how to be rid of it."""

from pathlib import Path

import click

from briefgen.cli.asked import JSON
from briefgen.cli.shown import print_json, problems_shown
from briefgen.problems import COMMAND_LINE, BriefgenError, Problem, one_line

MEGABYTE = 2**20


@click.group("cache")
def commands() -> None:
    """Show or clear what earlier builds have kept."""


@commands.command()
@JSON
def info(as_json_: bool) -> None:
    """Say where the cache is, how large it is, and how large it may become."""
    from briefgen.build.cached import limit
    from briefgen.cache.place import LAYOUT
    from briefgen.cache.store import files
    from briefgen.project import find

    with problems_shown():
        folder = _folder()
        most = limit(find(Path()))
        there = [*files(folder / LAYOUT)]
        size = sum(file.size for file in there)
        if as_json_:
            print_json({"folder": str(folder), "files": len(there), "bytes": size, "limit": most})
            return
        click.echo(f"folder: {one_line(str(folder))}")
        click.echo(f"size:   {size / MEGABYTE:.0f} MB in {len(there)} files")
        click.echo(f"limit:  {most // MEGABYTE} MB" if most else "limit:  0 MB: nothing is kept")


@commands.command()
def clear() -> None:
    """Remove all that is kept. The next build does all the work again."""
    from briefgen.cache.place import LAYOUT
    from briefgen.cache.store import emptied

    with problems_shown():
        size = emptied(_folder() / LAYOUT)
        click.echo(f"{size / MEGABYTE:.0f} MB removed", err=True)


def _folder() -> Path:
    from briefgen.cache.place import Unusable, place

    try:
        return place()
    except Unusable as error:
        remedy = "name a folder in the environment variable BRIEFGEN_CACHE"
        raise BriefgenError([Problem(COMMAND_LINE, "no-cache-folder", f"there is no cache: {error}", remedy)]) from None
