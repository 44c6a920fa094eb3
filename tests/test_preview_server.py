"""The server of the preview: whom it answers, and what can be asked for. The protocol is spoken by hand."""

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from briefgen.cli import cli
from briefgen.preview.building import Checked, Ended, File, Task
from briefgen.preview.desk import Desk
from briefgen.preview.server import HEADERS, Server, servers
from briefgen.preview.views import View, after
from briefgen.problems import Place, Problem
from conftest import tries

HOSTILE = "</script><script>alert(1)</script>\u2028\"'&\x1b[2J"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "briefgen.yaml").write_text("")
    (tmp_path / "content/a.yaml").write_text("title: A\n")
    (tmp_path / "secret.txt").write_text("secret")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def server(root: Path) -> Iterator[Server]:
    """A server of a desk at which nothing is made."""
    desk = Desk(Task(root, Path(), Path("content/a.yaml")))
    made = servers(desk)
    threads = [threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.01}) for one in made]
    for thread in threads:
        thread.start()
    yield made[0]
    made[0].over.set()
    for one, thread in zip(made, threads, strict=True):
        one.shutdown()
        one.server_close()
        thread.join()


def view_of(server: Server) -> View:
    view = server.desk.view(None, None)
    assert view is not None
    return view


def ask(
    server: Server, path: str, method: str = "GET", host: str = "127.0.0.1", **headers: str
) -> http.client.HTTPResponse:
    """Ask for a path below the secret word."""
    return ask_at(server, f"/{server.word}/{path}", method, host, **headers)


def ask_at(
    server: Server, path: str, method: str = "GET", host: str = "127.0.0.1", **headers: str
) -> http.client.HTTPResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)) as connection:
        connection.request(method, path, headers={"Host": f"{host}:{server.server_port}", **named})
        answer = connection.getresponse()
        answer.data = answer.read()  # type: ignore[attr-defined]
        return answer


def body(answer: http.client.HTTPResponse) -> bytes:
    return answer.data  # type: ignore[attr-defined, no-any-return]


def said(server: Server, lines: bytes) -> bytes:
    """Say something, and return all that comes back until the connection is closed."""
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as connection:
        connection.sendall(lines)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


# --- Whom it answers --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_this_machine_is_answered(server: Server, host: str) -> None:
    answer = ask(server, "", host=host)
    assert answer.status == 200
    assert b"<title>Preview</title>" in body(answer)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_it_listens_on_loopback_only(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "0.0.0.0", "127.0.0.2", "[::2]", ""]
)
def test_another_name_is_refused(server: Server, host: str) -> None:
    assert ask(server, "", host=host).status == 403


@pytest.mark.parametrize("hosts", [b"", b"Host: localhost\r\nHost: evil.example\r\n"])
def test_no_name_or_two_are_refused(server: Server, hosts: bytes) -> None:
    answer = said(server, f"GET /{server.word}/ HTTP/1.1\r\n".encode() + hosts + b"\r\n")
    assert answer.startswith(b"HTTP/1.1 403")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "script"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"},
    ],
)
@pytest.mark.parametrize("path", ["", "events", "preview.js"])
def test_other_pages_are_refused(server: Server, headers: dict[str, str], path: str) -> None:
    assert ask(server, path, **headers).status == 403


def test_a_link_that_somebody_follows_is_not(server: Server) -> None:
    headers = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert ask(server, "", **headers).status == 200
    assert ask(server, "", Origin=f"http://127.0.0.1:{server.server_port}", Sec_Fetch_Site="same-origin").status == 200


@pytest.mark.parametrize("path", ["/", "/preview.js", "/x/", "//", "/{word}", "/{WORD}/", "/{half}/", "*", "/é/"])
def test_without_the_word_there_is_nothing(server: Server, path: str) -> None:
    word = server.word
    path = path.format(word=word, WORD=word.swapcase(), half=word[: len(word) // 2])
    status = int(said(server, f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode("latin-1")).split()[1])
    assert status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"])
def test_nothing_can_be_done_but_look(server: Server, method: str) -> None:
    answer = ask(server, "", method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_the_head_alone(server: Server) -> None:
    answer = ask(server, "", "HEAD")
    assert (answer.status, body(answer)) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 1000


@pytest.mark.parametrize(
    "lines",
    [
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"BREW / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET /" + b"x" * 70000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n",
        b"GET /<script> HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello",
    ],
)
def test_what_is_no_request_is_refused_without_an_echo(server: Server, lines: bytes) -> None:
    answer = said(server, lines)
    assert b"200 OK" not in answer
    assert b"<" not in answer
    assert b"Traceback" not in answer
    assert ask(server, "").status == 200, "it goes on"


# --- What can be asked for --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "path",
    [
        "../../secret.txt",
        "%2e%2e/secret.txt",
        "files/secret.txt",
        "files/../secret.txt",
        "files/0123456789abcdef",
        "page/index.html",
        "preview.css/",
        "preview.py",
        "__init__.py",
        f"documents/{'0' * 64}",
        f"frames/{'0' * 64}",
        f"pages/{'0' * 64}/0/800",
        "pages/../../etc/passwd",
        "/etc/passwd",
        "content/a.yaml",
        "events?brief=../a",
        "events?template=../../x",
    ],
)
def test_nothing_else_is_there(server: Server, path: str) -> None:
    answer = ask(server, path)
    assert answer.status == 404
    assert b"secret" not in body(answer)


@pytest.mark.parametrize("name", ["preview.css", "preview.js", "icon.svg"])
def test_its_own_files(server: Server, name: str) -> None:
    assert ask(server, name).status == 200


def test_documents_by_what_they_are(server: Server) -> None:
    view = view_of(server)
    page = b"<html><head></head><body>Words</body></html>"
    view.state = after(after(view.state, File("html", page, ())), File("docx", b"PK", ()))
    digests = {name: shown.digest for name, shown in view.state.shown.items()}
    word = ask(server, f"documents/{digests['docx']}")
    assert (body(word), word.headers["Content-Type"]) == (b"PK", "application/octet-stream")
    framed = ask(server, f"frames/{digests['html']}")
    assert framed.headers["Content-Security-Policy"].startswith("sandbox allow-scripts ")
    assert "allow-same-origin" not in framed.headers["Content-Security-Policy"]
    assert b"Words<script>" in body(framed)
    whole = ask(server, f"documents/{digests['html']}")
    assert (body(whole), whole.headers["Content-Type"]) == (page, "application/octet-stream")


def test_a_file_that_a_problem_names_can_be_read(server: Server, root: Path) -> None:
    (root / "content" / "a<b>.yaml").write_text(HOSTILE, "utf-8")
    view = view_of(server)
    view.state = after(view.state, Checked((Problem(Place("content/a<b>.yaml", 1), "some-code", HOSTILE),), (), False))
    told = server.desk.told(view, view.state)
    answer = ask(server, f"files/{told['problems'][0]['file']}")
    assert json.loads(body(answer)) == {"name": "a<b>.yaml", "text": HOSTILE}
    assert answer.headers["Content-Type"] == "application/json"
    (root / "content" / "a<b>.yaml").unlink()
    assert json.loads(body(ask(server, f"files/{told['problems'][0]['file']}")))["text"] is None


# --- Events -----------------------------------------------------------------------------------------------------------
def test_each_change_is_told_and_hostile_words_stay_words(server: Server) -> None:
    view = view_of(server)
    with closing(http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)) as connection:
        connection.request("GET", f"/{server.word}/events", headers={"Host": "localhost"})
        answer = connection.getresponse()
        assert answer.headers["Content-Type"] == "text/event-stream"
        assert _event(answer)["busy"] is True
        assert view.listeners == 1
        with view._changed:
            view._show(after(view.state, Checked((Problem(Place("a"), "some-code", HOSTILE),), (), False)))
        assert _event(answer)["problems"][0]["message"] == HOSTILE
        with view._changed:
            view._show(after(view.state, Ended()))
        assert _event(answer)["busy"] is False


def _event(answer: http.client.HTTPResponse) -> dict[str, object] | dict[str, list[dict[str, str]]]:
    while not (line := answer.readline()).startswith(b"data: "):
        assert line, "the stream has ended"
    assert line.isascii()
    return json.loads(line.removeprefix(b"data: "))  # type: ignore[no-any-return]


def test_no_more_than_so_many_listen(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.preview.server._Handler._listening", threading.BoundedSemaphore(1))
    with closing(http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)) as connection:
        connection.request("GET", f"/{server.word}/events", headers={"Host": "localhost"})
        connection.getresponse()
        assert ask(server, "events").status == 503


# --- The command ------------------------------------------------------------------------------------------------------
def test_a_port_that_is_taken_is_named(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = CliRunner().invoke(cli, ["preview", "--no-open", "--port", str(port)])
    assert done.exit_code == 2
    assert f"the port {port} cannot be used: address already in use [port-taken]" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--editor", "notepad"], "expected one of vscode, "),
        (["--port", "99999"], "99999 is not in the range"),
        (["content/b.yaml"], "there is no file"),
        (["-t", "../x"], "there is no template '../x'"),
        (["--set", "desing.x=1"], "desing"),
    ],
)
def test_what_is_wrong_with_the_command_is_said_before_anything_starts(root: Path, words: list[str], said: str) -> None:
    done = CliRunner().invoke(cli, ["preview", "--no-open", *words])
    assert done.exit_code == 2
    assert said in done.stderr


@settings(max_examples=tries(60), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=255, exclude_characters="?#"), min_size=1))
def test_whatever_is_asked_for_is_there_or_not(server: Server, path: str) -> None:
    assume(path.split() == [path] and path not in ("preview.css", "preview.js", "icon.svg", "events"))
    lines = f"GET /{server.word}/{path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode("latin-1")
    assert said(server, lines).startswith(b"HTTP/1.1 404 ")
