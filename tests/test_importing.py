"""Packages of which only a part is loaded."""

import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.importing import part, unstarted

SAID = "import sys\nfrom briefgen.importing import part, put_off, replaced, unstarted\n"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a folder with a package that says what of it is loaded."""
    (tmp_path / "much/inner").mkdir(parents=True)
    (tmp_path / "much/__init__.py").write_text("print('much')\nfrom much import one, other\n")
    (tmp_path / "much/one.py").write_text("print('one')\nfrom much.base import VALUE\n")
    (tmp_path / "much/other.py").write_text("print('other')\n")
    (tmp_path / "much/base.py").write_text("print('base')\nVALUE = 1\n")
    (tmp_path / "much/inner/__init__.py").write_text("print('inner')\nfrom much import other\n")
    (tmp_path / "much/inner/deep.py").write_text("print('deep')\n")
    return tmp_path


def said(package: Path, program: str) -> list[str]:
    """Run a program beside a package and return the words that it prints."""
    done = subprocess.run(
        [sys.executable, "-c", SAID + program], cwd=package, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_a_part_brings_what_it_needs_and_no_more(package: Path) -> None:
    assert said(package, "print(part('much', 'one').VALUE)") == ["one", "base", "1"]


def test_a_package_inside_a_package_is_not_started_either(package: Path) -> None:
    program = "with unstarted('much', 'much.inner'):\n    from much.inner import deep\nprint(deep.__name__)"
    assert said(package, program) == ["deep", "much.inner.deep"]


def test_whoever_imports_the_package_afterwards_gets_it_whole(package: Path) -> None:
    program = "part('much', 'one')\nprint('then')\nimport much\nprint(much.one.VALUE, much.base.VALUE)"
    assert said(package, program) == ["one", "base", "then", "much", "one", "base", "other", "1", "1"]


def test_a_package_that_is_there_is_used(package: Path) -> None:
    program = "import much\nprint('then', part('much', 'one') is much.one)"
    assert said(package, program) == ["much", "one", "base", "other", "then", "True"]


def test_a_failure_leaves_nothing_behind(package: Path) -> None:
    (package / "much/bad.py").write_text("print('bad')\nimport much.base\n1 / 0\n")
    program = (
        "try:\n    part('much', 'bad')\nexcept ZeroDivisionError:\n    print(*[n for n in sys.modules if 'much' in n])"
    )
    assert said(package, program) == ["bad", "base"]


def test_a_module_that_is_put_off_is_loaded_when_it_is_used(package: Path) -> None:
    (package / "user.py").write_text("import late\nfrom late import double\ndef use(): return late.VALUE\n")
    (package / "late.py").write_text("print('late')\nVALUE = 2\ndef double(n, by=2): return n * by\n")
    program = (
        "with put_off({'late': ('double',)}):\n    import user\nprint('then', 'late' in sys.modules)\n"
        "print(user.double(3, by=5), user.use())\nimport late\nprint(late.VALUE, hasattr(user.late, '__file__'))\n"
    )
    assert said(package, program) == ["then", "False", "late", "15", "2", "2", "False"]


def test_a_module_that_is_put_off_may_be_used_at_once(package: Path) -> None:
    (package / "late.py").write_text("VALUE = 2\n")
    program = "with put_off({'late': ()}):\n    from late import VALUE\n    import late\nprint(VALUE, late.VALUE)"
    assert said(package, program) == ["2", "2"]


def test_a_module_that_is_loaded_is_not_put_off(package: Path) -> None:
    (package / "late.py").write_text("VALUE = 2\n")
    program = "import late\nwith put_off({'late': ()}):\n    print(sys.modules['late'] is late)"
    assert said(package, program) == ["True"]


def test_what_is_not_there_is_no_module() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        part("no_such_package", "one")
    with pytest.raises(ModuleNotFoundError, match="no_such_package"), unstarted("no_such_package"):
        pass
