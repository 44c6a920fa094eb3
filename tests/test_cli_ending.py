"""How a command ends before it is done, and what it says of the way there."""

import pytest

from briefgen.cli.progress import followed, line


@pytest.mark.parametrize(
    ("done", "pace", "said"),
    [
        (0, None, "0 of 200 briefs built …"),
        (1, 0.3, "1 of 200 briefs built, 60 s left"),
        (150, 0.3, "150 of 200 briefs built, 15 s left"),
        (199, 0.01, "199 of 200 briefs built, 1 s left"),
        (100, 6.0, "100 of 200 briefs built, 10 min left"),
        (1, 60.0, "1 of 200 briefs built, 3 h 19 min left"),
    ],
)
def test_a_line_says_how_far_it_is_and_how_long_it_will_take(done: int, pace: float | None, said: str) -> None:
    assert line(done, 200, "briefs built", pace) == said


def test_a_log_hears_now_and_then_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """Each of these takes eleven seconds of a clock that does not run."""
    times = iter(range(0, 200, 11))
    assert [*followed(range(8), 8, "briefs built", clock=lambda: next(times))] == [*range(8)]
    assert capsys.readouterr().err.splitlines() == ["3 of 8 briefs built, 55 s left", "6 of 8 briefs built, 22 s left"]
