"""``briefgen preview``: a page on this machine that shows what becomes of a brief while somebody works on it."""

import os
import signal
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.asked import SET, by_project
from briefgen.cli.shown import problems_shown
from briefgen.problems import COMMAND_LINE, BriefgenError, Place, Problem, is_file

if TYPE_CHECKING:
    from briefgen.preview.desk import Desk
    from briefgen.preview.server import Server
    from briefgen.project import Project


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("-t", "--template", metavar="NAME", help="Template to show first. Default: the one each brief names.")
@click.option("--draft", is_flag=True, help="Always show a document, marked as a draft, whatever is missing.")
@SET
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port of the page. Default: a free one.")
@click.option("--no-open", is_flag=True, help="Do not open the page in a browser.")
@click.option("--editor", metavar="NAME", default="", help="Editor that the page's links open, such as vscode.")
def preview(
    file: Path | None,
    template: str | None,
    draft: bool,
    overrides: tuple[str, ...],
    port: int,
    no_open: bool,
    editor: str,
) -> None:
    """Show FILE, or the briefs of the project, on a page that follows every change.

    The page shows the PDF's pages, the web page and the Markdown, offers the Word file, and lists the problems. All is
    made anew when the content, a source, the template or the settings are saved. Only this machine can reach the page.
    Ctrl-C ends it.
    """
    from briefgen.preview import editors
    from briefgen.preview.building import Task
    from briefgen.preview.desk import Desk

    if editor and editor not in editors.EDITORS:
        raise click.UsageError(f"--editor: found '{editor}', expected one of {', '.join(editors.EDITORS)}.")
    with problems_shown(), tempfile.TemporaryDirectory(prefix="briefgen-") as kept:
        ((project, briefs),) = by_project([file] if file else [])
        _hold(project, template, overrides)
        task = Task(Path.cwd(), file.parent if file else Path(), briefs[0], template, draft, overrides, kept)
        desk = Desk(task, editor, named=file is not None)
        made = _served(desk, port)
        _run(made, open_=not no_open)


def _hold(project: "Project", name: str | None, overrides: tuple[str, ...]) -> None:
    """Raise BriefgenError for what is wrong with the command; what is wrong in files, the page says."""
    from briefgen.project import MARK, shipped_templates
    from briefgen.template import find

    place = COMMAND_LINE if name else Place(MARK)
    try:
        find(name or str(project.settings.template), (project.templates,), shipped_templates(), place, overrides)
    except BriefgenError as error:
        if wrong := [problem for problem in error.problems if not is_file(problem.place)]:
            raise BriefgenError(wrong) from None


def _served(desk: "Desk", port: int) -> "list[Server]":
    from briefgen.preview.server import servers

    try:
        return servers(desk, port)
    except OSError as error:
        message = f"the port {port} cannot be used: {(error.strerror or str(error)).lower()}"
        problem = Problem(COMMAND_LINE, "port-taken", message, "name another one, or leave out --port")
        raise BriefgenError([problem]) from None


def _run(made: "list[Server]", *, open_: bool) -> None:
    """Serve until somebody ends it."""
    from briefgen.preview.desk import ticks

    first = made[0]
    for server in made:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{first.server_port}/{first.word}/"
    click.echo(f"preview: {address}", err=True)
    click.echo("It follows what you save. Ctrl-C ends it.", err=True)
    if open_:
        _open(address)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: first.over.set())
    try:
        for _ in ticks(first.desk, first.over):
            pass
    except KeyboardInterrupt:
        click.echo("", err=True)
    finally:
        first.over.set()
        first.desk.stop()
        for server in made:
            server.shutdown()
            server.server_close()


def _open(address: str) -> None:
    """Open a browser; not one in the terminal, where the preview runs."""
    import webbrowser

    if sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(address)
