"""What every making needs, loaded and used once. Processes that are forked from this one start with it.

Imported by the server that multiprocessing forks from; see :mod:`briefgen.processes`.
"""

import atexit
import contextlib
import importlib
import io
import signal
import sys
import tempfile
from pathlib import Path

from briefgen import memory, processes
from briefgen.build import Options, plan
from briefgen.build.work import perform
from briefgen.project import MARK, find

_FIRST = ("md", "pdf", "docx")
"""Formats that cost more the first time; a web page costs what its faces do, which are kept elsewhere."""
_LATER = ("PIL.Image", "PIL.PngImagePlugin", "pypdfium2", "fontTools.subset", "briefgen.writers.page")
"""What is imported only where it is used, and not by what is made here."""
SOURCE = """\
The library board decided on Tuesday to open the reading room on Sundays.
"We will count the visitors," said the board chair, Mara Quist.
The board is also considering a fee for guests.
"""
BRIEF = """\
title: The reading room
sources: [{file: room.txt, title: A report}]
decisions:
  - text: The board decided to open the reading room.
    commitment: decided
    evidence: decided on Tuesday to open the reading room
  - {text: The board is considering a fee., commitment: considering, evidence: is also considering a fee for guests}
actors: [{id: QUIST, name: Mara Quist, role: Board chair, presence: speaks, evidence: "the board chair, Mara Quist"}]
quotes: [{text: We will count the visitors, speaker: QUIST}]
open_questions: [Who comes?]
"""
"""A brief with a little of what most have: whoever waits for this process waits for its making."""


def lay_out(root: Path) -> Path:
    """Make a project of that brief, and return its content file."""
    brief = root / "content/room.yaml"
    brief.parent.mkdir()
    brief.write_text(BRIEF, "utf-8")
    (root / "room.txt").write_text(SOURCE, "utf-8")
    (root / MARK).touch()
    return brief


def warm() -> None:
    """Make a brief in every format, in silence; what fails here fails again where somebody sees it."""
    silence = io.StringIO()
    with contextlib.redirect_stdout(silence), contextlib.redirect_stderr(silence), contextlib.suppress(Exception):
        for name in _LATER:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
        with tempfile.TemporaryDirectory() as folder:
            brief = lay_out(Path(folder))
            project = find(brief)
            perform(project, *plan(project, [brief], Options(formats=_FIRST)), kept=True)


# Whoever ends this process before it is warm leaves no folder of fonts behind.
for _name in ("SIGTERM", "SIGHUP"):
    if hasattr(signal, _name):
        signal.signal(getattr(signal, _name), lambda *_: sys.exit())
processes.end_surely(atexit._run_exitfuncs)
memory.seldom_searched()
warm()
memory.settled()
