"""What the readers of all formats share: the site, the document at hand, and what was found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from turbohtml import Element

from samtykke.model import (
    Evidence,
    Gate,
    InlineIgnore,
    Kind,
    Party,
    Position,
    Problem,
    Reference,
    Scan,
    State,
    StorageWrite,
)
from samtykke.urls import Hosts, Resolved, resolve

from .import_map import ImportMap
from .script_page import Page

MOST = 20_000
"""References of one document. No page that a visitor waits for has as many."""
DEEPEST = 4
"""Documents inside documents: srcdoc in srcdoc, markup that a script writes, markup kept as text."""
_LONGEST_WRITTEN = 500
_LONGEST_URL = 8_000
_LARGEST_LOCAL = 8 << 20
_NETWORK = frozenset({"http", "https", "ws", "wss", "ftp"})
_XML_NAMES = "http://www.w3.org/"


def _(message: str) -> str:
    """Mark a message for translation; it is translated where it is shown."""
    return message


_MANY = _("it refers to more than 20,000 addresses")

ScriptKind = Literal["classic", "module", "handler", "url"]


@dataclass(frozen=True, slots=True)
class SiteContext:
    """The site to which a document belongs. Picklable, and the same for all documents."""

    hosts: Hosts
    root: str
    """The output tree, or the single file that is examined."""
    trusted: frozenset[str] = frozenset()
    """SHA-256 in hex of scripts (UTF-8) that need no run: the consent runtime that this engine itself emits."""

    def read_local(self, path: str) -> bytes | None:
        """A file of the tree, at most 8 MB; None where there is none, or it lies outside. It is noted in `asked`."""
        raw, digest = _read_local(self.root, path)
        note_asked(path, digest)
        return raw

    def digest(self, path: str) -> str:
        """The digest of the file as it is now, whatever of it is remembered; empty where `read_local` gives None."""
        return digest_of(_read_file(self.root, path))

    @property
    def whole(self) -> bool:
        """Whether `root` is a tree, so that what is not in it is missing."""
        return _is_folder(self.root)


@lru_cache(maxsize=8)
def _is_folder(root: str) -> bool:
    return Path(root).is_dir()


asked: ContextVar[dict[str, str] | None] = ContextVar("asked", default=None)
"""The files of the site that the document at hand was read with, and their digests; None where nobody wants to know."""


def note_asked(path: str, digest: str) -> None:
    """Note that what a document says depends on a file of the site; `digest` is empty where there is none."""
    found = asked.get()
    if found is not None and found.setdefault(path, digest) != digest:
        found[path] = "it has changed meanwhile"


@lru_cache(maxsize=24)
def _read_local(root: str, path: str) -> tuple[bytes | None, str]:
    """The bytes and their SHA-256."""
    raw = _read_file(root, path)
    return raw, digest_of(raw)


def forget_local() -> None:
    """Forget what the site's files hold."""
    _read_local.cache_clear()


def digest_of(raw: bytes | None) -> str:
    """SHA-256 of a file; empty where there is none."""
    return "" if raw is None else hashlib.sha256(raw).hexdigest()


def _read_file(root: str, path: str) -> bytes | None:
    folder = Path(root).resolve()
    folder = folder if folder.is_dir() else folder.parent
    try:
        file = (folder / path).resolve()
        if not file.is_relative_to(folder) or not file.is_file() or file.stat().st_size > _LARGEST_LOCAL:
            return None
        return file.read_bytes()
    except (OSError, ValueError, RuntimeError):  # a loop of links is a RuntimeError before Python 3.13
        return None


@dataclass(frozen=True, slots=True)
class PageScript:
    """A script of a document, as it is handed to the sandbox."""

    code: str
    kind: ScriptKind
    position: Position
    src: str = ""
    state: State = State.LIVE
    gate: Gate | None = None
    noscript: bool = False
    named: bool = True
    """Its addresses are reported here; for a file of the site they are reported where the file is read."""
    element: Element | None = None
    """The element that it is, or stands on."""


@dataclass(slots=True)
class Found:
    """What one document says, without doubles."""

    path: str
    references: dict[Reference, None] = field(default_factory=dict)
    storage: dict[StorageWrite, None] = field(default_factory=dict)
    problems: dict[Problem, None] = field(default_factory=dict)
    snippets: dict[tuple[int, int, str, str], None] = field(default_factory=dict)
    ignores: list[InlineIgnore] = field(default_factory=list)
    bounded: bool = False

    def problem(
        self, rule: str, detail: str, position: Position | None = None, url: str = "", reason: str = ""
    ) -> None:
        """Note something for the rule of that id."""
        self.problems[Problem(position or Position(self.path), rule, detail[:_LONGEST_WRITTEN], url, reason)] = None

    def bound(self, detail: str, position: Position | None = None) -> None:
        """Note, once, that a limit was reached: what lies beyond it was not examined."""
        if not self.bounded:
            self.bounded = True
            self.problem("unreadable-document", detail, position)

    def not_wide(self, raw: bytes) -> None:
        """Report UTF-16 without a byte order mark: a header, or `charset` on what loads it, can make it work."""
        if not raw.startswith((b"\xff\xfe", b"\xfe\xff")) and raw[:1000].count(0) > len(raw[:1000]) // 4:
            self.problem("unreadable-document", _("its encoding cannot be told"))

    def scan(self, kind: str) -> Scan:
        """All of it in a fixed order."""
        return Scan(
            self.path,
            kind,
            tuple(sorted(self.references, key=reference_key)),
            tuple(sorted(self.storage, key=lambda w: (w.position, w.kind, w.name, w.state, w.lifetime or ""))),
            tuple(sorted(self.problems, key=lambda p: (p.position, p.rule, p.detail, p.url, p.reason))),
            ignores=tuple(self.ignores),
        )


def reference_key(r: Reference) -> tuple[object, ...]:
    """The order in which references are told."""
    gate = r.gate or Gate("")
    return (r.position, r.kind, r.url, r.written, r.state, r.evidence, r.noscript,
            gate.convention, gate.category or "", gate.service or "", r.service or "")  # fmt: skip


@dataclass(slots=True)
class Frame:
    """A document, or a part of one, while it is read: where addresses start from and how its contents come to act."""

    found: Found
    site: SiteContext
    base: str
    """The URL from which relative addresses are resolved."""
    url: str
    """The document's own, for its scripts."""
    depth: int = 0
    at: Position | None = None
    """The place in the file to which everything belongs, for parts that have no lines of their own."""
    gate: Gate | None = None
    """What holds the whole part back."""
    state: State | None = None
    """ACTION, where the whole part acts only when the visitor does."""
    noscript: bool = False
    evidence: Evidence = Evidence.ATTRIBUTE
    runs: bool = True
    """Whether scripts in it run (not in a feed)."""
    scripts: list[PageScript] = field(default_factory=list)
    page: Page | None = None
    """The tree that its scripts find; for markup that is put into a page, that page's."""
    parsed: bool = False
    """It becomes an element's content, where script elements are not run."""
    imports: ImportMap = field(default_factory=ImportMap)
    """What the page's modules import by name."""

    def inner(self, at: Position, **changes: object) -> Frame:
        """The frame of a part of this one, with a list of scripts of its own."""
        return replace(self, depth=self.depth + 1, at=self.at or at, scripts=[], **changes)  # type: ignore[arg-type]

    def place(self, line: int, column: int) -> Position:
        """The position of something at a line and a column (from 1) of this part."""
        return self.at or Position(self.found.path, line, column)

    def resolve(self, written: str) -> Resolved | None:
        """What an address means here."""
        return resolve(written, self.base)

    def refer(
        self,
        kind: Kind,
        written: str,
        position: Position,
        *,
        state: State = State.LIVE,
        gate: Gate | None = None,
        evidence: Evidence | None = None,
    ) -> Party | None:
        """Note that an address is referred to; the party, or None for what contacts nobody (`data:`, an empty one)."""
        if not written.strip():
            return None
        resolved = resolve(written, self.base)
        if resolved is None or resolved.scheme not in _NETWORK or not resolved.host:
            return None
        if len(self.found.references) >= MOST:
            self.found.bound(_MANY, position)
            return None
        gate = gate or self.gate
        party = self.site.hosts.party(resolved.host)
        url, host = self.site.hosts.shown(resolved)
        reference = Reference(
            position, kind, written.strip()[:_LONGEST_WRITTEN], url[:_LONGEST_URL], host, party,
            State.GATED if gate else self.state or state, evidence or self.evidence, gate, noscript=self.noscript,
        )  # fmt: skip
        self.found.references[reference] = None
        return party

    def stand_for(self, service: str, written: str, position: Position, gate: Gate | None) -> None:
        """Note that a placeholder names a service; its host is filled in where services are named."""
        state = State.GATED if gate or self.gate else State.LIVE
        reference = Reference(
            position, Kind.IFRAME, written[:_LONGEST_WRITTEN], "", "", Party.THIRD, state, self.evidence,
            gate or self.gate, service, self.noscript,
        )  # fmt: skip
        if len(self.found.references) >= MOST:
            self.found.bound(_MANY, position)
        else:
            self.found.references[reference] = None

    def refer_literals(self, literals: Iterable[str], position: Position, state: State, gate: Gate | None) -> None:
        """Note third-party addresses that stand in a script and were not seen to be fetched."""
        seen = {r.host for r in self.found.references if r.position == position}
        for written in literals:
            resolved = resolve(written, self.base)
            if resolved is not None and resolved.host not in seen:
                self.refer_literal(written, position, state, gate)

    def refer_literal(self, written: str, position: Position, state: State, gate: Gate | None) -> None:
        """The same for one that stands by itself."""
        resolved = resolve(written, self.base)
        if resolved is None or written.startswith(_XML_NAMES) or "." not in resolved.host.strip("."):
            return
        if self.site.hosts.party(resolved.host) is Party.THIRD:
            self.refer(Kind.CONNECTION, written, position, state=state, gate=gate, evidence=Evidence.LITERAL)
