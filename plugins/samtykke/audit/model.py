"""What a browser was seen to do: frozen, plain, and the same after a journey through JSON.

Nothing here says whether something is right; the rules do. Values of cookies and other items are never kept, nor those
of headers that carry them. Times are milliseconds since the visit began, unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from samtykke.exit import ExitCode
from samtykke.model import Finding, Level, Party, Position, StorageKind

VERSION = 1
"""Of the data below; a file of another version is refused."""


class Step(StrEnum):
    """The part of a visit in which something happened."""

    LOAD = "load"
    """The page was opened in a clean profile, up to the choice."""
    CHOICE = "choice"
    """From the choice on."""
    CLOSING = "closing"
    """From the banner being closed without a choice."""
    WITHDRAWAL = "withdrawal"
    """From the withdrawal on."""
    RELOAD = "reload"
    """The same page, loaded anew."""
    NEXT = "next"
    """A further page of the same visitor, with the choice made before."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One call of a stack."""

    function: str
    url: str
    line: int
    """From 1; 0 where it is not known."""
    column: int


@dataclass(frozen=True, slots=True)
class Initiator:
    """Who made the browser do something."""

    kind: str
    """parser | script | preload | redirect | worker | browser | other"""
    url: str = ""
    """The script, or for the parser the document."""
    line: int = 0
    column: int = 0
    stack: tuple[Frame, ...] = ()
    """The innermost call first, those before an `await` or a timer last."""


@dataclass(frozen=True, slots=True)
class Request:
    """Something that went out to a host, or would have."""

    url: str
    host: str
    """ASCII, lower case."""
    party: Party
    kind: str
    """document | script | image | stylesheet | font | media | fetch | xhr | beacon | ping | websocket | prefetch |
    worker | manifest | report | hint (preconnect and dns-prefetch) | connection (nothing more was seen) | other"""
    method: str
    at: float
    step: Step
    consent: str
    """The choice in force: see `states.Consent`."""
    initiator: Initiator
    frame: str = ""
    """The address of the frame that asked; empty for the page itself."""
    status: int = 0
    """0: no answer."""
    mime: str = ""
    size: int = 0
    """Bytes of the body."""
    request_headers: tuple[tuple[str, str], ...] = ()
    response_headers: tuple[tuple[str, str], ...] = ()
    error: str = ""
    stood_in: bool = False
    """Answered by the audit instead of the host."""
    worker: bool = False
    """Sent by a worker or service worker."""
    held: bool = False
    """Kept back from a third party that was really contacted otherwise, since it would have been counted there."""


@dataclass(frozen=True, slots=True)
class CookieSeen:
    """A cookie that was set during a visit, or lay in the profile at its end."""

    name: str
    domain: str
    """Without a leading dot."""
    path: str
    party: Party
    lifetime: float | None
    """Seconds from when it was set; None: until the browser is closed."""
    secure: bool
    http_only: bool
    same_site: str
    """Strict | Lax | None | "" (not said)"""
    host_only: bool
    by: str
    """http | script | unknown"""
    setter: Initiator
    """The script, or for HTTP the address that answered."""
    at: float
    step: Step
    """Of the last time that it was set."""
    consent: str
    """In force when it was last set."""
    kept: bool
    """Still there when the visit ended."""
    new: bool = True
    """Set in this visit, not in an earlier one of the same visitor."""


@dataclass(frozen=True, slots=True)
class StorageSeen:
    """An item in another storage: a key, a database, a cache, a service worker (by its scope's path)."""

    kind: StorageKind
    name: str
    origin: str
    party: Party
    setter: Initiator
    at: float
    step: Step
    consent: str
    kept: bool
    new: bool = True


class Role(StrEnum):
    """What a control of a banner is for."""

    ACCEPT = "accept"
    REJECT = "reject"
    SETTINGS = "settings"
    SAVE = "save"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Control:
    """A control of a banner, as it is seen. Sizes in CSS pixels."""

    role: Role
    text: str
    tag: str
    """`button`, `a`, …"""
    clicks: int
    """How many clicks it takes to use it, from the page as it opens."""
    width: float
    height: float
    font_size: float
    font_weight: int
    contrast: float
    """Of the text against what is behind it, by WCAG: 1 to 21."""
    prominence: float
    """Of the control's own area against what is around it: 1 (not to be told from it) to 21."""
    color: str
    background: str


@dataclass(frozen=True, slots=True)
class BannerSeen:
    """A banner, as a page opened with no choice made."""

    tool: str
    """The driver's id, such as `samtykke` or `klaro`; empty where no banner was found."""
    tested: bool = True
    """Whether the driver has been tried with the tool itself, not just written by its documentation."""
    shown: bool = False
    controls: tuple[Control, ...] = ()
    preticked: tuple[str, ...] = ()
    """The names of what is ticked, or switched on, without the visitor having done so."""
    closing: str = ""
    """What closing it came to: "" (cannot be closed, or not tried), none, reject or accept."""
    problem: str = ""
    """Why it could not be found or driven."""


@dataclass(frozen=True, slots=True)
class ConsentCommand:
    """What a page said by Google's consent interface."""

    command: str
    """default | update"""
    values: tuple[tuple[str, str], ...]
    at: float
    step: Step
    consent: str


@dataclass(frozen=True, slots=True)
class ChoiceSeen:
    """The choice that a consent tool says is kept."""

    step: Step
    """At the end of which it was asked."""
    categories: tuple[str, ...] | None
    """Those with consent, under the tool's own names; None: no choice, or the tool does not tell."""
    shown: bool
    """Whether the banner was there and asked."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that keeps a visit from being evidence, or disturbed it."""

    kind: str
    """load | status | crash | hang | timeout | banner | dialog | popup | download | busy"""
    text: str
    fatal: bool = True
    """What the visit was to show could not be verified."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One page in one state: from its address being opened until the next one is; choice and reload included."""

    page: str
    """The path in the tree, or the address; one of `AuditResult.pages`."""
    url: str
    state: str
    """The id of the state: see `states`."""
    first: bool = True
    """The page was opened in a clean profile, and the choice was made on it."""
    requests: tuple[Request, ...] = ()
    cookies: tuple[CookieSeen, ...] = ()
    storage: tuple[StorageSeen, ...] = ()
    banner: BannerSeen | None = None
    """None where none was looked for: on further pages, and with JavaScript off."""
    choices: tuple[ChoiceSeen, ...] = ()
    """One for each step."""
    consent_mode: tuple[ConsentCommand, ...] = ()
    console: tuple[str, ...] = ()
    """Errors of scripts, at most a few."""
    troubles: tuple[Trouble, ...] = ()
    began: str = ""
    """ISO 8601, UTC, with milliseconds."""
    duration: float = 0
    """Milliseconds in all."""

    @property
    def verified(self) -> bool:
        """Whether it shows what it was to show."""
        return not any(trouble.fatal for trouble in self.troubles)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site, and whether it was opened."""

    path: str
    url: str
    group: str
    """Pages with the same template and the same references are a group, of which some are opened."""
    visited: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A register entry for what was seen and is not declared, to be completed by a person."""

    service: str
    """The id that is proposed."""
    toml: str
    hosts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ignored:
    """A finding that is left alone, and by what."""

    finding: Finding
    by: Literal["inline", "register", "baseline"]
    reason: str
    """Empty for the baseline's."""
    until: date | None
    """The last day on which it is."""
    position: Position
    """Where that is said."""


@dataclass(frozen=True, slots=True)
class AuditResult:
    """All that was seen, and what the rules say of it."""

    site: str
    """The address under which the pages were opened."""
    root: str
    """The folder that was served; empty for a running site."""
    started: str
    """ISO 8601, UTC."""
    seconds: float
    browser: str
    """Name and version."""
    mode: str
    """stand-ins | live"""
    register_path: str
    register_digest: str
    states: tuple[str, ...]
    pages: tuple[Page, ...]
    visits: tuple[Visit, ...]
    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Ignored, ...] = ()
    """What was found and is left alone, for the reasons given."""
    drafts: tuple[Draft, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    """Of the whole run: the browser was lost, the run was interrupted."""
    tool: str = ""
    """The version of Samtykke."""
    wordings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Language → message or remedy of a finding as it stands above → the same in that language."""
    version: int = field(default=VERSION)

    def exit_code(self, fail_on: str) -> ExitCode:
        """What the run says: findings count by level, what could not be verified by itself."""
        order = list(Level)
        grave = order[: order.index(Level(fail_on)) + 1]
        if any(f.level in grave and not f.unverified for f in self.findings):
            return ExitCode.FINDINGS
        lost = self.troubles or not self.visits or any(f.unverified for f in self.findings)
        return ExitCode.UNVERIFIED if lost else ExitCode.CLEAN
