"""Whatever disturbs a build, each file is whole, and the next build mends the rest: here in short.

``script/faults`` does it at length.
"""

import contextlib
import fcntl
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tracing import calls, may_trace, traced
from trials import BRIEFS, FORMATS, Commands, Ended, Ground, each

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks Linux for processes"),
    pytest.mark.xdist_group("faults"),
]
needs_strace = pytest.mark.skipif(not may_trace(), reason="needs strace, and leave to watch other processes")

MANY = int(os.environ.get("BRIEFGEN_FAULTS", "3"))
"""How often a build is disturbed in the ways that have most moments; in the others, a half or a quarter as often."""
SOME, FEW = (MANY + 1) // 2, (MANY + 3) // 4
ERRORS = ("ENOSPC", "EIO", "EROFS", "EACCES", "EDQUOT", "EPERM", "ENOENT")
CANNOT_WRITE = "error: the file cannot be written: {} [cannot-write]"


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    commands = Commands()
    yield Ground(tmp_path_factory.mktemp("faults") / "project", commands)
    commands.close()


def moment(ground: Ground, chance: random.Random) -> None:
    """Wait for any moment of a build."""
    time.sleep(chance.uniform(0, 1.05 * ground.seconds))


def injected(ground: Ground, call: str, fault: str) -> Ended:
    """Build, with a fault at a call of the system, in the words of strace."""
    running = ground.start("build", held=True)
    with traced(running, "-e", f"trace={call}", "-e", f"inject={call}:{fault}"):
        return running.ended()


# --- Killed -----------------------------------------------------------------------------------------------------------
def test_a_build_is_killed_at_any_moment(ground: Ground) -> None:
    def killed(chance: random.Random) -> Ended:
        running = ground.start("build")
        moment(ground, chance)
        running.kill()
        return running.ended()

    each(ground, MANY, killed)


@needs_strace
def test_a_build_is_killed_between_two_steps(ground: Ground) -> None:
    """Between the parts of a file, before it is on the disk, before it has its name, before the manifest says so."""
    ground.reset()
    steps = calls(ground, "build")

    def killed(chance: random.Random) -> Ended:
        call, number = chance.choice(steps)
        ended = injected(ground, call, f"signal=SIGKILL:when={number}")
        assert ended.code in {-signal.SIGKILL, 0}  # Some builds have a call less.
        return ended

    each(ground, MANY, killed)


def test_a_build_with_workers_is_killed_at_any_moment(ground: Ground) -> None:
    """With several briefs more, there are processes that make them."""
    ground.reset()
    every = ["build", "-j", "2", "-f", "md", "-o", "disk/elsewhere", *ground.add_briefs(8)]
    began = time.monotonic()
    assert ground.run(*every).code == 0
    seconds = time.monotonic() - began

    def killed(chance: random.Random) -> Ended:
        running = ground.start(*every)
        time.sleep(chance.uniform(0, seconds))
        running.kill()
        return running.ended()

    each(ground, FEW, killed)


def test_a_build_is_told_to_end(ground: Ground) -> None:
    def told(chance: random.Random) -> Ended:
        number = chance.choice([signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
        running = ground.start("build")
        moment(ground, chance)
        running.kill(number)
        ended = running.ended()
        assert ended.code in {0, 128 + number, -number}, (ended.code, ended.stderr)
        assert ended.code < 0 or not list(ground.folder.glob(".*")), "a build that ends in order leaves nothing"
        return ended

    each(ground, SOME, told)


# --- Refused ----------------------------------------------------------------------------------------------------------
@needs_strace
def test_the_system_refuses_a_step(ground: Ground) -> None:
    """Once, or from then on; and what it was is said."""
    ground.reset()
    steps = calls(ground, "build")

    def refused(chance: random.Random) -> Ended:
        call, number = chance.choice(steps)
        when, error = f"{number}{chance.choice(['', '+'])}", chance.choice(ERRORS)
        return injected(ground, call, f"error={error}:when={when}")

    each(ground, SOME, refused)


def test_files_may_not_grow(ground: Ground) -> None:
    """A limit of the system breaks each file off in the middle."""

    def limited(chance: random.Random) -> Ended:
        largest = max(len(data) for data in ground.new.values())
        ended = ground.run("build", limits={"RLIMIT_FSIZE": chance.randrange(largest)})
        assert ended.code == 1
        assert CANNOT_WRITE.format("file too large") in ended.stderr
        return ended

    each(ground, FEW, limited)


@contextlib.contextmanager
def small_disk(ground: Ground, options: str) -> Iterator[None]:
    """Put what builds write on a disk of its own, as it was; skip the test where that is not allowed."""
    ground.reset()
    old = shutil.copytree(ground.disk, ground.root / "said/disk", dirs_exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(ground.disk)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no disk may be mounted here")
    try:
        shutil.copytree(old, ground.disk, dirs_exist_ok=True)
        yield
    finally:
        subprocess.run(["umount", str(ground.disk)], check=True)
        shutil.rmtree(old)


def test_the_disk_is_full(ground: Ground) -> None:
    with small_disk(ground, "size=8m"):

        def full(chance: random.Random) -> Ended:
            filler = ground.disk / "filler"
            free = shutil.disk_usage(ground.disk).free
            filler.write_bytes(bytes(free - chance.randrange(0, sum(map(len, ground.new.values())), 4096)))
            try:
                return ground.run("build")
            finally:
                filler.unlink()

        each(ground, FEW, full)


def test_the_disk_has_no_room_for_another_file(ground: Ground) -> None:
    with small_disk(ground, "size=8m,nr_inodes=2000"):

        def full(chance: random.Random) -> Ended:
            folder, free = ground.disk / "filler", os.statvfs(ground.disk).f_ffree - 1
            folder.mkdir()
            for number in range(free - chance.randrange(20)):
                (folder / str(number)).touch()
            try:
                return ground.run("build")
            finally:
                shutil.rmtree(folder)

        each(ground, FEW, full)


def test_the_disk_is_read_only(ground: Ground) -> None:
    with small_disk(ground, "size=8m"):

        def locked(chance: random.Random) -> Ended:
            remount = ["mount", "-o", "remount,{}", str(ground.disk)]
            subprocess.run([word.format("ro") for word in remount], check=True)
            try:
                ended = ground.run("build")
            finally:
                subprocess.run([word.format("rw") for word in remount], check=True)
            assert ended.code == 1
            assert CANNOT_WRITE.format("read-only file system") in ended.stderr
            assert ground.output() == ground.old
            return ended

        each(ground, 1, locked)


# --- Taken away, or in the way ----------------------------------------------------------------------------------------
def test_the_output_folder_vanishes(ground: Ground) -> None:
    def vanished(chance: random.Random) -> Ended:
        running = ground.start("build")
        moment(ground, chance)
        with contextlib.suppress(OSError):
            shutil.rmtree(ground.folder)
        return replace(running.ended(), robbed=True)

    each(ground, SOME, vanished)


def test_a_folder_stands_in_the_place_of_a_file(ground: Ground) -> None:
    def replaced(chance: random.Random) -> Ended:
        path = ground.folder / chance.choice(sorted(ground.old))
        path.unlink()
        (path / "inner").mkdir(parents=True)
        ended = ground.run("build")
        assert ended.code == 1
        assert f"{path.relative_to(ground.root)}: {CANNOT_WRITE.format('a folder has its name')}" in ended.stderr
        shutil.rmtree(path)
        return ended

    each(ground, SOME, replaced)


def test_a_file_is_locked_against_every_change(ground: Ground) -> None:
    def locked(_: random.Random) -> Ended:
        path = ground.folder / "b.pdf"
        if subprocess.run(["chattr", "+i", str(path)], capture_output=True, check=False).returncode:
            pytest.skip("no file may be locked here")
        try:
            ended = ground.run("build")
        finally:
            subprocess.run(["chattr", "-i", str(path)], check=True)
        assert ended.code == 1
        assert f"{path.relative_to(ground.root)}: {CANNOT_WRITE.format('operation not permitted')}" in ended.stderr
        assert path.read_bytes() == ground.old["b.pdf"]
        return ended

    each(ground, 1, locked)


def test_somebody_reads_and_locks_the_old_files(ground: Ground) -> None:
    """Whoever has opened a file reads on in what it was."""

    def locked(_: random.Random) -> Ended:
        with contextlib.ExitStack() as stack:
            opened = {name: stack.enter_context((ground.folder / name).open("rb")) for name in ground.old}
            for file in opened.values():
                fcntl.flock(file, fcntl.LOCK_EX)
            ended = ground.run("build")
            assert ended.code == 0
            assert {name: file.read() for name, file in opened.items()} == ground.old
        return ended

    each(ground, 1, locked)


# --- Two at once ------------------------------------------------------------------------------------------------------
def test_two_builds_at_once(ground: Ground) -> None:
    def together(chance: random.Random) -> Ended:
        chosen = [",".join(chance.sample(FORMATS, chance.randrange(1, 5))) for _ in range(2)]
        running = []
        for formats in chosen:
            running.append(ground.start("build", "-f", formats))
            time.sleep(chance.choice([0, chance.uniform(0, ground.seconds)]))
        first, second = [one.ended() for one in running]
        assert (first.code, second.code) == (0, 0), first.stderr + second.stderr
        ground.hold_files()
        assert not list(ground.folder.glob(".*"))
        return first

    each(ground, SOME, together)


def test_two_builds_of_different_content_at_once_and_one_is_killed(ground: Ground) -> None:
    def together(chance: random.Random) -> Ended:
        first = ground.start("build")
        moment(ground, chance)
        ground.set(chance.choice(["old", "new"]), whole=True)
        second = ground.start("build")
        moment(ground, chance)
        running = [first, second]
        killed = running.pop(chance.randrange(2))
        killed.kill()
        assert killed.ended().code in {0, -signal.SIGKILL}
        ended = running[0].ended()
        assert ended.code == 0, ended.stderr
        ground.hold_files()
        ground.set("new")
        return ended

    each(ground, SOME, together)


# --- Clocks, and files that change while they are read ----------------------------------------------------------------
def test_the_clock_goes_backwards(ground: Ground) -> None:
    """All that is there comes from the future; what is saved now is older than what was made of it."""

    def later(_: random.Random) -> Ended:
        ground.set("old")
        assert ground.run("build").code == 0
        for path in ground.root.rglob("*"):
            os.utime(path, (2**32, 2**32))
        ground.set("new")
        for path in (ground.root / "content").iterdir():
            os.utime(path, (0, 0))
        ended = ground.run("build")
        assert ended.code == 0
        assert ground.output() == ground.new
        return ended

    each(ground, 1, later)


def test_a_change_that_no_time_shows(ground: Ground) -> None:
    """The same size, and the time of the last change set back."""

    def unseen(_: random.Random) -> Ended:
        ground.set("old")
        assert ground.run("build").code == 0
        time.sleep(0.05)  # For the build to rely on what it has seen.
        assert ground.run("build").code == 0
        times = {name: (ground.root / f"content/{name}.yaml").stat() for name in BRIEFS}
        ground.set("new")
        for name, had in times.items():
            os.utime(ground.root / f"content/{name}.yaml", ns=(had.st_atime_ns, had.st_mtime_ns))
        ended = ground.run("build")
        assert ended.code == 0
        assert ground.output() == ground.new
        return ended

    each(ground, 1, unseen)


@needs_strace
def test_a_content_file_is_saved_while_it_is_read(ground: Ground) -> None:
    """The build stops at any look at the file, while another state is saved, and later the first again."""

    def saved(chance: random.Random) -> Ended:
        path, log = ground.root / "content/b.yaml", ground.root / "said/stops"
        running = ground.start("build", held=True)
        call = chance.choice(["openat", "read", "newfstatat"])
        stop = f"inject={call}:signal=SIGSTOP:when={chance.randrange(1, 6)}"
        with traced(running, "-o", str(log), "-P", str(path), "-e", f"trace={call}", "-e", stop):
            while running.runs() and "stopped by SIGSTOP" not in log.read_text():
                time.sleep(0.002)
            ground.set("old", ("b",))
            running.kill(signal.SIGCONT)
            ended = running.ended()
        ground.hold_files()
        ground.set("new")
        return ended

    each(ground, SOME, saved)
