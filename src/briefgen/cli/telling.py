"""What a build is said to have done, while it goes on and when it has ended: to people, or to programs."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.report import reported
from briefgen.cli.shown import DONE, echo_path, failed, print_json, show, summary, untold
from briefgen.problems import Problem, failing, one_line, shown_path

if TYPE_CHECKING:
    from briefgen.build import Outcome


class Telling:
    """Tells people: paths on standard output, everything else on standard error."""

    def __init__(self, *, strict: bool, draft: bool, quiet: bool, verbose: bool) -> None:
        self.strict, self.draft, self.quiet, self.verbose = strict, draft, quiet, verbose
        self.asked: Mapping[Path, Sequence[Path]] = {}
        """The files that are to be written of each brief."""
        self._outcomes: list[Outcome] = []
        self._told: set[Problem] = set()

    def tell(self, outcome: "Outcome") -> None:
        """Say what came of a brief."""
        self._outcomes.append(outcome)
        self._show(outcome)

    def refuse(self, problems: Sequence[Problem]) -> None:
        """Say why nothing can be built."""
        show(problems)

    def close(self) -> int:
        """Sum up, and return the exit code."""
        self._sum_up()
        problems = self._problems()
        wrong = failing(problems, strict=self.strict) and (self.strict or not self.draft)
        return DONE if self._made() + self._unchanged() == self._wanted() and not wrong else failed(problems)

    def break_off(self) -> str:
        """Say what there is to say of a build that is broken off; return how far it came."""
        return self._counted()

    def _show(self, outcome: "Outcome") -> None:
        for path in outcome.written:
            echo_path(path)
        show(self._new(outcome), quiet=self.quiet, strict=self.strict, verbose=self.verbose)
        if self.verbose:
            _show_times(outcome)
            _show_crash(outcome)

    def _new(self, outcome: "Outcome") -> list[Problem]:
        return [*untold(outcome.problems, self._told)]

    def _sum_up(self) -> None:
        if not self.quiet:
            summary(self._problems(), self._counted(), strict=self.strict)

    def _counted(self) -> str:
        unchanged = self._unchanged()
        return f"{self._made()} of {self._wanted()} files written" + (f", {unchanged} up to date" if unchanged else "")

    def _wanted(self) -> int:
        return sum(map(len, self.asked.values()))

    def _unchanged(self) -> int:
        return sum(len(outcome.unchanged) for outcome in self._outcomes)

    def _made(self) -> int:
        return sum(len(outcome.written) for outcome in self._outcomes)

    def _problems(self) -> list[Problem]:
        return [*untold((problem for outcome in self._outcomes for problem in outcome.problems), set())]


class TellingPrograms(Telling):
    """Tells programs: one JSON object, at the end."""

    def refuse(self, problems: Sequence[Problem]) -> None:
        """Tell why nothing can be built."""
        self._print(problems)

    def break_off(self) -> str:
        """Tell what was done so far."""
        self._sum_up()
        return self._counted()

    def _show(self, outcome: "Outcome") -> None:
        pass

    def _sum_up(self) -> None:
        self._print()

    def _print(self, others: Sequence[Problem] = ()) -> None:
        from briefgen.reports import as_data

        written = [shown_path(path) for outcome in self._outcomes for path in outcome.written]
        unchanged = [shown_path(path) for outcome in self._outcomes for path in outcome.unchanged]
        made = reported(self._outcomes, others, strict=self.strict, asked=self.asked)
        print_json({"written": written, "unchanged": unchanged, **as_data(made)})


def _show_times(outcome: "Outcome") -> None:
    total = sum(outcome.seconds.values())
    parts = [f"{stage} {seconds * 1000:.0f} ms" for stage, seconds in outcome.seconds.items()]
    click.echo(f"{one_line(shown_path(outcome.brief))}: {total * 1000:.0f} ms ({', '.join(parts)})", err=True)


def _show_crash(outcome: "Outcome") -> None:
    if outcome.crash:
        click.echo("\n".join(map(one_line, outcome.crash.splitlines())), err=True)
