"""What is loaded under a name that does not tell what it is, or from a folder that is not walked, is read all the same.

A style sheet may be called `style.css?ver=1` or lie in node_modules, a worker may have no ending: it is read as what it
is loaded as.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from samtykke.extract import SiteContext
from samtykke.model import Kind, Party, Scan
from samtykke.remembering import Memory, scans
from samtykke.site import Entry, at
from samtykke.workers import Readers

_READ_AS = {Kind.STYLESHEET: "css", Kind.SCRIPT: "js", Kind.WORKER: "js", Kind.IFRAME: None, Kind.OBJECT: None}
"""What browsers take a file for that is loaded so; None where they go by its type, or its first bytes."""


def followed(
    entries: Sequence[Entry], site: SiteContext, readers: Readers, memory: Memory | None = None
) -> Iterator[Scan]:
    """The scans of the entries, in their order, and then of what they load beside them, and what that loads."""
    root = Path(site.root) if site.whole else None
    known = {entry.path for entry in entries}
    seen: set[tuple[str, Kind]] = set()
    while entries:
        more: dict[str, Entry] = {}
        for scan in scans(entries, site, readers, memory):
            for reference in scan.references:
                key = reference.url, reference.kind
                if reference.party is Party.THIRD or reference.kind not in _READ_AS or key in seen or root is None:
                    continue
                seen.add(key)
                path = site.hosts.local_path(reference.url)
                entry = at(root, path, _READ_AS[reference.kind]) if path and path not in known else None
                if entry is not None and entry.path not in known:
                    more.setdefault(entry.path, entry)
            yield scan
        known |= more.keys()
        entries = sorted(more.values(), key=lambda entry: entry.path)
