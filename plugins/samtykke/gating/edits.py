"""What becomes of a page: the edits, what is left as it is, and the draft in which both are gathered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samtykke.model import Reference, StorageWrite
from samtykke.register import Register

from .acting import consents, keeps
from .reasons import Reason
from .spans import Page
from .splices import Splice

GATED, REMOVED, SETTINGS, FIGURE, LOCAL = "gated", "removed", "settings", "figure", "local"
At = tuple[int, int]
"""A place: line and column, from 1."""
_MOST = 2_000
"""Edits of one page."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Something that is held back, or taken away."""

    line: int
    column: int
    service: str
    what: str
    """The kind of reference: script, iframe, image … or `settings` for a script that only sets one up."""
    how: str
    """gated | figure | removed | local (the site's own copy is loaded)"""
    splices: tuple[Splice, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """Something that should be held back and is left as it is."""

    line: int
    column: int
    service: str
    what: str
    host: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of a page."""

    edits: tuple[Edit, ...] = ()
    left: tuple[Left, ...] = ()
    raw: bytes | None = None
    """The page as it is to be; None where nothing changes."""


class Draft:
    """A page's edits as they are found, and what must be left."""

    def __init__(self, page: Page, register: Register, base: str) -> None:
        self.page, self.register, self.base = page, register, base
        self.gateable = register.gated_services()
        self.edits: list[Edit] = []
        self.left: list[Left] = []

    def leave(self, at: At, references: Iterable[Reference], stored: Iterable[StorageWrite], reason: Reason) -> None:
        """Leave what stands at a place, for a reason: each service and host is told once."""
        told = set()
        for reference in references:
            service = consents(self.register, reference)
            if service is not None and (service.id, reference.host) not in told:
                told.add((service.id, reference.host))
                self.left.append(Left(*at, service.id, reference.kind.value, reference.host, reason))
        for write in stored:
            service = keeps(self.register, write)
            if service is not None and service.id not in {one for one, _host in told}:
                told.add((service.id, ""))
                self.left.append(Left(*at, service.id, "storage", "", reason))

    def settled(self) -> tuple[tuple[Edit, ...], tuple[Left, ...]]:
        """The edits that can all be made: of two that meet, the wider stays, if both are of one service."""
        kept: list[Edit] = []
        for edit in sorted(self.edits, key=_widest)[:_MOST]:
            around = next((k for k in kept if _meet(k, edit)), None)
            if around is None:
                kept.append(edit)
            elif around.service != edit.service and around.splices != edit.splices:
                reason = Reason("place", {"what": self.page.text[edit.splices[0].start :][:20].split(">")[0] + ">"})
                self.left.append(Left(edit.line, edit.column, edit.service, edit.what, "", reason))
            else:
                kept.append(Edit(edit.line, edit.column, edit.service, edit.what, edit.how, ()))
        return tuple(sorted(kept, key=_order)), tuple(sorted(set(self.left), key=_order_left))


def _meet(one: Edit, other: Edit) -> bool:
    return any(a.meets(b) or a.covers(b) or b.covers(a) for a in one.splices for b in other.splices)


def _widest(edit: Edit) -> tuple[int, int, int]:
    span = max((s.end - s.start for s in edit.splices if s.text == "" or s.end > s.start), default=0)
    return -span, edit.line, edit.column


def _order(edit: Edit) -> tuple[int, int, str]:
    return edit.line, edit.column, edit.what


def _order_left(left: Left) -> tuple[int, int, str, str]:
    return left.line, left.column, left.service, left.host
