"""Script files, once it is known which pages load them, and how: what they do may wait, and is told by those pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from samtykke.model import Evidence, Gate, Kind, Party, Scan, State
from samtykke.urls import Hosts

_RUN_SCRIPTS = frozenset({"html", "svg"})
"""Documents whose scripts are run together."""


def settle(scans: Iterable[Scan], hosts: Hosts) -> Iterator[Scan]:
    """The scans, script files last, each as live or gated as the pages that load it have it.

    A file that some page loads at once, or that no page is seen to load, stays live: somebody may.
    """
    files: list[Scan] = []
    live: set[str] = set()
    gated: dict[str, Gate] = {}
    ran: set[str] = set()
    read: set[str] = set()
    for scan in scans:
        for reference in scan.references:
            if reference.kind is Kind.SCRIPT and reference.party is Party.FIRST:
                url = reference.url.partition("#")[0].partition("?")[0]
                if scan.kind in _RUN_SCRIPTS and reference.evidence is not Evidence.LITERAL:
                    ran.add(url)
                    if reference.evidence is Evidence.ATTRIBUTE:
                        read.add(url)
                if reference.gate is None:
                    live.add(url)
                else:
                    gated.setdefault(url, reference.gate)
        if scan.kind == "js":
            files.append(scan)
        else:
            yield scan
    for scan in files:
        url = hosts.page_url(scan.path)
        one = _gated(scan, gated[url]) if url in gated and url not in live else scan
        one = _told(one) if url in ran else one
        yield _named(one) if url in read else one


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


def _gated(scan: Scan, gate: Gate) -> Scan:
    return replace(
        scan,
        references=tuple(replace(r, state=State.GATED, gate=r.gate or gate) for r in scan.references),
        storage=tuple(replace(w, state=State.GATED, gate=w.gate or gate) for w in scan.storage),
    )
