"""Briefs built by a Dask cluster: a scheduler and workers as programs of their own, on this machine."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.conformance, pytest.mark.xdist_group("cluster")]
distributed: Any = pytest.importorskip("distributed")

BRIEF = (
    "title: Bridge {number}\nsources: [seeds/{number}.txt]\n"
    "decisions: [{{text: The board decided., evidence: {clause}}}]\nactors: [The board]\n"
)
COUNT = 8


@contextmanager
def started(*words: str, folder: Path, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", *words, "--no-dashboard"]
    log = (folder / "log.txt").open("ab")
    with (
        log,
        subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, start_new_session=True, env={**os.environ, **environment}
        ) as process,
    ):
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    where = ("--host", "127.0.0.1", "--port", str(port))
    with started("distributed.cli.dask_scheduler", *where, folder=folder):
        yield f"127.0.0.1:{port}"


def worker(address: str, folder: Path, **environment: str) -> Any:
    words = (f"tcp://{address}", "--nthreads", "1", "--memory-limit", "0", "--local-directory", str(folder))
    return started("distributed.cli.dask_worker", *words, folder=folder, **environment)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("cluster")
    with scheduler(folder) as address, worker(address, folder), worker(address, folder):
        with distributed.Client(f"tcp://{address}", timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield address


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {
        "briefgen.yaml": "template: own\n",
        "templates/own/template.yaml": "extends: briefgen/memo\ndesign: {colours: {accent: '#703030'}}\n",
    }
    for number in range(COUNT):
        clause = "The board decided" if number != 3 else "The board chose"
        files[f"content/{number}.yaml"] = BRIEF.format(number=number, clause=clause)
        files[f"seeds/{number}.txt"] = f"The board decided. This is report {number}.\n"
    files["content/4.yaml"] = files["content/4.yaml"].replace("seeds/4.txt", "seeds/none.txt")
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def begun(project: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "briefgen", "build", *options]
    return subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def build(project: Path, *options: str) -> tuple[int, str, str]:
    with begun(project, *options) as process:
        out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def digests(project: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (project / "output").iterdir()}


def test_the_bytes_and_the_words_are_those_of_a_build_at_home(project: Path, cluster: str) -> None:
    there = build(project, "--no-cache", "--executor", f"dask://{cluster}")
    made = digests(project)
    here = build(project, "--no-cache", "--force", "-j", "1")
    assert there == here
    assert here[0] == 1
    assert made == digests(project)
    assert len(made) == 4 * (COUNT - 2) + len({"manifest.json", "index.html"} & set(made))


def test_what_a_cluster_made_is_up_to_date_at_home(project: Path, cluster: str) -> None:
    build(project, "--executor", f"dask://{cluster}", "-f", "md")
    assert "6 up to date" in build(project, "-f", "md", "-j", "1")[2]


def test_a_worker_that_is_killed_loses_nothing(project: Path, cluster: str) -> None:
    with begun(project, "--no-cache", "--executor", f"dask://{cluster}") as process:
        assert process.stdout is not None
        process.stdout.readline()
        with distributed.Client(f"tcp://{cluster}", timeout=30, set_as_default=False) as client:
            numbers = client.run(os.getpid)
            os.kill(next(iter(numbers.values())), signal.SIGKILL)
        _, err = process.communicate(timeout=120)
    assert f"{4 * (COUNT - 2)} of {4 * COUNT} files written" in err
    made = digests(project)
    build(project, "--no-cache", "--force", "-j", "1")
    assert made == digests(project)


def test_a_worker_with_another_version_is_named(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("other")
    told = folder / "briefgen-99.0.dist-info/METADATA"
    told.parent.mkdir()
    told.write_text("Metadata-Version: 2.1\nName: briefgen\nVersion: 99.0\n")
    with scheduler(folder) as address, worker(address, folder, PYTHONPATH=str(folder)):
        code, _, err = build(project, "--executor", f"dask://{address}")
    assert code == 2
    assert "has briefgen 99.0, and this machine has" in err
    assert "[worker-differs]" in err


def test_where_there_is_no_cluster_it_is_said_soon(project: Path) -> None:
    begun_at = time.monotonic()
    code, out, err = build(project, "--executor", "dask://127.0.0.1:1")
    assert (code, out) == (2, "")
    assert "there is no Dask scheduler at tcp://127.0.0.1:1" in err
    assert "Traceback" not in err
    assert time.monotonic() - begun_at < 40
