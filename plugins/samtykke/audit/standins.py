"""What stands in for third parties, and behaves towards the browser's storage as the services are documented to.

One stand-in for all, driven by the catalogue: a script of a known service sets the cookies and keys that the catalogue
lists for it, with their lifetimes, on the page or, for what is the service's own, by HTTP on its host. Of a service
that is not known nothing is known of its storage, and the stand-in sets none.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from urllib.parse import urlsplit

from samtykke.catalogue import Catalogue, KnownStorage
from samtykke.naming import path_of
from samtykke.register import Register, lifetime

from .proxy import Answer, Asked

_PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
_FOREVER = 400 * 86400
"""Seconds; browsers keep no cookie longer."""
_EVERYONE = (
    ("Access-Control-Allow-Headers", "*"),
    ("Access-Control-Allow-Methods", "*"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
    ("Timing-Allow-Origin", "*"),
)
_SCRIPTS = frozenset(("script", "worker", "sharedworker", "serviceworker"))
_DOCUMENTS = frozenset(("document", "iframe", "frame", "object", "embed"))
_PLAIN = {
    "image": (200, "image/gif", _PIXEL),
    "style": (200, "text/css", b""),
    "manifest": (200, "application/manifest+json", b"{}"),
    "font": (404, "text/plain", b""),
    "audio": (404, "text/plain", b""),
    "video": (404, "text/plain", b""),
    "track": (404, "text/plain", b""),
}
"""By `Sec-Fetch-Dest`: status, type, body."""
_SCRIPT = """(function (items) {
  for (var i = 0; i < items.length; i++) {
    var kind = items[i][0], name = items[i][1], age = items[i][2];
    try {
      if (kind === "cookie") document.cookie = name + "=stand-in; path=/" + (age ? "; max-age=" + age : "");
      else if (kind === "local") localStorage.setItem(name, "stand-in");
      else if (kind === "session") sessionStorage.setItem(name, "stand-in");
      else if (kind === "indexeddb") indexedDB.open(name);
      else if (kind === "cache") caches.open(name);
    } catch (error) {}
  }
})(%s);
"""


class StandIns:
    """Answers in place of every third party."""

    def __init__(self, catalogue: Catalogue, register: Register) -> None:
        self._catalogue = catalogue
        self._register = register

    def answer(self, asked: Asked) -> Answer:
        """By what the browser wants it for, as its `Sec-Fetch-Dest` says."""
        use = asked.headers.get("sec-fetch-dest", "empty")
        origin = asked.headers.get("origin")
        allowed = (("Access-Control-Allow-Origin", origin or "*"), ("Access-Control-Allow-Credentials", "true"))
        headers = (*_EVERYONE, *(allowed if origin else allowed[:1]), *self._cookies(asked))
        if asked.headers.get("upgrade", "").lower() == "websocket":
            return Answer(status=403)
        if asked.method == "OPTIONS":
            return Answer(status=204, headers=headers)
        status, kind, body = _PLAIN.get(use, (200, "application/json", b"{}"))
        if use in _SCRIPTS:
            kind, body = "text/javascript", self._script(asked)
        elif use in _DOCUMENTS:
            kind = "text/html"
            body = b"<!doctype html><title>stand-in</title><script>%s</script>" % self._script(asked)
        return Answer(body, kind, status, headers)

    def _items(self, asked: Asked) -> Sequence[KnownStorage]:
        """What the service is documented to store, what only some of its uses store left out."""
        found = self._catalogue.by_url(asked.host, path_of(asked.url))
        if found is None:
            declared = self._register.declaring(asked.host)
            found = self._catalogue.services.get(declared.id) if declared else None
        return [item for item in found.storage if not item.conditional] if found else []

    def _script(self, asked: Asked) -> bytes:
        framed = asked.headers.get("sec-fetch-dest") in ("iframe", "frame")
        wanted = "third" if framed else "first"
        items = [
            (item.kind, _name(item.name, asked.url), _seconds(item.lifetime))
            for item in self._items(asked)
            if item.party == wanted and item.name != "*"
        ]
        return (_SCRIPT % json.dumps(items)).encode() if items else b""

    def _cookies(self, asked: Asked) -> list[tuple[str, str]]:
        """Those of the service's own host."""
        found = []
        for item in self._items(asked):
            if item.kind == "cookie" and item.party == "third" and item.name != "*":
                age = _seconds(item.lifetime)
                kept = f"; Max-Age={age}" if age else ""
                cookie = f"{_name(item.name, asked.url)}=stand-in; Path=/; Secure; SameSite=None{kept}"
                found.append(("Set-Cookie", cookie))
        return found


def _name(pattern: str, url: str) -> str:
    """A name that a pattern covers: of `_ga_*`, with the id that the address carries, or any."""
    if not pattern.endswith("*"):
        return pattern
    query = dict(part.partition("=")[::2] for part in urlsplit(url).query.split("&"))
    return pattern[:-1] + (query.get("id", "").rpartition("-")[2] or "STANDIN")


def _seconds(text: str) -> int:
    """Of a lifetime; 0 for the session's, and where it is not known."""
    if text == "forever":
        return _FOREVER
    value = lifetime.parse(text)
    return 0 if value is None else int(value.total_seconds())
