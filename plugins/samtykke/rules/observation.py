"""What the rules of the audit look at: what was seen, with the register's word on it.

The same fault is seen in many visits; each rule tells it once for a page, in the first state in which it was seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlsplit

from samtykke.audit.model import AuditResult, CookieSeen, Initiator, Request, Step, StorageSeen, Trouble, Visit
from samtykke.audit.states import ACCEPT, BEFORE, GPC, NO_SCRIPT, NONE, ONLY, REJECT, WITHDRAW, allows
from samtykke.domains import registrable
from samtykke.locale import Translate
from samtykke.model import Finding, Level, Party, Position, Reference, Scan, StorageKind
from samtykke.register import Register, Service
from samtykke.register.model import Storage
from samtykke.urls import matches

from .base import Context, Rule, shown


class Item(NamedTuple):
    """A cookie or another item, with the register's word on it."""

    seen: CookieSeen | StorageSeen
    service: Service | None
    """Whose it is; None: undeclared."""
    declared: Storage | None
    """None also where the service admits that the names are not known."""

    @property
    def kind(self) -> StorageKind:
        """Where it is kept."""
        return self.seen.kind if isinstance(self.seen, StorageSeen) else StorageKind.COOKIE


@dataclass(frozen=True, eq=False)
class Act:
    """Something that a visit shows a service to have done. Each is equal to itself alone."""

    visit: Visit
    request: Request | None
    item: Item | None
    service: Service

    @property
    def initiator(self) -> Initiator:
        """Who made the browser do it."""
        seen = self.request.initiator if self.request else self.item.seen.setter if self.item else None
        return seen or Initiator("other")

    @property
    def consent(self) -> str:
        """The choice in force."""
        return self.request.consent if self.request else self.item.seen.consent if self.item else NONE

    @property
    def step(self) -> Step:
        """The part of the visit."""
        return self.request.step if self.request else self.item.seen.step if self.item else Step.LOAD


@dataclass
class Observation:
    """An audit's result, read with the register at hand."""

    result: AuditResult
    context: Context
    scans: Mapping[str, Scan] = field(default_factory=dict)
    """By path, what the static check reads of each page; empty for a running site."""

    @property
    def register(self) -> Register:
        """The declaration."""
        return self.context.register

    @property
    def visits(self) -> tuple[Visit, ...]:
        """In the order of the states, then of the pages."""
        return self.result.visits

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """All that services which need consent have done, requests before storage."""
        found = []
        for visit in self.visits:
            for request in visit.requests:
                service = self.service(request.host) if request.party is Party.THIRD else None
                if service is not None and service.basis == "consent":
                    found.append(Act(visit, request, None, service))
            for item in self.items(visit):
                if item.service is not None and item.service.basis == "consent" and item.seen.new:
                    found.append(Act(visit, None, item, item.service))  # noqa: PERF401
        return tuple(found)

    def service(self, host: str) -> Service | None:
        """The declared service of a host."""
        return self.register.declaring(host)

    def items(self, visit: Visit) -> Iterator[Item]:
        """Everything that was stored, or still lay there."""
        everything: tuple[CookieSeen | StorageSeen, ...] = (*visit.cookies, *visit.storage)
        for seen in everything:
            kind = seen.kind if isinstance(seen, StorageSeen) else StorageKind.COOKIE
            found = self.register.find_storage(kind, seen.name)
            if found is not None:
                yield Item(seen, *found)
            else:
                yield Item(seen, self._by_setter(seen, kind), None)

    def _by_setter(self, seen: CookieSeen | StorageSeen, kind: StorageKind) -> Service | None:
        """The service that admits that its names are not known, where one of its hosts has stored the item."""
        hosts = {urlsplit(url).hostname or "" for url in (seen.setter.url, *(f.url for f in seen.setter.stack)) if url}
        if seen.party is Party.THIRD:
            hosts.add(seen.domain if isinstance(seen, CookieSeen) else urlsplit(seen.origin).hostname or "")
        for service in self.register.service:
            vague = any(item.name == "*" and item.kind == kind for item in service.storage)
            if vague and any(matches(pattern, host) for pattern in service.hosts for host in hosts):
                return service
        return None

    def allowed(self, service: Service, consent: str) -> bool:
        """Whether a service may act under a choice."""
        return service.basis != "consent" or allows(consent, service.category)

    # What rules say.

    def finding(
        self,
        rule: Rule,
        visit: Visit,
        message: str,
        *,
        by: Initiator | None = None,
        url: str = "",
        host: str = "",
        service: str = "",
        subject: str = "",
        level: Level | None = None,
    ) -> Finding:
        """A finding on the page of a visit; at the line of the script or of the markup that did it, where it has one.

        The fingerprint holds the host, not the address: that has numbers in it that are others each time.
        """
        inline = by is not None and by.line > 0 and _same_page(by.url, visit.url)
        position = Position(visit.page, by.line, max(1, by.column)) if by and inline else Position(visit.page)
        made = rule.finding(self.context, position, message, host=host, service=service, subject=subject, level=level)
        return replace(made, url=url, state=visit.state, script=self.script(by))

    def of_act(self, rule: Rule, act: Act, message: str, **more: str) -> Finding:
        """A finding about what a service did; the message takes %(what)s, %(service)s and %(by)s, and what is given."""
        what = self.what(act.request) if act.request else self.stored(act.item) if act.item else ""
        values = {"what": what, "service": shown(act.service.name), "by": self.by(act.initiator, act.visit), **more}
        return self.finding(
            rule,
            act.visit,
            message % values,
            by=act.initiator,
            url=act.request.url if act.request else "",
            host=act.request.host if act.request else "",
            service=act.service.id,
            subject=act.item.seen.name if act.item else "",
        )

    def what(self, request: Request) -> str:
        """A request, for a message."""
        return shown(request.host if request.kind in ("hint", "connection") else request.url.partition("?")[0])

    def stored(self, item: Item) -> str:
        """An item, for a message: «the cookie _ga»."""
        return f"{self.kinds[item.kind]} «{shown(item.seen.name)}»"

    @cached_property
    def kinds(self) -> Mapping[StorageKind, str]:
        """Where things are kept, in words."""
        return kinds(self.context.t)

    def by(self, initiator: Initiator, visit: Visit) -> str:
        """Who did it, for a message. Without lines, so that the same on many pages reads the same."""
        t = self.context.t
        if initiator.kind == "worker":
            return t("by the worker %(url)s") % {"url": shown(initiator.url)} if initiator.url else t("by a worker")
        if initiator.kind == "redirect":
            return t("sent on from %(url)s") % {"url": shown(initiator.url)}
        if initiator.kind == "script":
            here = not initiator.url or _same_page(initiator.url, visit.url)
            return t("by a script in the page") if here else t("by the script %(url)s") % {"url": shown(initiator.url)}
        if initiator.kind in ("parser", "preload"):
            here = _same_page(initiator.url, visit.url)
            return t("by the page's markup") if here else t("by %(url)s") % {"url": shown(initiator.url)}
        if initiator.url:
            return t("by the answer of %(url)s") % {"url": shown(initiator.url)}
        return t("by what cannot be told")

    def script(self, initiator: Initiator | None) -> str:
        """Address, line and column of who did it, as a finding carries it."""
        if initiator is None or not initiator.url:
            return ""
        place = f":{initiator.line}:{initiator.column}" if initiator.line else ""
        return shown(initiator.url, 500) + place

    def who(self, host: str) -> str:
        """Whose a host is, for a message."""
        service = self.service(host)
        known = self.context.catalogue.by_url(host, "/")
        name = service.name if service else known.name if known else ""
        return f"{name} ({shown(host)})" if name else shown(registrable(host))

    def state(self, visit: Visit) -> str:
        """A state in words: «after everything was rejected»."""
        return self.states.get(visit.state) or self.context.t("with only «%(category)s» accepted") % {
            "category": self.category(visit.state.removeprefix(ONLY))
        }

    @cached_property
    def states(self) -> Mapping[str, str]:
        """The states but those of single categories, in words."""
        t = self.context.t
        return {
            BEFORE: t("before any choice"),
            REJECT: t("after everything was rejected"),
            ACCEPT: t("after everything was accepted"),
            WITHDRAW: t("after consent was withdrawn"),
            GPC: t("with Global Privacy Control"),
            NO_SCRIPT: t("without JavaScript"),
        }

    def category(self, id_: str) -> str:
        """A category's title."""
        found = self.register.find_category(id_)
        return found.title.in_language(self.context.lang) if found else shown(id_)

    def references(self, page: str) -> tuple[Reference, ...]:
        """What the static check found on a page."""
        scan = self.scans.get(page)
        return scan.references if scan else ()


def kinds(t: Translate) -> Mapping[StorageKind, str]:
    """What is kept where, in words: «the cookie»."""
    return {
        StorageKind.COOKIE: t("the cookie"),
        StorageKind.LOCAL: t("the localStorage item"),
        StorageKind.SESSION: t("the sessionStorage item"),
        StorageKind.INDEXEDDB: t("the IndexedDB database"),
        StorageKind.CACHE: t("the cache"),
        StorageKind.SERVICEWORKER: t("the service worker"),
    }


def reason_of(trouble: Trouble, t: Translate) -> str:
    """What a trouble says; of a banner, why it could not be used, without the choice that was to be made."""
    _choice, colon, said = trouble.text.partition(": ")
    if trouble.kind != "banner" or not colon:
        return trouble.text
    why, about, rest = said.partition(" (")
    return t(why) + about + rest


def sentence(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]


def once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The first of findings that say the same of a page, in whatever state."""
    seen = set()
    for finding in findings:
        if finding.fingerprint not in seen:
            seen.add(finding.fingerprint)
            yield finding


def _same_page(url: str, page: str) -> bool:
    return url.partition("#")[0] == page.partition("#")[0]
