"""Names that not every system takes, held against what Python knows of Windows."""

import ntpath
from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.filenames import alike, fault


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("con.yaml", "on Windows, CON is the name of a device"),
        ("NUL", "on Windows, NUL is the name of a device"),
        ("com1.2026.yaml", "on Windows, COM1 is the name of a device"),
        ("lpt¹.yaml", "on Windows, LPT¹ is the name of a device"),
        ("a: b.yaml", "Windows takes no : in a name"),
        ("what now?.yaml", "Windows takes no ? in a name"),
        ("a\\b.yaml", "Windows takes no \\ in a name"),
        ("a\nb.yaml", "Windows takes no U+000A in a name"),
        ("2026.", "Windows drops the dot at its end"),
        ("2026 ", "Windows drops the blank at its end"),
        ("橋" * 84 + ".yaml", "it has 257 bytes, and systems take 255"),
    ],
)
def test_what_not_every_system_takes(name: str, reason: str) -> None:
    assert fault(name) == reason


@pytest.mark.parametrize(
    "name", ["a.yaml", "console.yaml", "nul-report.yaml", "com10.yaml", ".hidden", "a  b.yaml", "市橋.yaml", "a…b.yaml"]
)
def test_what_every_system_takes(name: str) -> None:
    assert fault(name) == ""


NAMES = st.text(st.sampled_from("cCoOnNmM1¹ .:?\\lptuxU$ée\u0301"), min_size=1, max_size=8)


@given(NAMES)
def test_what_windows_reserves_is_found(name: str) -> None:
    known = getattr(ntpath, "isreserved", None)  # Since Python 3.13.
    if known(name) if known else PureWindowsPath(name).is_reserved():
        assert fault(name)


def test_names_that_are_one_to_some_system() -> None:
    assert alike("Café") == alike("CAFE\u0301") == alike("café")
    assert alike("Straße") == alike("STRASSE")
    assert alike("a") != alike("b")
