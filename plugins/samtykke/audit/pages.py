"""Which pages are opened: of pages with the same template and the same references, the first few.

Every distinct set of references is visited; pages that differ only in their words are not all opened, unless asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from samtykke.model import Kind, Party, Scan
from samtykke.urls import Hosts

from .model import Page

_OF_EACH = 2
"""Of a group: one that stands for it, and one more to come to with the choice made."""
_CONTENT = frozenset((Kind.IMAGE, Kind.MEDIA, Kind.ICON, Kind.FORM))


def grouped(scans: Iterable[Scan], hosts: Hosts) -> list[Page]:
    """Every page of the tree, none chosen yet, the front page first."""
    return in_order(
        page_of(scan.path, hosts, _fingerprint(scan))
        for scan in scans
        if scan.kind == "html" and scan.page is not None and scan.page.whole
    )


def page_of(path: str, hosts: Hosts, group: str = "") -> Page:
    """A page of the tree; without a group it is one of its own."""
    return Page(path, hosts.page_url(path), group or path, visited=False)


def in_order(pages: Iterable[Page]) -> list[Page]:
    """The front page first, then from the top down."""
    return sorted(pages, key=lambda p: (p.path not in ("index.html", "index.htm"), p.path.count("/"), p.path))


def _fingerprint(scan: Scan) -> str:
    """What can make two pages behave differently towards a browser: not their words, nor the site's own pictures."""
    assert scan.page is not None
    facts = {
        f"{r.kind} {r.url if r.party is Party.FIRST else r.host} {r.state} {r.gate}"
        for r in scan.references
        if r.party is Party.THIRD or r.kind not in _CONTENT
    }
    facts |= {f"{w.kind} {w.name}" for w in scan.storage}
    facts |= {f"{p.rule} {p.detail}" for p in scan.problems}
    facts |= {
        f"inline {hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()}" for *_, text in scan.page.snippets
    }
    facts |= {f"gate {category} {service}" for *_, category, service in scan.page.gates}
    facts.add(f"banner {scan.page.banner} {scan.page.runtime} {scan.page.withdrawal > 0}")
    return _digest("\n".join(sorted(facts)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def chosen(pages: Sequence[Page], *, every: bool, most: int, named: Sequence[str]) -> list[Page]:
    """The pages with those marked that are to be opened. Raises LookupError for a name that is not among them."""
    if named:
        by_name = {name: page for page in pages for name in (page.path, page.url, "/" + page.path)}
        wanted = {by_name[name].path if name in by_name else _missing(name) for name in named}
    elif every:
        wanted = {page.path for page in pages}
    else:
        seen: dict[str, int] = {}
        wanted = set()
        for page in pages:
            seen[page.group] = seen.get(page.group, 0) + 1
            if seen[page.group] <= _OF_EACH:
                wanted.add(page.path)
    if most:
        # One of every group before a second of any.
        order = sorted((p for p in pages if p.path in wanted), key=lambda p: _rank(p, pages))
        wanted = {page.path for page in order[:most]}
    return [Page(p.path, p.url, p.group, p.path in wanted) for p in pages]


def _rank(page: Page, pages: Sequence[Page]) -> tuple[int, int]:
    fellows = [p.path for p in pages if p.group == page.group]
    return fellows.index(page.path), pages.index(page)


def _missing(name: str) -> str:
    raise LookupError(name)
