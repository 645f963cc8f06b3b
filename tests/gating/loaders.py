"""Loaders in the shapes that vendors document, each on a page of its own; a register that declares whom they contact."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from browser import samples
from samtykke import catalogue
from samtykke.extract import SiteContext, scan
from samtykke.gating.edits import Plan
from samtykke.gating.plan import plan
from samtykke.model import Scan
from samtykke.naming import Namer
from samtykke.register.model import Register
from samtykke.site import Document
from samtykke.urls import Hosts

LOADERS = sorted((Path(__file__).parents[1] / "extract" / "loaders").glob("*.js"))
TOLD = frozenset(
    {
        "adjacent-html", "form-submit", "jquery-html", "lazy-lozad", "lazy-vanilla", "media", "named-access",
        "pinterest-hover", "redirect", "style-image", "template-filled", "write-split", "youtube-facade",
    }
)  # fmt: skip
"""Those that do other work on the page as well: they are told, and act as before."""
QUIET = frozenset(
    {
        "consent-mode", "cookies", "fetch-markup", "ga-gajshost-use", "gtag-body", "hubspot-form", "livereload", "lazy-images",
        "matomo-first-party", "near-click", "near-data", "near-detached", "near-external-links", "near-fetch-text",
        "near-functions", "near-gated", "near-lazy-gated", "near-lazy-none", "near-relative", "near-template-own",
        "own-attributes", "service-worker", "set-html", "settings-json", "storages", "template-page",
        "widget-mustache",
    }
)  # fmt: skip
"""Those that contact nobody else on a page like this."""
WHOLE = [path for path in LOADERS if path.stem not in TOLD | QUIET]
"""Those that wait for consent as a whole."""
_SAID = re.compile(r"^// (expects|kind|page): (.*)$", re.MULTILINE)


def hosts(path: Path) -> set[str]:
    """Whom a loader contacts."""
    said = dict(_SAID.findall(path.read_text("utf-8")))
    return {one.partition(":")[0] for one in said.get("expects", "").split()} - {"nothing"}


def page(path: Path) -> bytes:
    """A page with one loader."""
    code = path.read_text("utf-8")
    said = dict(_SAID.findall(code))
    kind = ' type="module"' if said.get("kind") == "module" else ""
    return (
        f"<!DOCTYPE html>\n<title>a</title>\n<body>{said.get('page', '')}<script{kind}>{code}</script>\n<p>b\n".encode()
    )


@cache
def register() -> Register:
    """One service, to which all belong."""
    service = samples.service("loaded", "analytics", "loaded.example", [])
    service["hosts"] = tuple(sorted(set().union(*map(hosts, LOADERS)) - {"www.example.no"}))
    return samples.register(service=(service,))


def read(raw: bytes) -> Scan:
    """What the scanner tells of a page."""
    return Namer(register(), catalogue.load()).name(scan(Document("a.html", "html", raw), _site()))


def gated(raw: bytes, found: Scan) -> Plan:
    """What is to be done to a page."""
    return plan(raw, found, register(), catalogue.load(), _site())


@cache
def _site() -> SiteContext:
    return SiteContext(Hosts("https://www.example.no", ()), "/nowhere")
