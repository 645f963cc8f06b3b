"""What is loaded under a name that does not tell what it is, or from a folder that is not walked, is read all the same.

A style sheet may be called `style.css?ver=1` or lie in node_modules, a worker may have no ending: it is read as what it
is loaded as.
"""

from __future__ import annotations

from bisect import bisect_left
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
    # Those of the tree may be a hundred thousand: they are in order, and looked up there.
    listed, added = entries, set[str]()
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
                if not path or path in added or _has(listed, path):
                    continue
                entry = at(root, path, _READ_AS[reference.kind])
                if entry is not None and entry.path not in added and not _has(listed, entry.path):
                    more.setdefault(entry.path, entry)
            yield scan
        added |= more.keys()
        entries = sorted(more.values(), key=_path)


def _has(entries: Sequence[Entry], path: str) -> bool:
    """Whether one of the entries, which are in the order of their paths, has this."""
    place = bisect_left(entries, path, key=_path)
    return place < len(entries) and entries[place].path == path


def _path(entry: Entry) -> str:
    return entry.path
