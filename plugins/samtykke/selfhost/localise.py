"""A built tree made to load the copies: addresses replaced where they stand, hints that nothing needs any more removed.

Every byte outside the edits stays. Nothing is fetched.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import NamedTuple

from samtykke.gating.edits import LOCAL, REMOVED, Edit, Left, Plan
from samtykke.gating.reasons import Reason
from samtykke.gating.spans import EncodingError, Page
from samtykke.gating.splices import Splice, spliced
from samtykke.model import Kind
from samtykke.site import Entry, read
from samtykke.urls import Hosts

from . import pages
from .hosts import mentioned, static
from .lock import agrees, sri
from .pages import Spot
from .publish import FOLDER, Copy
from .wanted import documents, spots_of

_PLAIN = frozenset({"css", "js"})


class _Changed(NamedTuple):
    """A style sheet or script of the site that loads a copy now."""

    before: bytes
    after: bytes
    service: str


@dataclass(frozen=True, slots=True)
class Localised:
    """A document in which something is replaced, or left."""

    entry: Entry
    before: bytes
    plan: Plan


def localise(root: Path, hosts: Hosts, copies: Mapping[str, Copy]) -> Iterator[Localised]:
    """What is to be done to the style sheets and scripts below `root`, and then to its pages.

    Nothing is written. A page that states the `integrity` of a file that is changed here gets that of the new one.
    """
    changed: dict[str, _Changed] = {}
    for entry in sorted(documents(root) if copies else (), key=lambda entry: entry.kind == "html"):
        html = entry.kind == "html"
        if not (html or entry.kind in _PLAIN) or entry.path.startswith(f"{FOLDER}/") or Path(entry.file).is_symlink():
            continue
        raw = read(entry).raw
        if not mentioned(raw) and not (html and changed and b"integrity" in raw.lower()):
            continue
        plan = page(raw, entry.path, hosts, copies, changed) if html else _plain(raw, entry, hosts, copies)
        if plan.raw is not None and not html:
            changed[entry.path] = _Changed(raw, plan.raw, plan.edits[0].service)
        if plan.edits or plan.left:
            yield Localised(entry, raw, plan)


@contextmanager
def trial(root: Path) -> Iterator[Path]:
    """A copy of a tree, to see what would become of it. Files are linked where that is possible: they are replaced as
    a whole, and those of the tree stay. Raises OSError."""
    with TemporaryDirectory(prefix="samtykke-") as folder:
        there = Path(folder) / "tree"
        shutil.copytree(root, there, symlinks=True, copy_function=_linked)
        yield there


def _linked(source: str, target: str) -> str:
    try:
        os.link(source, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
        if Path(source).is_file():  # not a pipe, which would be waited on
            shutil.copy2(source, target, follow_symlinks=False)
    return target


def _plain(raw: bytes, entry: Entry, hosts: Hosts, copies: Mapping[str, Copy]) -> Plan:
    edits = []
    for spot in spots_of(entry, raw, hosts):
        copy = copies.get(spot.url)
        if copy is not None:
            edits.append(_edit(spot, [spot.address.put(copy.address + spot.fragment)]))
    if not edits:
        return Plan()
    return Plan(tuple(edits), (), _spliced(raw.decode("latin-1"), edits).encode("latin-1"))


def page(
    raw: bytes,
    path: str,
    hosts: Hosts,
    copies: Mapping[str, Copy],
    changed: Mapping[str, _Changed] = MappingProxyType({}),
) -> Plan:
    """What is to be done to a page; `changed` are style sheets and scripts of the site, by their paths."""
    return _Page(path, hosts, copies, changed).plan(raw)


@dataclass(frozen=True, slots=True)
class _Page:
    """What is known of the site when a page's turn comes."""

    path: str
    hosts: Hosts
    copies: Mapping[str, Copy]
    changed: Mapping[str, _Changed]
    """By path."""

    def plan(self, raw: bytes) -> Plan:
        try:
            page = Page(raw)
        except EncodingError:
            return Plan()
        url, near = self.hosts.page_url(self.path), pages.mentioning(page)
        edits: list[Edit] = []
        left: list[Left] = []
        remaining: set[str] = set()
        """Services from which the page still loads something."""
        for spot in pages.spots(page, url, near):
            copy, service = self.copies.get(spot.url), _service(spot.url)
            if copy is not None and agrees(spot.integrity, copy.original):
                edits.append(_edit(spot, list(_splices(page, spot, copy))))
                continue
            remaining.add(service)
            if copy is not None:
                reason = Reason("integrity", {"what": spot.url})
                left.append(Left(spot.line, spot.column, service, spot.address.kind.value, "", reason))
        ours = {_service(kept) for kept in self.copies} - remaining
        # Hints at hosts of services of which there are copies, and from which the page loads nothing else.
        edits += [
            Edit(hint.line, hint.column, hint.service, Kind.HINT.value, REMOVED, (hint.splice,))
            for hint in pages.hints(page, url, near)
            if hint.service in ours
        ]
        edits += self._own(page, url)
        text = _spliced(page.text, edits) if edits else ""
        return Plan(tuple(edits), tuple(left), page.bytes(text) if edits else None)

    def _own(self, page: Page, url: str) -> Iterator[Edit]:
        """What the page states of the site's own files that are changed."""
        for (line, column), part, loaded in pages.stating(page, url) if self.changed else ():
            changed = self.changed.get(self.hosts.local_path(loaded) or "")
            span = pages.value(page, part, "integrity")
            if changed and span is not None and agrees(part.element.attr("integrity") or "", changed.before):
                kind = Kind.SCRIPT if part.tag == "script" else Kind.STYLESHEET
                yield Edit(line, column, changed.service, kind.value, LOCAL, (Splice(*span, sri(changed.after)),))


def _splices(page: Page, spot: Spot, copy: Copy) -> Iterator[Splice]:
    """The address, and what the element says of a file from another host."""
    yield spot.address.put(copy.address + spot.fragment)
    if spot.part is None:
        return
    integrity = pages.value(page, spot.part, "integrity")
    if integrity is not None and copy.data != copy.original:
        yield Splice(*integrity, copy.integrity)
    # A preloaded typeface is always asked for as across origins, or it would be fetched twice.
    preloads = spot.part.tag == "link" and (spot.part.element.attr("as") or "").lower() in ("font", "fetch")
    asks = None if preloads else pages.without(page, spot.part, "crossorigin")
    if asks is not None:
        yield asks


def _edit(spot: Spot, splices: list[Splice]) -> Edit:
    return Edit(spot.line, spot.column, _service(spot.url), spot.address.kind.value, LOCAL, tuple(splices))


def _service(url: str) -> str:
    found = static(url)
    return found.service if found is not None else ""


def _spliced(text: str, edits: list[Edit]) -> str:
    return spliced(text, (splice for edit in edits for splice in edit.splices))
