"""An output tree, or a single file, as documents in a fixed order.

What cannot be read is an entry with an error, never a silence: the check must not call clean what it did not see.
"""

from __future__ import annotations

import mimetypes
import os
import re
import stat
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from samtykke.packed import Held, Packed, Remade

LARGEST = 64 << 20
"""Bytes. A page of that size is a mistake or an attack; browsers would take minutes over it."""

_KINDS = {
    **dict.fromkeys(("html", "htm", "xhtml", "xht", "shtml", "shtm"), "html"),
    "css": "css",
    **dict.fromkeys(("js", "mjs", "cjs"), "js"),
    "svg": "svg",
    **dict.fromkeys(("xml", "atom", "rss", "xsl", "xslt", "rdf"), "xml"),
    **dict.fromkeys(("json", "webmanifest"), "json"),
    "conf": "headers",
}
_NAMES = dict.fromkeys(
    ("_headers", "_redirects", ".htaccess", "netlify.toml", "vercel.json", "now.json", "serve.json", "firebase.json",
     "staticwebapp.config.json", "web.config", "caddyfile"),
    "headers",
)  # fmt: skip
"""Settings of servers and hosts; `extract/servers.py` has a reader for each."""
_SKIPPED = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__"})
_SNIFFED = 1445
"""Bytes that browsers look at, by mimesniff.spec.whatwg.org."""
_HTML = re.compile(
    rb"<!--|<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|meta)[\t\n\f\r />]",
    re.IGNORECASE,
)
"""What browsers know HTML by where no type is sent (the same standard), and `<meta`."""
_TYPES = mimetypes.MimeTypes().types_map[1].keys() | {".md", ".markdown"}
"""Endings, with their dot, to which every server gives a type: then browsers do not look inside."""


def _(message: str) -> str:
    """Mark a message for translation; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to be read."""

    path: str
    """Relative to the root, with `/`, printable; what the reports say."""
    kind: str
    """html, css, js, svg, xml, json or headers."""
    root: str
    """The folder in which it lies; the same string for all of a tree, of which there may be a hundred thousand."""
    written: str = ""
    """Its path there as the system has it, where that is another than the one for reports."""
    error: str = ""
    """Why it cannot be read, where that is known already."""

    @property
    def file(self) -> str:
        """The name that opens it."""
        return os.path.join(self.root, self.written or self.path)  # noqa: PTH118  a `Path` for each takes long


class Entries(Remade[Entry]):
    """The entries of a tree, each made anew when it is asked for: of a hundred thousand, few are at work."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._paths = Packed()
        self._rests = Held[tuple[str, str, str, str]]()
        """All but their paths, of which most have the same."""
        self._rest = array("I")
        for one in entries:
            self._paths.append(one.path)
            self._rest.append(self._rests.number((one.kind, one.root, one.written, one.error)))

    def __len__(self) -> int:
        return len(self._rest)

    def _at(self, place: int) -> Entry:
        return Entry(self._paths[place], *self._rests.things[self._rest[place]])


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read; with an error, `raw` is empty."""

    path: str
    kind: str
    raw: bytes
    error: str = ""


def walk(root: Path) -> Iterator[Entry]:
    """Every document below `root` in the order of the paths; for a file, that file. Nothing where there is nothing."""
    if not root.is_dir():
        if root.exists() or root.is_symlink():
            # What is not there to be read is told by its entry; what is none of a browser's is nothing, as in a folder.
            kind = kind_of(root.name) or _sniffed(root) or ("html" if not root.is_file() else None)
            if kind is not None:
                yield _entry(root.name, kind, root, str(root.parent), root.resolve().parent)
        return
    yield from sorted(_below(str(root), root.resolve()), key=lambda entry: entry.path)


def read(entry: Entry) -> Document:
    """The bytes of an entry, at most LARGEST; whatever goes wrong is in the document's `error`."""
    if entry.error:
        return Document(entry.path, entry.kind, b"", entry.error)
    try:
        # Not blocking: between the walk and now, somebody may have put a pipe in the file's place.
        descriptor = os.open(entry.file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            facts = os.fstat(file.fileno())
            if not stat.S_ISREG(facts.st_mode):
                return Document(entry.path, entry.kind, b"", _("it is not a regular file"))
            raw = file.read(min(facts.st_size, LARGEST) + 1)  # room for as many bytes as are asked for is made at once
            if len(raw) > facts.st_size:  # it has grown since
                raw += file.read(LARGEST + 1 - len(raw))
    except OSError as error:
        return Document(entry.path, entry.kind, b"", error.strerror or type(error).__name__)
    if len(raw) > LARGEST:
        return Document(entry.path, entry.kind, b"", _("it is larger than 64 MB"))
    return Document(entry.path, entry.kind, raw)


def kind_of(name: str) -> str | None:
    """What a file is by its name; None where the name does not tell."""
    low = name.lower()
    return _NAMES.get(low) or _KINDS.get(low.rpartition(".")[2] if "." in low else "")


def at(root: Path, path: str, kind: str | None) -> Entry | None:
    """The file at a path of the tree, as what is said, or as its name or first bytes tell; None for no document."""
    file = root / path
    try:
        if not file.is_file():
            return None
    except OSError:  # a name that is too long
        return None
    sniffed = _sniffed(file)
    # XSLT is loaded as a style sheet.
    kind = "xml" if kind == "css" and sniffed == "xml" else kind or kind_of(file.name) or sniffed
    return _entry(PurePosixPath(path).as_posix(), kind, file, str(root), root.resolve()) if kind else None


def sniff(start: bytes) -> str | None:
    """What a file of no known type is, from its first bytes; None for anything that browsers would not read."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if _HTML.match(text):
        return "html"
    if text.startswith(b"<svg") or (text.startswith(b"<?xml") and b"<svg" in text):
        return "svg"
    if text.startswith(b"<?xml") and b"<html" in text:
        return "html"
    return "xml" if text.startswith((b"<?xml", b"<rss", b"<feed")) else None


def _below(root: str, resolved: Path) -> Iterator[Entry]:
    # Names as they are, and no `Path` of each: it keeps every part of every path, for as long as the process lives.
    pending = [(root, "")]
    while pending:
        folder, at = pending.pop()
        try:
            children = list(os.scandir(folder))
        except OSError as error:
            yield _named(at or ".", "html", root, error.strerror or type(error).__name__)
            continue
        for child in children:
            path = f"{at}/{child.name}" if at else child.name
            kind = kind_of(child.name)
            if child.is_dir(follow_symlinks=False):
                if child.name in _SKIPPED:
                    continue
                if kind == "html":  # `chart.js/` is how packages are named; `index.html/` hides a page
                    yield _named(path, kind, root, _("it is a folder"))
                pending.append((child.path, path))
            elif child.is_symlink() and Path(child.path).is_dir():  # DirEntry.is_dir raises for a loop of links
                # Not entered. What lies inside the tree is read at its own place; what lies outside is not the build's.
                if not _inside(Path(child.path), resolved):
                    yield _named(path, "html", root, _("it is a link out of the tree"))
            else:
                kind = kind or _unnamed(child)
                if kind:
                    yield _entry(path, kind, child, root, resolved)


def _unnamed(file: os.DirEntry[str]) -> str | None:
    """What a file is whose name does not tell: anything without an ending; with one that no server knows, a page."""
    stem, dot, ending = file.name.rpartition(".")
    suffix = f".{ending.lower()}" if stem and dot and ending else ""
    if suffix in _TYPES:
        return None
    kind = _sniffed(Path(file))  # `list.php`, `index.html?p=1`
    return kind if not suffix or kind == "html" else None


def _entry(path: str, kind: str, file: Path | os.DirEntry[str], root: str, resolved: Path) -> Entry:
    error = ""
    try:
        mode = file.stat().st_mode
        if not stat.S_ISREG(mode):
            error = _("it is not a regular file")
        elif file.is_symlink() and not _inside(Path(file), resolved):
            error = _("it is a link out of the tree")
    except (OSError, RuntimeError) as failed:  # RuntimeError: a loop of links, before Python 3.13
        error = getattr(failed, "strerror", None) or type(failed).__name__
    return _named(path, kind, root, error)


def _named(path: str, kind: str, root: str, error: str) -> Entry:
    shown = printable(path)
    return Entry(shown, kind, root, "" if shown == path else path, error)


def _inside(file: Path, root: Path) -> bool:
    try:
        return file.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def _sniffed(file: Path) -> str | None:
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            return None
        with file.open("rb") as opened:
            return sniff(opened.read(_SNIFFED))
    except (OSError, RuntimeError):
        return None


def printable(path: str) -> str:
    """A name that is not UTF-8 with its odd bytes as `\\xff`, so that it can be printed and written to a report."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
