"""What a built tree loads from the hosts of the list, and what of its own copies it uses already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from samtykke.catalogue import Catalogue, load
from samtykke.extract.css import TooLargeError
from samtykke.gating.spans import EncodingError, Page
from samtykke.model import Kind
from samtykke.naming import path_of
from samtykke.register import Register
from samtykke.site import Entry, at, read, walk
from samtykke.site import kind_of as by_name
from samtykke.urls import Hosts

from .addresses import in_css, in_script
from .hosts import mentioned, static
from .names import PATTERN, is_file, kind_of
from .pages import Spot, mentioning, spot, spots
from .publish import FOLDER, Copy

_FILES = frozenset({"cdn", "font"})
"""The catalogue's labels for services that do nothing but deliver files."""

_COPY = re.compile(rf"/{FOLDER}/({PATTERN})".encode())


@dataclass(slots=True)
class Wanted:
    """A file that pages load, or that stands in their scripts."""

    url: str
    kind: Kind
    place: str
    """The first: `index.html:12`."""
    integrity: set[str] = field(default_factory=set)
    """What pages say of its bytes."""
    refused: str = ""
    """The name of the service that it belongs to, which does more than deliver files."""


class Tree(NamedTuple):
    """What a built tree needs."""

    files: dict[str, Wanted]
    """By address, in the order of the paths."""
    stale: list[str]
    """Names of copies that pages load and that are none of those that are kept: they were built with others."""


def wanted(root: Path, hosts: Hosts, register: Register, copies: Mapping[str, Copy]) -> Tree:
    """What lies below `root` needs. What a literal in a script names counts if it looks like a file."""
    catalogue = load()
    found: dict[str, Wanted] = {}
    stale: dict[str, None] = {}
    names = {copy.name: copy for copy in copies.values()}
    for entry in documents(root):
        if entry.path.startswith(f"{FOLDER}/"):
            continue  # copies themselves
        raw = read(entry).raw
        for name in dict.fromkeys(match.decode() for match in _COPY.findall(raw)):
            if name in names:
                url = names[name].entry.url
                found.setdefault(url, Wanted(url, kind_of(name), entry.path))
            else:
                stale[name] = None
        for one in spots_of(entry, raw, hosts):
            if one.address.kind is Kind.CONNECTION and not is_file(one.url):
                continue
            known = found.setdefault(one.url, Wanted(one.url, one.address.kind, f"{entry.path}:{one.line}"))
            if known.kind in (Kind.CONNECTION, Kind.HINT):
                known.kind = one.address.kind
            known.integrity |= {one.integrity} if one.integrity.strip() else set()
            known.refused = known.refused or more_than_files(one.url, register, catalogue)
    return Tree(found, list(stale))


def documents(root: Path) -> list[Entry]:
    """What can hold addresses, in the order of the paths: also what a mirrored site has as `style.css?ver=1`."""
    found = {entry.path: entry for entry in walk(root)}
    for file in root.rglob("*[?]*") if root.is_dir() else ():
        kind = by_name(file.name.partition("?")[0])
        entry = at(root, file.relative_to(root).as_posix(), kind) if kind in ("css", "js") else None
        if entry is not None:
            found.setdefault(entry.path, entry)
    return sorted(found.values(), key=lambda entry: entry.path)


def spots_of(entry: Entry, raw: bytes, hosts: Hosts) -> Iterator[Spot]:
    """Every address of the list in a document; none in kinds of files that cannot be changed."""
    if entry.kind not in ("html", "css", "js") or not mentioned(raw):
        return
    url = hosts.page_url(entry.path)
    if entry.kind == "html":
        try:
            page = Page(raw)
        except EncodingError:
            return
        yield from spots(page, url, mentioning(page))
        return
    text = raw.decode("latin-1")
    try:
        for address in in_css(text) if entry.kind == "css" else in_script(text):
            line = text.count("\n", 0, address.start) + 1
            column = address.start - text.rfind("\n", 0, address.start)
            found = spot(address, url, line, column)
            if found is not None:
                yield found
    except TooLargeError:
        return


def more_than_files(url: str, register: Register, catalogue: Catalogue) -> str:
    """The name of the service that an address belongs to, where that is not just the delivery of files.

    A copy of a tracker would run without the consent that the register asks for.
    """
    found = static(url)
    host = found.host if found is not None else ""
    declared = register.declaring(host)
    known = catalogue.by_url(host, path_of(url))
    if known is not None and not _FILES.intersection(known.labels):
        return known.name
    if declared is not None and declared.basis == "consent":
        theirs = catalogue.services.get(declared.id)
        if theirs is None or not _FILES.intersection(theirs.labels):
            return declared.name
    return ""
