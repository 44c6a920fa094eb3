"""Builds that are disturbed, and what must hold of what they leave.

A project has an old and a new state. Undisturbed builds of both say which bytes are right. A trial begins with the
output of the old state and builds the new one, while something goes wrong. Then every file is whole and old or whole
and new, the manifest claims nothing else, no process is left, and the next build ends well, with the bytes of the new.
"""

import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefgen import listing
from briefgen.build.picturing import available

BRIEFS = tuple("ab")
FORMATS = ("docx", "pdf", "md", "html")
SOURCE = "The {name} board decided to build a bridge. The mayor of {name} spoke.\n"
BRIEF = """\
title: A bridge for {name}
subtitle: {state}
sources: [{{id: article, file: seeds/{name}.txt}}]
decisions: [{{text: The board decided to build a bridge., evidence: board decided to build a bridge}}]
background: [{{text: The mayor spoke., evidence: The mayor of {name} spoke}}]
"""
UNFINISHED, UNFINISHED_IN_CACHE = ".briefgen-part", ".part"
ORPHANS_SECONDS = 20.0
"""So long may a process outlive the one that has started it. While it loads its libraries, it does not notice."""

Files = Mapping[str, bytes]
"""Files by their paths in a folder."""


class Commands:
    """Starts commands; see :mod:`starting`."""

    def __init__(self) -> None:
        command = [sys.executable, str(Path(__file__).with_name("starting.py"))]
        self._server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._answer_line() == "ready"

    def _answer_line(self) -> str:
        assert self._server.stdout is not None
        return self._server.stdout.readline().strip()

    def _ask(self, request: Mapping[str, Any]) -> Any:
        assert self._server.stdin is not None
        self._server.stdin.write(f"{json.dumps(request)}\n")
        self._server.stdin.flush()
        return json.loads(self._answer_line())

    def warm(self, folder: Path) -> None:
        """Make ready for builds of a project."""
        self._ask({"do": "warm", "folder": str(folder)})

    def start(self, request: Mapping[str, Any]) -> int:
        """Start a command and return its process."""
        return int(self._ask({"do": "start", **request}))

    def wait(self, process: int) -> int | None:
        """Return the exit code of a command."""
        code = self._ask({"do": "wait", "process": process})
        return None if code is None else int(code)

    def close(self) -> None:
        """End the server, whose commands have ended."""
        self._server.communicate()


@dataclass(frozen=True)
class Running:
    """A command under way."""

    commands: Commands
    process: int
    stdout: Path
    stderr: Path
    gate: Path

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal to the command's own process, and to none that it has started."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process, number)

    def go_on(self) -> None:
        """Open the gate of a command that is held."""
        self.gate.touch()

    def runs(self) -> bool:
        """Tell whether the command has not ended."""
        return _state(self.process) != "Z"

    def ended(self) -> "Ended":
        """Wait for the end."""
        code = self.commands.wait(self.process)
        # One that is killed as soon as it is there has opened neither.
        out, err = (file.read_text("utf-8") if file.exists() else "" for file in (self.stdout, self.stderr))
        return Ended(code, out, err, self.process)


@dataclass(frozen=True)
class Ended:
    """What came of a command."""

    code: int | None
    stdout: str
    stderr: str
    process: int
    robbed: bool = False
    """Whether somebody took files away meanwhile: the records may tell of these, until the next build."""


@dataclass
class Ground:
    """A project in two states, with the bytes that belong to each."""

    root: Path
    commands: Commands
    old: Files = field(default_factory=dict)
    new: Files = field(default_factory=dict)
    seconds: float = 0.0
    """How long an undisturbed build takes."""
    _kept: Files = field(default_factory=dict)
    _count: int = 0

    def __post_init__(self) -> None:
        for name in ("content", "seeds", "said", "disk/tmp"):
            (self.root / name).mkdir(parents=True)
        (self.root / "briefgen.yaml").write_text("output: disk/output\n")
        for name in BRIEFS:
            (self.root / f"seeds/{name}.txt").write_text(SOURCE.format(name=name))
        self.set("old")
        self.commands.warm(self.root)
        assert self.run("build").code == 0
        self.old = self.output()
        self._kept = contents(self.disk)
        self.set("new")
        began = time.monotonic()
        assert self.run("build").code == 0
        self.seconds = time.monotonic() - began
        self.new = self.output()
        assert self.old.keys() == self.new.keys()
        assert all(self.old[name] != self.new[name] for name in self.old)

    @property
    def disk(self) -> Path:
        """What holds all that builds write: the output folder, the cache, temporary files."""
        return self.root / "disk"

    @property
    def folder(self) -> Path:
        """The output folder."""
        return self.disk / "output"

    def set(self, state: str, names: tuple[str, ...] = BRIEFS, *, whole: bool = False) -> None:
        """Write the content files of a state; each ``whole`` at once, where a build may be reading it."""
        for name in names:
            path = self.root / f"content/{name}.yaml"
            written = path.with_name(f".{name}.new") if whole else path
            written.write_text(BRIEF.format(name=name, state=state))
            written.replace(path)

    def add_briefs(self, count: int) -> list[str]:
        """Write so many briefs more, outside of what is judged; return their paths."""
        folder = self.root / "more"
        folder.mkdir(exist_ok=True)
        paths = [folder / f"more{number}.yaml" for number in range(count)]
        for path in paths:
            path.write_text(BRIEF.format(name="a", state="more"))
        return [str(path.relative_to(self.root)) for path in paths]

    def reset(self) -> None:
        """Go back to what the old state had left, with the content of the new one."""
        shutil.rmtree(self.disk, ignore_errors=True)
        (self.disk / "tmp").mkdir(parents=True)
        for name, data in self._kept.items():
            (self.disk / name).parent.mkdir(parents=True, exist_ok=True)
            (self.disk / name).write_bytes(data)
        self.set("new")

    def output(self) -> Files:
        """Return what stands in the output folder."""
        return contents(self.folder)

    def start(self, *arguments: str, held: bool = False, limits: Mapping[str, int] | None = None) -> Running:
        """Start a command in the project. A ``held`` one waits to be told to go on."""
        self._count += 1
        said = [self.root / f"said/{self._count}.{name}" for name in ("out", "err", "gate")]
        request = {
            "arguments": arguments,
            "folder": str(self.root),
            "environment": {"BRIEFGEN_CACHE": str(self.disk / "cache"), "TMPDIR": str(self.disk / "tmp")},
            "stdout": str(said[0]),
            "stderr": str(said[1]),
            "limits": dict(limits or {}),
            "gate": str(said[2]) if held else "",
        }
        return Running(self.commands, self.commands.start(request), *said)

    def run(self, *arguments: str, limits: Mapping[str, int] | None = None) -> Ended:
        """Run a command to its end."""
        return self.start(*arguments, limits=limits).ended()

    def judge(self, ended: Ended) -> None:
        """Hold what a disturbed build left to what must be so; then let the next build mend it."""
        assert ended.code is not None, f"it hangs\n{ended.stderr}"
        assert "Traceback" not in ended.stderr, ended.stderr
        assert "internal error" not in ended.stderr, ended.stderr
        left = orphans(ended.process)
        assert not left, f"processes are left: {left}"
        self.hold_files(records=not ended.robbed)
        self._hold_failures(ended)
        self.hold_cache()
        mended = self.run("build")
        assert mended.code == 0, mended.stderr
        assert differing(self.output(), self.new) == []
        assert [path.name for path in (self.disk / "tmp").iterdir()] == [], "temporary files are left"

    def hold_files(self, *, records: bool = True) -> None:
        """Hold the output folder to it that all is whole, and that the ``records`` claim nothing else."""
        there = self.output()
        for name, data in there.items():
            if not name.endswith(UNFINISHED) and name not in RECORDS:
                assert data in (self.old[name], self.new[name]), f"{name} is neither old nor new ({len(data)} bytes)"
        if records and "manifest.json" in there:
            self._hold_manifest(there)
        if records and "index.html" in there:
            self._hold_list(there)

    def _hold_failures(self, ended: Ended) -> None:
        """Hold the manifest to it that what it says has failed, the build has told."""
        said = json.loads(self.output().get("manifest.json") or b"{}")
        told = [failure["content"] for failure in said.get("failures", [])]
        assert not told or ": error:" in ended.stderr, f"nobody was told that {told} failed"

    def _hold_list(self, there: Files) -> None:
        """Hold the list of briefs to the manifest; it may tell of an earlier one, if it says so."""
        page = there["index.html"]
        made_of = listing.fingerprint(there.get("manifest.json", b""), pictured=available())
        assert page.endswith(b"</html>\n")
        assert listing.is_current(page[: listing.HEAD], len(page), made_of) or listing.is_begun(page)

    def hold_cache(self) -> None:
        """Hold the cache to it that what is kept is whole."""
        for name, data in contents(self.disk / "cache/v1").items():
            kind, *key = Path(name).parts
            if key and not name.endswith(UNFINISHED_IN_CACHE):
                assert data[:64] == hashlib.sha256(b"kept:" + data[64:]).hexdigest().encode(), name
                assert kind != "blobs" or "".join(key) == hashlib.sha256(data[64:]).hexdigest(), name

    def _hold_manifest(self, there: Files) -> None:
        claims = {**dict(claimed(self.old["manifest.json"])), **dict(claimed(self.new["manifest.json"]))}
        for file, claim in claimed(there["manifest.json"]):
            assert file[0] in there, f"the manifest claims {file[0]}, which is not there"
            assert hashlib.sha256(there[file[0]]).hexdigest() == file[1], f"the manifest claims another {file[0]}"
            assert claims[file] == claim, f"the manifest claims of {file[0]} what is not so"


RECORDS = ("manifest.json", "index.html")
"""What says what is there."""


def claimed(data: bytes) -> Iterator[tuple[tuple[str, str], Any]]:
    """Yield each file of a manifest, by name and hash, with what it is said to have come of."""
    for build in json.loads(data)["builds"]:
        # That it is of an earlier state by now is true of old files only while there are new ones.
        made_of = {name: said for name, said in build.items() if name not in ("files", "state")}
        for file in build["files"]:
            yield (file["file"], file["sha256"]), {**made_of, "files": file}


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder, hidden ones too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def differing(got: Files, wanted: Files) -> list[str]:
    """Return the names of files that are missing, too many, or others."""
    return sorted(name for name in {*got, *wanted} if got.get(name) != wanted.get(name))


def orphans(session: int) -> list[str]:
    """Return the processes of a session that have not ended after a while; then end them."""
    end = time.monotonic() + ORPHANS_SECONDS
    while (left := _members(session)) and time.monotonic() < end:
        time.sleep(0.01)
    for process in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    return list(left.values())


def _state(process: int) -> str:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


def _members(session: int) -> dict[int, str]:
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                head, _, rest = (entry / "stat").read_text().rpartition(")")
                state, _, _, member = rest.split()[:4]
                if int(member) == session and state != "Z":
                    found[int(entry.name)] = f"{head}) {state}"
    return found


def seeds(count: int) -> list[int]:
    """Return seeds for random trials: new ones each time, and printed where a trial fails."""
    given = os.environ.get("BRIEFGEN_FAULTS_SEED")
    if given:
        return [int(given)]
    return [random.SystemRandom().randrange(10**9) for _ in range(count)]


def each(ground: Ground, count: int, disturbed: Callable[[random.Random], Ended]) -> None:
    """Make so many trials, and say how to repeat one that fails."""
    for number, seed in enumerate(seeds(count), 1):
        ground.reset()
        try:
            ground.judge(disturbed(random.Random(seed)))
        except Exception as error:
            error.add_note(f"trial {number} of {count}; to repeat it: BRIEFGEN_FAULTS_SEED={seed}")
            raise
