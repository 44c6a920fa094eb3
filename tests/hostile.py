"""Runs a command on a hostile project, within limits, and measures what it took; and makes files that mean harm."""

import os
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest

from briefgen.writers.pdf.renderer import shared

resource = pytest.importorskip("resource", reason="limits of processes are those of POSIX")

MEMORY = 1536 * 2**20
"""Bytes of address space that a command may take on top of what the tests have; any more would end it."""
SECONDS = 30
"""Seconds of computing after which it is ended."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a command."""

    code: int
    out: str
    err: str
    seconds: float
    """Of computing."""
    grown: int
    """Megabytes of memory, at the most, beyond what the tests have."""

    @property
    def codes(self) -> list[str]:
        """The codes of the problems shown, in order."""
        lines = (line for line in self.err.splitlines() if not line.startswith(" ") and line.endswith("]"))
        return [line.rpartition("[")[2][:-1] for line in lines]

    def line(self, code: str) -> str:
        """Return the first line that shows a problem of a code, or of one that matches its pattern."""
        return next((line for line in self.err.splitlines() if fnmatch(line, f"* [[]{code}]")), "")


def run(folder: Path, *words: str) -> Ran:
    """Run a command in a folder, in a process split off from this one, which has loaded what it needs."""
    _prepare()
    streams = [folder.parent / name for name in ("out", "err")]
    begun = _peak()
    sys.stdout.flush()
    process = os.fork()
    if process == 0:
        _child(folder, words, streams)
    until = time.monotonic() + SECONDS * 10
    while not (ended := os.wait4(process, os.WNOHANG))[0]:
        if time.monotonic() > until:
            os.kill(process, 9)
            pytest.fail(f"briefgen {' '.join(words)} has no end")
        time.sleep(0.01)
    _, status, usage = ended
    out, err = (stream.read_text("utf-8", "replace") for stream in streams)
    seconds = usage.ru_utime + usage.ru_stime
    return Ran(os.waitstatus_to_exitcode(status), out, err, seconds, max(usage.ru_maxrss - begun, 0) // 1024)


@cache
def _prepare() -> None:
    """Load what every command would load, once for all."""
    for name in ("cli.build", "build.work", "render", "tree", "writers.markdown", "writers.page", "writers.docx"):
        import_module(f"briefgen.{name}")
    shared()


def _peak() -> int:
    """Return what a process split off from this one begins with."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


def _child(folder: Path, words: Iterable[str], streams: Iterable[Path]) -> None:
    code = 70
    with suppress(BaseException):
        for number, stream in enumerate(streams, 1):
            os.dup2(os.open(stream, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        sys.stdout, sys.stderr = os.fdopen(1, "w", encoding="utf-8"), os.fdopen(2, "w", encoding="utf-8")
        room = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE") + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (room, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        os.chdir(folder)
        sys.argv = ["briefgen", *words]
        from briefgen.cli import main

        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


# --- Files that mean harm ---------------------------------------------------------------------------------------------
def put(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files into a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "lol"}">' for n in range(12))
"""Entities of which the last stands for a million million letters."""


def docx(body: str, before: str = "", **parts: str) -> bytes:
    """Return a Word file."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = f'<Override PartName="/word/document.xml" ContentType="{kind}"/>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r" Type="{office}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'{before}<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
    }
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (files | parts).items():
            archive.writestr(name, text)
    return made.getvalue()


def said(text: str) -> str:
    """Return a paragraph of a Word file."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def png(width: int, height: int, pixels: bytes | None = None, extra: bytes = b"") -> bytes:
    """Return a grey picture; ``pixels`` is what stands for them in the file."""
    data = zlib.compress(b"\0" * height * (1 + width)) if pixels is None else pixels
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = (_chunk(b"IHDR", head), extra, _chunk(b"IDAT", data), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width: int, height: int) -> bytes:
    """Return pixels that unpack to as many bytes as a picture of that size has, from a thousandth of it."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b"\0" * (1 + width)) for _ in range(height)) + packer.flush()
