"""What the sandbox is given, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

from turbohtml import Element

from samtykke.model import Kind, StorageKind


@dataclass(frozen=True, slots=True)
class Script:
    """A piece of code of a page: a script element or file, a handler's attribute, or a `javascript:` address."""

    code: str
    kind: Literal["classic", "module", "handler", "url"] = "classic"
    src: str = ""
    """Its own address, for `document.currentScript` and for what it imports."""
    element: Element | None = field(default=None, compare=False)
    """The element of the page that it is, or stands on."""


@dataclass(frozen=True, slots=True)
class Load:
    """Something that a script makes the browser contact."""

    script: int
    """Its place in the sequence that was run; of a file that a script loads, the place of that script."""
    kind: Kind
    url: str
    """As the script gave it, relative or absolute; `*` stands for parts of path and query that are not known."""
    via: str
    """How: `script.src`, `fetch`, `sendBeacon` …"""


@dataclass(frozen=True, slots=True)
class Write:
    """Something that a script keeps in the browser."""

    script: int
    kind: StorageKind
    name: str
    """With `*` for what is computed from what is not known."""
    lifetime: str | None
    """ISO 8601, `session` or `forever`; None where it is computed from what is not known."""


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML that a script puts into the page, to be read like any other."""

    script: int
    html: str
    runs: bool = True
    """Whether scripts in it run: they do in what is written into the document, not in what becomes `innerHTML`."""


@dataclass(frozen=True, slots=True)
class Opaque:
    """A place where it could not be told what a script does."""

    script: int
    reason: str


@dataclass(frozen=True, slots=True)
class Failure:
    """An exception that ended a script or a callback; most are of the stub page's making."""

    script: int
    message: str
    code: str = ""
    """The code that failed, where it is that of a file that the script loads."""


@dataclass(frozen=True, slots=True)
class Consent:
    """A call of Google Consent Mode."""

    script: int
    command: str
    """`default` or `update`."""
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Consenting:
    """A script that consents in the visitor's place."""

    script: int
    how: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that the scripts of a page were seen to do, in the order of doing, without repetition."""

    loads: tuple[Load, ...] = ()
    writes: tuple[Write, ...] = ()
    markup: tuple[Markup, ...] = ()
    opaque: tuple[Opaque, ...] = ()
    errors: tuple[Failure, ...] = ()
    consent: tuple[Consent, ...] = ()
    consenting: tuple[Consenting, ...] = ()


class File(NamedTuple):
    """A file of the site, as a script gets it."""

    url: str
    text: str | None
    """None where the site has no such file."""


class Files(Protocol):
    """The site's own files, as the scripts of a page may ask for them. Both answer None for what is not the site's."""

    def file(self, url: str, base: str) -> File | None:
        """What lies at an address; `base` is that of the script that names it, or empty for the page's."""

    def module(self, specifier: str, base: str) -> File | None:
        """The same for what a module imports, by the page's import map."""
