"""``briefgen build --watch``: what is saved is built, until somebody ends it."""

import sys
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NoReturn

import click

from briefgen.cli.shown import DONE, show
from briefgen.cli.telling import Telling
from briefgen.problems import BriefgenError, Problem

if TYPE_CHECKING:
    from briefgen.build import Cache, Job, Outcome
    from briefgen.project import Project


class TellingRounds(Telling):
    """Tells people what a change has led to."""

    def __init__(self, *, strict: bool, draft: bool, quiet: bool, verbose: bool) -> None:
        super().__init__(strict=strict, draft=draft, quiet=quiet, verbose=verbose)
        self._began = time.monotonic()

    def _new(self, outcome: "Outcome") -> list[Problem]:
        # A brief has two outcomes, of what is quick to make and of the rest, and mostly the same problems in both.
        new = [problem for problem in outcome.problems if problem not in self._told]
        self._told.update(new)
        return new

    def _problems(self) -> list[Problem]:
        return [*dict.fromkeys(super()._problems())]

    def _sum_up(self) -> None:
        if self._outcomes:
            super()._sum_up()

    def _counted(self) -> str:
        files = f"{self._made()} {'file' if self._made() == 1 else 'files'} written"
        unchanged = f", {self._unchanged()} up to date" if self._unchanged() else ""
        return f"{files}{unchanged}, in {time.monotonic() - self._began:.2f} s"


def watch(
    plan: "Callable[[], Sequence[tuple[Project, Sequence[Job]]]]",
    cache: "Callable[[Project], Cache | None]",
    workers: int,
    telling: Callable[[], Telling],
) -> NoReturn:
    """Build, and build again what is touched by what is saved."""
    from briefgen.build.watched import Watched

    watched, changed = Watched(plan, cache, workers), frozenset[str]()
    try:
        with watched.looking():
            while True:
                told = telling()
                try:
                    for outcome in watched.round(changed):
                        told.tell(outcome)
                    told.close()
                except BriefgenError as error:  # In the settings, or there is no brief left: somebody will mend it.
                    show(error.problems, quiet=told.quiet, strict=told.strict, verbose=told.verbose)
                if not changed and not told.quiet:
                    click.echo("watching for changes; Ctrl-C ends it", err=True)
                changed = watched.wait()
    except KeyboardInterrupt as end:
        if type(end) is not KeyboardInterrupt:  # A system that shuts down, rather than somebody who has seen enough.
            raise
        click.echo("", err=True)
    sys.exit(DONE)
