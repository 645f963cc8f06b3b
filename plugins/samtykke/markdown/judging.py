"""Markdown files held against the register, before anything is built: what can be judged of a page by a part of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from samtykke import catalogue, suppress
from samtykke.checking import Result, Target, hinted, judging
from samtykke.contacts import Tally
from samtykke.extract import scan
from samtykke.files import shown_path
from samtykke.model import Finding, InlineIgnore, Level, Scan
from samtykke.naming import Namer
from samtykke.rules import Context, judged, unused_ignore
from samtykke.site import Document, Entry
from samtykke.site import read as read_document
from samtykke.sources import manifest

from .reading import html, worth_judging

if TYPE_CHECKING:
    from samtykke.gating import Missing
    from samtykke.selfhost.publish import Copy

NOT_OF_A_PART = frozenset({"form-without-consent"})
"""Rules that look at what the template has around the text."""
_ADDRESS_ALONE = re.compile(r"^[ \t]*https?://.*$", re.MULTILINE)
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Judged:
    """What Markdown files came to."""

    result: Result
    missing: tuple[tuple[str, Missing], ...]
    """(place, what) of what was pasted and the register does not provide for; the build would stop at it."""
    later: int
    """What only the check of the built pages can tell."""
    unread: tuple[tuple[str, str], ...]
    """(file, why, in English) of those that could not be read."""


def judge(
    files: Sequence[Path],
    target: Target,
    lang: str,
    *,
    embeds: bool = False,
    gates: bool = False,
    copies: Mapping[str, Copy] | None = None,
    today: date | None = None,
) -> Judged:
    """Examine files, in their order.

    With `embeds`, what the Pelican plugin makes gates of in articles counts as gated; with `gates`, what `samtykke
    gate` makes gates of in built pages. What there are `copies` of, the build makes the pages load from the site.
    """
    judge_ = _Judge(target, judging(target, lang), embeds, gates, copies or {})
    for file in files:
        judge_.add(file)
    return judge_.judged(len(files), today or date.today())


class _Judge:
    """One file after the other."""

    def __init__(self, target: Target, context: Context, embeds: bool, gates: bool, copies: Mapping[str, Copy]) -> None:
        self._target = target
        self._context = context
        self._embeds = embeds
        self._gates = gates
        self._copies = copies
        self._namer = Namer(target.register, catalogue.load())
        self._built = _built(target.root)
        self._summed = Tally()
        self._findings: list[Finding] = []
        self._ignores: dict[str, tuple[InlineIgnore, ...]] = {}
        self._sources: dict[str, str] = {}
        self._missing: list[tuple[str, Missing]] = []
        self._unread: list[tuple[str, str]] = []

    def add(self, file: Path) -> None:
        """Read and judge a file."""
        shown = shown_path(file).as_posix()
        document = read_document(Entry(shown, "html", str(file.parent), file.name))
        if document.error:
            self._unread.append((shown, document.error))
            return
        text = document.raw.decode("utf-8", "replace")
        if not worth_judging(text):
            return
        # Under the name of its page, where a build has told that: baseline and register speak of pages.
        path = self._built.get(str(file.resolve()), shown)
        self._sources[path] = shown
        source = html(text)
        found = self._scan(source, path)
        self._summed.add(found)
        if found.ignores:
            self._ignores[path] = found.ignores
        said = list(self._said(found))
        if self._embeds:
            from samtykke import gating  # noqa: PLC0415  slow to import, and only of use where the plugin is

            gated = gating.gate(_in_paragraphs(source), self._context.register, self._context.lang)
            self._missing += ((f"{shown}:{gating.line_of(file, one.written) or 1}", one) for one in gated.missing)
            source = gated.html
        if self._embeds or self._gates or self._copies:
            left = {_matter(f) for f in self._said(self._built_scan(source, path))}
            said = [f for f in said if _matter(f) in left]
        self._findings += said

    def judged(self, files: int, today: date) -> Judged:
        """What it came to; what is ignored is ignored, but nothing is said of what there would be to ignore."""
        applied = suppress.apply(
            list(dict.fromkeys(f for f in self._findings if not f.unverified)),
            self._context,
            self._ignores,
            self._target.baseline,
            today,
            whole=False,
        )
        order = list(Level)
        remaining = hinted((*applied.remaining, *applied.told), self._target)
        told = [self._placed(f) for f in remaining if f.rule != unused_ignore.RULE.id]
        result = Result(
            documents=files - len(self._unread),
            pages=0,
            findings=tuple(
                sorted(told, key=lambda f: (order.index(f.level), f.source or "", f.position, f.rule, f.url))
            ),
            register_path=self._target.register_path,
            base_url=self._target.base_url,
            suppressed=tuple(replace(s, finding=self._placed(s.finding)) for s in applied.suppressed),
            root=self._target.root,
            register=self._target.register,
            contacts=self._summed.contacts(),
            stored=self._summed.stored(),
        )
        return Judged(result, tuple(self._missing), sum(f.unverified for f in self._findings), tuple(self._unread))

    def _scan(self, source: str, path: str) -> Scan:
        return self._read(_BOM + source.encode("utf-8", "replace"), path)

    def _built_scan(self, source: str, path: str) -> Scan:
        """What is read once the build has put in copies and made its gates."""
        raw = _BOM + source.encode("utf-8", "replace")
        if self._copies:
            from samtykke.selfhost.localise import page  # noqa: PLC0415  as above

            raw = page(raw, path, self._target.site().hosts, self._copies).raw or raw
        found = self._read(raw, path)
        if not self._gates:
            return found
        from samtykke.gating.plan import plan  # noqa: PLC0415  as above

        made = plan(raw, found, self._context.register, self._context.catalogue, self._target.site())
        return found if made.raw is None else self._read(made.raw, path)

    def _read(self, raw: bytes, path: str) -> Scan:
        return self._namer.name(scan(Document(path, "html", raw), self._target.site()))

    def _said(self, found: Scan) -> Iterator[Finding]:
        yield from (finding for finding in judged(found, self._context) if finding.rule not in NOT_OF_A_PART)

    def _placed(self, finding: Finding) -> Finding:
        return replace(finding, source=f"{self._sources.get(finding.position.path, '')}:{finding.position.line}")


def _built(root: Path) -> Mapping[str, str]:
    """A source file's whole path → its page, as the Pelican plugin has left it; empty where it has not."""
    resolved = root.resolve()
    for folder in (resolved, *resolved.parents, Path.cwd()):
        try:
            files = json.loads((folder / manifest(root)).read_text("utf-8"))
            return {str((folder / str(source)).resolve()): str(page) for page, source in files.items()}
        except (OSError, ValueError, AttributeError):
            continue
    return {}


def _matter(finding: Finding) -> tuple[str, str, str, str]:
    return finding.rule, finding.url, finding.host, finding.message


def _in_paragraphs(source: str) -> str:
    """An address alone on a line as the paragraph that Markdown makes of it."""
    return _ADDRESS_ALONE.sub(lambda m: f"<p>{m[0].strip()}</p>", source)
