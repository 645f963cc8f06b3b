"""What scripts load and store: they are executed in a stub page, in an engine without files, network or threads.

The stub page (`sandbox/*.js`, joined in the order of their names) records in JavaScript; what it wrote is read after
every script. A page is run in two worlds, one in which its look-ups find nothing and one in which they find something,
and what either shows counts; where the first never asked, the second is not needed.

Page code is hostile input. It is bounded in time, memory and stack, and a bound that it reaches is reported as
`Opaque`, for what it would have done after that is not known.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from samtykke.model import Kind, StorageKind

EACH = 0.5
"""Seconds of processor time that one script gets, with all the callbacks it orders."""
TOTAL = 3.0
"""Seconds for all scripts of a page in both worlds."""
MEMORY = 64 << 20
"""Bytes that one script may take, beside what earlier ones have left."""
_MOST_MEMORY = 192 << 20
_SPARE_MEMORY = 16 << 20
STACK = 512 << 10
_LARGEST = 4 << 20
_MOST_JOBS = 2000
_REMEMBERED = 4096

NOW = 1_767_268_800_000
"""The stub page's clock: 1 January 2026, 12:00 UTC, in milliseconds. The same for every run."""


@dataclass(frozen=True, slots=True)
class Script:
    """A piece of code of a page: a script element or file, a handler's attribute, or a `javascript:` address."""

    code: str
    kind: Literal["classic", "module", "handler", "url"] = "classic"
    src: str = ""
    """Its own address, for `document.currentScript` and for what it imports."""


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


_known: OrderedDict[bytes, Outcome] = OrderedDict()


def run(scripts: Sequence[Script], url: str, *, ids: Collection[str] = ()) -> Outcome:
    """Run a page's scripts in order and tell what they do.

    `url` is the page's address. `ids` are the ids of the elements on the page, where they are known: then a look-up by
    id finds exactly those, in both worlds. Never raises; the answer for the same arguments is remembered.
    """
    given = [[(s.code, s.kind, s.src) for s in scripts], url, sorted(ids)]
    key = hashlib.sha256(json.dumps(given).encode()).digest()
    if key in _known:
        _known.move_to_end(key)
        return _known[key]
    if any(s.code.strip() for s in scripts):
        outcome = _run(scripts, url, sorted(ids) or None)
    else:
        outcome = Outcome()
    _known[key] = outcome
    if len(_known) > _REMEMBERED:
        _known.popitem(last=False)
    return outcome


def _run(scripts: Sequence[Script], url: str, ids: list[str] | None) -> Outcome:
    ledger = _Ledger(scripts)
    left = TOTAL
    for finds in (False, True):
        try:
            world = _World(scripts, url, ids, ledger, finds=finds)
            # The second world gets half of the time at least, however long the first would go on.
            left -= world.run(left if finds else left / 2)
        except (MemoryError, RecursionError, UnicodeError):
            ledger.opaque_all("the engine gave up on it")
            break
        if not world.consulted:
            break
    return ledger.outcome()


@cache
def _sandbox() -> str:
    folder = Path(__file__).parent / "sandbox"
    body = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js")))
    return '(given) => {\n"use strict";\nconst world = JSON.parse(given);\n' + body + "\n}"


# ---- running


class _World:
    """One run of a page's scripts in a context of their own."""

    def __init__(
        self, scripts: Sequence[Script], url: str, ids: list[str] | None, ledger: _Ledger, *, finds: bool
    ) -> None:
        import quickjs  # noqa: PLC0415  only the workers that run scripts need it

        self._scripts = scripts
        self._ledger = ledger
        self._spent = [0.0] * len(scripts)
        self._stopped: set[int] = set()
        self.consulted = False
        self._context: Any = quickjs.Context()
        self._context.set_max_stack_size(STACK)
        self._context.set_memory_limit(MEMORY)
        asked = sorted({name for script in scripts for name in _TYPEOF.findall(script.code)})
        facts = {"finds": finds, "url": url, "ids": ids, "now": NOW, "asked": " ".join(asked)}
        facts |= {"importer": _IMPORTER, "text": _TEXT}
        self._command: Any = self._context.eval(_sandbox())(json.dumps(facts))

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
        code, imports = _prepared(script)
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
            self._timed(number, lambda: self._context.eval(code))
        self._jobs(number)
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
            return
        self.consulted = record["consulted"]
        for what, number, *fields in record["entries"]:
            getattr(self._ledger, what)(number, *[_clean(field) for field in fields])
        if record["cut"]:
            self._ledger.opaque_all("it does more than is recorded")


class _SpentError(Exception):
    """The time or memory for the page is used up."""


_TIME = "it was stopped after half a second"
_LIMITS = {
    "interrupted": _TIME,
    "out of memory": "it was stopped for want of memory",
    "Maximum call stack": "it was stopped too deep in calls",
}
_TYPEOF = re.compile(r"\btypeof\s*\(?\s*([A-Za-z_$][\w$]*)")


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


# ---- preparing code

_IMPORTER = "__samtykke_import"
_DYNAMIC = re.compile(r"(?<![\w$.#])import(?=\s{0,20}\()")
_TEXT = "__samtykke_text"
_EVAL = re.compile(r"(?<![\w$])(eval\s{0,20}\()(?=\s*[^\s).])")
_STATIC = re.compile(
    r"""(?<![\w$.#'"])(?:import\s{0,50}(?:[\w$*{},\s]{1,4000}?\bfrom|[*{}\s\w$,]{0,4000}?\}\s{0,50}from)?"""
    r"""|export\s{0,50}(?:\*(?:\s{1,50}as\s{1,50}[\w$]+)?|\{[^{}]{0,4000}\})\s{0,50}from)"""
    r"""\s{0,50}(["'])([^"'\n]{1,2000})\1(?:\s{0,50}(?:with|assert)\s{0,50}\{[^{}]{0,200}\})?\s{0,50};?"""
)
_META = re.compile(r"(?<![\w$.#])import\s{0,20}\.\s{0,20}meta\b")
_PREFIX = re.compile(r"\s*javascript:", re.IGNORECASE)
_PERCENT = re.compile(r"(?:%[0-9a-f]{2})+", re.IGNORECASE)


def _prepared(script: Script) -> tuple[str, list[str]]:
    """The code in a form that the engine runs, and the addresses that a module imports."""
    code = _clean(script.code).replace("\0", "\ufffd")
    if script.kind == "url":
        code = _PREFIX.sub("", code, count=1)
        code = _PERCENT.sub(lambda m: bytes.fromhex(m[0].replace("%", "")).decode("utf-8", "replace"), code)
    imports: list[str] = []
    if script.kind == "module" and ("import" in code or "export" in code):

        def note(match: re.Match[str]) -> str:
            imports.append(match[2])
            return ""

        # The names it would bind are unknown globals then, and behave as such.
        code = _STATIC.sub(note, code)
        code = _META.sub("({url: %s, env: {}})" % json.dumps(script.src), code)
    # What is evaluated passes by the recorder, in an assignment, the one form that leaves a direct `eval` direct.
    code = _EVAL.sub(rf"\1{_TEXT} = ", code)
    return _DYNAMIC.sub(_IMPORTER, code), imports


# ---- judging the record

_UNKNOWN = "\ua66e"
_FROM_PAGE = "\ua843"
"""The letters by which the stub page marks what is not known, and what stands in the page's own elements."""
_ENCODED = re.compile("%ea%99%ae|%ua66e", re.IGNORECASE)
_ENCODED_FROM_PAGE = re.compile("%ea%a1%83|%ua843", re.IGNORECASE)
_MARKS = re.compile(f"[{_UNKNOWN}{_FROM_PAGE}]+")
_MARKED_SCHEME = re.compile(rf"^\s*(?:https?)?[{_UNKNOWN}{_FROM_PAGE}]+:?(?=//)", re.IGNORECASE)
_AUTHORITY = re.compile(r"^\s*(?:([a-z][a-z0-9+.-]*):)?[\\/]{2,}([^/\\?#]*)", re.IGNORECASE)
_SCHEME = re.compile(r"^\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_NO_VALUE = re.compile(r"^\s*(?:undefined|null|nan|\[object [^\]]*\]|function\b[^/]*)(?=$|/)", re.IGNORECASE)
_NO_HOST = re.compile(r"(?:^|\.|-)(?:undefined|null|nan|\[object)(?:$|\.|-|\s)", re.IGNORECASE)
_LOADED = frozenset({"http", "https", "ws", "wss", "ftp"})
_IN_MARKUP = re.compile(
    r"""(?P<before>\b(?:src|href|data|action|poster|srcset|data-src)\s{0,10}=\s{0,10}["']?)(?P<url>[^"'\s>]+)"""
)


def _address(url: str) -> str | None:
    """The address with what is unknown in it as `*`; empty for what contacts nobody, None for an unknown host."""
    url = _ENCODED_FROM_PAGE.sub(_FROM_PAGE, _ENCODED.sub(_UNKNOWN, url))
    url = _MARKED_SCHEME.sub("", url)
    authority = _AUTHORITY.match(url)
    if authority:
        host = authority[2].rpartition("@")[2]
        name, colon, port = host.partition(":")
        if _MARKS.search(name) or _NO_HOST.search(name):
            return None
        if colon and _MARKS.search(port):
            url = url[: authority.end(2) - len(port) - 1] + url[authority.end(2) :]
    else:
        if _MARKS.match(url.lstrip()):
            return None
        if _NO_VALUE.match(url):
            return ""
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() not in _LOADED:
        return ""
    return _MARKS.sub("*", url)


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

    def outcome(self) -> Outcome:
        return Outcome(
            tuple(self._loads), tuple(self._writes), tuple(self._markup), tuple(self._opaque), tuple(self._errors),
            tuple(self._consent),
        )  # fmt: skip

    def load(self, number: int, kind: str, url: str, via: str) -> None:
        address = _address(url)
        if address is None:
            self._unknown(number, url, via)
        elif address.strip():
            base = self._scripts[number].src
            if base and via in {"import", "importScripts"}:
                address = _joined(base, address)
            self._loads[Load(number, Kind(kind), address, via)] = None

    def _unknown(self, number: int, url: str, via: str) -> None:
        from_page = _FROM_PAGE in url or _ENCODED_FROM_PAGE.search(url)
        where = "is read from the page's own elements" if from_page else "is made of what is not known"
        self.opaque(number, f"the address for {via} {where}")

    def cookie(self, number: int, text: str, clock: str) -> None:
        written = _cookie(_ENCODED.sub(_UNKNOWN, text), int(clock))
        if written:
            self._writes[Write(number, StorageKind.COOKIE, *written)] = None

    def store(self, number: int, kind: str, name: str) -> None:
        lifetime = "session" if kind == "session" else "forever"
        self._writes[Write(number, StorageKind(kind), _MARKS.sub("*", name), lifetime)] = None

    def markup(self, number: int, html: str) -> None:
        def judge(match: re.Match[str]) -> str:
            if not (_MARKS.search(match["url"]) or _ENCODED.search(match["url"])):
                return match[0]
            address = _address(match["url"])
            if address is None:
                self._unknown(number, match["url"], "markup that it writes")
            return match["before"] + (address or "")

        html = _MARKS.sub("", _IN_MARKUP.sub(judge, html))
        self._markup[Markup(number, html)] = None

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
        pairs = tuple(sorted((name, _MARKS.sub("*", value)) for name, value in json.loads(fields).items()))
        self._consent[Consent(number, command, pairs)] = None


def _joined(base: str, address: str) -> str:
    from urllib.parse import urljoin  # noqa: PLC0415  rarely needed

    try:
        return urljoin(base, address)
    except ValueError:
        return address


# ---- cookies

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME_OF_DAY = re.compile(r"\b(\d{1,2}):(\d{1,2}):(\d{1,2})")
_MONTH = re.compile("|".join(_MONTHS), re.IGNORECASE)
_YEAR = re.compile(r"\b(\d{4,6})\b|\b\d{1,2}[ -]\w+[ -](\d{2})\b")
_DAY = re.compile(r"\b(\d{1,2})\b(?!:)")
_AGES = 100 * 365 * 86400


def _cookie(text: str, clock: int) -> tuple[str, str | None] | None:
    """(name, lifetime) of what is set to `document.cookie` at `clock` ms; None where it deletes a cookie."""
    pair, *attributes = text.split(";")
    name, equals, _ = pair.partition("=")
    name = _MARKS.sub("*", name.strip()) if equals else "*"
    values = {key.strip().lower(): value.strip() for key, _, value in (a.partition("=") for a in attributes)}
    seconds: float | None
    for key in ("max-age", "expires"):
        value = values.get(key, "")
        if _MARKS.search(value):
            return name, None
        seconds = _seconds(value) if key == "max-age" else _until(value, clock)
        if seconds is not None:
            return None if seconds <= 0 else (name, duration(seconds))
    # An attribute that is wholly unknown may be a date.
    return name, None if any(_MARKS.search(key) for key in values) else "session"


def _seconds(text: str) -> float | None:
    return float(text[:20]) if re.match(r"-?\d+$", text) else None


def _until(text: str, clock: int) -> float | None:
    """Seconds from `clock` to a cookie date, read as RFC 6265 section 5.1.1 does; None where it is none."""
    time_of_day, month = _TIME_OF_DAY.search(text), _MONTH.search(text)
    if not time_of_day or not month:
        return None
    rest = text[: time_of_day.start()]
    year, day = _YEAR.search(rest) or _YEAR.search(text[time_of_day.end() :]), _DAY.search(rest)
    if not year or not day:
        return None
    number = int(year[1] or year[2])
    if year[2]:
        number += 1900 if number >= 70 else 2000
    days = _days(number, _MONTHS.index(month[0].lower()) + 1, int(day[1]))
    hours, minutes, seconds = (int(part) for part in time_of_day.groups())
    return days * 86400 + hours * 3600 + minutes * 60 + seconds - clock / 1000


def _days(year: int, month: int, day: int) -> int:
    """Days since 1 January 1970, for years that `datetime` does not reach too."""
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


def duration(seconds: float) -> str:
    """A length of time as people mean it, in ISO 8601: two years are P2Y, leap day or not; over a century, `forever`."""
    if seconds >= _AGES:
        return "forever"
    # A date in a cookie has whole seconds, and the clock moves on while a script reckons.
    whole = max(1, round(seconds))
    for step in (86400, 3600, 60):
        nearest = round(whole / step) * step
        if nearest and abs(nearest - whole) <= 2:
            whole = nearest
            break
    days = whole / 86400
    years = round(days / 365.25)
    if years and abs(days - years * 365.25) <= 1 + years / 4:
        return f"P{years}Y"
    months = round(days * 12 / 365)
    if months and abs(days - months * 365 / 12) < 2 and (days % 1 or (days % 7 and days % 30)):
        return f"P{months}M"
    if whole % 86400 == 0 or days >= 3:
        return f"P{round(days)}D"
    for unit, letter in ((3600, "H"), (60, "M")):
        if whole % unit == 0:
            return f"PT{whole // unit}{letter}"
    return f"PT{whole}S"


# ---- literals

_TOKENS = re.compile(
    r"""(?P<line>(?<![:"'`\\])//(?![a-z0-9-]+\.[a-z0-9.-]+["'`])[^\n]*)"""
    r"""|(?P<block>/\*(?:[^*]|\*(?!/))*\*/)"""
    r"""|(?P<text>"(?:[^"\\\n]|\\.|\\\n)*"|'(?:[^'\\\n]|\\.|\\\n)*'|`(?:[^`\\]|\\[^])*`)""".replace("[^]", "[\\s\\S]")
)
_URL = re.compile(
    r"""(?:(?:https?|wss?):(?:\\?/){2}|(?<=["'`(=\s])(?:\\?/){2})"""
    r"""(?P<host>[a-z0-9_-]+(?:\.[a-z0-9_-]+)+)(?P<rest>(?::\d{1,5})?(?:(?:\\/|[/?#])(?:\\/|[^\s"'`<>\\(){}|^$]|\$(?!\{))*)?)""",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]{1,6})\})", re.IGNORECASE)
_NAMESPACES = re.compile(
    r"(?:www\.)?(?:w3\.org/(?:1998|1999|2000|2001|2002|1990s|XML|TR)|schema\.org(?:/|$)|json-schema\.org/|xmlns\.com/"
    r"|ns\.adobe\.com/|purl\.org/|ogp\.me/ns|sodipodi\.|www\.inkscape\.org/namespaces)",
    re.IGNORECASE,
)
_MOST_LITERALS = 5000


def literals(code: str) -> tuple[tuple[int, str], ...]:
    """(offset in characters, URL) of the addresses that stand in a script's text, comments and namespaces left out.

    They may load or not; they are what is left to go by where a script stops before it loads.
    """
    found: dict[tuple[int, str], None] = {}
    for offset, text in _texts(code):
        for match in _URL.finditer(text):
            url = match[0].replace("\\/", "/").rstrip(".,;")
            if not url.lower().startswith(("http", "ws")):
                url = "//" + url.lstrip("/")
            bare = url.partition("//")[2]
            if _NAMESPACES.match(bare) or (text.startswith("${", match.end()) and not match["rest"]):
                continue
            found[offset + (match.start() if offset >= 0 and len(text) else 0), url] = None
            if len(found) >= _MOST_LITERALS:
                return tuple(found)
    return tuple(found)


def _texts(code: str) -> Iterator[tuple[int, str]]:
    """(offset, text) of what is not comment: the code as it stands, and strings with their escapes undone."""
    at = 0
    for token in _TOKENS.finditer(code):
        if token.lastgroup == "text":
            if "\\x" in token[0] or "\\u" in token[0]:
                yield at, code[at : token.start()]
                yield token.start(), _ESCAPE.sub(_unescaped, token[0])
                at = token.end()
            continue
        yield at, code[at : token.start()]
        at = token.end()
    yield at, code[at:]


def _unescaped(match: re.Match[str]) -> str:
    number = int(match[1] or match[2] or match[3], 16)
    return chr(number) if number < 0x110000 else ""
