"""What a rule is, and what it may look at.

A rule is one file: `RULE` says what it finds and why, `check` looks at one document, `conclude` (where there is one) at
the whole site once every document has been seen.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from samtykke.catalogue import Catalogue, KnownService
from samtykke.domains import registrable
from samtykke.locale import Translate
from samtykke.model import Finding, Guard, Kind, Level, Party, Position, Problem, Reference, Scan
from samtykke.naming import path_of
from samtykke.packed import Packed, Picked
from samtykke.register import Register, Service, locate
from samtykke.register.model import Storage

if TYPE_CHECKING:
    from .observation import Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule's identity and its documentation, in English; the locale has the rest."""

    id: str
    level: Level
    title: str
    """What it finds, in a few words."""
    why: str
    """Why it matters, with the legal or technical ground."""
    remedy: str
    """How to mend it."""
    example: str
    """Markup or register lines that it flags."""
    unverified: bool = False
    """It reports what could not be verified."""
    noted: str = ""
    """For what the extraction notes under this rule's id: the message, which may take `%(detail)s`."""
    check: Callable[[Scan, Context], Iterator[Finding]] | None = None
    conclude: Callable[[Context], Iterator[Finding]] | None = None
    observe: Callable[[Observation], Iterator[Finding]] | None = None
    """What it says of what a browser was seen to do: the audit."""

    def told(self, problem: Problem, context: Context) -> Iterator[Finding]:
        """What the extraction has noted under this rule's id, unless the rule makes something of it itself."""
        if self.noted:
            yield self.finding(
                context,
                problem.position,
                context.t(self.noted) % {"detail": shown(context.t(problem.detail))},
                url=problem.url,
                subject=problem.detail,
                written=problem.url,
            )

    def finding(
        self,
        context: Context,
        position: Position,
        message: str,
        *,
        url: str = "",
        host: str = "",
        service: str = "",
        written: str = "",
        level: Level | None = None,
        subject: str = "",
        advice: str = "",
    ) -> Finding:
        """A finding of this rule, with `advice` after its remedy.

        `subject` tells findings at one place apart in the fingerprint, like a cookie's name.

        The fingerprint holds neither line nor wording, so that it survives edits and another language.
        """
        parts = (self.id, position.path, url, host, service, subject)
        return Finding(
            rule=self.id,
            level=level or self.level,
            message=message,
            position=position,
            url=url,
            host=host,
            service=service,
            unverified=self.unverified,
            fingerprint=hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16],
            help=sys.intern(" ".join(filter(None, (context.t(self.remedy), advice)))),  # the same few on every page
            written=written,
        )

    def about(
        self, context: Context, reference: Reference, message: str, level: Level | None = None, advice: str = ""
    ) -> Finding:
        """A finding about a reference."""
        service = context.service_of(reference)
        return self.finding(
            context,
            reference.position,
            message,
            url=reference.url,
            host=reference.host,
            service=service.id if service else reference.service or "",
            written=reference.written,
            level=level,
            advice=advice,
        )


@dataclass(slots=True)
class Tally:
    """What the rules on the whole site need to remember of the documents that went by."""

    hosts: set[str] = field(default_factory=set)
    services: set[str] = field(default_factory=set)
    paths: Packed = field(default_factory=Packed)
    """Of the HTML documents."""
    pages: dict[tuple[bool, bool, bool], Picked] = field(default_factory=dict)
    """(has our banner, has controls for withdrawal, carries our gates) → the whole pages of which that is so."""
    tables: dict[str, dict[str, str]] = field(default_factory=dict)
    """path → kind:lang → folded text of the statement's generated parts."""
    sent: list[Guard] = field(default_factory=list)
    """The policies of servers' settings."""
    unguarded: Picked = field(init=False)
    """Whole pages that state no policy of their own."""
    needed: dict[tuple[Kind, str], Position] = field(default_factory=dict)
    """What pages contact of declared third parties, and where first; the tally does not know who is declared."""

    def __post_init__(self) -> None:
        self.unguarded = Picked(self.paths)

    def add(self, scan: Scan) -> None:
        """Remember a document."""
        for reference in scan.references:
            if reference.host:
                self.hosts.add(reference.host)
            if reference.service:
                self.services.add(reference.service)
            if reference.host and reference.party is Party.THIRD and scan.kind == "html":
                self.needed.setdefault((reference.kind, reference.host), reference.position)
        if scan.kind == "headers":
            self.sent += scan.guards
        if scan.page is None:
            return
        self.paths.append(scan.path)
        if scan.page.whole and not scan.guards:
            self.unguarded.pick_last()
        if scan.page.tables:
            self.tables[scan.path] = dict(scan.page.tables)
        if scan.page.whole:
            ours = any(r.gate is not None and r.gate.convention == "samtykke" for r in scan.references)
            kind = bool(scan.page.banner), bool(scan.page.withdrawal), ours
            self.pages.setdefault(kind, Picked(self.paths)).pick_last()


@dataclass(slots=True)
class Context:
    """The declaration, the knowledge and the language in which the rules speak."""

    register: Register
    register_digest: str
    register_path: Path | None
    register_text: str
    site_url: str
    """The site's own address; empty where it is not known."""
    catalogue: Catalogue
    statement: Callable[[str], Mapping[str, str]]
    """lang → kind → folded text of the statement's parts as the register would write them now."""
    lang: str
    t: Translate
    asks: bool = True
    """It is our banner that asks for consent."""
    policy_required: bool = False
    """The site is to state a Content-Security-Policy."""
    tally: Tally = field(default_factory=Tally)
    twins: tuple[Scan, Mapping[Reference, Reference]] | None = field(default=None, init=False)
    """The last document with what `told.twins` says of it: several rules ask in turn."""

    def service_of(self, reference: Reference) -> Service | None:
        """The declared service that a reference belongs to: by host, else by the catalogue's name for it."""
        by_host = self.register.declaring(reference.host) if reference.host else None
        if by_host is not None or not reference.service:
            return by_host
        return self.register.find_service(reference.service) if reference.party == "first" else None

    def needs_consent(self, reference: Reference) -> bool:
        """Whether a reference may act only after consent: all third parties but those declared to need none."""
        service = self.service_of(reference)
        return reference.party is Party.THIRD if service is None else service.basis == "consent"

    def storage(self, kind: str, name: str) -> tuple[Service, Storage] | None:
        """Where a cookie or other item is declared."""
        return self.register.find_storage(kind, name)

    def known_of(self, reference: Reference) -> KnownService | None:
        """What the catalogue knows of an address, whatever the register calls its service."""
        if not reference.host:
            return self.catalogue.services.get(reference.service or "")
        return self.catalogue.by_url(reference.host, path_of(reference.url))

    def who(self, reference: Reference) -> str:
        """Whose a reference is, for a message: the known service with its host, else who has registered the host."""
        service = self.service_of(reference)
        known = self.catalogue.services.get(reference.service or "")
        name = service.name if service else known.name if known else ""
        host = shown(reference.host or reference.service or "")
        return f"{name} ({host})" if name else shown(registrable(host))

    def known(self, service: Service) -> KnownService | None:
        """What the catalogue knows of a declared service."""
        return self.catalogue.services.get(service.id)

    def register_position(self, *keys: str | int) -> Position:
        """The place of a key in the register."""
        path = self.register_path.as_posix() if self.register_path else "register.toml"
        line, column = locate(self.register_text, keys)
        return Position(path, line, column)


def shown(text: str, longest: int = 120) -> str:
    """A text from a page, safe to print: control characters quoted, shortened."""
    clean = text
    if not text.isprintable():
        clean = "".join(c if c.isprintable() else quote(c, errors="replace") for c in text)
    return clean if len(clean) <= longest else clean[: longest - 1] + "…"
