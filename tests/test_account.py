"""What a making has to tell is told, whatever ends it."""

import errno
from pathlib import Path

import pytest

from briefgen.account import Account, Wish, shortage
from briefgen.problems import BriefgenError, Place, Problem, Severity, as_text

WARNING = Problem(Place("b.yaml"), "odd", "it is odd", severity=Severity.WARNING)
ERROR = Problem(Place("a.yaml", 2), "wrong", "it is wrong")


@pytest.mark.parametrize(
    ("wish", "refused"),
    [({}, [ERROR]), ({"strict": True}, [ERROR, WARNING]), ({"draft": True, "strict": True}, [])],
)
def test_what_ends_a_making(wish: dict[str, bool], refused: list[Problem]) -> None:
    asked = Wish(Path("a.yaml"), **wish)
    assert [problem for problem in (ERROR, WARNING) if asked.refuses([problem])] == refused


def test_problems_are_in_order_and_said_once() -> None:
    account = Account(Path("a.yaml"), problems=[WARNING, WARNING])
    with account.closing():
        raise BriefgenError([ERROR])
    assert account.problems == [ERROR, WARNING]
    assert account.crash == ""


def test_a_bug_costs_one_brief_only_and_says_where_it_is() -> None:
    account = Account(Path("a.yaml"), problems=[WARNING])
    with account.closing():
        raise KeyError("of all things")
    assert [problem.code for problem in account.problems] == ["internal-error", "odd"]
    assert "of all things" in account.crash


def test_stages_are_timed_and_added_up() -> None:
    times = iter([0.0, 1.0, 3.0, 7.0])
    account = Account(Path("a.yaml"), clock=lambda: next(times))
    for stage in ("check", "write", "check"):
        account.ended(stage)
    assert account.seconds == {"check": 5.0, "write": 2.0}


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.EMFILE, "Too many open files"), "too many open files"),
        (BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable"), "resource temporarily unavailable"),
        (OSError(errno.ENOSPC, "No space left on device", "/tmp/x"), "no space left on device"),
        (RuntimeError("can't start new thread"), "it can start no more threads"),
    ],
)
def test_what_the_system_refuses_is_no_bug(error: Exception, reason: str) -> None:
    account = Account(Path("a.yaml"))
    with account.closing():
        raise error
    assert [as_text(problem) for problem in account.problems] == [
        f"a.yaml: error: the system refuses what its making needs: {reason} [system-refuses]\n"
        "  remedy: free space or memory, end other programs, or let fewer be made at a time: -j 1"
    ]
    assert account.crash == ""
    assert not shortage(OSError(errno.ENOENT, "No such file or directory"))
