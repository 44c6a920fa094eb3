"""How a command ends before it is done, and what it says of the way there."""

import pytest

from briefgen.cli.progress import line


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
