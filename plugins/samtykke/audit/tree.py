"""The built site, as a server would answer for it at its own address."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import urlsplit

from samtykke.urls import Hosts

from .proxy import Answer, Asked

_TEXT = ("text/", "application/javascript", "application/json", "image/svg+xml")
_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
"""What the machine's own table may lack or have otherwise."""
_KEPT = ("Cache-Control", "max-age=3600")
"""A visitor who goes on to the next page has the style sheets already, as on any real server."""
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class Tree:
    """Answers from a folder, or from a single file; nothing outside it. Files are read each time."""

    def __init__(self, root: Path, hosts: Hosts) -> None:
        self._single = root if root.is_file() else None
        self._root = (root.parent if self._single else root).resolve()
        self._hosts = hosts
        self._headers = list(_headers(self._root / "_headers"))

    def answer(self, asked: Asked) -> Answer:
        """The file, or 404 with the site's own page for it."""
        path = urlsplit(asked.url).path or "/"
        extra = tuple(header for pattern, header in self._headers if fnmatchcase(path, pattern))
        found = self._file(re.split("[?#]", asked.url, maxsplit=1)[0])
        if found is None:
            missing = self._inside(self._root / "404.html")
            return Answer(
                missing.read_bytes() if missing else b"not found", "text/html" if missing else "text/plain", 404
            )
        if found.is_dir():
            return Answer(b"", "text/plain", 301, (("Location", path + "/"),))
        kind = _type(found)
        if not kind.startswith("text/html") and not any(name.lower() == "cache-control" for name, _ in extra):
            extra = (*extra, _KEPT)
        return _ranged(Answer(found.read_bytes(), kind, 200, extra), asked.headers.get("range", ""))

    def _file(self, url: str) -> Path | None:
        path = self._hosts.local_path(url)
        if path is None:
            return None
        for tried in (path, f"{path}.html"):
            found = self._inside(self._root / tried)
            if found is not None:
                return found
        return None

    def _inside(self, path: Path) -> Path | None:
        try:
            real = path.resolve()
        except OSError:
            return None
        if not real.is_relative_to(self._root) or not real.exists():
            return None
        if real.is_dir():
            return real if (real / "index.html").is_file() else None
        return real if self._single is None or real == self._single.resolve() or real.suffix != ".html" else None


def _type(path: Path) -> str:
    kind = _TYPES.get(path.suffix.lower()) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXT) and kind != "text/html" else kind


def _ranged(answer: Answer, wanted: str) -> Answer:
    """Media are asked for in parts."""
    match = _RANGE.fullmatch(wanted)
    if not match or not answer.body or not match[1]:
        return answer
    first, last = int(match[1]), min(int(match[2] or len(answer.body)), len(answer.body) - 1)
    if first > last:
        return Answer(b"", answer.type, 416)
    part = ("Content-Range", f"bytes {first}-{last}/{len(answer.body)}")
    return Answer(answer.body[first : last + 1], answer.type, 206, (*answer.headers, part))


def _headers(file: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """(path pattern, header) of a `_headers` file, as Netlify and Cloudflare Pages read it."""
    if not file.is_file():
        return
    pattern = ""
    for line in file.read_text("utf-8", "replace").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            pattern = line.strip()
        elif pattern and ":" in line:
            name, _, value = line.partition(":")
            if re.fullmatch(r"[A-Za-z0-9-]+", name.strip()):
                yield pattern, (name.strip(), value.strip())
