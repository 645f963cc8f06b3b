"""Shorthand for the tests of the extraction."""

from __future__ import annotations

from samtykke.extract import SiteContext, scan
from samtykke.model import Reference, Scan
from samtykke.site import Document
from samtykke.urls import Hosts

SITE = SiteContext(Hosts("https://www.example.no", ["media.example.no"]), "/nonexistent")
PAGE = "<!doctype html><html lang=nb><meta charset=utf-8><title>x</title><body>\n{}"


def read(body: str | bytes, kind: str = "html", path: str = "a/side.html", site: SiteContext = SITE) -> Scan:
    """A document's scan; a string of HTML becomes the second line of a page."""
    if isinstance(body, str):
        body = (PAGE.format(body) if kind == "html" else body).encode()
    return scan(Document(path, kind, body), site)


def third(body: str | bytes, **how: str) -> dict[str, str]:
    """First label of each third-party host → state, `noscript` where it acts only without JavaScript."""
    return {
        r.host.split(".")[0]: "noscript" if r.noscript else r.state.value
        for r in read(body, **how).references  # type: ignore[arg-type]
        if r.party == "third"
    }


def only(scan: Scan) -> Reference:
    """The one reference that there is."""
    (reference,) = scan.references
    return reference


def problems(body: str | bytes, **how: str) -> list[str]:
    """The ids of the rules that have something to report."""
    return [p.rule for p in read(body, **how).problems]  # type: ignore[arg-type]
