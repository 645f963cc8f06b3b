"""Script files that pages load behind a gate only: what they do waits with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from samtykke.model import Gate, Kind, Party, Scan, State
from samtykke.urls import Hosts


def settle(scans: Iterable[Scan], hosts: Hosts) -> Iterator[Scan]:
    """The scans, script files last, each as live or gated as the pages that load it have it.

    A file that some page loads at once, or that no page is seen to load, stays live: somebody may.
    """
    files: list[Scan] = []
    live: set[str] = set()
    gated: dict[str, Gate] = {}
    for scan in scans:
        for reference in scan.references:
            if reference.kind is Kind.SCRIPT and reference.party is Party.FIRST:
                url = reference.url.partition("#")[0].partition("?")[0]
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
        yield _gated(scan, gated[url]) if url in gated and url not in live else scan


def _gated(scan: Scan, gate: Gate) -> Scan:
    return replace(
        scan,
        references=tuple(replace(r, state=State.GATED, gate=r.gate or gate) for r in scan.references),
        storage=tuple(replace(w, state=State.GATED, gate=w.gate or gate) for w in scan.storage),
    )
