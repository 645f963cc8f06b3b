"""The facts that pass between the parts: frozen, plain, without behaviour of their own.

Everything below is picklable and has no reference to a parse tree, so that it can cross a process boundary.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Self


class Party(StrEnum):
    """Whose host a reference goes to."""

    FIRST = "first"
    THIRD = "third"


class State(StrEnum):
    """When a browser acts on a reference."""

    LIVE = "live"
    """Some current browser contacts it on load, JavaScript on or off."""
    GATED = "gated"
    """Inert as written, until the visitor consents."""
    ACTION = "action"
    """Only when the visitor acts: sends a form, follows a link with `ping`."""


class Evidence(StrEnum):
    """How it is known."""

    ATTRIBUTE = "attribute"
    """Markup, a style sheet or a header says so."""
    EXECUTED = "executed"
    """A script did it in the sandbox."""
    SIGNATURE = "signature"
    """A fragment known to the catalogue stands in a script."""
    LITERAL = "literal"
    """A URL stands in a script's text, but was not seen to load."""


class Kind(StrEnum):
    """What is referred to."""

    SCRIPT = "script"
    IFRAME = "iframe"
    IMAGE = "image"
    STYLESHEET = "stylesheet"
    FONT = "font"
    MEDIA = "media"
    HINT = "hint"
    CONNECTION = "connection"
    FORM = "form"
    PING = "ping"
    REFRESH = "refresh"
    ICON = "icon"
    MANIFEST = "manifest"
    OBJECT = "object"
    WORKER = "worker"
    BASE = "base"


class StorageKind(StrEnum):
    """Where in the browser something is kept."""

    COOKIE = "cookie"
    LOCAL = "local"
    SESSION = "session"
    INDEXEDDB = "indexeddb"
    CACHE = "cache"
    SERVICEWORKER = "serviceworker"


class Level(StrEnum):
    """How grave a finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Sent:
    """What travels between processes: as its values alone. Dataclasses ask for their fields anew each time, which takes
    several times as long.
    """

    __slots__ = ()
    __match_args__: ClassVar[tuple[str, ...]] = ()

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...]]:
        made = type(self)
        return made, tuple([getattr(self, name) for name in made.__match_args__])


@dataclass(frozen=True, slots=True, order=True)
class Position(Sent):
    """A place in a file: path relative to the scanned root with `/`, line and column from 1, in characters."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Gate(Sent):
    """What holds an element back until consent."""

    convention: str
    category: str | None = None
    service: str | None = None


@dataclass(frozen=True, slots=True)
class Reference(Sent):
    """Something that a document makes, or can make, a browser contact."""

    position: Position
    kind: Kind
    written: str
    """The address as it stands in the source, at most 500 characters."""
    url: str
    """Resolved by the WHATWG rules."""
    host: str
    """In ASCII lower case; empty for none."""
    party: Party
    state: State
    evidence: Evidence
    gate: Gate | None = None
    service: str | None = None
    noscript: bool = False
    """It acts only where JavaScript is off."""

    def of(self, service: str) -> Reference:
        """The same, of that service. By hand: `dataclasses.replace` takes many times as long, for thousands of them."""
        return Reference(
            self.position, self.kind, self.written, self.url, self.host, self.party, self.state, self.evidence,
            self.gate, service, self.noscript,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class StorageWrite(Sent):
    """A cookie or other item that a script of the site writes."""

    position: Position
    kind: StorageKind
    name: str
    """`*` where it is computed."""
    lifetime: str | None
    """ISO 8601, `session` or `forever`; None where it cannot be told."""
    evidence: Evidence
    state: State = State.LIVE
    gate: Gate | None = None
    service: str | None = None


@dataclass(frozen=True, slots=True)
class Problem(Sent):
    """Something in a document that a rule reports and that is neither a reference nor storage."""

    position: Position
    rule: str
    """The id of the rule that reports it."""
    detail: str
    """What was seen: markup, a reason, an error text."""
    url: str = ""
    reason: str = ""
    """Why it is one, in English, to be translated where it is shown."""


@dataclass(frozen=True, slots=True)
class Form(Sent):
    """A form that asks for personal data, or sends what is typed in it to an address of its own."""

    line: int
    column: int
    places: tuple[tuple[int, int], ...] = ()
    """(line, column) of the form and of its buttons that send elsewhere: where its references stand."""
    personal: bool = False
    """It asks for personal data; a login and a search do not count."""
    newsletter: bool = False
    """It is there for marketing that the visitor asks for."""
    consent: str = ""
    """How a newsletter's form asks for consent: `box`, `words` (it says that sending is consent), or not at all."""
    links: tuple[tuple[str, str], ...] = ()
    """(address, text) of what may lead to a privacy statement, in the form and near it."""
    text: str = ""
    """All that it says, at most 4,000 characters."""


@dataclass(frozen=True, slots=True)
class PageFacts(Sent):
    """What the rules on banner, withdrawal link and statement need to know of an HTML page."""

    lang: str = ""
    whole: bool = True
    """A page, as opposed to a fragment without doctype, html, head or body tags."""
    banner: tuple[str, ...] = ()
    """The digests of the registers whose banner is on the page."""
    runtime: bool = False
    withdrawal: int = 0
    """How many controls reopen the choice."""
    tables: tuple[tuple[str, str], ...] = ()
    """(kind, text with white space folded) of the statement's generated parts."""
    snippets: tuple[tuple[int, int, str, str], ...] = ()
    """(line, column, state, text) of the inline scripts that rules read as text."""
    forms: tuple[Form, ...] = ()
    gates: tuple[tuple[int, int, str, str], ...] = ()
    """(line, column, category, service) of the elements that our banner opens."""


@dataclass(frozen=True, slots=True)
class InlineIgnore(Sent):
    """A comment `<!-- samtykke: ignore[rule, rule] reason -->`, which speaks of the element that follows it."""

    position: Position
    rules: tuple[str, ...]
    reason: str
    start: Position
    """Where the element starts; the comment's own place where none follows."""
    end: Position | None = None
    """Where the next element after it starts; None where it is the last."""
    copy: bool = False
    """It stands in a feed, whose contents have one place for all: what is ignored there is what is on the page."""

    def covers(self, position: Position) -> bool:
        """Whether a place lies in the element."""
        if self.copy:
            return position == self.start
        return self.start <= position and (self.end is None or position < self.end)


@dataclass(frozen=True, slots=True)
class Redirect(Sent):
    """A setting of the server: who asks for an address of the site is sent on to another."""

    position: Position
    source: str
    """The path, `*` for anything."""
    target: str
    """As written."""


@dataclass(frozen=True, slots=True)
class Guard(Sent):
    """A Content-Security-Policy that a page or a server's settings state, enforced."""

    position: Position
    value: str


UNREAD = "unreadable-document"
"""The rule of what could not be read."""


@dataclass(frozen=True, slots=True)
class Scan(Sent):
    """All that one document says."""

    path: str
    kind: str
    references: tuple[Reference, ...] = ()
    storage: tuple[StorageWrite, ...] = ()
    problems: tuple[Problem, ...] = ()
    page: PageFacts | None = None
    ignores: tuple[InlineIgnore, ...] = ()
    guards: tuple[Guard, ...] = ()
    redirects: tuple[Redirect, ...] = ()

    @property
    def unread(self) -> bool:
        """Whether it, or a part of it, could not be read."""
        return any(problem.rule == UNREAD for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Finding(Sent):
    """What a rule says about a place."""

    rule: str
    level: Level
    message: str
    position: Position
    url: str = ""
    host: str = ""
    service: str = ""
    source: str | None = None
    """The Markdown file, with its line where known: `content/nyheter/a.md:12`."""
    unverified: bool = False
    """It says that something could not be verified."""
    fingerprint: str = ""
    help: str = field(default="")
    """How to mend it, one sentence or two."""
    written: str = ""
    """What stands in the source, to find the place there."""
    state: str = ""
    """Of the audit: the state of consent in which it was seen."""
    probably: str = ""
    """Who is probably behind a host that nobody has declared and the catalogue does not know; a hint, no verdict."""
    script: str = ""
    """Of the audit: `https://…/x.js:12:3`, the script that did it, or what else made the browser do it."""
