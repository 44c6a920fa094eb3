"""The server of the preview. It answers this machine only, only who knows its address, only with what is on screen.

The address holds a secret word, since every user of a machine can reach its loopback addresses. No path of the disk is
made from an address: documents are found by their digest, files by an ident that a problem has brought into being.
"""

import contextlib
import hmac
import json
import re
import secrets
import socket
import threading
from collections.abc import Callable, Mapping
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any, ClassVar, NamedTuple
from urllib.parse import parse_qs

from briefgen.preview import desk as desks
from briefgen.preview import frame, pictures
from briefgen.preview.desk import Desk

LIMIT_LISTENERS = 40
HEARTBEAT = 10.0
WIDEST = 3200
"""Pixels of the widest picture of a page."""

_HOST = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?", re.IGNORECASE)
_POLICY = (
    "default-src 'none'",
    *(f"{kind}-src 'self'" for kind in ("script", "style", "img", "connect", "frame")),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "; ".join(_POLICY),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Answer(NamedTuple):
    """What is sent back."""

    status: int
    kind: str
    body: bytes
    headers: Mapping[str, str] = {}


def _refused(status: int, words: str) -> Answer:
    return Answer(status, "text/plain; charset=utf-8", f"{words}\n".encode())


NOT_FOUND = _refused(404, "There is no such page. The address of the preview is the one that it has printed.")


@cache
def _page_file(name: str) -> bytes:
    return files(__package__).joinpath("page", name).read_bytes()


_KINDS = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


# --- What there is to ask for -----------------------------------------------------------------------------------------
def _own(desk: Desk, name: str) -> Answer:
    return Answer(200, _KINDS[name.rpartition(".")[2]], _page_file(name))


def _index(desk: Desk) -> Answer:
    return _own(desk, "index.html")


def _document(desk: Desk, digest: str) -> Answer:
    shown = desk.document(digest)
    return Answer(200, "application/octet-stream", shown.data) if shown else NOT_FOUND


def _markdown(desk: Desk, digest: str) -> Answer:
    shown = desk.document(digest)
    return Answer(200, "text/plain; charset=utf-8", shown.data) if shown else NOT_FOUND


def _frame(desk: Desk, digest: str) -> Answer:
    shown = desk.document(digest)
    return Answer(200, _KINDS["html"], frame.page(shown.data), frame.HEADERS) if shown else NOT_FOUND


_album = pictures.Album()


def _picture(desk: Desk, digest: str, number: str, width: str) -> Answer:
    shown = desk.document(digest)
    if not shown or int(number) >= len(shown.pages):
        return NOT_FOUND
    drawn = _album.page(digest, shown.data, int(number), max(100, min(int(width), WIDEST)))
    return Answer(200, "image/png", drawn) if drawn else _refused(500, "The page cannot be drawn.")


def _file(desk: Desk, ident: str) -> Answer:
    path = desk.file(ident)
    if path is None:
        return NOT_FOUND
    text = desks.lines(path)
    return Answer(200, "application/json", json.dumps({"name": path.name, "text": text}).encode())


ROUTES: tuple[tuple[re.Pattern[str], Callable[..., Answer]], ...] = tuple(
    (re.compile(pattern), function)
    for pattern, function in (
        (r"", _index),
        (r"(preview\.css|preview\.js|icon\.svg)", _own),
        (r"documents/([0-9a-f]{64})", _document),
        (r"markdown/([0-9a-f]{64})", _markdown),
        (r"frames/([0-9a-f]{64})", _frame),
        (r"pages/([0-9a-f]{64})/([0-9]{1,4})/([0-9]{1,4})", _picture),
        (r"files/([0-9a-f]{16})", _file),
    )
)


# --- The server -------------------------------------------------------------------------------------------------------
class Server(ThreadingHTTPServer):
    """One address of this machine."""

    daemon_threads = True
    allow_reuse_address = True
    desk: Desk
    word: str
    over: threading.Event

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing when a browser goes away in the middle of an answer."""


class _Server6(Server):
    address_family = socket.AF_INET6


def servers(desk: Desk, port: int = 0) -> list[Server]:
    """Return servers for the loopback addresses of this machine, all with one secret word and one port.

    Raises OSError when the port is taken.
    """
    first = Server(("127.0.0.1", port), _Handler)
    made = [first]
    with contextlib.suppress(OSError):  # A machine may know no IPv6, and the port be taken there by somebody else.
        made.append(_Server6(("::1", first.server_port), _Handler))
    word, over = secrets.token_urlsafe(18), threading.Event()
    for server in made:
        server.desk, server.word, server.over = desk, word, over
    return made


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "briefgen"
    sys_version = ""
    timeout = 60
    _listening: ClassVar[threading.Semaphore] = threading.BoundedSemaphore(LIMIT_LISTENERS)

    def do_GET(self) -> None:
        """Answer."""
        path, _, query = self.path.partition("?")
        wrong = self._wrong(path)
        if wrong:
            self._send(wrong)
            return
        rest = path.removeprefix(f"/{self.server.word}/")
        if rest == "events":
            self._events(query)
            return
        for pattern, function in ROUTES:
            if found := pattern.fullmatch(rest):
                self._send(function(self.server.desk, *found.groups()))
                return
        self._send(NOT_FOUND)

    do_HEAD = do_GET

    def _wrong(self, path: str) -> Answer | None:
        """Return how a request is refused that this server does not answer."""
        host = self.headers.get_all("Host", [])
        if len(host) != 1 or not _HOST.fullmatch(host[0]):
            return _refused(403, "This server answers to the names of this machine only.")
        origin, site = self.headers.get("Origin"), self.headers.get("Sec-Fetch-Site", "none")
        opened = self.headers.get("Sec-Fetch-Mode") == "navigate" and self.headers.get("Sec-Fetch-Dest") == "document"
        if origin not in (None, f"http://{host[0]}") or (site not in ("none", "same-origin") and not opened):
            return _refused(403, "This server answers to its own page only.")
        if self.headers.get("Content-Length", "0") != "0" or self.headers.get("Transfer-Encoding"):
            self.close_connection = True
            return _refused(400, "Nothing can be sent to this server.")
        begins = path[: len(self.server.word) + 2]
        if not hmac.compare_digest(begins.encode("utf-8", "replace"), f"/{self.server.word}/".encode()):
            return NOT_FOUND
        return None

    def _refuse_method(self) -> None:
        self.close_connection = True
        self._send(_refused(405, "This server only shows.")._replace(headers={"Allow": "GET, HEAD"}))

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_CONNECT = _refuse_method

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in {**HEADERS, "Content-Type": answer.kind, **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse what is no request at all, without repeating any of it."""
        self.close_connection = True
        if not hasattr(self, "command") or self.command is None:
            self.command = "GET"
        self._send(_refused(int(code), "This is no request that the preview understands."))

    # --- Events -------------------------------------------------------------------------------------------------------
    def _events(self, query: str) -> None:
        asked = {name: values[-1] for name, values in parse_qs(query, max_num_fields=8).items()}
        view = self.server.desk.view(asked.get("brief"), asked.get("template"))
        if view is None:
            self._send(NOT_FOUND)
            return
        if not self._listening.acquire(blocking=False):
            self._send(_refused(503, "The preview is open in too many windows."))
            return
        view.listen(1)
        try:
            self._listen(view)
        finally:
            view.listen(-1)
            self._listening.release()

    def _listen(self, view: Any) -> None:
        self.close_connection = True
        self.send_response(200)
        for name, value in {**HEADERS, "Content-Type": "text/event-stream"}.items():
            self.send_header(name, value)
        self.end_headers()
        revision, last = -1, b""
        with contextlib.suppress(OSError):
            while self.command != "HEAD" and not self.server.over.is_set():
                revision, state = view.wait(revision, HEARTBEAT)
                told = json.dumps(self.server.desk.told(view, state)).encode()
                self.wfile.write(b"data: " + told + b"\n\n" if told != last else b": still here\n\n")
                last = told

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: standard error is for people."""
