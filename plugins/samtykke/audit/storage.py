"""What lies in a visitor's browser, and who put it there: what is found in the profile, and who was caught writing."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from samtykke.model import Party, StorageKind
from samtykke.urls import Hosts

from .model import CookieSeen, Initiator, StorageSeen
from .network import Moment
from .stacks import of_text, script

_AGE = re.compile(r"(?:^|;)\s*max-age\s*=\s*\"?(-?\d{1,15})", re.IGNORECASE)
_EXPIRES = re.compile(r"(?:^|;)\s*expires\s*=\s*([^;]+)", re.IGNORECASE)
_SAME_TIME = 2.0
"""Seconds by which the same expiry may seem to differ."""

Key = tuple[str, str, str]
"""Cookies: name, domain, path. Other items: kind, name, origin."""


@dataclass(frozen=True, slots=True)
class Write:
    """Something caught writing."""

    kind: StorageKind
    name: str
    host: str
    origin: str
    by: str
    setter: Initiator
    moment: Moment
    lifetime: float | None
    """Seconds, as asked for; None: the session's."""


class Ledger:
    """All that one visitor's browser kept, from page to page."""

    def __init__(self, hosts: Hosts) -> None:
        self._hosts = hosts
        self._writes: list[Write] = []
        self._jar: dict[Key, tuple[str, float]] = {}
        self._cookies: dict[Key, CookieSeen] = {}
        self._items: dict[Key, StorageSeen] = {}

    def turn(self) -> None:
        """Another page begins."""
        self._cookies = {key: replace(c, new=False) for key, c in self._cookies.items() if c.kept}
        self._items = {key: replace(s, new=False) for key, s in self._items.items() if s.kept}

    @property
    def cookies(self) -> tuple[CookieSeen, ...]:
        """Those set on this page, or still there."""
        return tuple(sorted(self._cookies.values(), key=lambda c: (c.at, c.name, c.domain, c.path)))

    @property
    def items(self) -> tuple[StorageSeen, ...]:
        """Other items written on this page, or still there."""
        return tuple(sorted(self._items.values(), key=lambda s: (s.at, s.kind, s.name, s.origin)))

    def told(self, event: Mapping[str, Any], moment: Moment) -> None:
        """What the recorder in the page tells of a write."""
        lifetime: float | None = None
        kind = StorageKind(event["kind"])
        if kind is StorageKind.COOKIE:
            if not event.get("there"):
                return
            lifetime = asked_lifetime(event.get("attributes", ""))
            if lifetime is not None and lifetime <= 0:
                return
        origin = event.get("origin", "")
        host = urlsplit(origin if origin.startswith("http") else event.get("frame", "")).hostname or ""
        setter = script(of_text(event.get("stack", "")))
        self._writes.append(Write(kind, event["name"], host, origin, "script", setter, moment, lifetime))

    def told_by_http(self, url: str, header: str, moment: Moment) -> None:
        """A `Set-Cookie` header that came from an address."""
        pair, _, attributes = header.partition(";")
        name = pair.partition("=")[0].strip() if "=" in pair else ""
        lifetime = asked_lifetime(attributes)
        if lifetime is not None and lifetime <= 0:
            return
        host = (urlsplit(url).hostname or "").lower()
        who = Initiator("other", url)
        self._writes.append(Write(StorageKind.COOKIE, name, host, "", "http", who, moment, lifetime))

    def look(
        self, jar: Iterable[Mapping[str, Any]], items: Mapping[str, Iterable[tuple[str, str]]], moment: Moment
    ) -> None:
        """The profile as it is now: its cookies, and by origin what else is kept there as (kind, name)."""
        self._look_at_cookies(jar, moment)
        self._look_at_items(items, moment)
        self._writes.clear()

    def _look_at_cookies(self, jar: Iterable[Mapping[str, Any]], moment: Moment) -> None:
        now = time.time()
        present: dict[Key, tuple[str, float]] = {}
        for cookie in jar:
            domain = cookie["domain"].lstrip(".").lower()
            key = (cookie["name"], domain, cookie["path"])
            state = (hashlib.sha256(cookie.get("value", "").encode("utf-8", "replace")).hexdigest(), cookie["expires"])
            present[key] = state
            write = self._writer(key)
            before = self._jar.get(key)
            same = before is not None and before[0] == state[0] and abs(before[1] - state[1]) < _SAME_TIME
            if key in self._cookies and same and write is None:
                self._cookies[key] = replace(self._cookies[key], kept=True)
                continue
            left = None if cookie["expires"] < 0 else max(0.0, cookie["expires"] - now)
            at = write.moment if write else moment
            self._cookies[key] = CookieSeen(
                name=cookie["name"],
                domain=domain,
                path=cookie["path"],
                party=self._party(domain),
                lifetime=write.lifetime if write and left is not None else left,
                secure=bool(cookie.get("secure")),
                http_only=bool(cookie.get("httpOnly")),
                same_site=cookie.get("sameSite") or "",
                host_only=not cookie["domain"].startswith("."),
                by=write.by if write else "unknown",
                setter=write.setter if write else Initiator("other"),
                at=at.at,
                step=at.step,
                consent=at.consent,
                kept=True,
            )
        for key, known in self._cookies.items():
            if key not in present:
                self._cookies[key] = replace(known, kept=False)
        self._gone_already(present)
        self._jar = present

    def _gone_already(self, present: Mapping[Key, object]) -> None:
        """Cookies that were set and are removed again."""
        for write in self._writes:
            known = any(
                name == write.name and _within(write.host, domain) for name, domain, _ in (*present, *self._cookies)
            )
            if write.kind is StorageKind.COOKIE and write.by == "script" and not known:
                self._cookies[(write.name, write.host, "")] = CookieSeen(
                    write.name, write.host, "", self._party(write.host), write.lifetime, False, False, "", True,
                    write.by, write.setter, write.moment.at, write.moment.step, write.moment.consent, kept=False,
                )  # fmt: skip

    def _writer(self, key: Key) -> Write | None:
        """Who wrote a cookie last since the last look."""
        name, domain, _ = key
        return next(
            (
                w
                for w in reversed(self._writes)
                if w.kind is StorageKind.COOKIE and w.name == name and _within(w.host, domain)
            ),
            None,
        )

    def _look_at_items(self, items: Mapping[str, Iterable[tuple[str, str]]], moment: Moment) -> None:
        present: set[Key] = set()
        for write in self._writes:
            if write.kind is not StorageKind.COOKIE:
                self._note(write.kind, write.name, write.origin, write.setter, write.moment)
        for origin, found in items.items():
            for kind, name in found:
                key = (kind, name, origin)
                present.add(key)
                if key not in self._items:
                    self._note(StorageKind(kind), name, origin, Initiator("other"), moment)
        for key, item in self._items.items():
            # Of an origin that has no frame now nothing new is known.
            if key[2] in items:
                self._items[key] = replace(item, kept=key in present)

    def _note(self, kind: StorageKind, name: str, origin: str, setter: Initiator, moment: Moment) -> None:
        party = self._party(urlsplit(origin).hostname or "") if origin.startswith("http") else Party.FIRST
        self._items[(kind, name, origin)] = StorageSeen(
            kind, name, origin, party, setter, moment.at, moment.step, moment.consent, kept=True
        )

    def _party(self, domain: str) -> Party:
        """A cookie for a parent domain of the site is the site's own."""
        return Party.FIRST if _within(self._hosts.host, domain) else self._hosts.party(domain)


def _within(host: str, domain: str) -> bool:
    return host == domain or host.endswith("." + domain)


def asked_lifetime(attributes: str) -> float | None:
    """Seconds that a cookie's attributes ask for; None for the session; zero or less removes it."""
    age = _AGE.search(attributes)
    if age:
        return float(age[1])
    expires = _EXPIRES.search(attributes)
    if expires is None:
        return None
    try:
        until = parsedate_to_datetime(expires[1].strip())
    except (ValueError, TypeError, IndexError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return (until - datetime.now(UTC)).total_seconds()
