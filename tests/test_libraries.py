"""The libraries that a process has loaded."""

import subprocess
import sys
from pathlib import Path

import pytest

SAID = "import ctypes, sys\nfrom briefgen.libraries import loaded\n{}print(*loaded(), sep='\\n')\n"


@pytest.mark.skipif(sys.platform != "linux" and sys.version_info < (3, 14), reason="no system says it there")
def test_what_is_loaded_is_told_once() -> None:
    before, after = (
        subprocess.run([sys.executable, "-c", SAID.format(load)], capture_output=True, text=True, check=True)
        for load in ("", "import pyexpat, lxml.etree\n")
    )
    names = after.stdout.splitlines()
    assert len(names) == len({*names})
    assert any(Path(name).name.startswith("etree") for name in names)
    assert not any(Path(name).name.startswith("etree") for name in before.stdout.splitlines())
