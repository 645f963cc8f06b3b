"""What was read stays known between runs: a document's scan, by its bytes and by all else that it comes from.

Kept are scans, not verdicts: the register is held against them anew in every run. Beside them, pages as they were made
to wait: by their scan and the register too. A scan holds as long as the document,
the site's address and hosts, every file of the site that was asked for on its behalf, and this engine with all that it
runs on are the same. What is kept bears the seal of this user's own key: what others have written, or what is broken,
is not believed, and the document is read.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import os
import sqlite3
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from samtykke.extract import SiteContext, passing
from samtykke.model import Scan
from samtykke.site import Entry, read
from samtykke.vendors.store import stored
from samtykke.workers import Readers, Reading

FOLDER = Path(".cache") / "samtykke"
"""Below the working folder."""
FILE = "scans.sqlite"
KEPT_FOR = 30
"""Days after which what was not asked for is forgotten."""
LARGEST = 1 << 30
"""Bytes of the file, beyond which all is forgotten."""
_LARGEST_SCAN = 64 << 20
_AT_ONCE = 500
_SPAN = 4096
"""Entries that are looked up together; the processes that read wait for the last of them before the next."""
_ROOM = 2 << 20
"""Bytes of scans that are held between asking whether they hold and handing them out."""
_FORM = b"1"
_BELOW = (
    "ada-url", "babel", "jinja2", "markupsafe", "publicsuffixlist", "quickjs-ng", "rcssmin", "rjsmin", "tinycss2",
    "tree-sitter", "tree-sitter-javascript", "turbohtml",
)  # fmt: skip
"""The packages by which documents are read, and the banner is made that is put into them."""
_SOURCES = (".css", ".html", ".js", ".json", ".po", ".py", ".toml")
_SEAL = hashlib.sha256().digest_size
_BROKEN = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR})
"""The file is none of ours: not of this kind, damaged, or with other tables."""
_FIND = "SELECT day, asked, scan, seal FROM scans WHERE key = ?"

_log = logging.getLogger(__name__)


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


class _Row(NamedTuple):
    """A scan, or what a page was made into, as it is kept."""

    day: int
    """When it was last asked for."""
    asked: bytes
    """`Reading.asked` in JSON."""
    value: bytes
    """In JSON, compressed."""
    seal: bytes


@cache
def _format() -> TypeAdapter[Scan]:
    """Made when it is needed: that takes a tenth of a second."""
    return TypeAdapter(Scan)


def written(scan: Scan) -> bytes | None:
    """A scan in JSON; None for one with letters that no encoding has."""
    try:
        return _format().dump_json(scan)
    except PydanticSerializationError:
        return None


def scans(entries: Sequence[Entry], site: SiteContext, readers: Readers, memory: Memory | None) -> Iterator[Scan]:
    """Every entry's scan, in the order given; only those are read that are not known."""
    if memory is None:
        yield from (reading.scan for reading in readers.read(entries, site))
        return
    for start in range(0, len(entries), _SPAN):
        span = entries[start : start + _SPAN]
        keys = [memory.known(entry) for entry in span]
        unknown = [entry for entry, key in zip(span, keys, strict=True) if key is None]
        _log.debug(_("Of %(number)d files, %(new)d are not known yet."), {"number": len(keys), "new": len(unknown)})
        fresh = readers.read(unknown, site)
        for entry, key in zip(span, keys, strict=True):
            scan = memory.scan(key) if key is not None else None
            if scan is None:
                reading = next(fresh) if key is None else next(readers.read([entry], site))
                memory.keep(entry, reading)
                scan = reading.scan
            yield scan
    memory.write()


@contextmanager
def opened(folder: Path | None, site: SiteContext) -> Iterator[Memory | None]:
    """What is kept in a folder of a site's documents, whose files stay meanwhile; nothing is kept where None."""
    memory = Memory(folder, site) if folder is not None else None
    try:
        yield memory
    finally:
        if memory is not None:
            memory.close()


class Memory:
    """The scans that are kept in a folder; whatever goes wrong with it, there are just none."""

    def __init__(self, folder: Path, site: SiteContext) -> None:
        self._site = site
        self._digests: dict[str, str] = {}
        self._new: list[tuple[bytes, int, bytes, bytes, bytes]] = []
        self._used: list[tuple[int, bytes]] = []
        self._at_hand: dict[bytes, _Row] = {}
        """What `known` has found and `scan` will ask for, as long as there is room."""
        self._room = _ROOM
        self._today = date.today().toordinal()
        self._secret = secret()
        made_of = [_FORM, engine(), repr((site.hosts.base, site.hosts.known, site.hosts.own, site.whole)).encode()]
        self._origin = hashlib.sha256(b"\0".join([*made_of, *sorted(one.encode() for one in site.trusted)])).digest()
        self._kept = _file(folder) if self._secret else None

    def known(self, entry: Entry) -> bytes | None:
        """The key of an entry whose scan is here and still holds."""
        if self._kept is None:
            return None
        document = read(entry)
        if document.error:
            return None
        key = self._key(entry, hashlib.sha256(document.raw).hexdigest())
        row = self._row(key)
        if row is None or not self._holds(row):
            return None
        if key not in self._at_hand and self._room >= len(row.value):
            self._room -= len(row.value)
            self._at_hand[key] = row
        return key

    def scan(self, key: bytes) -> Scan | None:
        """The scan with a key that `known` has given; None where it has gone since."""
        row = self._at_hand.pop(key, None)
        if row is None:
            row = self._row(key)
        else:
            self._room += len(row.value)
        try:
            return None if row is None else _format().validate_json(self._value(key, row))
        except (zlib.error, ValidationError):
            return None

    def keep(self, entry: Entry, reading: Reading) -> None:
        """Keep what was read just now, unless it may come out otherwise the next time."""
        if self._kept is None or not reading.digest or passing(reading.scan):
            return
        told = written(reading.scan)
        if told is not None:
            self._keep(self._key(entry, reading.digest), reading.asked, told)

    def recall(self, made_of: bytes) -> bytes | None:
        """What was noted of something that comes from documents; `made_of` is a digest of all it comes from but for
        the engine, the site's address and the files that were asked for on its behalf.
        """
        key = self._made_key(made_of)
        row = self._row(key)
        try:
            return self._value(key, row) if row is not None and self._holds(row) else None
        except zlib.error:
            return None

    def note(self, made_of: bytes, asked: Mapping[str, str], value: bytes) -> None:
        """Keep it for the next run; `asked` are those files, with their digests."""
        if self._kept is not None:
            self._keep(self._made_key(made_of), tuple(asked.items()), value)

    def write(self) -> None:
        """Write what is new and what was asked for; at the end, or now and then."""
        if self._kept is None:
            return
        try:
            with self._kept:
                self._kept.executemany("INSERT OR REPLACE INTO scans VALUES (?, ?, ?, ?, ?)", self._new)
                self._kept.executemany("UPDATE scans SET day = ? WHERE key = ?", self._used)
        except sqlite3.Error as error:  # the disk is full, or another run is writing
            _log.debug(_("What was read is not kept: %(error)s."), {"error": error})
        self._new.clear()
        self._used.clear()

    def close(self) -> None:
        """Write, forget what nobody has asked for, and let go of the file."""
        self.write()
        if self._kept is not None:
            with suppress(sqlite3.Error), self._kept:
                self._kept.execute("DELETE FROM scans WHERE day < ?", (self._today - KEPT_FOR,))
            self._kept.close()
            self._kept = None

    def _keep(self, key: bytes, asked: tuple[tuple[str, str], ...], value: bytes) -> None:
        files, packed = json.dumps(asked).encode(), zlib.compress(value, 1)
        self._new.append((key, self._today, files, packed, self._sealed(key, files, packed)))
        if len(self._new) >= _AT_ONCE:
            self.write()

    def _value(self, key: bytes, row: _Row) -> bytes:
        """Raises zlib.error."""
        if row.day != self._today:
            self._used.append((self._today, key))
        return zlib.decompressobj().decompress(row.value, _LARGEST_SCAN)

    def _holds(self, row: _Row) -> bool:
        """Whether the files that were asked for are the same."""
        return all(self._digest(path) == digest for path, digest in json.loads(row.asked))

    def _made_key(self, made_of: bytes) -> bytes:
        return hashlib.sha256(repr((self._origin, made_of)).encode()).digest()

    def _key(self, entry: Entry, digest: str) -> bytes:
        return hashlib.sha256(repr((self._origin, entry.path, entry.kind, digest)).encode()).digest()

    def _sealed(self, key: bytes, asked: bytes, scan: bytes) -> bytes:
        return hmac.digest(self._secret, b"%d %d " % (len(key), len(asked)) + key + asked + scan, "sha256")

    def _row(self, key: bytes) -> _Row | None:
        """What is kept under a key, if the seal is ours."""
        try:
            found = self._kept and self._kept.execute(_FIND, (key,)).fetchone()
        except sqlite3.Error:
            return None
        if not found or [type(value) for value in found] != [int, bytes, bytes, bytes]:
            return None
        row = _Row(*found)
        return row if hmac.compare_digest(row.seal, self._sealed(key, row.asked, row.value)) else None

    def _digest(self, path: str) -> str:
        if path not in self._digests:
            self._digests[path] = self._site.digest(path)
        return self._digests[path]


def _file(folder: Path) -> sqlite3.Connection | None:
    """The file, made where there is none; None where there can be none."""
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LARGEST:
            path.unlink()
        try:
            return _connected(path)
        except sqlite3.Error as error:
            if error.sqlite_errorcode not in _BROKEN:
                raise
            path.unlink()
            return _connected(path)
    except (OSError, sqlite3.Error) as error:  # no right to write, or another run at work
        _log.debug(_("What was read is not kept: %(error)s."), {"error": error})
        return None


def _connected(path: Path) -> sqlite3.Connection:
    kept = sqlite3.connect(path, timeout=2)
    try:
        kept.execute("PRAGMA trusted_schema = OFF")
        kept.execute("PRAGMA auto_vacuum = FULL")
        kept.execute("PRAGMA synchronous = OFF")  # what a power cut breaks has no seal
        kept.execute(
            "CREATE TABLE IF NOT EXISTS scans (key BLOB PRIMARY KEY, day INT, asked BLOB, scan BLOB, seal BLOB)"
        )
        kept.execute(_FIND, (b"",)).fetchone()
    except sqlite3.Error:
        kept.close()
        raise
    return kept


def secret() -> bytes:
    """This user's key, made at the first need, beside what else is kept for the user; empty where it cannot be kept."""
    path = stored().with_name("key")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(os.urandom(_SEAL))
        except FileExistsError:
            pass
        key = path.read_bytes()
    except (OSError, RuntimeError):  # RuntimeError: nobody's home is known
        return b""
    return key if len(key) == _SEAL else b""


@cache
def engine() -> bytes:
    """A digest of all that reads documents and makes them wait: this package, what it runs on, and its language."""
    found = hashlib.sha256(repr((sys.version, sys.platform)).encode())
    for package in _BELOW:
        try:
            found.update(f"{package} {version(package)}\0".encode())
        except PackageNotFoundError:
            found.update(f"{package}\0".encode())
    root = Path(__file__).parent
    for path in sorted(path for path in root.rglob("*") if path.suffix in _SOURCES):
        found.update(f"{path.relative_to(root).as_posix()}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return found.digest()
