"""From a built page back to the Markdown that an editor wrote."""

from __future__ import annotations

import hashlib
import html
import json
import logging
import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from samtykke.model import Finding

_FOLDER = Path(".cache") / "samtykke"

_log = logging.getLogger(__name__)


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


_SHORTEST = 12
"""Lines shorter than this say nothing of where they came from."""


def manifest(root: Path) -> Path:
    """Where the Pelican plugin leaves the map of an output for the command, below the folder of pelicanconf.py."""
    name = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:8]
    return _FOLDER / f"sources-{name}.json"


class Sources:
    """Built path → source file, both relative: the first to the output, the second to the project."""

    def __init__(self, root: Path, project: Path, files: Mapping[str, str]) -> None:
        self._root = root
        self._project = project
        self._files = dict(files)

    @classmethod
    def find(cls, root: Path) -> Sources:
        """The map left by the last build of this output, looked for upwards from it; empty where there is none."""
        resolved = root.resolve()
        for folder in (resolved, *resolved.parents, Path.cwd()):
            try:
                files = json.loads((folder / manifest(root)).read_text("utf-8"))
                made = cls(root, folder, {str(k): str(v) for k, v in files.items()})
            except (OSError, ValueError, AttributeError):
                continue
            values = {"file": folder / manifest(root), "number": len(files)}
            _log.debug(_("Markdown sources: %(number)d pages, from %(file)s."), values)
            return made
        _log.debug(_("Markdown sources: not known; places are those of the built files."))
        return cls(root, resolved, {})

    def __bool__(self) -> bool:
        """Whether that of any page is known."""
        return bool(self._files)

    def locate(self, finding: Finding) -> str | None:
        """`content/nyheter/a.md:12`, where the finding's text stands in the page's Markdown; None where it does not.

        A finding without a place of its own in the page (line 1, column 1) belongs to the file as a whole.
        """
        source = self._files.get(finding.position.path)
        if source is None:
            return None
        if (finding.position.line, finding.position.column) == (1, 1):
            return source
        written = _lines(self._project / source)
        built = _lines(self._root / finding.position.path)
        here = finding.position.line - 1
        for needle, at in self._needles(finding, built):
            places = [number for number, line in enumerate(written, 1) for _ in range(line.count(needle))]
            if places:
                # The same text may stand twice: which of the two it is, the built page tells.
                before = sum(line.count(needle) for line in built[:at])
                before += built[at][: finding.position.column - 1].count(needle) if at == here else 0
                return f"{source}:{places[min(before, len(places) - 1)]}"
        return None

    @staticmethod
    def _needles(finding: Finding, built: list[str]) -> Iterator[tuple[str, int]]:
        """Texts by which the place may be known, the most telling first, each with its line (from 0) in the page."""
        here = finding.position.line - 1
        following = [(line.strip(), here + number) for number, line in enumerate(built[here : here + 3])]
        texts = [*following[:1], (finding.written, here), (html.escape(finding.written, quote=False), here)]
        for text, at in (*texts, *following[1:], (finding.host, here)):
            if len(text) >= min(_SHORTEST, len(finding.host) or _SHORTEST) and at < len(built):
                yield text, at


@lru_cache(maxsize=64)
def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
