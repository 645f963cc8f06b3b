"""What is kept, as it lies in the built tree: what files load of one another leads from copy to copy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from samtykke.files import write_atomically
from samtykke.gating.splices import spliced
from samtykke.model import Kind
from samtykke.urls import resolve

from . import names as naming
from .addresses import Address, in_css, in_script
from .hosts import canonical
from .lock import Entry, Store, sri
from .names import kind_of

FOLDER = "selfhost"
"""In the built tree."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A file of the built tree."""

    entry: Entry
    name: str
    address: str
    """From the site's root: `/selfhost/jquery-min.0123456789abcdef.js`."""
    data: bytes
    """As it lies there."""
    original: bytes
    """As it was fetched."""

    @property
    def integrity(self) -> str:
        """For an `integrity` attribute."""
        return sri(self.data)


def inner(data: bytes, kind: Kind) -> Iterator[Address]:
    """What a kept file loads. Raises css.TooLargeError."""
    if kind not in (Kind.STYLESHEET, Kind.SCRIPT) or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return iter(())
    text = data.decode("latin-1")
    return in_css(text) if kind is Kind.STYLESHEET else in_script(text)


def target(address: Address, source: str) -> str | None:
    """The address that a file from `source` loads, as the lock has it; None for none."""
    resolved = resolve(address.written, source)
    return canonical(resolved.url) if resolved is not None else None


def publish(store: Store, root: str = "", *, intact: bool = True) -> dict[str, Copy]:
    """Every kept file, by its address; the site lies at the path `root`. Raises SelfhostError.

    Without `intact`, a file that is not what the lock says is empty: for a look at the names, before it is fetched
    again.

    A file that loads others has a name of its own here, made of theirs too: one that is kept for a year by browsers
    must not lead to another's earlier version.
    """
    names = {url: _name(store, entry) for url, entry in store.entries.items()}
    copies = {}
    for url, entry in store.entries.items():
        original = store.read(entry) if intact else store.intact(entry) or b""
        data = _rewritten(original, entry, names, root) if entry.needs else original
        copies[url] = Copy(entry, names[url], f"{root}/{FOLDER}/{names[url]}", data, original)
    return copies


def write(folder: Path, copies: Mapping[str, Copy]) -> None:
    """Put the files into a built tree; those that are there already stay. Raises OSError."""
    for copy in copies.values():
        file = folder / FOLDER / copy.name
        if not file.is_file() or file.read_bytes() != copy.data:
            write_atomically(file, copy.data)


def _name(store: Store, entry: Entry) -> str:
    if not entry.needs:
        return entry.file
    all_of_it = sorted(store.entries[url].sha256 for url in store.closure([entry.url]))
    digest = hashlib.sha256("\n".join((entry.sha256, *all_of_it)).encode()).hexdigest()
    stem, _hash, end = entry.file.split(".")
    return naming.name(stem, digest, f".{end}")


def _rewritten(data: bytes, entry: Entry, names: Mapping[str, str], root: str) -> bytes:
    splices = []
    for address in inner(data, kind_of(entry.file)):
        url = target(address, entry.source or entry.url)
        if url is None or url not in entry.needs or url not in names:
            continue
        fragment = "".join(address.written.partition("#")[1:])
        splices.append(address.put(_leading(address, entry, names[url], root) + fragment))
    return spliced(data.decode("latin-1"), splices).encode("latin-1")


def _leading(address: Address, entry: Entry, name: str, root: str) -> str:
    """What leads from one copy to another, all of which lie in one folder."""
    if address.module:
        return f"./{name}"
    # A style sheet's addresses start from itself, those that a script uses otherwise from the page.
    return name if kind_of(entry.file) is Kind.STYLESHEET else f"{root}/{FOLDER}/{name}"
