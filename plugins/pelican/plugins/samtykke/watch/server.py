"""The site on loopback, with the toolbar put into every page as it is served."""

from __future__ import annotations

import html
import json
import re
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from .builder import Builder, State

PREFIX = "/__samtykke/"
_OWN = {"toolbar.js": "text/javascript; charset=utf-8"}
_TYPES = {
    **SimpleHTTPRequestHandler.extensions_map,
    ".webmanifest": "application/manifest+json",
    ".wasm": "application/wasm",
    ".ics": "text/calendar; charset=utf-8",
}
_HOSTS = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?")
_BODY_END = re.compile(rb"</body\s*>", re.IGNORECASE)
_NOTHING_YET = (
    "<!doctype html>\n<html lang='nb'><head><meta charset='utf-8'><title>Ikke bygget ennå</title></head>"
    "<body><h1>Nettstedet er ikke bygget ennå</h1><p>{reason}</p></body></html>\n"
)


class Server(ThreadingHTTPServer):
    """Serves what the builder has built last."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, project: Path, editor: str) -> None:
        """Raise OSError where the port is taken."""
        super().__init__(("127.0.0.1", port), _Handler)
        self.project = project
        self.editor = editor
        self.builder: Builder | None = None

    def show(self, builder: Builder) -> Builder:
        """From now on, what this one builds."""
        self.builder = builder
        return builder

    def handle_error(self, request: object, client_address: object) -> None:
        """Browsers hang up in the middle of an answer; that is nothing to tell."""


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = _TYPES

    server: Server

    @property
    def _builder(self) -> Builder:
        assert self.server.builder is not None, "it serves from when there is one"
        return self.server.builder

    def log_message(self, *args: object) -> None:
        """Nothing: the terminal is for what the build says."""

    def do_GET(self) -> None:
        """A file of the site, or something of the toolbar's."""
        if not _HOSTS.fullmatch(self.headers.get("Host", "")):
            # Another site's page, whose name was made to lead here, is not to read this one.
            self._send(b"", "text/plain", HTTPStatus.MISDIRECTED_REQUEST)
            return
        address = urlsplit(self.path)
        if not address.path.startswith(PREFIX):
            self._file(unquote(address.path))
            return
        name = address.path.removeprefix(PREFIX)
        query = {key: values[0] for key, values in parse_qs(address.query).items()}
        if name == "events":
            self._events(int(query.get("number", "0")) if query.get("number", "0").isdigit() else 0)
        elif name == "page.json":
            told = json.dumps(
                _page(self._builder.state, query.get("path", ""), self.server.project, self.server.editor)
            )
            self._send(told.encode(), "application/json")
        elif name in _OWN:
            self._send(Path(__file__).with_name(name).read_bytes(), _OWN[name])
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_HEAD(self) -> None:
        """The same without its body."""
        self.do_GET()

    def _file(self, path: str) -> None:
        state = self._builder.state
        if state.site is None:
            reason = html.escape(" ".join(note["message"] for note in state.report["notes"])) or "Vent litt."
            self._html(_NOTHING_YET.format(reason=reason).encode(), "", HTTPStatus.SERVICE_UNAVAILABLE)
            return
        self.directory = str(state.site)
        file = Path(self.translate_path(path))
        if file.is_dir():
            if not path.endswith("/"):
                self.send_response(HTTPStatus.MOVED_PERMANENTLY)
                self.send_header("Location", quote(path) + "/")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            file /= "index.html"
        status = HTTPStatus.OK
        if not file.is_file():
            file, status = state.site / "404.html", HTTPStatus.NOT_FOUND
        try:
            data = file.read_bytes()
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        if file.suffix == ".html":
            self._html(data, file.relative_to(state.site).as_posix(), status)
        else:
            self._send(data, self.guess_type(str(file)), status)

    def _html(self, data: bytes, page: str, status: HTTPStatus) -> None:
        tag = f'<script src="{PREFIX}toolbar.js" data-page="{html.escape(page)}" defer></script>\n'.encode()
        ends = list(_BODY_END.finditer(data))
        at = ends[-1].start() if ends else len(data)
        self._send(data[:at] + tag + data[at:], "text/html; charset=utf-8", status)

    def _send(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _events(self, number: int) -> None:
        """Server-sent events: the number of every build that is done, from the one after `number` on."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            while True:
                state = self._builder.wait(number, 15)
                if state.number == number:
                    self.wfile.write(b": still here\n\n")
                else:
                    number = state.number
                    told = json.dumps({"number": number, "built": state.report["built"]})
                    self.wfile.write(f"data: {told}\n\n".encode())
                self.wfile.flush()
        except OSError:  # the page is closed
            self.close_connection = True


def _page(state: State, path: str, project: Path, editor: str) -> dict[str, Any]:
    """What the toolbar shows on a page; every place with a link that opens it in the editor's program."""
    report = state.report
    page = report["pages"].get(path, {"source": None, "findings": [], "services": []})
    others = [{**f, "page": name} for name, p in report["pages"].items() if name != path for f in p["findings"]]

    def linked(entry: dict[str, Any]) -> dict[str, Any]:
        source, line = entry.get("source"), entry.get("line") or 1
        return {**entry, "open": _open(editor, project, source, line)} if source else entry

    return {
        "number": state.number,
        "built": report["built"],
        "seconds": round(state.seconds, 1),
        "notes": [linked(note) for note in report["notes"]],
        "page": linked({"source": page["source"]}),
        "findings": [linked(finding) for finding in page["findings"]],
        "elsewhere": [linked(finding) for finding in report["elsewhere"] + others],
        "services": page["services"],
    }


def _open(editor: str, project: Path, source: str, line: int) -> str:
    """The address that opens a line in the editor's program; empty where none is wanted."""
    path = quote((project / source).as_posix())
    path = path if path.startswith("/") else f"/{path}"
    return editor.replace("{path}", path).replace("{line}", str(line))
