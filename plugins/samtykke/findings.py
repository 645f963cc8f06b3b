"""Many findings in little room: pages of a site are alike, and what is the same in several findings is held once.

A site of 100,000 pages may have a quarter of a million of them.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, overload

from samtykke.model import Finding, Level, Position

_ORDER = {level: number for number, level in enumerate(Level)}


class _What(NamedTuple):
    """What a finding says, wherever it is; many say the same."""

    rule: str
    level: Level
    message: str
    host: str
    service: str
    unverified: bool
    help: str
    state: str
    probably: str
    script: str


class Selected(Sequence[Finding]):
    """Findings of a sequence, in an order of their own; equal to any sequence of the same."""

    __hash__ = None  # type: ignore[assignment]
    """As lists have none."""

    def __init__(self, findings: Sequence[Finding], rows: Sequence[int]) -> None:
        """`rows` are their places in the sequence, from 0."""
        if isinstance(findings, Selected):
            rows = array("I", map(findings.rows.__getitem__, rows))
            findings = findings._findings
        self._findings: Sequence[Finding] = findings
        self.rows: Sequence[int] = rows
        """Their places in the sequence that is no selection itself."""

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Selected: ...
    def __getitem__(self, index: int | slice) -> Finding | Selected:
        if isinstance(index, slice):
            return Selected(self._findings, self.rows[index])
        return self._findings[self.rows[index]]

    def __iter__(self) -> Iterator[Finding]:
        return map(self._findings.__getitem__, self.rows)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    def __repr__(self) -> str:
        return repr(tuple(self))


class Findings(Sequence[Finding]):
    """Takes findings, and gives them out again, made anew each time; without those that are asked for, 60 bytes each.

    Their fingerprints are as rules make them: 16 hexadecimal digits.
    """

    def __init__(self) -> None:
        self._whats: list[_What] = []
        self._paths: list[str] = []
        self._urls: list[str] = []
        self._written: list[str] = []
        self._sources: list[str | None] = []
        self._lines = array("I")
        self._columns = array("I")
        self._fingerprints = array("Q")
        self._known_whats: dict[_What, _What] = {}
        self._known_texts: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._whats)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Selected: ...
    def __getitem__(self, index: int | slice) -> Finding | Selected:
        if isinstance(index, slice):
            return Selected(self, range(len(self))[index])
        rule, level, message, host, service, unverified, help_, state, probably, script = self._whats[index]
        return Finding(
            rule, level, message, Position(self._paths[index], self._lines[index], self._columns[index]),
            self._urls[index], host, service, self._sources[index], unverified, f"{self._fingerprints[index]:016x}",
            help_, self._written[index], state, probably, script,
        )  # fmt: skip

    def extend(self, findings: Iterable[Finding]) -> Selected:
        """Take them in, after those that are here. Returns them."""
        before = len(self)
        for f in findings:
            what = _What(
                f.rule, f.level, f.message, f.host, f.service, f.unverified, f.help, f.state, f.probably, f.script
            )
            self._whats.append(self._known_whats.setdefault(what, what))
            at = f.position
            # Those of a page come together.
            self._paths.append(self._paths[-1] if self._paths and self._paths[-1] == at.path else at.path)
            self._urls.append(self._known_texts.setdefault(f.url, f.url))
            self._written.append(self._known_texts.setdefault(f.written, f.written))
            self._sources.append(f.source)
            self._lines.append(at.line)
            self._columns.append(at.column)
            self._fingerprints.append(int(f.fingerprint, 16))
        return Selected(self, range(before, len(self)))

    def trace(self, row: int, source: str) -> None:
        """Say from which Markdown file one is."""
        self._sources[row] = source

    def hint(self, row: int, probably: str) -> None:
        """Say who is probably behind one."""
        what = self._whats[row]._replace(probably=probably)
        self._whats[row] = self._known_whats.setdefault(what, what)

    def ordered(self, rows: Iterable[int] | None = None) -> Selected:
        """All of them, or those in the rows: by level, place, rule, address and message, the gravest first; equal
        ones once.
        """
        order = list(range(len(self)) if rows is None else rows)
        # From the last of what they are sorted by to the first; a tuple for each would take more than the finding.
        order.sort(key=lambda row: self._whats[row].message)
        order.sort(key=self._urls.__getitem__)
        order.sort(key=lambda row: self._whats[row].rule)
        order.sort(key=self._columns.__getitem__)
        order.sort(key=self._lines.__getitem__)
        order.sort(key=self._paths.__getitem__)
        order.sort(key=lambda row: _ORDER[self._whats[row].level])
        return Selected(self, array("I", self._once(order)))

    def _once(self, order: Iterable[int]) -> Iterator[int]:
        """The rows without those of findings that come again; they stand at one place."""
        last, seen = ("", 0, 0), set[object]()
        for row in order:
            at = self._paths[row], self._lines[row], self._columns[row]
            if at != last:
                last = at
                seen.clear()
            whole = (
                self._whats[row], self._urls[row], self._written[row], self._sources[row], self._fingerprints[row]
            )  # fmt: skip
            if whole not in seen:
                seen.add(whole)
                yield row
