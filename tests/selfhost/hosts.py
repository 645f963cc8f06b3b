"""The hosts of libraries and typefaces, played by a server on loopback; and an opener that finds them there."""

from __future__ import annotations

import threading
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from samtykke.selfhost.fetch import _Here

CSS, JS, WOFF2 = "text/css; charset=utf-8", "application/javascript", "font/woff2"
FONT = b"wOF2" + bytes(range(60))
GOOGLE = "https://fonts.googleapis.com/css2?family=Inter:wght@400;700&display=swap"
JQUERY = "https://cdnjs.cloudflare.com/ajax/libs/jquery/3.7.1/jquery.min.js"


@dataclass(frozen=True)
class Answer:
    """What a host says; `short` bytes fewer than it promises."""

    body: bytes = b""
    type: str = JS
    status: int = 200
    location: str = ""
    short: int = 0
    encoding: str = ""


FILES: dict[str, Answer] = {
    GOOGLE: Answer(
        b"@font-face{font-family:Inter;font-weight:400;src:url(https://fonts.gstatic.com/s/inter/v18/latin.woff2)"
        b" format('woff2')}\n@font-face{font-family:Inter;font-weight:700;"
        b"src:url(https://fonts.gstatic.com/s/inter/v18/bold.woff2) format('woff2')}\n",
        CSS,
    ),
    "https://fonts.gstatic.com/s/inter/v18/latin.woff2": Answer(FONT, WOFF2),
    "https://fonts.gstatic.com/s/inter/v18/bold.woff2": Answer(FONT + b"bold", WOFF2),
    JQUERY: Answer(b"/*! jQuery v3.7.1 */ window.jQuery = {fn: {jquery: '3.7.1'}};"),
}


@dataclass
class World:
    """What there is, and who was asked."""

    files: dict[str, Answer]
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    port: int = 0

    def __call__(self, request: urllib.request.Request, seconds: float) -> Any:
        """As `fetch.internet()` opens: the real client, led to loopback."""
        assert request.full_url.startswith("https://"), request.full_url
        parts = urlsplit(request.full_url)
        local = request.full_url.replace(f"https://{parts.netloc}", f"http://127.0.0.1:{self.port}", 1)
        headers = {**dict(request.header_items()), "Host": parts.netloc}
        opener = urllib.request.build_opener(_Here, urllib.request.ProxyHandler({}))
        return opener.open(urllib.request.Request(local, headers=headers), timeout=seconds)  # noqa: S310  loopback


@contextmanager
def playing(files: Mapping[str, Answer]) -> Iterator[World]:
    """A world with these files."""
    world = World(dict(files))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = f"https://{self.headers['Host']}{self.path}"
            world.asked.append(url)
            world.agents.add(self.headers["User-Agent"])
            answer = world.files.get(url, Answer(b"<h1>Not found</h1>", "text/html", 404))
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.type)
            self.send_header("Content-Length", str(len(answer.body)))
            if answer.location:
                self.send_header("Location", answer.location)
            if answer.encoding:
                self.send_header("Content-Encoding", answer.encoding)
            self.end_headers()
            self.wfile.write(answer.body[: len(answer.body) - answer.short])

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    world.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield world
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
