"""A WARC file (ISO 28500) → a folder for each host, with the files as the server would have them.

An archive is hostile input like the pages in it: names are made safe, and sizes bounded.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple
from urllib.parse import urlsplit

from samtykke.site import LARGEST, kind_of
from samtykke.urls import Hosts, resolve

MOST_BYTES = 512 << 20
"""Of one site in one archive, as unpacked."""
MOST_FILES = 50_000
"""Of one site in one archive."""
_TYPES = {
    "text/html": "html", "application/xhtml+xml": "xhtml", "text/css": "css", "image/svg+xml": "svg",
    "application/xml": "xml", "text/xml": "xml", "application/rss+xml": "xml", "application/atom+xml": "xml",
    "application/manifest+json": "webmanifest", "text/javascript": "js", "application/javascript": "js",
    "application/x-javascript": "js", "application/ecmascript": "js",
}  # fmt: skip
"""What is read of an archive, and the ending of a file whose name does not tell its type."""
_LONGEST_NAME = 180
_LONGEST_PATH = 1000


class Unpacked(NamedTuple):
    """The sites of an archive."""

    folders: dict[str, Path]
    """Host → its folder."""
    cut: Counter[str]
    """Host → files that were left out because there were too many, or too large."""


def unpack(stream: IO[bytes], into: Path) -> Unpacked:
    """Write the documents of an archive below `into`, a folder for each host; of one address, the first.

    Raises OSError, and ValueError for what is no archive.
    """
    folders: dict[str, Path] = {}
    sizes: Counter[str] = Counter()
    files: Counter[str] = Counter()
    cut: Counter[str] = Counter()
    for url, kind, raw in _documents(stream):
        resolved = resolve(url, "about:blank")
        if resolved is None or resolved.scheme not in ("http", "https") or not resolved.host:
            continue
        host = resolved.host
        if host not in folders:
            folders[host] = into / f"{len(folders):06}"
            folders[host].mkdir()
        if len(raw) > LARGEST or sizes[host] + len(raw) > MOST_BYTES or files[host] >= MOST_FILES:
            cut[host] += 1
            continue
        if _put(folders[host], _name(resolved.url, host, kind), raw):
            sizes[host] += len(raw)
            files[host] += 1
    return Unpacked(folders, cut)


def _documents(stream: IO[bytes]) -> Iterator[tuple[str, str, bytes]]:
    """(address, ending, bytes) of every answer with a document of a kind that is read."""
    from fastwarc import ArchiveIterator, WarcRecordType  # noqa: PLC0415  of the extra

    known = 0
    for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True, auto_decode="all"):
        known += 1
        if record.http_headers is None or record.http_headers.status_code != 200:
            continue
        kind = _TYPES.get((record.http_content_type or "").lower())
        if kind is not None and record.record_id:
            yield (record.headers.get("WARC-Target-URI") or "").strip("<>"), kind, record.reader.read(LARGEST + 1)
    if not known:
        raise ValueError("no answers of servers are in it")


def _name(url: str, host: str, kind: str) -> str:
    """Where a file lies: as `Hosts.local_path` looks for it, so that what pages load is found."""
    hosts = Hosts(f"https://{host}/")
    path = hosts.local_path(f"https://{host}{urlsplit(url).path or '/'}") or f"~{_digest(url)}.{kind}"
    if len(path) > _LONGEST_PATH or any(len(os.fsencode(part)) > _LONGEST_NAME for part in path.split("/")):
        path = f"~{_digest(url)}.{kind}"
    if kind in ("html", "xhtml") and urlsplit(url).query:
        # With another question it is another page. A script or style sheet is the same, and is looked for by its path.
        path += f"~{_digest(url)}.{kind}"
    elif kind_of(path.rpartition("/")[2]) is None and kind in ("html", "xhtml"):
        path += ".html"  # `/om` is served as HTML, whatever its first bytes are
    return path


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _put(folder: Path, name: str, raw: bytes) -> bool:
    """Write a file once; where a folder stands in its place, or a file in that of its folder, beside it."""
    file = folder / name
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as opened:
            opened.write(raw)
    except FileExistsError:
        return False
    except (NotADirectoryError, IsADirectoryError):
        return _put(folder, f"~{_digest(name)}{Path(name).suffix or '.html'}", raw)
    return True
