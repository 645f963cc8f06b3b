"""What third parties' scripts are answered with: copies of libraries among built sites, and modules that hold nothing.

See `visits.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

JQUERY = re.compile(r"jquery(?:[-.@][\d.]+)?(?:\.slim)?(?:\.min)?(?:\.js)?$", re.IGNORECASE)
_VERSION = re.compile(r"(\d+)\.(\d+)(?:\.(\d+))?")
_ASKED = re.compile(r"[@/v-](\d+)(?:\.(\d+))?(?:\.(\d+))?(?![\w%])")
_ASIDE = re.compile(r"(?:[-.@]v?\d[\d.]*)?(?:[-.](?:min|slim|pkgd|umd|iife|global|prod))*(?:\.m?js)?$")
"""What a file's name has beside the library's."""
_IMPORT = re.compile(r"""\b(?:import|export)\s*([\w$*{}\s,]*?)\s*from\s*["']((?:https?:)?//[^"']+)["']""")
_HEADER = 400
"""Bytes in which a file says its version."""
_LARGEST = 3_000_000
_NOTHING = """const nothing = new Proxy(function () {}, {
  get: (own, key) => {
    if (key === "prototype") return own[key];
    if (key === Symbol.toPrimitive) return () => "";
    return typeof key === "symbol" || key === "then" ? undefined : nothing;
  },
  apply: () => nothing, construct: () => nothing,
});"""
"""Something that can be called, and asked for anything, without end."""


class Libraries:
    """By name and version: a script is answered with a copy of the same minor version, or of the same major one.

    Of jQuery any will do: it is the sites' own scripts that speak through it.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._copies: dict[str, dict[tuple[int, ...], Path]] = {}
        for path in sorted(p for folder in folders for p in folder.rglob("*.js")):
            for version in _versions(path):
                self._copies.setdefault(_name(path.name), {}).setdefault(version, path)
        sizes = {p: p.stat().st_size for f in folders for p in f.rglob("jquery*.min.js") if JQUERY.match(p.name)}
        whole = [p for p, size in sizes.items() if 60_000 < size < 120_000]
        self._jquery = max(whole, key=lambda p: (sizes[p], str(p))).read_bytes() if whole else b""
        self._imported: dict[str, set[str]] = {}

    def served(self, script: str) -> None:
        """Note what a script of a site imports from others: without the names no line of it would be run."""
        for names, url in _IMPORT.findall(script):
            wanted = re.findall(r"([\w$]+)(?:\s+as\s+[\w$]+)?", names.partition("{")[2])
            self._imported.setdefault(url.partition(":")[2] or url, set()).update(wanted)

    def answer(self, url: str) -> bytes:
        """For a script's address; empty where there is no copy, but for the names that a module is asked for."""
        names = self._imported.get(url.partition(":")[2])
        if names is not None:
            return (_NOTHING + "".join(f"export {{ nothing as {name} }};" for name in {*names, "default"})).encode()
        path = unquote(urlsplit(url).path)
        copies = self._copies.get(_name(path.rpartition("/")[2]), {})
        asked = _ASKED.search(path)
        if asked:
            version = tuple(int(part or 0) for part in asked.groups())
            near = [v for v in copies if v[0] == version[0]]
            if near:
                best = max(near, key=lambda v: (v == version, v[:2] == version[:2], v))
                return copies[best].read_bytes()
        return self._jquery if JQUERY.match(path.rpartition("/")[2]) else b""


def _name(file: str) -> str:
    return _ASIDE.sub("", file.partition("@")[0].lower())


def _versions(path: Path) -> Iterator[tuple[int, ...]]:
    """What a file says of its version in its name, in its first lines, or by its folder."""
    if path.stat().st_size > _LARGEST or not path.is_file():
        return
    with path.open("rb") as file:
        start = file.read(_HEADER).decode("latin-1")
    said = _VERSION.search(path.name) or (start.lstrip().startswith("/*") and _VERSION.search(start)) or None
    found = said or _VERSION.fullmatch(path.parent.name)
    if found:
        yield tuple(int(part or 0) for part in found.groups())
