"""What the process that others are forked from has done already."""

import os
import subprocess
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


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_whoever_ends_it_in_the_middle_of_a_fork_ends_it_all_the_same() -> None:
    """What runs at a fork lets no exit out: it would be printed, and the process would go on."""
    program = (
        "import atexit, os, signal, time, briefgen.warm\n"
        "atexit.register(os.write, 1, b'tidied')\n"
        "os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGTERM))\n"
        "if os.fork(): time.sleep(9); os.write(1, b'went on')\n"
        "os._exit(0)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "tidied", "")
