"""WARC files made by hand, and a server on loopback that has them under HTTP and as S3 does."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = b"<!doctype html><title>x</title>"
TAG = b'<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>'
Answer = tuple[str, bytes]
"""Address, body."""


def warc(answers: Sequence[Answer], content_type: str = "", status: int = 200) -> bytes:
    """An archive with a response for each; the type goes by the address where it is not given."""
    out = b""
    for number, (url, body) in enumerate(answers):
        ending = url.partition("?")[0].rpartition(".")[2]
        kind = content_type or {"js": "text/javascript", "css": "text/css"}.get(ending, "text/html; charset=utf-8")
        http = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\nWARC-Target-URI: {url}\r\n"
            f"WARC-Date: 2026-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        out += gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0)
    return out


@contextmanager
def served(raw: bytes) -> Iterator[str]:
    """The address of a server that has the bytes at every path, with ranges."""

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self._answer(body=False)

        def do_GET(self) -> None:
            self._answer(body=True)

        def _answer(self, *, body: bool) -> None:
            first, _, last = self.headers.get("Range", "bytes=0-").removeprefix("bytes=").partition("-")
            part = raw[int(first) : int(last) + 1 if last else None]
            self.send_response(206 if "Range" in self.headers else 200)
            self.send_header("Content-Length", str(len(part)))
            self.send_header("Accept-Ranges", "bytes")
            self.send_header("ETag", '"1"')
            self.send_header("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")
            if "Range" in self.headers:
                self.send_header("Content-Range", f"bytes {first}-{int(first) + len(part) - 1}/{len(raw)}")
            self.end_headers()
            if body:
                self.wfile.write(part)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
