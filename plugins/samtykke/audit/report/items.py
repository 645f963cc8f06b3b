"""Cookies and other items: what was declared beside what was observed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from samtykke.audit.model import AuditResult, CookieSeen, Initiator, StorageSeen, Visit
from samtykke.locale import Translate
from samtykke.model import StorageKind
from samtykke.register import Register
from samtykke.register import lifetime as lifetimes


class Held(StrEnum):
    """How an item keeps to the register."""

    OK = "ok"
    LONGER = "longer"
    UNDECLARED = "undeclared"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Item:
    """A cookie or other item: what was declared beside what was observed."""

    kind: str
    name: str
    service: str
    declared: str
    observed: str
    by: str
    states: tuple[str, ...]
    """The titles of the states in which it was set."""
    held: Held


def items(
    result: AuditResult, register: Register, lang: str, states: Mapping[str, str], t: Translate
) -> Iterator[Item]:
    """Everything that was seen, then what was declared and not seen."""
    seen: dict[tuple[str, str], list[tuple[Visit, CookieSeen | StorageSeen]]] = {}
    for visit in result.visits:
        for kind, item in stored(visit):
            seen.setdefault((kind, item.name), []).append((visit, item))
    covered: set[tuple[str, str, str]] = set()
    for (kind, name), found in seen.items():
        declared = register.find_storage(kind, name)
        if declared:
            covered.add((declared[0].id, kind, declared[1].name))
        observed = _observed([item for _, item in found], kind)
        longer = bool(declared) and _longer(observed, declared[1].lifetime) if declared else False
        yield Item(
            kind=_kind(kind, t),
            name=name,
            service=declared[0].name if declared else "",
            declared=lifetimes.words(declared[1].lifetime, lang) if declared else "",
            observed=lifetimes.words(observed, lang),
            by=_by(found[0][1], result.site),
            states=tuple(dict.fromkeys(states.get(v.state, v.state) for v, item in found if item.new)),
            held=Held.UNDECLARED if declared is None else Held.LONGER if longer else Held.OK,
        )
    for service in register.service:
        for entry in service.storage:
            if (service.id, entry.kind, entry.name) not in covered:
                yield Item(
                    _kind(entry.kind, t), entry.name, service.name, lifetimes.words(entry.lifetime, lang), "", "", (),
                    Held.UNSEEN,
                )  # fmt: skip


def stored(visit: Visit) -> Iterator[tuple[str, CookieSeen | StorageSeen]]:
    """(kind, item) of everything that a visit has seen stored."""
    for cookie in visit.cookies:
        yield StorageKind.COOKIE, cookie
    for item in visit.storage:
        yield item.kind, item


def _kind(kind: str, t: Translate) -> str:
    names = {
        StorageKind.COOKIE: t("cookie"),
        StorageKind.LOCAL: t("local storage"),
        StorageKind.SESSION: t("session storage"),
        StorageKind.INDEXEDDB: t("database"),
        StorageKind.CACHE: t("cache"),
        StorageKind.SERVICEWORKER: t("service worker"),
    }
    return names[StorageKind(kind)]


def _observed(items: list[CookieSeen | StorageSeen], kind: str) -> str:
    """The longest lifetime that was seen, as the register would write it."""
    if kind != StorageKind.COOKIE:
        return "session" if kind == StorageKind.SESSION else "forever"
    seconds = [item.lifetime for item in items if isinstance(item, CookieSeen) and item.lifetime is not None]
    return lifetimes.of_seconds(max(seconds)) if seconds else "session"


def _longer(observed: str, declared: str) -> bool:
    if "unknown" in (observed, declared) or declared == "forever":
        return False
    if observed == "forever" or declared == "session":
        return observed != "session"
    if observed == "session":
        return False
    seen, said = lifetimes.parse(observed), lifetimes.parse(declared)
    return seen is not None and said is not None and seen > said * 1.01


def _by(item: CookieSeen | StorageSeen, site: str) -> str:
    http = isinstance(item, CookieSeen) and item.by == "http"
    return f"HTTP {short(item.setter.url, site)}".strip() if http else source(item.setter, site)


def source(initiator: Initiator, site: str) -> str:
    """A script and the line, or what else it was."""
    if not initiator.url:
        return "" if initiator.kind in ("other", "browser") else initiator.kind
    url = short(initiator.url, site)
    return f"{url}:{initiator.line}" if initiator.line else url


def short(url: str, site: str) -> str:
    """An address of the site itself without the site."""
    path = url.removeprefix(site.rstrip("/"))
    return path if path.startswith("/") else url
