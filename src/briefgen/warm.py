"""What every making needs, loaded and used once. Processes that are forked from this one start with it.

Imported by the server that multiprocessing forks from; see :mod:`briefgen.processes`.
"""

import contextlib
import importlib
import io
import signal
import sys
import tempfile
from pathlib import Path

from briefgen import memory, starter
from briefgen.account import Account, Wish
from briefgen.making import made, prepare
from briefgen.project import find

_FIRST = ("md", "pdf", "docx")
"""Formats that cost more the first time; a web page costs what its faces do, which are kept elsewhere."""
_LATER = ("PIL.Image", "PIL.PngImagePlugin", "pypdfium2", "fontTools.subset", "briefgen.writers.page")
"""What is imported only where it is used, and not by what is made here."""


def warm() -> None:
    """Make the starter's brief in every format, in silence; what fails here fails again where somebody sees it."""
    silence = io.StringIO()
    with contextlib.redirect_stdout(silence), contextlib.redirect_stderr(silence), contextlib.suppress(Exception):
        for name in _LATER:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            starter.start(root)
            project = find(root)
            for brief in project.briefs():
                wish, account = Wish(brief), Account(brief)
                ready = prepare(project, wish, account)
                assert ready is not None
                for name in _FIRST:
                    made(ready, name, wish, account)


# Whoever ends this process before it is warm leaves no folder of fonts behind.
for _name in ("SIGTERM", "SIGHUP"):
    if hasattr(signal, _name):
        signal.signal(getattr(signal, _name), lambda *_: sys.exit())
memory.seldom_searched()
warm()
memory.settled()
