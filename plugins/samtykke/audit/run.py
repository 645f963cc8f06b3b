"""The audit, as one readable function: pages, journeys through the states, findings.

    with Auditor() as auditor:
        result = auditor.audit(Target.open(Path("output")), Options())

The browser runs in a thread of its own, so that the caller may have an event loop, or Playwright, already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self

from samtykke.check import Target

from .model import AuditResult, Visit


class AuditError(Exception):
    """Nothing could be audited: no browser, no page. The message is translated. Exit code 3."""


class Keeper(Protocol):
    """Who keeps evidence as it comes, and has it from an interrupted run."""

    def have(self, page: str, state: str) -> Visit | None:
        """The visit, where it was made before and is whole."""

    def keep(self, visit: Visit, pictures: dict[str, bytes]) -> None:
        """Called once for each visit as it ends. `pictures`: PNG by name, such as `banner`, `settings`, `choice`."""


@dataclass(frozen=True, slots=True)
class Options:
    """How an audit is made."""

    states: Sequence[str] = ()
    """The ids of the states; none given: all."""
    pages: Sequence[str] = ()
    """Paths in the tree, or addresses; none given: of every group of pages, some."""
    all_pages: bool = False
    sample: int = 0
    """At most so many pages; 0: no limit."""
    live: bool = False
    """Third parties are really contacted, instead of being stood in for."""
    lang: str = "nb"
    jobs: int = 0
    """Journeys at once; 0: by the number of processors."""
    pictures: bool = False
    """Take pictures of the banner, for whoever keeps evidence."""


@dataclass(slots=True)
class Auditor:
    """A running browser, for as many audits as are wanted; use it in a `with` statement."""

    browser: Path | None = None
    """The program; found on the machine where none is given."""
    sandbox: bool = True
    _closing: list[Callable[[], None]] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def audit(self, target: Target, options: Options = Options(), keeper: Keeper | None = None) -> AuditResult:
        """Visit the target's pages in every state and judge what was seen. Raises AuditError."""
        raise NotImplementedError

    def close(self) -> None:
        """End the browser."""
