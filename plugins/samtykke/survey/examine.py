"""A unit → what its sites contact and store: the check's own reading, with no register.

A site is read in a process of its own, which a hostile page may take with it: then the site is read once more as
`samtykke check` does, document by document, and what is lost is told.
"""

from __future__ import annotations

import tempfile
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path
from typing import IO, cast

from samtykke.checking import Target, inventory
from samtykke.contacts import Tally
from samtykke.domains import registrable
from samtykke.loading import UNSURE
from samtykke.register import Register
from samtykke.register.model import Site
from samtykke.urls import resolve
from samtykke.workers import Worker

from .model import ContactRow, Examined, SiteRow, StoredRow, Unit
from .warc import unpack


def examine(unit: Unit) -> Examined:
    """All that is known of a unit; that it could not be opened is in the note of a site without a name."""
    try:
        with closing(Worker()) as worker:
            return _archive(unit, worker) if unit.kind == "warc" else _site(unit, unit.site, Path(unit.address), worker)
    except (OSError, ValueError) as error:  # ValueError: no archive, or one that is broken
        return _nothing(unit, unit.site, f"{type(error).__name__}: {error}"[:500])


def _archive(unit: Unit, worker: Worker) -> Examined:
    import fsspec  # noqa: PLC0415  of the extra

    sites: list[SiteRow] = []
    contacts: list[ContactRow] = []
    stored: list[StoredRow] = []
    with tempfile.TemporaryDirectory(prefix="samtykke-survey-") as folder:
        with closing(cast(IO[bytes], fsspec.open(unit.address, "rb").open())) as stream:
            unpacked = unpack(stream, Path(folder))
        for host, root in unpacked.folders.items():
            found = _site(unit, host, root, worker, cut=unpacked.cut[host])
            sites += found.sites
            contacts += found.contacts
            stored += found.stored
    return Examined(unit, tuple(sites), tuple(contacts), tuple(stored))


def _site(unit: Unit, host: str, root: Path, worker: Worker, *, cut: int = 0) -> Examined:
    """One site, in the worker's process; where that is lost, document by document in others."""
    try:
        return worker.run(_examined, unit, host, root, cut)
    except BrokenProcessPool:
        return _examined(unit, host, root, cut, 1)


def _examined(unit: Unit, host: str, root: Path, cut: int, jobs: int = 0) -> Examined:
    """In the worker, without `jobs`; else in workers of its own."""
    address = resolve(f"https://{host}/", "about:blank")
    if address is None or not address.host:
        return _nothing(unit, host, "the folder's name is not a host")
    url = f"https://{address.host}/"
    target = Target(root, Register(site=Site(url=url)), None, "", url)
    tally = Tally()
    documents = pages = unverified = size = 0
    for scan in inventory(target, jobs=jobs):
        tally.add(scan)
        documents += 1
        pages += scan.kind == "html"
        unverified += sum(problem.rule in UNSURE for problem in scan.problems)
        file = root / scan.path
        size += file.stat().st_size if file.is_file() else 0
    note = f"{cut} files were left out, for there were too many or they were too large" if cut else ""
    note = note or ("" if documents else "there are no documents")
    site = SiteRow(address.host, unit.address, documents, pages, size, unverified + cut, note)
    contacts = tuple(
        ContactRow(address.host, unit.address, c.service, c.host, registrable(c.host), c.state, c.kind, len(c.paths),
                   c.paths[0])
        for c in tally.contacts()
    )  # fmt: skip
    stored = tuple(
        StoredRow(address.host, unit.address, s.service, s.kind, s.name, s.lifetime, s.state, len(s.paths))
        for s in tally.stored()
    )
    return Examined(unit, (site,), contacts, stored)


def _nothing(unit: Unit, host: str, note: str) -> Examined:
    return Examined(unit, (SiteRow(host, unit.address, 0, 0, 0, 1, note),))
