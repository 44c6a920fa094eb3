"""What the process that others are forked from has done already."""

import sys
from multiprocessing.connection import Connection

import pytest

from briefgen import processes

pytestmark = pytest.mark.xdist_group("processes")

NEEDED = {"docx", "weasyprint", "jinja2", "markdown_it", "lxml", "fontTools.subset", "briefgen.writers.page"}


def look(pipe: Connection) -> None:
    from briefgen.writers.pdf.renderer import shared

    pipe.send((NEEDED - set(sys.modules), shared.cache_info().currsize))


def test_libraries_are_loaded_and_fonts_read() -> None:
    process, pipe = processes.start(look)
    assert pipe.recv() == (set(), 1)
    processes.end(process)
