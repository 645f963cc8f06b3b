"""From the bytes of a document to what it makes a browser contact and store.

`scan` never raises on what a document contains: a page is hostile input, and one that cannot be read is a problem to be
reported, not an end of the run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from samtykke.model import UNREAD, Position, Problem, Scan
from samtykke.site import Document

from . import feed, files, headers, html
from .context import SiteContext, _, asked, reference_key
from .forms import tells_of_privacy
from .page import folded_text
from .script_files import forget_files
from .script_ledger import PASSING

__all__ = ["SiteContext", "asked", "folded_text", "forget_files", "passing", "scan", "tells_of_privacy"]


def _scan_html(document: Document, site: SiteContext) -> Scan:
    """A page; XHTML also as XML, for a server may send it as either, and `<script src=a />` means two things."""
    found = html.scan(document, site)
    if not document.path.lower().endswith((".xhtml", ".xht")):
        return found
    other = feed.scan(document, site)
    references = dict.fromkeys((*found.references, *other.references))
    storage = dict.fromkeys((*found.storage, *other.storage))
    return replace(
        found,
        references=tuple(sorted(references, key=reference_key)),
        storage=tuple(sorted(storage, key=lambda w: (w.position, w.kind, w.name))),
    )


_READERS: dict[str, Callable[[Document, SiteContext], Scan]] = {
    "html": _scan_html,
    "css": files.scan_css,
    "js": files.scan_js,
    "svg": files.scan_svg,
    "xml": feed.scan,
    "json": files.scan_json,
    "headers": headers.scan,
}


def scan(document: Document, site: SiteContext) -> Scan:
    """All that a document says; what went wrong is in its problems, under `unreadable-document`."""
    if document.error:
        return _unread(document, document.error)
    reader = _READERS.get(document.kind)
    if reader is None:
        return _unread(document, _("its kind is not known"))
    try:
        return replace(reader(document, site), path=document.path)
    except MemoryError:
        return _unread(document, _("it needs too much memory"))
    except Exception as error:
        return _unread(document, type(error).__name__)


def passing(scan: Scan) -> bool:
    """Whether it may come out otherwise the next time: by what the machine had left of time and memory."""
    return scan.unread or any(p.detail in PASSING for p in scan.problems)


def _unread(document: Document, reason: str) -> Scan:
    problem = Problem(Position(document.path), UNREAD, reason)
    return Scan(document.path, document.kind, problems=(problem,))
