"""One file from a host of the list, within bounds: by https, so much and no more, and what was asked for."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from samtykke.locale import TranslatableError
from samtykke.model import Kind

from .hosts import canonical, static
from .names import ending

MOST_BYTES = 16 << 20
"""Of one file. The largest typefaces, those of Chinese and Japanese, come in pieces; whole they have some 10 MB."""
SECONDS = 60.0
"""For one file, redirects included."""
_SILENCE = 20.0
"""Seconds without a byte."""
_REDIRECTS = 5
_CHUNK = 64 << 10
AGENT = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 "
    "samtykke-selfhost"
)
"""Google Fonts names woff2 files to browsers that it knows to read them, and to all others TrueType."""
_GONE = frozenset({404, 410})

Opener = Callable[[urllib.request.Request, float], Any]
"""What asks the network: called with a request and seconds, it returns an `http.client.HTTPResponse`. It follows no
redirects, and raises what urllib raises."""


def _(message: str) -> str:
    """Mark a message for translation; it is translated where it is shown."""
    return message


class Fetched(NamedTuple):
    """A file, as it came."""

    source: str
    """The address that answered, after redirects."""
    data: bytes
    type: str
    ending: str


class FetchError(TranslatableError):
    """A file cannot be had, or is not to be kept."""

    def __init__(self, text: str, *, unreachable: bool = False, gone: bool = False, **values: object) -> None:
        super().__init__(text, **values)
        self.unreachable = unreachable
        """Another time it may go well."""
        self.gone = gone
        """The host says that there is no such file."""


class _Here(urllib.request.HTTPRedirectHandler):
    """Redirects are followed by `fetch`, which looks where they lead."""

    def redirect_request(self, *_args: Any, **_values: Any) -> None:
        """None: urllib then raises HTTPError with the answer in it."""


def internet() -> Opener:
    """The network, by the proxy that the environment names, if any."""
    opener = urllib.request.build_opener(_Here)

    def ask(request: urllib.request.Request, seconds: float) -> Any:
        return opener.open(request, timeout=seconds)

    return ask


def fetch(url: str, kind: Kind, opener: Opener) -> Fetched:
    """The file at an address of the list. Raises FetchError."""
    until = time.monotonic() + SECONDS
    source = url
    for _hop in range(_REDIRECTS + 1):
        request = urllib.request.Request(source, headers={"User-Agent": AGENT, "Accept": "*/*"})  # noqa: S310  https
        try:
            with opener(request, _SILENCE) as answer:
                data = _body(answer, until)
                mime = answer.headers.get_content_type() if answer.headers.get("Content-Type") else ""
        except urllib.error.HTTPError as error:
            with error:
                source = _redirect(error, source)
            continue
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = error.reason if isinstance(error, urllib.error.URLError) else error
            raise FetchError(_("it could not be fetched: %(error)s"), unreachable=True, error=_line(reason)) from error
        end = ending(data, mime, source, kind)
        if end is None:
            raise FetchError(_("what came is not what pages ask for: %(type)s"), type=_line(mime or "?"))
        return Fetched(source, data, mime, end)
    raise FetchError(_("it is redirected again and again"))


def _redirect(error: urllib.error.HTTPError, source: str) -> str:
    """Where an answer sends on to, if that is a host of the list. Raises FetchError."""
    location = error.headers.get("Location") if error.code in (301, 302, 303, 307, 308) else None
    if location is None:
        text = _("the server answers %(status)s")
        code = error.code
        raise FetchError(text, unreachable=code >= 500 or code == 429, gone=code in _GONE, status=code)
    target = urljoin(source, location)
    if static(target) is None or not target.startswith("https:"):
        host = urlsplit(target).hostname if target.startswith(("http:", "https:")) else target
        raise FetchError(_("it is redirected to %(host)s, of which no copies are kept"), host=_line(host or target))
    return canonical(target)


def _body(answer: Any, until: float) -> bytes:
    """All of an answer. Raises FetchError, OSError and http.client.HTTPException."""
    if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise FetchError(_("it comes compressed, which was not asked for"))
    stated = answer.headers.get("Content-Length", "")
    data = bytearray()
    while chunk := answer.read1(_CHUNK):
        data += chunk
        if len(data) > MOST_BYTES:
            raise FetchError(_("it is larger than %(megabytes)d MB"), megabytes=MOST_BYTES >> 20)
        if time.monotonic() > until:
            raise FetchError(_("it takes longer than %(seconds)d seconds"), unreachable=True, seconds=int(SECONDS))
    if stated.isdigit() and len(data) != int(stated):
        raise http.client.IncompleteRead(b"", int(stated) - len(data))
    return bytes(data)


def _line(text: object) -> str:
    return "".join(c for c in str(text) if c.isprintable())[:200]
