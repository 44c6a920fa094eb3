"""Work that takes more than it may is broken off in its process, which goes on as if nothing had been."""

import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from briefgen.guarded import Bounds, guarded, holds
from briefgen.problems import BriefgenError, Place
from briefgen.project import Limits
from briefgen.render.confined import confined

resource = pytest.importorskip("resource", reason="limits of processes are those of POSIX")

PLACE = Place("x.yaml")


def _spin() -> None:
    while True:
        with suppress(Exception):  # As libraries do that go on whatever happens.
            sum(range(1000))


def _grow() -> None:
    kept: list[bytes] = []
    while True:
        kept.append(bytes(range(256)) * 4096)


def test_a_process_that_is_split_off_is_not_watched() -> None:
    assert not holds()
    with guarded(Bounds(5, 500), PLACE, lambda: "the work"):
        assert holds()
        assert not confined(holds, Limits(seconds=5))
    assert not holds()


def broken_off(work: Callable[[], object], seconds: int = 0, memory: int = 200) -> str:
    with pytest.raises(BriefgenError) as error, guarded(Bounds(seconds, memory), PLACE, lambda: "the work"):
        work()
    (problem,) = error.value.problems
    assert problem.place == PLACE
    assert problem.message.startswith("the work took more than ")
    return problem.code


@pytest.mark.parametrize(
    ("work", "code"),
    [
        (_spin, "brief-too-slow"),
        (_grow, "brief-too-large"),
        (lambda: bytearray(2 * 2**30), "brief-too-large"),  # At one go, between two looks.
    ],
)
def test_what_takes_more_than_it_may_is_broken_off(work: Callable[[], object], code: str) -> None:
    begun = time.process_time()
    assert broken_off(work, seconds=0 if code == "brief-too-slow" else 5) == code
    assert time.process_time() - begun < 3


def test_the_message_names_the_setting() -> None:
    with pytest.raises(BriefgenError) as error, guarded(Bounds(0, 200), PLACE, lambda: "the work"):
        _spin()
    assert "raise limits.brief_seconds (it is 0)" in error.value.problems[0].remedy


def test_afterwards_everything_is_as_before() -> None:
    def state() -> tuple[object, ...]:
        return signal.getsignal(signal.SIGPROF), signal.getitimer(signal.ITIMER_PROF), _room()

    before = state()
    broken_off(_spin)
    assert state() == before
    with guarded(Bounds(1, 200), PLACE, str):
        assert state() != before
    assert state() == before


def _room() -> tuple[int, int]:
    return resource.getrlimit(resource.RLIMIT_AS)


def test_a_process_split_off_within_keeps_its_own_limits() -> None:
    with guarded(Bounds(1, 64), PLACE, str):
        assert confined(lambda: len(bytearray(300 * 2**20)), Limits(seconds=5, memory=400)) == 300 * 2**20


def test_outside_the_main_thread_there_is_no_limit() -> None:
    done: list[int] = []

    def work() -> None:
        with guarded(Bounds(1, 64), PLACE, str):
            done.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [1]


def test_what_is_wrong_with_the_work_itself_comes_through() -> None:
    with pytest.raises(KeyError), guarded(Bounds(1, 64), PLACE, str):
        raise KeyError("a")
