"""A PDF → its text, read in a process of its own.

PDFs are the one format on which libraries run for ever, fill the memory or die. So the reading has limits of time and
memory, and what becomes of it cannot hurt the build.
"""

import json
import subprocess
import sys
from importlib.util import find_spec

from briefgen.problems import BriefgenError
from briefgen.readers.origin import Origin

LIMIT_SECONDS = 120
MODULE = "briefgen.readers.pages"

_ANEW = "open it in a PDF viewer and print it to a PDF anew"
_SAVE_TEXT = "save its text as a .txt file (UTF-8), and name that file"
_REFUSALS = {
    "protected": ("protected-source", "the PDF is protected with a password", "save it without one, and try again"),
    "too-large": ("too-large", "the PDF holds more text than makes sense here", "is this the right file?"),
    "too-slow": ("too-large", "the PDF cannot be read in reasonable time or memory", _SAVE_TEXT),
    "broken": (
        "broken-source",
        "the PDF is broken",
        f"{_ANEW}, or {_SAVE_TEXT}",
    ),
}


def read(data: bytes, origin: Origin) -> str:
    """Return the text of a PDF. Raises BriefgenError when it cannot be had."""
    if find_spec("pypdfium2") is None:
        raise _missing(origin)
    # -P: the folder that somebody works in is no place to look for modules.
    command = [sys.executable, "-P", "-m", MODULE]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=LIMIT_SECONDS, check=False)
        answer = json.loads(done.stdout) if done.returncode == 0 else {"refused": "too-slow"}
    except subprocess.TimeoutExpired:
        answer = {"refused": "too-slow"}
    except (OSError, ValueError):
        answer = {"refused": "broken"}
    if answer.get("refused") == "missing":
        raise _missing(origin)
    if "text" not in answer:
        raise origin.refusal(*_REFUSALS[answer["refused"]])
    return str(answer["text"])


def _missing(origin: Origin) -> BriefgenError:
    message = "reading a PDF needs the library pypdfium2, which is not installed"
    return origin.refusal("missing-library", message, f"run: {sys.executable} -m pip install pypdfium2")
