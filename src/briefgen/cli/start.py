"""``briefgen init`` and ``briefgen schema``: what a project starts with."""

from pathlib import Path

import click

from briefgen.cli.shown import print_json, problems_shown
from briefgen.problems import shown_path


@click.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make FOLDER a project, with a first brief to start from. Files that are there stay as they are."""
    from briefgen.starter import start

    with problems_shown():
        for path in start(folder):
            click.echo(shown_path(path))


@click.command()
def schema() -> None:
    """Print the JSON Schema of content files, for completion and checks in an editor."""
    from briefgen.model import json_schema

    print_json(json_schema())
