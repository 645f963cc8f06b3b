"""A known service as the rest of the engine sees it: frozen, plain, quick to build.

The files are validated elsewhere (`source.py`), in the tests and for a user's own files: importing and building the
validating models at every start would gain nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from samtykke.texts import Wording

_VALUE = re.compile(r"[\w.:/@-]{1,200}", re.ASCII)
"""What a setting may hold. It stands inside addresses and JavaScript strings, so nothing that could end one."""

STALE = timedelta(days=548)
"""Vendors change what they store; what was looked up longer ago is to be looked up again."""


@dataclass(frozen=True, slots=True)
class KnownStorage:
    """An item that a service is known to keep in the visitor's browser."""

    kind: str
    """cookie | local | session | indexeddb | cache | serviceworker"""
    name: str
    """Exact; `*` at the end stands for any ending."""
    party: str
    """first | third, as seen from the page."""
    lifetime: str
    """ISO 8601, `session`, `forever` or `unknown`."""
    purpose: Wording
    source: str
    evidence: str
    """vendor (its own documentation) | observed (measured) | secondary (others' lists)"""
    checked: date
    sliding: bool = False
    """The lifetime starts anew with every visit."""
    conditional: bool = False
    """Only with some settings or uses of the service, so that its absence from a register is no omission."""


@dataclass(frozen=True, slots=True)
class LoadTag:
    """A script element that loads the service: by address or by body, never both."""

    src: str = ""
    body: str = ""
    is_async: bool = False
    module: bool = False


@dataclass(frozen=True, slots=True)
class Operator:
    """The legal person that provides a service to visitors in the EEA."""

    name: str
    country: str
    """ISO 3166-1."""
    policy: str | None = None
    """The address of its privacy policy."""


@dataclass(frozen=True, slots=True)
class KnownService:
    """All that the catalogue knows of a service."""

    id: str
    name: str
    vendor: str
    category: str
    """necessary | functional | analytics | marketing | media: what it most often is; the register decides."""
    status: str
    """active | retired | unknown"""
    operator: Operator | None = None
    status_since: date | None = None
    status_source: str | None = None
    labels: tuple[str, ...] = ()
    """What sort of service: font, cdn, embed, chat, payment, … (`tags` in the file)."""
    about: Wording | None = None
    advice: Wording | None = None
    """What whoever runs the site should do."""
    hosts: tuple[str, ...] = ()
    """Every subdomain is meant: `google-analytics.com` is also `www.google-analytics.com`."""
    urls: tuple[str, ...] = ()
    """`host/start-of-path`, for hosts that several services share. The query may be part of it."""
    paths: tuple[str, ...] = ()
    """Ends of paths on any host, for software that sites serve themselves."""
    fragments: tuple[str, ...] = ()
    """`host` or `host/start-of-path`, searched in the text of scripts; in lower case."""
    globals: tuple[str, ...] = ()
    """Names and calls that give a snippet away, such as `_gaq.push(`."""
    storage: tuple[KnownStorage, ...] = ()
    storage_known: bool = True
    """False where the vendor tells little or nothing: what is listed, if anything, is not all."""
    load: tuple[LoadTag, ...] = ()
    settings: tuple[str, ...] = ()
    """The names that stand as `{name}` in `load`."""
    needs_certified_cmp: bool = False
    """Its vendor accepts consent only from tools that it has certified, which a site's own banner is not."""
    needs_certified_cmp_source: str | None = None
    checked: date | None = None
    """When it was last looked into as a whole; for those without storage, whose sources would have dates."""

    def last_checked(self) -> date | None:
        """The day since which nothing of it has been looked into: that of its oldest source."""
        return min((day for day in (self.checked, *(item.checked for item in self.storage)) if day), default=None)

    def stale(self, today: date) -> bool:
        """Whether that is more than eighteen months (548 days) ago."""
        last = self.last_checked()
        return last is not None and today - last > STALE

    def tags(self, settings: Mapping[str, str]) -> tuple[LoadTag, ...]:
        """The elements that load the service, in order, with the site's settings filled in.

        Raises ValueError, naming the setting, where one is missing, unknown or holds what it may not.
        """
        for name in settings:
            if name not in self.settings:
                raise ValueError(f"{self.id}: unknown setting {name}")
        for name in self.settings:
            if name not in settings:
                raise ValueError(f"{self.id}: missing setting {name}")
            if not self.accepts(settings[name]):
                raise ValueError(f"{self.id}: impossible value of setting {name}")

        def filled(template: str) -> str:
            # In one pass: a value is never searched for placeholders.
            return re.sub(r"\{(\w+)\}", lambda m: settings.get(m[1], m[0]), template)

        return tuple(LoadTag(filled(t.src), filled(t.body), t.is_async, t.module) for t in self.load)

    @staticmethod
    def accepts(value: str) -> bool:
        """Whether a setting may hold a value."""
        return _VALUE.fullmatch(value) is not None

    def storage_named(self, kind: str, name: str) -> KnownStorage | None:
        """What is known of an item, by its exact name, else by the longest wildcard that covers it.

        `_ga_*` covers `_ga_ABC123`; a register's own `_ga_*` is the same name.
        """
        best: KnownStorage | None = None
        for item in self.storage:
            if item.kind != kind:
                continue
            if item.name == name:
                return item
            covers = item.name.endswith("*") and name.startswith(item.name[:-1])
            if covers and (best is None or len(item.name) > len(best.name)):
                best = item
        return best
