"""What passes between the parts of a survey: plain and picklable, for it crosses machines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """What is examined in one go: all that is lost, and done again, with the machine that does it."""

    kind: str
    """`folder`: a site; `warc`: an archive of many."""
    address: str
    """A path, or for an archive anything that fsspec opens."""
    site: str = ""
    """The host, for a folder; an archive tells itself."""


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site as one unit has it; a site may lie in several archives."""

    site: str
    source: str
    documents: int
    pages: int
    bytes: int
    """Of the documents as they were read."""
    unverified: int
    """Things that could not be verified: of such a site, nothing is known to be clean."""
    note: str
    """Why nothing or not all of it was examined; empty where all was."""


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A third party that a site's documents refer to in one way."""

    site: str
    source: str
    service: str
    """The catalogue's id; empty for nobody known."""
    host: str
    domain: str
    """The registrable part of the host."""
    state: str
    """live (before consent), gated, action."""
    kind: str
    documents: int
    example: str
    """The path of the first document, from the site's root."""


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A cookie or other item that a site's own scripts write."""

    site: str
    source: str
    service: str
    kind: str
    name: str
    lifetime: str
    state: str
    documents: int


@dataclass(frozen=True, slots=True)
class Examined:
    """All that is known of a unit."""

    unit: Unit
    sites: tuple[SiteRow, ...] = ()
    contacts: tuple[ContactRow, ...] = ()
    stored: tuple[StoredRow, ...] = ()
