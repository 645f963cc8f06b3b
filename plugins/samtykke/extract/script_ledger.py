"""The ledger of a run: what the stub page's record says, gathered over both worlds."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from samtykke.model import Kind, StorageKind

from .script_model import Consent, Consenting, Failure, Load, Markup, Opaque, Outcome, Script, Write
from .script_record import FROM_PAGE, MARKS, address, cookie, decoded, from_page, joined
from .script_text import DOES

TIME = "it was stopped after three seconds"
SPACE = "it was stopped for want of memory"
DEPTH = "it was stopped too deep in calls"
GAVE_UP = "the engine gave up on it"
USED_UP = "the page's scripts used up the time for all of them"
LIMITS = {"interrupted": TIME, "out of memory": SPACE, "Maximum call stack": DEPTH}
"""What the engine says when a bound is reached, and what that means."""
PASSING = frozenset({TIME, SPACE, DEPTH, GAVE_UP, USED_UP})
"""Reasons that are as much the machine's as the page's."""
_LINK = re.compile(r"<(?:a|area)\s[^<>]*$", re.IGNORECASE)
"""An element that leads to its address and contacts nobody, up to the attribute that holds it."""
_IN_MARKUP = re.compile(
    r"""(?P<before>\b(?:src|href|data|action|poster|srcset|data-src|background|formaction)\s{0,10}=\s{0,10}["']?)(?P<url>[^"'\s>]+)"""
)


class Ledger:
    """Gathers what the worlds show; its public methods are named after the record's entries."""

    def __init__(self, scripts: Sequence[Script]) -> None:
        self.scripts = list(scripts)
        """The page's, and after them the files that they load; the numbers of the record are places in this list."""
        self._first = len(scripts)
        self._roots = list(range(len(scripts)))
        self._files: dict[tuple[int, str, str], int] = {}
        self._loads: dict[Load, None] = {}
        self._writes: dict[Write, None] = {}
        self._markup: dict[Markup, None] = {}
        self._opaque: dict[Opaque, None] = {}
        self._errors: dict[Failure, None] = {}
        self._consent: dict[Consent, None] = {}
        self._consenting: dict[Consenting, None] = {}
        self._cut: set[int] = set()
        self._always_cut: set[int] | None = None
        self._untaken: set[int] = set()
        self._always_untaken: set[int] | None = None
        self._failed: set[int] | None = None
        self._opaque_before: set[Opaque] = set()

    def follow(self, file: Script, by: int) -> int:
        """The number of a file that the script of number `by` loads; the same in both worlds."""
        root = self._roots[by]
        number = self._files.setdefault((root, file.src, file.kind), len(self.scripts))
        if number == len(self.scripts):
            self.scripts.append(file)
            self._roots.append(root)
        return number

    def add(self, other: Ledger) -> None:
        """Take over what another run of the same scripts has shown to load or store, and nothing else of it."""
        self._loads |= other._loads
        self._writes |= other._writes
        self._markup |= other._markup

    def world_ends(self, *, known: bool) -> None:
        """Judge what only one world shows; `known` is whether the page is.

        A script that waits and waits is no mystery where the other world shows what it waits for. One that runs to its
        end on the page as it is does not stop there because it stumbles over what the other world has put in.
        """
        self._always_cut = self._cut if self._always_cut is None else self._always_cut & self._cut
        self._cut = set()
        self._always_untaken = self._untaken if self._always_untaken is None else self._always_untaken & self._untaken
        self._untaken = set()
        first = self._failed
        self._failed = {failure.script for failure in self._errors}
        if known and first is not None:
            self._errors = {failure: None for failure in self._errors if failure.script in first}
            self._opaque = {o: None for o in self._opaque if o in self._opaque_before or o.reason != DEPTH}
        self._opaque_before = set(self._opaque)

    def outcome(self) -> Outcome:
        for number in sorted(self._always_cut or ()):
            # A text that types itself, a clock: where there is no word that loads, nothing waits behind them.
            if DOES.search(self.scripts[number].code):
                self.opaque(number, "it orders callbacks without end")
        for number in sorted(self._always_untaken or ()):
            self.opaque(number, "the framework that makes or takes over the page does not get so far in the sandbox")
        return Outcome(
            tuple(self._loads), tuple(self._writes), tuple(self._markup), tuple(self._opaque), tuple(self._errors),
            tuple(self._consent), tuple(self._consenting),
        )  # fmt: skip

    def load(self, number: int, kind: str, url: str, via: str) -> None:
        known = address(url)
        if known is None:
            self._unknown(number, url, via)
        elif known.strip():
            base = self.scripts[number].src
            if base and via in {"import", "importScripts"}:
                known = joined(base, known)
            self._loads[Load(self._roots[number], Kind(kind), known, via)] = None

    def _unknown(self, number: int, url: str, via: str) -> None:
        where = FROM_PAGE if from_page(url) else "is made of what is not known"
        self.opaque(number, f"the address for {via} {where}")

    def cookie(self, number: int, text: str, clock: str) -> None:
        written = cookie(decoded(text), int(clock))
        if written:
            self._writes[Write(self._roots[number], StorageKind.COOKIE, *written)] = None

    def store(self, number: int, kind: str, name: str) -> None:
        lifetime = "session" if kind == "session" else "forever"
        self._writes[Write(self._roots[number], StorageKind(kind), MARKS.sub("*", name), lifetime)] = None

    def cut(self, number: int) -> None:
        self._cut.add(number)

    def untaken(self, number: int, place: str) -> None:
        # An empty place may be there for a third party's script; then no script of the site names it.
        names = [f"{quote}{sign}{place[1:]}{quote}" for quote in "\"'`" for sign in ("", "#")]
        if place[0] not in "?<" or any(name in script.code for script in self.scripts for name in names):
            self._untaken.add(number)

    def markup(self, number: int, html: str, runs: str = "runs") -> None:
        def judge(match: re.Match[str]) -> str:
            if not MARKS.search(decoded(match["url"])):
                return match[0]
            if match["before"].startswith("href") and _LINK.search(match.string, 0, match.start()):
                return match["before"]
            known = address(match["url"])
            if known is None:
                self._unknown(number, match["url"], "markup that it writes")
            return match["before"] + (known or "")

        html = MARKS.sub("", _IN_MARKUP.sub(judge, html))
        self._markup[Markup(self._roots[number], html, bool(runs))] = None

    def opaque(self, number: int, reason: str) -> None:
        self._opaque[Opaque(self._roots[number], reason)] = None

    def opaque_all(self, reason: str) -> None:
        for number in range(self._first):
            self.opaque(number, reason)

    def error(self, number: int, message: str) -> None:
        for sign, reason in LIMITS.items():
            if sign in message:
                self.opaque(number, reason)
        root = self._roots[number]
        self._errors[Failure(root, message[:300], "" if root == number else self.scripts[number].code)] = None

    def consent(self, number: int, command: str, fields: str) -> None:
        pairs = tuple(sorted((name, MARKS.sub("*", value)) for name, value in json.loads(fields).items()))
        self._consent[Consent(self._roots[number], command, pairs)] = None

    def consents(self, number: int, how: str) -> None:
        self._consenting[Consenting(self._roots[number], MARKS.sub("*", how)[:200])] = None
