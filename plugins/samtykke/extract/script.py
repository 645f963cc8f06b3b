"""What scripts load and store: they are executed in a stub page, in an engine without files, network or threads.

The stub page (`sandbox/*.js`, joined in the order of their names) records in JavaScript; what it wrote is read after
every script. A page is run in two worlds: in one, what its look-ups miss is not there, in the other it is, and what
either shows counts; where nothing was missed, the second is not needed. What stands on the page is found in both.

Page code is hostile input. It is bounded in time, memory and stack, and a bound that it reaches is reported as
`Opaque`, for what it would have done after that is not known.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from turbohtml import Element

from samtykke.model import Kind, StorageKind

from .script_page import Page, waits
from .script_record import FROM_PAGE, MARKS, address, cookie, decoded, from_page, joined
from .script_text import DOES, IMPORTER, NAMED, TEXT, TYPEOF, clean, literals, only_sought, prepared

__all__ = ["Consent", "Load", "Markup", "Opaque", "Outcome", "Script", "Write", "literals", "run"]

EACH = 0.5
"""Seconds of processor time that one script gets, with all the callbacks it orders."""
TOTAL = 3.0
"""Seconds for all scripts of a page in both worlds."""
MEMORY = 64 << 20
"""Bytes that one script may take, beside what earlier ones have left."""
_MOST_MEMORY = 192 << 20
_SPARE_MEMORY = 16 << 20
_TOP_LEVEL = re.compile(r"^(?:const|let) (?=\w)", re.MULTILINE)
STACK = 512 << 10
_LARGEST = 4 << 20
_MOST_JOBS = 2000
_REMEMBERED = 4096
_MOST_ANSWERS = 16

NOW = 1_767_268_800_000
"""The stub page's clock: 1 January 2026, 12:00 UTC, in milliseconds. The same for every run."""


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
    """Its place in the sequence that was run."""
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
class Consent:
    """A call of Google Consent Mode."""

    script: int
    command: str
    """`default` or `update`."""
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that the scripts of a page were seen to do, in the order of doing, without repetition."""

    loads: tuple[Load, ...] = ()
    writes: tuple[Write, ...] = ()
    markup: tuple[Markup, ...] = ()
    opaque: tuple[Opaque, ...] = ()
    errors: tuple[tuple[int, str], ...] = ()
    """(script, message) of the exceptions that ended a script or a callback; most are of the stub page's making."""
    consent: tuple[Consent, ...] = ()


_Answers = dict[tuple[str, ...], dict[bytes, Outcome]]
_known: OrderedDict[bytes, _Answers] = OrderedDict()
"""What scripts did, by what they asked of the page, and by what it answered."""


def run(scripts: Sequence[Script], url: str, page: Page | None = None) -> Outcome:
    """Run a page's scripts in order and tell what they do.

    `url` is the page's address. Where `page` is None, nothing is known of its elements, and whatever a script reads
    there is unknown. Never raises; what scripts did is remembered, and holds for all pages that answer them the same.
    """
    if not any(s.code.strip() for s in scripts):
        return Outcome()
    standing = [s.element for s in scripts]
    given = [[(s.code, s.kind, s.src, waits(s.element)) for s in scripts], url, page is None]
    key = hashlib.sha256(json.dumps(given).encode()).digest()
    answers = _known.setdefault(key, {})
    _known.move_to_end(key)
    for questions, outcomes in answers.items():
        outcome = outcomes.get(page.digest(questions, standing) if page else b"")
        if outcome is not None:
            return outcome
    if page is not None and page.nodes() is None:
        return run(scripts, url)
    outcome, asked = _run(scripts, url, page)
    _remember(answers, asked, page.digest(asked, standing) if page else b"", outcome)
    if len(_known) > _REMEMBERED:
        _known.popitem(last=False)
    return outcome


def _remember(answers: _Answers, asked: tuple[str, ...], digest: bytes, outcome: Outcome) -> None:
    if asked not in answers and len(answers) >= _MOST_ANSWERS:
        answers.pop(next(iter(answers)))
    outcomes = answers.setdefault(asked, {})
    if len(outcomes) >= _MOST_ANSWERS:
        outcomes.pop(next(iter(outcomes)))
    outcomes[digest] = outcome


def _run(scripts: Sequence[Script], url: str, page: Page | None) -> tuple[Outcome, tuple[str, ...]]:
    """What they do, and what they asked of the page."""
    ledger = _Ledger(scripts)
    asked: dict[str, None] = {}
    left = TOTAL
    for finds in (False, True):
        try:
            world = _World(scripts, url, page, ledger, finds=finds)
            # The second world gets half of the time at least, however long the first would go on.
            left -= world.run(left if finds else left / 2)
            asked |= dict.fromkeys(world.asked)
            ledger.world_ends()
        except (MemoryError, RecursionError, UnicodeError):
            ledger.opaque_all("the engine gave up on it")
            asked["*"] = None
            break
        if not world.consulted:
            break
    return ledger.outcome(), ("*",) if "*" in asked else tuple(sorted(asked))


@cache
def _sandbox() -> str:
    folder = Path(__file__).parent / "sandbox"
    body = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js")))
    # The engine looks a function's `var` up in a table, and walks through hundreds of `const` for every use of one.
    body = _TOP_LEVEL.sub("var ", body)
    return '(given, tree) => {\n"use strict";\nconst world = JSON.parse(given);\n' + body + "\n}"


# ---- running


class _World:
    """One run of a page's scripts in a context of their own."""

    def __init__(self, scripts: Sequence[Script], url: str, page: Page | None, ledger: _Ledger, *, finds: bool) -> None:
        import quickjs  # noqa: PLC0415  only the workers that run scripts need it

        self._scripts = scripts
        self._ledger = ledger
        self._spent = [0.0] * len(scripts)
        self._stopped: set[int] = set()
        self.consulted = False
        self.asked: list[str] = []
        self._context: Any = quickjs.Context()
        self._context.set_max_stack_size(STACK)
        self._context.set_memory_limit(MEMORY)
        typeof = sorted({name for script in scripts for name in TYPEOF.findall(script.code)})
        named = sorted({name for script in scripts for name in NAMED.findall(script.code)})
        sought = only_sought([s.code for s in scripts]) if page else []
        elements = page.places([s.element for s in scripts]) if page else []
        facts = {
            "finds": finds, "url": url, "now": NOW, "asked": " ".join(typeof), "named": " ".join(named),
            "importer": IMPORTER, "text": TEXT, "elements": elements, "sought": " ".join(sought),
            "stored": page.stored() if page and sought else "",
            # How far the page has been read when each of them runs.
            "places": [
                -1 if s.kind != "classic" or waits(s.element) else at for s, at in zip(scripts, elements, strict=False)
            ],
        }  # fmt: skip
        tree = page.nodes() if page else None
        self._command: Any = self._context.eval(_sandbox())(json.dumps(facts), tree)

    def run(self, budget: float) -> float:
        """Run everything within `budget` seconds of processor time; returns those used."""
        start = time.process_time()
        self._end = start + budget
        try:
            for number, script in enumerate(self._scripts):
                self._script(number, script)
            for phase in range(10):
                # Callbacks before events: a listener may be registered by one.
                self._callbacks()
                if not self._guarded(len(self._scripts) - 1, "phase", phase):
                    break
            self._callbacks()
        except _SpentError:
            for number in range(len(self._scripts)):
                if number not in self._stopped:
                    self._ledger.opaque(number, "the page's scripts used up the time for all of them")
        finally:
            self._read()
        return time.process_time() - start

    def _script(self, number: int, script: Script) -> None:
        if len(script.code) > _LARGEST:
            self._stop(number, "it is too large to be run")
            return
        code, imports = prepared(script.code, script.kind, script.src)
        self._guarded(number, "begin", number, script.src)
        for url in imports:
            self._guarded(number, "imports", url)
        if script.kind == "handler":
            self._guarded(number, "handler", code)
        elif script.kind == "module":
            promise = self._timed(number, lambda: self._context.module(code))
            if promise is not None:
                self._guarded(number, "failed", promise)
        else:
            value = self._timed(number, lambda: self._context.eval(code))
            if isinstance(value, type(self._command)):
                # That of an asynchronous function that the script ends with: nobody else would hear of its failure.
                self._guarded(number, "failed", value)
        self._jobs(number)
        if self._spent[number] > EACH and number not in self._stopped:
            self._stop(number, _TIME)  # a step of the engine that cannot be interrupted
        self._read()
        used = self._context.memory()["memory_used_size"]
        if used > _MOST_MEMORY:
            raise _SpentError
        # What this script keeps must not starve the next one's record.
        self._context.set_memory_limit(max(MEMORY, min(used + MEMORY, _MOST_MEMORY + _SPARE_MEMORY)))

    def _callbacks(self) -> None:
        """Run what waits, one callback at a time, each on the account of the script that ordered it."""
        while True:
            owner = self._guarded(0, "due")
            if not isinstance(owner, int) or owner < 0:
                break
            self._guarded(owner, "step")
            self._jobs(owner)
            if self._spent[owner] > EACH or owner in self._stopped:
                if owner not in self._stopped:
                    self._stop(owner, _TIME)
                self._guarded(owner, "drop", owner)

    def _jobs(self, number: int) -> None:
        for _ in range(_MOST_JOBS):
            if not self._timed(number, self._context.execute_pending_job):
                return
        self._stop(number, "its promises do not end")

    def _guarded(self, number: int, command: str, *args: object) -> Any:
        return self._timed(number, lambda: self._command(command, *args))

    def _timed(self, number: int, action: Any) -> Any:
        """Do it within the time that is left; None where it threw."""
        before = time.process_time()
        left = self._end - before
        if left <= 0:
            raise _SpentError
        self._context.set_time_limit(max(0.01, min(left, EACH)))
        try:
            return action()
        except Exception as error:
            self._failed(number, error)
            return None
        finally:
            self._spent[number] += time.process_time() - before

    def _failed(self, number: int, error: Exception) -> None:
        said = str(error).split("\n", 1)[0][:300]
        # What a script itself cannot parse is told too: the stub page hides the stack, which would tell the two apart.
        if said.startswith("SyntaxError: ") and DOES.search(self._scripts[number].code):
            self._ledger.opaque(number, f"the engine cannot read it: {said}")
        for sign, reason in _LIMITS.items():
            if sign in said:
                self._stop(number, reason)
        self._ledger.error(number, said)

    def _stop(self, number: int, reason: str) -> None:
        self._stopped.add(number)
        self._ledger.opaque(number, reason)

    def _read(self) -> None:
        """Take over what is written so far; nothing that page code does later can change it."""
        self._context.set_memory_limit(_MOST_MEMORY + 4 * _SPARE_MEMORY)
        self._context.set_time_limit(EACH)
        try:
            record = json.loads(self._command("read"))
        except Exception:
            self._ledger.opaque_all("what it did could not be read")
            self.asked = ["*"]
            return
        self.consulted, self.asked = record["consulted"], record["asked"]
        for what, number, *fields in record["entries"]:
            getattr(self._ledger, what)(number, *[clean(field) for field in fields])
        if record["short"] >= 0:
            for number in range(len(self._scripts)):
                if record["short"] in {number, _EVERYBODY}:
                    self._ledger.opaque(number, _SPACE)
        if record["cut"]:
            self._ledger.opaque_all("it does more than is recorded")


class _SpentError(Exception):
    """The time or memory for the page is used up."""


_TIME = "it was stopped after half a second"
_SPACE = "it was stopped for want of memory"
_EVERYBODY = 1_000_000
_LIMITS = {
    "interrupted": _TIME,
    "out of memory": _SPACE,
    "Maximum call stack": "it was stopped too deep in calls",
}


# ---- the record

_IN_MARKUP = re.compile(
    r"""(?P<before>\b(?:src|href|data|action|poster|srcset|data-src|background|formaction)\s{0,10}=\s{0,10}["']?)(?P<url>[^"'\s>]+)"""
)


class _Ledger:
    """Gathers what the worlds show; its public methods are named after the record's entries."""

    def __init__(self, scripts: Sequence[Script]) -> None:
        self._scripts = scripts
        self._loads: dict[Load, None] = {}
        self._writes: dict[Write, None] = {}
        self._markup: dict[Markup, None] = {}
        self._opaque: dict[Opaque, None] = {}
        self._errors: dict[tuple[int, str], None] = {}
        self._consent: dict[Consent, None] = {}
        self._cut: set[int] = set()
        self._always_cut: set[int] | None = None

    def world_ends(self) -> None:
        """A script that waits and waits is no mystery where the other world shows what it waits for."""
        self._always_cut = self._cut if self._always_cut is None else self._always_cut & self._cut
        self._cut = set()

    def outcome(self) -> Outcome:
        for number in sorted(self._always_cut or ()):
            self.opaque(number, "it orders callbacks without end")
        return Outcome(
            tuple(self._loads), tuple(self._writes), tuple(self._markup), tuple(self._opaque), tuple(self._errors),
            tuple(self._consent),
        )  # fmt: skip

    def load(self, number: int, kind: str, url: str, via: str) -> None:
        known = address(url)
        if known is None:
            self._unknown(number, url, via)
        elif known.strip():
            base = self._scripts[number].src
            if base and via in {"import", "importScripts"}:
                known = joined(base, known)
            self._loads[Load(number, Kind(kind), known, via)] = None

    def _unknown(self, number: int, url: str, via: str) -> None:
        where = FROM_PAGE if from_page(url) else "is made of what is not known"
        self.opaque(number, f"the address for {via} {where}")

    def cookie(self, number: int, text: str, clock: str) -> None:
        written = cookie(decoded(text), int(clock))
        if written:
            self._writes[Write(number, StorageKind.COOKIE, *written)] = None

    def store(self, number: int, kind: str, name: str) -> None:
        lifetime = "session" if kind == "session" else "forever"
        self._writes[Write(number, StorageKind(kind), MARKS.sub("*", name), lifetime)] = None

    def cut(self, number: int) -> None:
        self._cut.add(number)

    def markup(self, number: int, html: str, runs: str = "runs") -> None:
        def judge(match: re.Match[str]) -> str:
            if not MARKS.search(decoded(match["url"])):
                return match[0]
            known = address(match["url"])
            if known is None:
                self._unknown(number, match["url"], "markup that it writes")
            return match["before"] + (known or "")

        html = MARKS.sub("", _IN_MARKUP.sub(judge, html))
        self._markup[Markup(number, html, bool(runs))] = None

    def opaque(self, number: int, reason: str) -> None:
        self._opaque[Opaque(number, reason)] = None

    def opaque_all(self, reason: str) -> None:
        for number in range(len(self._scripts)):
            self.opaque(number, reason)

    def error(self, number: int, message: str) -> None:
        for sign, reason in _LIMITS.items():
            if sign in message:
                self.opaque(number, reason)
        self._errors[number, message[:300]] = None

    def consent(self, number: int, command: str, fields: str) -> None:
        pairs = tuple(sorted((name, MARKS.sub("*", value)) for name, value in json.loads(fields).items()))
        self._consent[Consent(number, command, pairs)] = None
