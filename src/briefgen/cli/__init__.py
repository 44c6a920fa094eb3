"""The commands: the only reader of the command line, the only printer, the only exit."""

import importlib
import io
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, NoReturn

import click

from briefgen import __version__, memory
from briefgen.cli import ending, streams
from briefgen.cli.shown import FAILED
from briefgen.problems import one_line

CONTEXT = {
    "help_option_names": ["-h", "--help"],
    "max_content_width": 100,
}
COMMANDS: Mapping[str, tuple[str, str]] = {
    "build": ("build", "build"),
    "cache": ("cache", "commands"),
    "check": ("check", "check"),
    "cite": ("writing", "cite"),
    "explain": ("explain", "explain"),
    "init": ("start", "init"),
    "new": ("writing", "new"),
    "preview": ("preview", "preview"),
    "report": ("report", "report"),
    "schema": ("start", "schema"),
    "source": ("source", "commands"),
    "template": ("template", "commands"),
    "verify": ("verify", "verify"),
}
"""The commands: the module of each, which is loaded when it is asked for, and what it is called there."""


class Commands(click.Group):
    """The commands of COMMANDS."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        if cmd_name not in self.commands and cmd_name in COMMANDS:
            module, name = COMMANDS[cmd_name]
            command: click.Command = getattr(importlib.import_module(f"briefgen.cli.{module}"), name)
            _name_variables(command, f"BRIEFGEN_{cmd_name}")
            self.add_command(command)
        return self.commands.get(cmd_name)


@click.group(cls=Commands, context_settings=CONTEXT)
@click.version_option(__version__, prog_name="briefgen", message="%(prog)s %(version)s")
def cli() -> None:
    """Make briefing memos in Word, PDF and Markdown from YAML summaries, every sentence traced to its source."""


def _name_variables(command: click.Command, prefix: str) -> None:
    """Let every option be given in the environment, too, which is how CI services hand on what they are told.

    ``BRIEFGEN_BUILD_FORMATS=docx,pdf`` stands for ``build --formats docx,pdf``.
    """
    for option in command.params:
        if isinstance(option, click.Option) and not option.envvar:
            option.envvar = f"{prefix}_{max(option.opts, key=len).strip('-')}".replace("-", "_").upper()
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            _name_variables(inner, f"{prefix}_{name}")


def run() -> NoReturn:
    """Be the program ``briefgen``."""
    try:
        main()
    except SystemExit as ended:
        ending.leave(ended.code)
    ending.leave(None)


def main() -> None:
    """Run the command line; whatever escapes is a bug and says so."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # What a terminal lacks is shown by its number: \\u65e5.
            stream.reconfigure(errors="backslashreplace")
    memory.seldom_searched()
    guarded: Callable[..., Any] = cli.main
    streams.fill()
    try:
        guarded(prog_name="briefgen")
    except Exception as error:
        if isinstance(error, OSError) and streams.of_printing(error):
            reason = (error.strerror or str(error)).lower()
            with suppress(OSError):
                click.echo(f"briefgen: what it has to say cannot be written: {reason}", err=True)
            streams.forget()
            sys.exit(FAILED)
        if "--verbose" in sys.argv or "-v" in sys.argv:
            import traceback

            traceback.print_exc()
        from briefgen.account import shortage

        if reason := shortage(error):
            click.echo(f"briefgen: the system refuses what the work needs: {reason}", err=True)
            sys.exit(FAILED)
        click.echo(one_line(f"briefgen: internal error: {type(error).__name__}: {error}"), err=True)
        click.echo("This is a bug in briefgen. Please report it; with --verbose it shows where it happened.", err=True)
        sys.exit(FAILED)
