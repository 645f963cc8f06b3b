"""Real browsers against files on loopback, with everything else intercepted, recorded and answered by a stand-in.

    with serve(folder) as site, Chromium() as browser, browser.open(site.url + "/index.html") as visit:
        visit.phase = "after accept"
        visit.click("button")
        assert visit.requests == [...]

Nothing leaves the machine: what is not intercepted meets a proxy that records the connection and refuses it.
`Visit` and `Browser` are the same for Chromium (Playwright) and Firefox (WebDriver BiDi, in `bidi.py`).
"""

from __future__ import annotations

import json
import mimetypes
import re
import shutil
import socketserver
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple, Protocol, Self
from urllib.parse import unquote, urlsplit

import pytest

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class Request(NamedTuple):
    """A request to a third party, and what the test was doing at the time."""

    url: str
    phase: str


class Answer(NamedTuple):
    """What a third party says."""

    body: str | bytes
    type: str = "text/html; charset=utf-8"
    status: int = 200


class Cookie(NamedTuple):
    """A cookie as the browser keeps it; `expires` in seconds since 1970, -1 for the session."""

    name: str
    value: str
    domain: str
    path: str
    expires: float
    secure: bool
    same_site: str


Answers = Callable[[str, str], Answer]
"""(address, what it is for: script, iframe, image, style, …) → answer."""


def stand_in(url: str, use: str) -> Answer:
    """A third party that leaves traces: scripts list themselves in `window.ran` and set the cookie `stand_in`."""
    if use == "script":
        body = f"(window.ran = window.ran || []).push({json.dumps(url)}); document.cookie = 'stand_in=1; path=/';"
        return Answer(body, "text/javascript")
    if use in ("image", "img"):
        return Answer('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>', "image/svg+xml")
    if use in ("style", "stylesheet"):
        return Answer("", "text/css")
    return Answer("<!doctype html><html lang=en><title>stand-in</title><p>stand-in</p>")


@dataclass
class World:
    """What the browser finds beyond loopback."""

    answers: Answers = stand_in
    own: Mapping[str, Path] = field(default_factory=dict)
    """Origins (https://www.example.test) that are the site's own and are answered from a folder."""
    intercept: bool = True
    """Without it nothing is answered in a third party's name: whatever the browser wants there reaches its exit."""

    def mine(self, url: str) -> bool:
        """Whether a request needs no interception, or no recording."""
        parts = urlsplit(url)
        local = parts.scheme in ("data", "blob", "about", "file") or parts.hostname in ("127.0.0.1", "localhost", "::1")
        return local or f"{parts.scheme}://{parts.netloc}" in self.own

    def file(self, url: str) -> Answer | None:
        """The file of one of our own origins; None for loopback, which the server answers."""
        parts = urlsplit(url)
        folder = self.own.get(f"{parts.scheme}://{parts.netloc}")
        if folder is None:
            return None
        path = folder / unquote(parts.path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return Answer("not found", status=404)
        kind = mimetypes.guess_type(path.name)[0] or "text/plain"
        data = path.read_bytes()
        try:
            return Answer(data.decode("utf-8"), f"{kind}; charset=utf-8")
        except UnicodeDecodeError:
            return Answer(data, kind)


class Visit(Protocol):
    """A page in a browser profile of its own; `phase` is noted with every request."""

    phase: str
    requests: list[Request]

    def goto(self, url: str) -> None:
        """Load a page and wait for its load event."""

    def reload(self) -> None:
        """Load the page anew."""

    def back(self) -> None:
        """One step back in the history."""

    def click(self, css: str) -> None:
        """A real click in the middle of the first visible match, scrolled into view."""

    def press(self, *keys: str) -> None:
        """Keys, one after the other: `Tab`, `Shift+Tab`, `Enter`, `Escape`, `Space`."""

    def evaluate(self, expression: str) -> Any:
        """A JavaScript expression's value, by way of JSON; promises are awaited."""

    def rest(self, seconds: float) -> None:
        """Let time pass, JavaScript or not."""

    def cookies(self) -> list[Cookie]:
        """Every cookie of the profile, those of third parties too."""

    def tab(self, url: str) -> Visit:
        """A second page in the same profile; it shares `requests`."""

    def screenshot(self, path: Path) -> None:
        """What is seen, as PNG."""

    def close(self) -> None:
        """End the page, and its profile with the first one."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc: object) -> None: ...


class Browser(Protocol):
    """A running browser."""

    name: str
    connections: list[str]
    """What reached the proxy, or the trap: what no interception stopped, and the browser's own errands."""

    def open(
        self,
        url: str,
        *,
        javascript: bool = True,
        gpc: bool = False,
        world: World | None = None,
        size: tuple[int, int] = (1280, 800),
        dark: bool = False,
        scripts: Sequence[str] = (),
        wait: bool = True,
    ) -> Visit:
        """A page in a fresh profile. `scripts` run before the page's own."""

    def close(self) -> None:
        """End it."""


def until(visit: Visit, condition: str, seconds: float = 40.0) -> None:
    """Wait until a JavaScript expression is true, across reloads; fails the test with the expression otherwise."""
    end = time.monotonic() + seconds
    while True:
        try:
            if visit.evaluate(f"!!({condition})"):
                return
        except Exception:  # the page may be between two documents
            if time.monotonic() > end:
                raise
        if time.monotonic() > end:
            pytest.fail(f"never true in the page: {condition}")
        visit.rest(0.03)


def read(visit: Visit, expression: str, seconds: float = 40.0) -> Any:
    """An expression's value, asked once more where the page was just then left for its successor.

    Only for what changes nothing: the expression may run twice."""
    end = time.monotonic() + seconds
    while True:
        try:
            return visit.evaluate(expression)
        except Exception:
            if time.monotonic() > end:
                raise
        visit.rest(0.03)


def reload(load: Callable[[], object], seconds: float = 40.0) -> None:
    """Load anew by the browser's own means, again where the page was itself about to leave, which ends the first."""
    end = time.monotonic() + seconds
    while True:
        try:
            load()
            return
        except Exception as error:
            if "_ABORTED" not in str(error) or time.monotonic() > end:
                raise


def settle(visit: Visit, seconds: float = 0.15) -> None:
    """Give what should not happen the time to happen."""
    quiet = time.monotonic()
    seen = len(visit.requests)
    while time.monotonic() - quiet < seconds:
        visit.rest(0.04)
        if len(visit.requests) != seen:
            seen, quiet = len(visit.requests), time.monotonic()


def find(name: str, package: str, *names: str) -> str:
    """The path of a browser; a missing one fails, since a skipped test would look like a passed one."""
    for candidate in (name, *names):
        path = shutil.which(candidate)
        if path:
            return path
    pytest.fail(f"{name} is not installed; run: apt-get install -y {package}", pytrace=False)


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        """Nothing: the tests' output is for the tests."""

    def do_GET(self) -> None:
        if self.path.endswith(".html"):
            self.server.pages.append(self.path)  # type: ignore[attr-defined]
            time.sleep(self.server.pause)  # type: ignore[attr-defined]
        super().do_GET()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode("utf-8")
        self.server.posts.append((self.path, body))  # type: ignore[attr-defined]
        self.send_response(204)
        self.end_headers()

    def end_headers(self) -> None:
        for name, value in getattr(self.server, "headers", {}).items():
            self.send_header(name, value)
        super().end_headers()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Browsers hang up in the middle; that is no error of ours."""


@dataclass(frozen=True)
class Site:
    """A folder on loopback."""

    url: str
    folder: Path
    posts: list[tuple[str, str]] = field(default_factory=list)
    """(path, body) of what pages have sent."""
    pages: list[str] = field(default_factory=list)
    """The paths of the documents that were asked for."""


@contextmanager
def serve(folder: Path, headers: Mapping[str, str] | None = None, pause: float = 0) -> Iterator[Site]:
    """A folder over HTTP on a free port of loopback; `headers` go with every answer; documents come after a pause."""
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    server.headers = dict(headers or {})  # type: ignore[attr-defined]
    site = Site(f"http://127.0.0.1:{server.server_address[1]}", folder)
    server.posts, server.pages, server.pause = site.posts, site.pages, pause  # type: ignore[attr-defined]
    with _running(server):
        yield site


class _Refuse(socketserver.StreamRequestHandler):
    timeout = 5

    def handle(self) -> None:
        line = self.rfile.readline(2000).decode("latin-1").strip()
        if line:
            self.server.seen.append(line)  # type: ignore[attr-defined]
        self.wfile.write(b"HTTP/1.1 502 Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


class _Proxy(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that is opened and dropped."""


_SERVER_NAME = re.compile(rb"(?=\x00\x00(?P<extension>..)(?P<list>..)\x00(?P<name>..))", re.DOTALL)
"""The extension of a TLS greeting that names the host, RFC 6066, section 3: three lengths, one within the other."""


def _host(greeting: bytes) -> str:
    """The host that a connection's first bytes ask for, of TLS or HTTP; "" where they name none."""
    plain = re.search(rb"\r\nHost: ([^\r:]+)", greeting, re.IGNORECASE)
    if plain:
        return plain[1].decode("latin-1")
    for found in _SERVER_NAME.finditer(greeting):
        outer, middle, length = (int.from_bytes(found[key], "big") for key in ("extension", "list", "name"))
        if outer == middle + 2 == length + 5:
            return greeting[found.end("name") : found.end("name") + length].decode("latin-1")
    return ""


class _Note(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        self.request.settimeout(1)
        greeting = b""
        with suppress(OSError):
            while not _host(greeting) and (more := self.request.recv(65536)):
                greeting += more
        self.server.seen.append(_host(greeting))  # type: ignore[attr-defined]


@contextmanager
def trap() -> Iterator[tuple[int, list[str]]]:
    """(port, host names): takes connections in place of the whole world and hangs up; "" for one that names no host."""
    seen: list[str] = []
    server = _Proxy(("127.0.0.1", 0), _Note)
    server.seen = seen  # type: ignore[attr-defined]
    with _running(server):
        yield server.server_address[1], seen


@contextmanager
def refusing_proxy() -> Iterator[tuple[int, list[str]]]:
    """(port, request lines): a proxy that lets nothing out."""
    seen: list[str] = []
    proxy = _Proxy(("127.0.0.1", 0), _Refuse)
    proxy.seen = seen  # type: ignore[attr-defined]
    with _running(proxy):
        yield proxy.server_address[1], seen


@contextmanager
def _running(server: socketserver.TCPServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
