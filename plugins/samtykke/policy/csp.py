"""The register as headers: a Content-Security-Policy that lets pages contact what is declared, and nothing else.

Consent is the gates' work; the policy is the second lock. It cannot ask whether the visitor has consented, so it names
every declared service that pages load or show.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samtykke import banner
from samtykke.catalogue import Catalogue
from samtykke.model import Kind, Party, Scan
from samtykke.register import Register
from samtykke.register.model import Service
from samtykke.urls import Hosts

_DIRECTIVES = {
    Kind.SCRIPT: "script-src",
    Kind.IFRAME: "frame-src",
    Kind.IMAGE: "img-src",
    Kind.ICON: "img-src",
    Kind.STYLESHEET: "style-src",
    Kind.FONT: "font-src",
    Kind.MEDIA: "media-src",
    Kind.CONNECTION: "connect-src",
    Kind.PING: "connect-src",
    Kind.FORM: "form-action",
    Kind.MANIFEST: "manifest-src",
    Kind.WORKER: "worker-src",
    Kind.OBJECT: "object-src",
}
"""What a reference of a kind needs; the others need nothing."""
_QUIET = ("analytics", "marketing")
"""Categories whose scripts measure: they load scripts and pictures and send, but draw nothing on the page."""
NOT_IN_META = ("frame-ancestors", "report-uri", "report-to", "sandbox")
"""Directives that browsers pass over in a `<meta>`: html.spec.whatwg.org, `http-equiv`."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A Content-Security-Policy: directive → sources, in the order in which it is written."""

    directives: Mapping[str, tuple[str, ...]]

    def header(self) -> str:
        """The value of the header."""
        return "; ".join(" ".join((name, *sources)) for name, sources in self.directives.items())

    def meta(self) -> str:
        """The content of `<meta http-equiv="Content-Security-Policy">`, for hosts that send no headers of ours."""
        kept = {name: sources for name, sources in self.directives.items() if name not in NOT_IN_META}
        return Policy(kept).header()


def policy(register: Register, catalogue: Catalogue, seen: Iterable[Scan] = (), *, webassembly: bool = False) -> Policy:
    """What the pages need: the site itself, the scripts that services bring by `load`, and what `seen` refers to.

    `seen` are the site's documents, as `check.inventory` reads them: an embed's host is named where a page has the
    embed, and in the directive that it needs. A script goes on to fetch and send, and a style sheet to fetch typefaces:
    where a page has one of a declared service, so may all of that service's declared hosts.
    What is not declared is not named, whatever the pages hold.
    Inline scripts are named by hash: the banner's head snippet, and the snippets of declared services.
    """
    sources: dict[str, dict[str, None]] = {name: dict.fromkeys(first) for name, first in _OWN.items()}
    scripted: dict[str, Service] = {}
    styled: dict[str, Service] = {}
    goes_on = {Kind.SCRIPT: scripted, Kind.STYLESHEET: styled}
    for service in register.service:
        if service.load is not None:
            _hashes(service, catalogue, sources)
            scripted[service.id] = service
    hosts = Hosts(register.site.url, register.site.own_hosts)
    for scan in seen:
        for one in scan.references:
            directive = _DIRECTIVES.get(one.kind)
            if directive is None or not one.host or one.host == hosts.host:
                continue
            if one.party is Party.FIRST:
                sources[directive][one.host] = None
            elif one.service and (declared := register.find_service(one.service)):
                sources[directive][one.host] = None
                goes_on.get(one.kind, {})[declared.id] = declared
    for service in scripted.values():
        _brought(service, sources)
    for service in styled.values():
        for name in ("style-src", "font-src"):
            sources[name].update(dict.fromkeys(service.hosts))
    if register.needs_consent():
        sources["script-src"][_hash(banner.HEAD_SNIPPET)] = None
    if webassembly:
        sources["script-src"]["'wasm-unsafe-eval'"] = None
    return Policy({name: _tidied(tuple(found)) for name, found in sources.items()})


def headers(made: Policy) -> dict[str, str]:
    """Every header that a page is to be sent with."""
    return {
        "Content-Security-Policy": made.header(),
        "Strict-Transport-Security": "max-age=31536000",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _REFUSED),
        "Cross-Origin-Opener-Policy": "same-origin",
    }


_OWN = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "media-src": ("'self'",),
    "connect-src": ("'self'",),
    "frame-src": ("'self'",),
    "worker-src": ("'self'",),
    "manifest-src": ("'self'",),
    "object-src": ("'none'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
    "frame-ancestors": ("'self'",),
}
_REFUSED = (
    "browsing-topics", "camera", "display-capture", "geolocation", "hid", "microphone", "midi", "payment",
    "publickey-credentials-get", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
"""Features that the pages do not use, and that embeds are not to ask for."""


def _hashes(service: Service, catalogue: Catalogue, sources: dict[str, dict[str, None]]) -> None:
    """The inline scripts that the register's own tags of a service bring."""
    assert service.load is not None
    known = catalogue.services.get(service.id)
    for tag in known.tags(service.load.settings) if known else ():
        if tag.body:
            sources["script-src"][_hash(banner.inert(tag.body))] = None


def _brought(service: Service, sources: dict[str, dict[str, None]]) -> None:
    """What a script of another's may need: its hosts, and the right to draw if it is there to be seen."""
    directives = ["script-src", "connect-src", "img-src"]
    if service.category not in _QUIET:
        directives += ["style-src", "font-src", "media-src", "frame-src"]
        # A chat window brings its style as `<style>`; what it will hold cannot be known beforehand.
        sources["style-src"]["'unsafe-inline'"] = None
    for directive in directives:
        for host in service.hosts:
            sources[directive][host] = None
            if directive == "connect-src" and service.category not in _QUIET:
                sources[directive][f"wss://{host}"] = None


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _tidied(sources: tuple[str, ...]) -> tuple[str, ...]:
    """Without `'none'` beside others, and with the hosts in order."""
    keywords = [s for s in sources if s.startswith("'") or s.endswith(":")]
    hosts = sorted(s for s in sources if s not in keywords)
    if len(keywords) + len(hosts) > 1:
        keywords = [s for s in keywords if s != "'none'"]
    return (*keywords, *hosts)
