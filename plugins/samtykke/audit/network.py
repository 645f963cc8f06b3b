"""What a page asks the network for, from two witnesses: the browser, which knows who asked, and the proxy, which misses
nothing.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from samtykke.urls import Hosts, resolve

from .model import Initiator, Request, Step
from .proxy import Seen
from .stacks import of_protocol, script

_KINDS = {
    "Document": "document",
    "Script": "script",
    "Image": "image",
    "Stylesheet": "stylesheet",
    "Font": "font",
    "Media": "media",
    "TextTrack": "media",
    "Fetch": "fetch",
    "XHR": "xhr",
    "EventSource": "fetch",
    "Ping": "beacon",
    "Manifest": "manifest",
    "CSPViolationReport": "report",
    "Prefetch": "prefetch",
    "Preflight": "preflight",
}
_BY_DESTINATION = {
    "serviceworker": "worker",
    "sharedworker": "worker",
    "worker": "worker",
    "style": "stylesheet",
    "audio": "media",
    "video": "media",
    "track": "media",
    "iframe": "document",
    "frame": "document",
    "object": "document",
    "embed": "document",
    "report": "report",
    "empty": "fetch",
}
_SECRET = frozenset(("cookie", "set-cookie", "authorization", "proxy-authorization"))
_LONGEST_URL = 4_000
_MOST = 5_000
"""Requests of a visit that are kept."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened."""

    at: float
    """Milliseconds since the visit began."""
    step: Step
    consent: str


@dataclass
class Network:
    """The requests of a visit."""

    hosts: Hosts
    now: Callable[[], Moment]
    cookies: Callable[[str, str], None]
    """Called with (address, `Set-Cookie` header) for each."""
    requests: list[Request] = field(default_factory=list)
    """In the order in which they began."""
    last: float = 0.0
    """When something last happened, by `time.monotonic`."""
    _streams: dict[str, Initiator] = field(default_factory=dict)
    """Who opened a stream of events, by address: the browser does not say, since it connects from a task of its own."""
    _open: dict[str, int] = field(default_factory=dict)
    _known: dict[str, int] = field(default_factory=dict)

    @property
    def busy(self) -> int:
        """Requests without an end yet; a socket and a stream of events have none."""
        return len(self._open)

    def listen(self, session: Any) -> None:
        """Hear a session of the DevTools protocol."""
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.requestWillBeSentExtraInfo", self._headers)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.responseReceivedExtraInfo", self._answer_headers)
        session.on("Network.loadingFinished", self._ended)
        session.on("Network.loadingFailed", self._failed)
        session.on("Network.webSocketCreated", self._socket)
        session.on("Network.webTransportCreated", self._socket)

    def restart(self) -> None:
        """Another visit begins; what was asked for in the one before is not followed any more."""
        self.requests = []
        self._known.clear()
        self._open.clear()
        self._streams.clear()

    def opened(self, url: str, who: Initiator) -> None:
        """A script is about to have a stream of events come from an address, now and each time that it breaks off."""
        if len(self._streams) < _MOST:
            self._streams[url] = who

    def forget(self) -> None:
        """A new document: what the old one waited for does not come any more."""
        self._open.clear()

    def hint(self, url: str, document: str) -> None:
        """A `preconnect` or `dns-prefetch` that stands in a document.

        Behind a proxy Chromium leaves them be, so no witness has seen it act; without one it would.
        """
        resolved = resolve(url, document)
        known = {r.host for r in self.requests if r.kind == "hint"}
        if resolved is not None and resolved.host not in known:
            event = {"request": {"url": resolved.url, "method": ""}, "documentURL": document}
            self._add(f"hint {resolved.host}", event, Initiator("parser", document), "hint")

    def _sent(self, event: Mapping[str, Any]) -> None:
        asked, id_ = event["request"], event["requestId"]
        if id_ in self._known and "redirectResponse" in event:
            self._answer(id_, event["redirectResponse"])
        initiator = _initiator(event)
        if "redirectResponse" in event:
            initiator = replace(initiator, kind="redirect", url=event["redirectResponse"]["url"], line=0, column=0)
        if event.get("type") == "EventSource":
            initiator = self._streams.get(asked["url"], initiator)
        kind = _KINDS.get(event.get("type", ""), "other")
        if kind == "other" and asked.get("method") == "POST" and asked.get("initialPriority") == "VeryLow":
            kind = "beacon"
        self._add(id_, event, initiator, kind)
        if event.get("type") != "EventSource":
            self._open[id_] = 1

    def _socket(self, event: Mapping[str, Any]) -> None:
        id_ = event.get("requestId") or event.get("transportId", "")
        self._add(id_, event, _initiator(event), "websocket")

    def _add(self, id_: str, event: Mapping[str, Any], initiator: Initiator, kind: str) -> None:
        asked = event.get("request", event)
        url = asked["url"]
        self.last = time.monotonic()
        resolved = resolve(url, self.hosts.base) if len(url) < _LONGEST_URL * 10 else None
        if resolved is None or resolved.scheme not in ("http", "https", "ws", "wss") or len(self.requests) >= _MOST:
            return
        moment = self.now()
        self._known[id_] = len(self.requests)
        self.requests.append(
            Request(
                url=resolved.url[:_LONGEST_URL],
                host=resolved.host,
                party=self.hosts.party(resolved.host),
                kind=kind,
                method=asked.get("method", "GET"),
                at=moment.at,
                step=moment.step,
                consent=moment.consent,
                initiator=initiator,
                frame=event.get("documentURL", "")[:_LONGEST_URL],
                request_headers=_masked(asked.get("headers", {})),
            )
        )

    def _headers(self, event: Mapping[str, Any]) -> None:
        self._update(event["requestId"], request_headers=_masked(event.get("headers", {})))

    def _answered(self, event: Mapping[str, Any]) -> None:
        self._answer(event["requestId"], event["response"])

    def _answer(self, id_: str, response: Mapping[str, Any]) -> None:
        headers = _masked(response.get("headers", {}))
        found = self._find(id_)
        if found is not None and not found.response_headers:
            self._update(id_, response_headers=headers)
        self._update(id_, status=response["status"], mime=response.get("mimeType", ""))

    def _answer_headers(self, event: Mapping[str, Any]) -> None:
        found = self._find(event["requestId"])
        headers = {name.lower(): value for name, value in event.get("headers", {}).items()}
        if found is not None:
            self._update(event["requestId"], response_headers=_masked(event["headers"]))
            for line in headers.get("set-cookie", "").split("\n"):
                if line.strip():
                    self.cookies(found.url, line)

    def _ended(self, event: Mapping[str, Any]) -> None:
        self._open.pop(event["requestId"], None)
        self._update(event["requestId"], size=int(event.get("encodedDataLength", 0)))

    def _failed(self, event: Mapping[str, Any]) -> None:
        self._open.pop(event["requestId"], None)
        why = event.get("blockedReason") or event.get("errorText", "")
        self._update(event["requestId"], error=why)

    def _find(self, id_: str) -> Request | None:
        index = self._known.get(id_)
        return self.requests[index] if index is not None else None

    def _update(self, id_: str, **changes: Any) -> None:
        self.last = time.monotonic()
        index = self._known.get(id_)
        if index is not None:
            self.requests[index] = replace(self.requests[index], **changes)


def joined(
    told: Iterable[Request],
    seen: Iterable[tuple[Seen, Moment]],
    hosts: Hosts,
    workers: Collection[str],
) -> list[Request]:
    """The browser's account with what only the proxy saw: by workers, on leaving, or a mere connection.

    `workers` are the addresses of those that the page has started.

    A request that the browser did not send (from its cache, blocked) stays, marked by its error or status.
    """
    found = list(told)
    accounted = Counter(_comparable(r.url) for r in found if r.kind != "hint")
    contacted = {r.host for r in found}
    found += (
        replace(one, initiator=_sender(one.initiator, workers)) if one.worker else one
        for one in _unaccounted(seen, accounted, contacted, hosts)
    )
    return sorted(found, key=lambda r: r.at)


def _unaccounted(
    seen: Iterable[tuple[Seen, Moment]], accounted: Counter[str], contacted: set[str], hosts: Hosts
) -> Iterator[Request]:
    for one, moment in seen:
        if not one.url:
            # A connection on which nothing was asked matters only where nothing else tells of the host. One that is
            # relayed is closed to us: its requests are in the browser's account.
            if one.host in contacted:
                continue
            contacted.add(one.host)
            yield _bare(one, moment, hosts, "connection", Initiator("other"))
            continue
        key = _comparable(one.url)
        if accounted[key] > 0:
            accounted[key] -= 1
            continue
        destination = one.headers.get("sec-fetch-dest", "")
        kind = _BY_DESTINATION.get(destination, destination or "other")
        if one.headers.get("sec-purpose", "").startswith("prefetch"):
            kind = "prefetch"
        if one.headers.get("upgrade", "").lower() == "websocket":
            kind = "websocket"
        contacted.add(one.host)
        who = Initiator("worker", one.headers.get("referer", ""))
        yield replace(_bare(one, moment, hosts, kind, who), worker=True)


def _sender(told: Initiator, workers: Collection[str]) -> Initiator:
    """Across origins the browser tells only the sender's origin: then it is the one worker that it can be."""
    possible = [url for url in workers if _origin(url) == _origin(told.url)]
    if len(possible) == 1:
        return replace(told, url=possible[0])
    # Without a worker it was the page, on leaving.
    return told if possible else replace(told, kind="script")


def _origin(url: str) -> str:
    return "/".join(url.removeprefix("blob:").split("/", 3)[:3])


def _bare(one: Seen, moment: Moment, hosts: Hosts, kind: str, who: Initiator) -> Request:
    return Request(
        url=one.url[:_LONGEST_URL] or f"https://{one.host}/",
        host=one.host,
        party=hosts.party(one.host),
        kind=kind,
        method=one.method,
        at=moment.at,
        step=moment.step,
        consent=moment.consent,
        initiator=who,
        request_headers=_masked(one.headers),
    )


def _comparable(url: str) -> str:
    """Without fragment, and with sockets as the HTTP that they begin with."""
    url = url.partition("#")[0]
    return "http" + url[2:] if url.startswith(("ws:", "wss:")) else url


def _initiator(event: Mapping[str, Any]) -> Initiator:
    told: Mapping[str, Any] = event.get("initiator") or {}
    kind = told.get("type", "other")
    if kind == "script" or told.get("stack"):
        return script(of_protocol(told.get("stack")))
    url, line = told.get("url", ""), told.get("lineNumber")
    return Initiator(
        "preload" if kind == "preload" else "parser" if kind == "parser" else "other",
        url[:_LONGEST_URL],
        int(line) + 1 if line is not None else 0,
        int(told.get("columnNumber", -1)) + 1,
    )


def _masked(headers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Without what a visitor could be known by."""
    kept = ((name.lower(), "…" if name.lower() in _SECRET else value[:500]) for name, value in headers.items())
    return tuple(sorted(pair for pair in kept if not pair[0].startswith(":")))
