"""What the process that others are forked from has done already."""

import sys
from multiprocessing.connection import Connection

import pytest

from briefgen import processes

pytestmark = pytest.mark.xdist_group("processes")

NEEDED = {
    "briefgen.build.work",
    "briefgen.build.workers",
    "briefgen.writers.docx.opc",
    "briefgen.writers.page",
    "fontTools.subset",
    "jinja2",
    "lxml",
    "markdown_it",
    "weasyprint",
}


def look(pipe: Connection) -> None:
    from briefgen.build.environment import environment
    from briefgen.reading import _stemmer
    from briefgen.writers.pdf.renderer import shared

    made = (environment.cache_info().currsize, len(shared().faces) > 0, _stemmer.cache_info().currsize)
    pipe.send((NEEDED - set(sys.modules), shared.cache_info().currsize, made))


def test_libraries_are_loaded_and_documents_were_made() -> None:
    process, pipe = processes.start(look)
    assert pipe.recv() == (set(), 1, (3, True, 1))
    processes.end(process)
