"""What stands at a finding's place in the built files: a few lines, safe to show."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from samtykke.checking import Result
from samtykke.model import Finding
from samtykke.rules.base import shown
from samtykke.site import at, read

_AROUND = 1
"""Lines before and after."""
_WIDTH = 160
"""Characters of a line; of a longer one, what is around the place."""
_BEFORE = 40
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file."""

    number: int
    text: str
    here: bool
    """The finding is in it."""


class Excerpts:
    """Reads each file once, and only what lies in the tree."""

    def __init__(self, result: Result) -> None:
        self._result = result
        self._files: dict[str, list[str]] = {}

    def of(self, finding: Finding) -> tuple[Line, ...]:
        """The lines at a finding; none where it is about a file as a whole, or the file is not there any more."""
        position = finding.position
        lines = self._lines(position.path)
        if not 1 <= position.line <= len(lines):
            return ()
        here = lines[position.line - 1]
        whole = (position.line, position.column) == (1, 1)
        if position.column > len(here) + 1 or (whole and not (finding.written and finding.written in here)):
            return ()
        first = max(1, position.line - _AROUND)
        found = lines[first - 1 : position.line + _AROUND]
        indent = min((len(line) - len(line.lstrip()) for line in found if line.strip()), default=0)
        return tuple(
            Line(
                number,
                _clipped(line, position.column if number == position.line else 1, indent),
                number == position.line,
            )
            for number, line in enumerate(found, first)
        )

    def _lines(self, path: str) -> Sequence[str]:
        if path not in self._files:
            self._files[path] = self._read(path)
        return self._files[path]

    def _read(self, path: str) -> list[str]:
        root = self._result.root
        if path in self._result.own_files:
            root = Path.cwd()
        elif root is not None and not root.is_dir():
            root = root.parent
        if path not in self._result.own_files and ".." in path.split("/"):
            return []
        entry = at(root, path, "html") if root is not None else None
        return _decoded(read(entry).raw).split("\n") if entry is not None else []


def _decoded(raw: bytes) -> str:
    """The text, with line breaks as the reader counts them; as Windows wrote it, where it is not UTF-8."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            text = raw[len(mark) :].decode(encoding, "replace")
            break
    else:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _clipped(line: str, column: int, indent: int) -> str:
    """At most `_WIDTH` characters, from a little before the column."""
    start = indent if column - 1 <= indent + _WIDTH - _BEFORE else column - 1 - _BEFORE
    text = line[start : start + _WIDTH]
    text = ("…" if start > indent else "") + text + ("…" if start + _WIDTH < len(line) else "")
    return shown(text.replace("\t", "  "), 3 * _WIDTH)
