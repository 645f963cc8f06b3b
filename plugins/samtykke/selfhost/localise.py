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

from samtykke.gating.plan import LOCAL, REMOVED, Edit, Left, Plan
from samtykke.gating.reasons import Reason
from samtykke.gating.spans import EncodingError, Page
from samtykke.gating.splices import Splice, spliced
from samtykke.model import Kind
from samtykke.site import Entry, read, walk
from samtykke.urls import Hosts

from . import pages
from .hosts import MENTIONED, static
from .lock import agrees
from .pages import Spot
from .publish import FOLDER, Copy
from .wanted import spots_of

_PLAIN = frozenset({"css", "js"})


@dataclass(frozen=True, slots=True)
class Localised:
    """A document in which something is replaced, or left."""

    entry: Entry
    before: bytes
    plan: Plan


def localise(root: Path, hosts: Hosts, copies: Mapping[str, Copy]) -> Iterator[Localised]:
    """What is to be done to the pages, style sheets and scripts below `root`, in the order of the paths.

    Nothing is written.
    """
    for entry in walk(root) if copies else ():
        document = entry.kind == "html" or entry.kind in _PLAIN
        if not document or entry.path.startswith(f"{FOLDER}/") or Path(entry.file).is_symlink():
            continue
        raw = read(entry).raw
        if MENTIONED.search(raw):
            plan = _page(raw, entry, hosts, copies) if entry.kind == "html" else _plain(raw, entry, hosts, copies)
            if plan.edits or plan.left:
                yield Localised(entry, raw, plan)


@contextmanager
def trial(root: Path) -> Iterator[Path]:
    """A copy of a tree, to see what would become of it. Files are linked where that is possible: they are replaced as
    a whole, and those of the tree stay."""
    with TemporaryDirectory(prefix="samtykke-") as folder:
        there = Path(folder) / "tree"
        shutil.copytree(root, there, symlinks=True, copy_function=_linked)
        yield there


def _linked(source: str, target: str) -> str:
    try:
        os.link(source, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
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


def _page(raw: bytes, entry: Entry, hosts: Hosts, copies: Mapping[str, Copy]) -> Plan:
    try:
        page = Page(raw)
    except EncodingError:
        return Plan()
    url = hosts.page_url(entry.path)
    edits: list[Edit] = []
    left: list[Left] = []
    remaining: set[str] = set()
    """Services from which the page still loads something."""
    for spot in pages.spots(page, url):
        copy = copies.get(spot.url)
        found = static(spot.url)
        service = found.service if found is not None else ""
        if copy is None:
            remaining.add(service)
        elif not agrees(spot.integrity, copy.original):
            remaining.add(service)
            reason = Reason("integrity", {"what": spot.url})
            left.append(Left(spot.line, spot.column, service, spot.address.kind.value, "", reason))
        else:
            edits.append(_edit(spot, list(_splices(page, spot, copy))))
    ours = {found.service for kept in copies if (found := static(kept)) is not None} - remaining
    edits += _idle(page, url, ours)
    if not edits:
        return Plan((), tuple(left))
    return Plan(tuple(edits), tuple(left), page.bytes(_spliced(page.text, edits)))


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


def _idle(page: Page, url: str, ours: set[str]) -> Iterator[Edit]:
    """Hints at hosts of services of which there are copies, and from which the page loads nothing else."""
    for hint in pages.hints(page, url):
        if hint.service in ours:
            yield Edit(hint.line, hint.column, hint.service, Kind.HINT.value, REMOVED, (hint.splice,))


def _edit(spot: Spot, splices: list[Splice]) -> Edit:
    found = static(spot.url)
    service = found.service if found is not None else ""
    return Edit(spot.line, spot.column, service, spot.address.kind.value, LOCAL, tuple(splices))


def _spliced(text: str, edits: list[Edit]) -> str:
    return spliced(text, (splice for edit in edits for splice in edit.splices))
