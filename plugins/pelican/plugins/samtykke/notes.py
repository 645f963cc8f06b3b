"""What a build has to tell, kept beside what it prints: `make watch` shows it in the page as well.

A site's own code may add to it: `notes.tell("content/a.md:3: …", "content/a.md", 3)`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pelican.log import console

from samtykke.model import Finding, Scan


@dataclass(frozen=True, slots=True)
class Note:
    """A message, and the source that it is about."""

    message: str
    source: str | None = None
    """Relative to the project, with `/`."""
    line: int | None = None


@dataclass
class Notes:
    """All that one build has said."""

    watching: bool = False
    """The build is one of many: nothing that it finds ends it."""
    stops: bool = False
    """Something was told that is to end the build once all has been told."""
    said: list[Note] = field(default_factory=list)
    scans: list[Scan] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    """Declared service → its name."""
    sources: dict[str, str] = field(default_factory=dict)
    """Built page → Markdown file, relative to output and project."""


NOTES = Notes()
"""There is one build in a process at a time."""


def tell(message: str, source: str | None = None, line: int | None = None, *, stops: bool = False) -> None:
    """Print a message that the editor must act on, and remember it; with `stops`, the build fails in its end."""
    console.print(message, style="bold red", markup=False, highlight=False, soft_wrap=True)
    NOTES.said.append(Note(message, source, line))
    NOTES.stops |= stops
