"""From a built page back to the Markdown that an editor wrote."""

from __future__ import annotations

import hashlib
import html
import json
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from samtykke.model import Finding

_FOLDER = Path(".cache") / "samtykke"

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
                return cls(root, folder, {str(k): str(v) for k, v in files.items()})
            except (OSError, ValueError, AttributeError):
                continue
        return cls(root, resolved, {})

    def locate(self, finding: Finding) -> str | None:
        """`content/nyheter/a.md:12`, where the finding's text stands in the page's Markdown; None where it does not."""
        source = self._files.get(finding.position.path)
        if source is None:
            return None
        lines = _lines(self._project / source)
        for needle in self._needles(finding):
            for number, line in enumerate(lines, 1):
                if needle in line:
                    return f"{source}:{number}"
        return None

    def _needles(self, finding: Finding) -> list[str]:
        built = _lines(self._root / finding.position.path)
        start = finding.position.line - 1
        here = [line.strip() for line in built[start : start + 3]]
        found = [finding.written, html.escape(finding.written, quote=False), *here, finding.host]
        return [needle for needle in found if len(needle) >= min(_SHORTEST, len(finding.host) or _SHORTEST)]


@lru_cache(maxsize=64)
def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
