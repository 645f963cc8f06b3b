"""Script files, once it is known which pages load them, and how: what they do may wait, and is told by those pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from samtykke.model import UNREAD, Evidence, Gate, Kind, Party, Scan, State
from samtykke.urls import Hosts

_RUN_SCRIPTS = frozenset({"html", "svg"})
"""Documents whose scripts are run together."""
UNSURE = frozenset({"opaque-script", UNREAD, "ambiguous-markup"})
"""Problems by which a page cannot tell all that its scripts do."""


def settle(scans: Iterable[Scan], hosts: Hosts) -> Iterator[Scan]:
    """The scans, script files last, each as live or gated as the pages that load it have it.

    A file that some page loads at once, or that no page is seen to load, stays live: somebody may. What it does by
    itself and on none of the pages that have a script element for it, waits in it: those ran it to see.
    """
    files: list[Scan] = []
    loaded = _Loaded()
    for scan in scans:
        loaded.by(scan)
        if scan.kind == "js":
            files.append(scan)
        else:
            yield scan
    for scan in files:
        yield loaded.settled(scan, hosts.page_url(scan.path))


class _Loaded:
    """Script files, by their addresses, as the documents load them."""

    def __init__(self) -> None:
        self._live: set[str] = set()
        self._gated: dict[str, Gate] = {}
        self._ran: set[str] = set()
        self._read: dict[str, set[str]] = {}
        """Files with a script element, and the hosts that the documents with it contact."""
        self._unsure: set[str] = set()
        """Files of documents on which not everything could be verified."""

    def by(self, scan: Scan) -> None:
        """Note what a document loads."""
        unsure = any(problem.rule in UNSURE for problem in scan.problems)
        contacted = {r.host for r in scan.references if r.state is State.LIVE and r.evidence is not Evidence.LITERAL}
        for reference in scan.references:
            if reference.kind is not Kind.SCRIPT or reference.party is not Party.FIRST:
                continue
            url = reference.url.partition("#")[0].partition("?")[0]
            if scan.kind in _RUN_SCRIPTS and reference.evidence is not Evidence.LITERAL:
                self._ran.add(url)
                if reference.evidence is Evidence.ATTRIBUTE:
                    self._read.setdefault(url, set()).update(contacted)
                    if unsure:
                        self._unsure.add(url)
            if reference.gate is None:
                self._live.add(url)
            else:
                self._gated.setdefault(url, reference.gate)

    def settled(self, scan: Scan, url: str) -> Scan:
        """A file's own scan, after all documents."""
        if url in self._gated and url not in self._live:
            scan = _gated(scan, self._gated[url])
        if url in self._ran:
            scan = _told(scan)
        if url in self._read:
            scan = _named(scan)
            if url not in self._unsure:
                scan = _waiting(scan, self._read[url])
        return scan


def _told(scan: Scan) -> Scan:
    """Without what could not be known of the file by itself.

    The pages that load it ran it with their elements, after the scripts before it: what was opaque there, they tell.
    """
    return replace(scan, problems=tuple(p for p in scan.problems if p.rule != "opaque-script"))


def _named(scan: Scan) -> Scan:
    """Services of which the file only has a fragment wait in it, though it failed by itself: where it fails on a page
    with a script element for it, that page names them too.
    """
    references = (
        replace(r, state=State.ACTION) if r.evidence is Evidence.SIGNATURE and r.state is State.LIVE else r
        for r in scan.references
    )
    return replace(scan, references=tuple(references))


def _waiting(scan: Scan, seen: AbstractSet[str]) -> Scan:
    """What it makes a browser contact by itself, with elements that may be there: on none of its pages they are."""
    references = (
        replace(r, state=State.ACTION)
        if r.evidence is Evidence.EXECUTED and r.state is State.LIVE and r.party is Party.THIRD and r.host not in seen
        else r
        for r in scan.references
    )
    return replace(scan, references=tuple(references))


def _gated(scan: Scan, gate: Gate) -> Scan:
    return replace(
        scan,
        references=tuple(replace(r, state=State.GATED, gate=r.gate or gate) for r in scan.references),
        storage=tuple(replace(w, state=State.GATED, gate=w.gate or gate) for w in scan.storage),
    )
