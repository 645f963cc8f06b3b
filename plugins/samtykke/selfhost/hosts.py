"""The hosts of which copies are kept: they deliver files, the same to everybody, under licences that allow it."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

_OFL = "SIL Open Font License 1.1 for most typefaces, Apache 2.0 or the Ubuntu licence for some: see fonts.google.com"
_EACH = "each library has its own licence: see its page there, and the first lines of the file"
_VERSION = r"\d+\.\d+\.\d+[\w.+-]*"
_BELOW = rf"/{_VERSION}/"
_NPM = rf"/(?:@[^/]+/)?[^/@]+@{_VERSION}(?:/|$)"
_JSDELIVR = rf"^/npm{_NPM}|^/gh/[^/]+/[^/@]+@(?:v?{_VERSION}|[0-9a-f]{{40}})/"
_BOOTSTRAP = "MIT (Bootstrap); OFL 1.1 and MIT (Font Awesome)"
_AWESOME = "OFL 1.1 (typefaces), MIT (code), CC BY 4.0 (icons); not the Pro icons"


class Static(NamedTuple):
    """A host, and what is known of its files."""

    host: str
    service: str
    """The catalogue's name; hosts of one service work together."""
    licence: str
    """Under what the files may be passed on, as far as it is the same for all."""
    paths: str = "/"
    """How a path must begin; what else the host serves is no static library."""
    exact: str = ""
    """What a path holds that names one version for ever; empty where addresses name none."""


HOSTS = (
    Static("fonts.googleapis.com", "google-fonts", _OFL),
    Static("fonts.gstatic.com", "google-fonts", _OFL),
    Static("fonts.bunny.net", "bunny-fonts", _OFL),
    Static("cdnjs.cloudflare.com", "cdnjs", _EACH, "/ajax/libs/", r"^/ajax/libs/[^/]+/\d[^/]*/"),
    Static("cdn.jsdelivr.net", "jsdelivr", _EACH, exact=_JSDELIVR),
    Static("fastly.jsdelivr.net", "jsdelivr", _EACH, exact=_JSDELIVR),
    Static("unpkg.com", "unpkg", _EACH, exact=rf"^{_NPM}"),
    Static("ajax.googleapis.com", "google-hosted-libraries", _EACH, "/ajax/libs/", _BELOW),
    Static("www.gstatic.com", "google-hosted-libraries", "Apache 2.0 (Firebase)", "/firebasejs/", _BELOW),
    Static("code.jquery.com", "jquery-cdn", "MIT (jQuery)", exact=_VERSION),
    Static("stackpath.bootstrapcdn.com", "bootstrapcdn", _BOOTSTRAP, exact=_BELOW),
    Static("maxcdn.bootstrapcdn.com", "bootstrapcdn", _BOOTSTRAP, exact=_BELOW),
    Static("netdna.bootstrapcdn.com", "bootstrapcdn", _BOOTSTRAP, exact=_BELOW),
    Static("use.fontawesome.com", "font-awesome", _AWESOME, "/releases/", rf"/v{_VERSION}/"),
)
"""One line a host. Not www.gstatic.com as a whole: Google Charts may not be served by others (its FAQ says), and
reCAPTCHA is no library."""
_BY_HOST = {one.host: one for one in HOSTS}
_IN_BYTES = tuple(host.encode() for host in _BY_HOST)


def static(url: str) -> Static | None:
    """The host of an address, if copies of it are kept. `url` is absolute and resolved."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    found = _BY_HOST.get((parts.hostname or "").rstrip("."))
    if found is None or parts.scheme not in ("http", "https") or port not in (None, 80, 443):
        return None
    return found if parts.path.startswith(found.paths) and parts.path != "/" else None


def of_host(host: str) -> Static | None:
    """The same by a host alone: what a hint names."""
    return _BY_HOST.get(host)


def canonical(url: str) -> str:
    """An address as the lock has it: by https, without a fragment."""
    url = url.partition("#")[0]
    return f"https:{url.removeprefix('http:')}" if url.startswith("http:") else url


def mutable(url: str) -> bool:
    """Whether an address may lead to another version tomorrow: `@latest`, `jquery@3`, no version at all."""
    found = static(url)
    return found is not None and bool(found.exact) and re.search(found.exact, urlsplit(url).path) is None


def mentioned(raw: bytes) -> bool:
    """Whether a file has anything to do with them, without reading it. (One pattern of them all takes 50 times as
    long.)"""
    low = raw.lower()
    return any(host in low for host in _IN_BYTES)


def mentions(text: str) -> list[int]:
    """The offsets at which their names stand in a text of Latin-1 letters, sorted."""
    low, found = text.lower(), []
    for host in _BY_HOST:
        at = low.find(host)
        while at >= 0:
            found.append(at)
            at = low.find(host, at + 1)
    return sorted(found)
