"""Where the libraries of the PDF are looked for on other systems, as far as that can be told on this one."""

from ctypes.macholib.dyld import dyld_find
from pathlib import Path

import pytest

from briefgen.writers.pdf import native


def test_homebrew_is_looked_for_on_macos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the code with which Python looks for libraries there, which is the same on every system."""
    monkeypatch.setattr(native, "_MANAGED", (str(tmp_path),))
    (tmp_path / "libpango-1.0.dylib").touch()
    for given in ({}, {native.FALLBACK: "/elsewhere:/and/there"}):
        environment = dict(given)
        with pytest.raises(ValueError, match="could not be found"):
            dyld_find("libpango-1.0.dylib", env=environment)
        native.looked_for(environment, "darwin")
        assert dyld_find("libpango-1.0.dylib", env=environment) == str(tmp_path / "libpango-1.0.dylib")
        assert environment[native.FALLBACK].startswith(given.get(native.FALLBACK, "/usr/local/lib:"))


def test_other_systems_are_left_alone() -> None:
    environment: dict[str, str] = {}
    native.looked_for(environment, "linux")
    assert environment == {}


def test_the_documentation_has_the_commands() -> None:
    said = (Path(__file__).parent.parent / "docs/ci.md").read_text("utf-8")
    assert [one for one in native.INSTALL.values() if f"`{one.partition(' (')[0]}`" not in said] == []
