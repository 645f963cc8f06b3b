"""Many findings in little room: pages of a site are alike, and what is the same in several findings is held once.

A site of 100,000 pages may have a quarter of a million of them.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import chain, groupby
from typing import NamedTuple

from samtykke.model import Finding, Level, Position
from samtykke.packed import Held, Packed, Remade


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


class Selected(Remade[Finding]):
    """Findings of a sequence, in an order of their own."""

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

    def _at(self, place: int) -> Finding:
        return self._findings[self.rows[place]]

    def _some(self, places: range) -> Selected:
        return Selected(self, places)

    def __iter__(self) -> Iterator[Finding]:
        return map(self._findings.__getitem__, self.rows)

    def __repr__(self) -> str:
        return repr(tuple(self))


class Findings(Remade[Finding]):
    """Takes findings, and gives them out again, made anew each time; without those that are asked for, 40 bytes each.

    Their fingerprints are as rules make them: 16 hexadecimal digits.
    """

    def __init__(self) -> None:
        self._whats = Held[_What]()
        self._texts = Held[str | None]()
        """Addresses, as they are and as they are written, and Markdown files."""
        self._pages = Packed()
        """The paths: findings of a page come together, and have the same; a page may come again later."""
        self._what, self._page, self._line, self._column = array("I"), array("I"), array("I"), array("I")
        self._url, self._written, self._source = array("I"), array("I"), array("I")
        self._fingerprint = array("Q")

    def __len__(self) -> int:
        return len(self._what)

    def _some(self, places: range) -> Selected:
        return Selected(self, places)

    def _at(self, place: int) -> Finding:
        rule, level, message, host, service, unverified, help_, state, probably, script = self._said(place)
        texts = self._texts.things
        return Finding(
            rule, level, message, Position(self._pages[self._page[place]], self._line[place], self._column[place]),
            texts[self._url[place]] or "", host, service, texts[self._source[place]], unverified,
            f"{self._fingerprint[place]:016x}", help_, texts[self._written[place]] or "", state, probably, script,
        )  # fmt: skip

    def extend(self, findings: Iterable[Finding]) -> Selected:
        """Take them in, after those that are here. Returns them."""
        before, last = len(self), self._pages[-1] if self._pages else ""
        for f in findings:
            what = _What(
                f.rule, f.level, f.message, f.host, f.service, f.unverified, f.help, f.state, f.probably, f.script
            )
            at = f.position
            if not self._pages or last != at.path:
                self._pages.append(at.path)
            last = at.path
            self._what.append(self._whats.number(what))
            self._page.append(len(self._pages) - 1)
            self._line.append(at.line)
            self._column.append(at.column)
            self._url.append(self._texts.number(f.url))
            self._written.append(self._texts.number(f.written))
            self._source.append(self._texts.number(f.source))
            self._fingerprint.append(int(f.fingerprint, 16))
        return Selected(self, range(before, len(self)))

    def trace(self, row: int, source: str) -> None:
        """Say from which Markdown file one is."""
        self._source[row] = self._texts.number(source)

    def hint(self, row: int, probably: str) -> None:
        """Say who is probably behind one."""
        self._what[row] = self._whats.number(self._said(row)._replace(probably=probably))

    def ordered(self, rows: Iterable[int] | None = None) -> Selected:
        """All of them, or those in the rows, each of which comes once: by level, place, rule, address and message, the
        gravest first; equal ones once.
        """
        by_level = {level: array("I") for level in Level}
        for page in self._by_page(range(len(self)) if rows is None else rows):
            page.sort(key=self._within)
            for row in self._once(page):
                by_level[self._said(row).level].append(row)
        return Selected(self, array("I", chain.from_iterable(by_level.values())))

    def _said(self, row: int) -> _What:
        return self._whats.things[self._what[row]]

    def _by_page(self, rows: Iterable[int]) -> Iterator[list[int]]:
        """The rows of each page, as they come, in the order of the paths."""
        # Chains in arrays, numbers from 1: lists of all pages' rows would take more than the findings.
        last, before = (array("I", bytes(array("I").itemsize * size)) for size in (len(self._pages), len(self)))
        for row in rows:
            page = self._page[row]
            before[row], last[page] = last[page], row + 1
        path_of = self._pages.__getitem__
        for _path, pages in groupby(merge(*self._runs(), key=path_of), path_of):
            found: list[int] = []
            for page in pages:
                chained = []
                row = last[page]
                while row:
                    chained.append(row - 1)
                    row = before[row - 1]
                found += reversed(chained)
            yield found

    def _runs(self) -> Iterator[range]:
        """The pages as they come, in runs that are in order: documents, scripts, what is said in the end."""
        start, last = 0, ""
        for page, path in enumerate(self._pages):
            if path < last:
                yield range(start, page)
                start = page
            last = path
        yield range(start, len(self._pages))

    def _within(self, row: int) -> tuple[int, int, str, str, str]:
        """What the findings of a page are sorted by."""
        what = self._said(row)
        return self._line[row], self._column[row], what.rule, self._texts.things[self._url[row]] or "", what.message

    def _once(self, rows: Iterable[int]) -> Iterator[int]:
        """Rows of a page without those of findings that come again."""
        seen: set[object] = set()
        for row in rows:
            whole = (
                self._what[row], self._line[row], self._column[row], self._url[row], self._written[row],
                self._source[row], self._fingerprint[row],
            )  # fmt: skip
            if whole not in seen:
                seen.add(whole)
                yield row
