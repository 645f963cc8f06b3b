"""One run of a page's scripts in an engine's context of their own: its time, its turns, and the site's files."""

from __future__ import annotations

import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from .modules import Linked, linked
from .script_ledger import LIMITS, SPACE, TIME, USED_UP, Ledger
from .script_model import File, Files, Script
from .script_page import Page, waits
from .script_text import DOES, IMPORTER, TEXT, begun, clean, named, only_sought, prepared, said, typeof

EACH = 3.0
"""Seconds of processor time that one script gets, with all the callbacks it orders."""
TOTAL = 10.0
"""Seconds for all scripts of a page in both worlds."""
MEMORY = 64 << 20
"""Bytes that one script may take, beside what earlier ones have left."""
_MOST_MEMORY = 192 << 20
_SPARE_MEMORY = 16 << 20
STACK = 512 << 10 if sys.platform == "win32" else 2 << 20
"""Bytes of the engine's stack, which is a part of the process's own: libraries of streams go deep."""
_WORLDS = 3
_LARGEST = 4 << 20
_LARGEST_TEXT = 4 << 20
_MOST_FILES = 200
"""Files of the site that the scripts of a page are followed into."""
_MOST_JOBS = 20_000
_EVERYBODY = 1_000_000
_FILES_FIRST = -2
_NO_VALUE = "Unknown quickjs tag"
"""What the binding says of a value that it has no form for in Python, such as a symbol."""
_TOP_LEVEL = re.compile(r"^(?:const|let) (?=\w)", re.MULTILINE)

NOW = 1_767_268_800_000
"""The stub page's clock: 1 January 2026, 12:00 UTC, in milliseconds. The same for every run."""


@cache
def _sandbox() -> str:
    folder = Path(__file__).parent / "sandbox"
    body = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js")))
    # The engine looks a function's `var` up in a table, and walks through hundreds of `const` for every use of one.
    body = _TOP_LEVEL.sub("var ", body)
    return '(given) => {\n"use strict";\nconst world = JSON.parse(given);\n' + body + "\n}"


class Seed(NamedTuple):
    """A context in which the stub page is set up, and no page code has run."""

    context: Any
    """`quickjs.Context`."""
    command: Any
    """The function by which the reader drives the stub page."""


_seeds: list[Seed] = []


def make_seeds() -> None:
    """Have contexts ready for the worlds of the next page: only where a copy of this process will use them."""
    while len(_seeds) < _WORLDS:
        seed = _seed()
        # The engine collects anew when it holds half as much again, touching and so copying all it holds: not at once.
        seed.context.gc()
        _seeds.append(seed)


def _seed() -> Seed:
    import quickjs  # noqa: PLC0415  only the workers that run scripts need it

    context: Any = quickjs.Context()
    context.set_max_stack_size(STACK)
    context.set_memory_limit(MEMORY)
    return Seed(context, context.eval(_sandbox())(json.dumps({"now": NOW, "importer": IMPORTER, "text": TEXT})))


class Visit:
    """A page's scripts, and what their worlds are told of the page; the same for both of them."""

    def __init__(self, scripts: Sequence[Script], url: str, page: Page | None, files: Files | None) -> None:
        self.scripts = scripts
        self.files = files
        self.sought = frozenset(only_sought([s.code for s in scripts]) if page else ())
        self.tree = page.nodes() if page else None
        for script in scripts:
            if script.kind == "module":
                link(script.code)
        elements = page.places([s.element for s in scripts]) if page else []
        self.facts = {
            "files": files is not None, "url": url,
            "asked": " ".join(sorted({name for script in scripts for name in typeof(script.code)})),
            "begun": " ".join(sorted({name for script in scripts for name in begun(script.code)})),
            "named": " ".join(sorted({name for script in scripts for name in named(script.code)})),
            "elements": elements, "sought": " ".join(sorted(self.sought)),
            "stored": page.stored() if page and self.sought else "",
            "mounts": mounts(scripts, page),
            # How far the page has been read when each of them runs.
            "places": [
                -1 if s.kind != "classic" or waits(s.element) else at for s, at in zip(scripts, elements, strict=False)
            ],
        }  # fmt: skip


class World:
    """One run of a page's scripts in a context of their own."""

    def __init__(self, visit: Visit, ledger: Ledger, *, finds: bool, fails: bool = False) -> None:
        self._count = len(visit.scripts)
        self._files = visit.files
        self._ledger = ledger
        self._spent: defaultdict[int, float] = defaultdict(float)
        self._stopped: set[int] = set()
        self._modules: dict[str, int] = {}
        """The modules that are here, by address or other key, with the numbers of their scripts."""
        self._evaluated: set[str] = set()
        self._brought = 0
        self._needed: dict[str, None] = {}
        self._page_asked: list[str] = []
        self.consulted = False
        self.requested = False
        """Whether it asked other hosts for something."""
        self._sought = visit.sought
        self._context, self._command = _seeds.pop() if _seeds else _seed()
        self._command("open", json.dumps(visit.facts | {"finds": finds, "fails": fails}), visit.tree)

    @property
    def asked(self) -> list[str]:
        """The questions to which the page and the site gave answers."""
        return [*self._page_asked, *self._needed]

    def run(self, budget: float) -> float:
        """Run everything within `budget` seconds of processor time; returns those used."""
        start = time.process_time()
        self._end = start + budget
        try:
            for number in range(self._count):
                self._script(number)
            for phase in range(10):
                # Callbacks before events: a listener may be registered by one.
                self._callbacks()
                if not self._guarded(self._count - 1, "phase", phase):
                    break
            self._callbacks()
            self._guarded(self._count - 1, "begin", self._count - 1, self._ledger.scripts[self._count - 1].src, 0)
            self._guarded(self._count - 1, "takeover")
        except _SpentError:
            for number in range(self._count):
                if number not in self._stopped:
                    self._ledger.opaque(number, USED_UP)
        finally:
            self._read()
        return time.process_time() - start

    def _script(self, number: int, request: int = 0) -> None:
        """Run one; `request` is that of the script that asks for it, for a file that the page does not load itself."""
        script = self._ledger.scripts[number]
        if len(script.code) > _LARGEST:
            self._stop(number, "it is too large to be run")
            return
        if script.kind == "module":
            self._module(script.src or f"#{number}", number)
        else:
            code = prepared(script.code, script.kind)
            self._begin(number, request)
            if script.kind == "handler":
                self._guarded(number, "handler", code)
            else:
                value = self._timed(number, lambda: self._context.eval(code))
                if isinstance(value, type(self._command)):
                    # That of an asynchronous function that the script ends with: nobody else would hear of its failure.
                    self._guarded(number, "failed", value)
            self._guarded(number, "settle")
            self._jobs(number)
        if self._spent[number] > EACH and number not in self._stopped:
            self._stop(number, TIME)  # a step of the engine that cannot be interrupted
        self._read()
        used = self._context.memory()["memory_used_size"]
        if used > _MOST_MEMORY:
            raise _SpentError
        # What this script keeps must not starve the next one's record.
        self._context.set_memory_limit(max(MEMORY, min(used + MEMORY, _MOST_MEMORY + _SPARE_MEMORY)))

    def _begin(self, number: int, request: int = 0) -> None:
        self._guarded(number, "begin", number, self._ledger.scripts[number].src, request)

    # ---- files of the site

    def _bring(self) -> bool:
        """Bring the files that scripts have asked for since; whether there were any."""
        wanted = self._guarded(0, "wanted")
        if not isinstance(wanted, str):
            self._ledger.opaque_all("the files that it asks for could not be read")
            return False
        requests = json.loads(wanted)
        for request, owner, use, url in requests:
            file = self._file(use, clean(url), owner)
            if file is None or file.text is None or use == "probe":
                missing = file is not None and file.text is None
                self._guarded(owner, "bring", request, 404 if missing else 0, "")
            elif use == "text":
                known = len(file.text) <= _LARGEST_TEXT
                self._guarded(owner, "bring", request, 200 if known else 0, file.text if known else "")
            else:
                self._run_file(file, use, request, owner)
            self._jobs(owner)
        return bool(requests)

    def _run_file(self, file: File, use: str, request: int, owner: int) -> None:
        if use == "module":
            number = self._modules.get(file.url)
            if number is None:
                number = self._follow(file, "module", owner)
                if number is not None:
                    self._script(number)
            self._guarded(owner, "arrive", request, file.url)
            return
        number = self._follow(file, "classic", owner)
        if number is not None:
            self._script(number, request)
        self._guarded(owner, "bring", request, 200, "")

    def _file(self, use: str, url: str, by: int) -> File | None:
        """The file, if it is one of the site and there is room for more."""
        if self._files is None:
            return None
        base = self._ledger.scripts[by].src
        if use != "module" or base.startswith("#"):
            base = ""
        self._needed[f"&{use}\t{base}\t{url}"] = None
        return self._files.module(url, base) if use == "module" else self._files.file(url, base)

    def _follow(self, file: File, kind: Literal["classic", "module"], by: int) -> int | None:
        """The number of a file that is to be run now; None where there are too many."""
        self._brought += 1
        if self._brought > _MOST_FILES or file.text is None:
            self._ledger.opaque(by, "it loads more files of the site than are followed")
            return None
        number = self._ledger.follow(Script(file.text, kind, file.url), by)
        spoken = self._sought & said(file.text)
        self._sought -= spoken
        words = (" ".join(sorted(names)) for names in (typeof(file.text), spoken, begun(file.text)))
        self._guarded(number, "speaks", *words)
        return number

    # ---- modules

    def _module(self, key: str, number: int) -> None:
        """Run a module, after all that it imports: first all are linked, then each runs, once."""
        order = self._graph(key, number)
        for one, its, code in order:
            self._begin(its)
            self._link(one, its, code)
        for one, its, _code in order:
            if one in self._evaluated:
                continue
            self._evaluated.add(one)
            self._begin(its)
            promise = self._guarded(its, "evaluate", one)
            if isinstance(promise, type(self._command)):
                self._guarded(its, "failed", promise)
                self._jobs(its)
                self._bring()  # what it awaits
            self._jobs(its)
            if self._spent[its] > EACH and its not in self._stopped:
                self._stop(its, TIME)

    def _graph(self, key: str, number: int) -> list[tuple[str, int, Linked]]:
        """(key, number, code) of a module and of those among its imports that are new, in the order of their turns."""
        order: list[tuple[str, int, Linked]] = []
        self._modules[key] = number
        first = self._linked(number)
        pending = [(key, number, first, iter(first.specifiers))]
        while pending:
            key, number, code, left = pending[-1]
            specifier = next(left, None)
            if specifier is None:
                pending.pop()
                order.append((key, number, code))
                continue
            file = self._imported(specifier, number)
            if file is None or file.url in self._modules:
                continue
            its = self._follow(file, "module", number)
            if its is None:
                break
            self._modules[file.url] = its
            code = self._linked(its)
            pending.append((file.url, its, code, iter(code.specifiers)))
        return order

    def _linked(self, number: int) -> Linked:
        script = self._ledger.scripts[number]
        before = time.process_time()
        code = link(script.code)
        self._end += time.process_time() - before  # bounded by the size of the code, and remembered
        return code

    def _imported(self, specifier: str, by: int) -> File | None:
        file = self._file("module", specifier, by)
        if file is not None and file.text is None:
            self._ledger.opaque(by, "a module that it imports could not be found in the build")
        return file if file is not None and file.text is not None else None

    def _link(self, key: str, number: int, code: Linked) -> None:
        keys = {s: self._key(s, number) for s in code.specifiers}
        for specifier in code.specifiers:
            self._guarded(number, "imports", specifier)
        described = {
            "url": self._ledger.scripts[number].src,
            "imports": [(local, keys[s], name) for local, s, name in code.imports],
            "passed": [(name, keys.get(s, s), there) for name, s, there in code.exports],
            "stars": [keys[s] for s in code.stars],
            "waits": code.waits,
        }
        made = self._timed(number, lambda: self._context.eval(code.code))
        if made is not None:
            self._guarded(number, "link", key, json.dumps(described), made)

    def _key(self, specifier: str, by: int) -> str:
        file = self._file("module", specifier, by)
        return file.url if file is not None else specifier

    # ---- turns

    def _callbacks(self) -> None:
        """Run what waits, one callback at a time, each on the account of the script that ordered it."""
        while True:
            owner = self._guarded(0, "due")
            if owner == _FILES_FIRST:
                self._bring()
                continue
            if not isinstance(owner, int) or owner < 0:
                break
            self._guarded(owner, "step")
            self._jobs(owner)
            if self._spent[owner] > EACH or owner in self._stopped:
                if owner not in self._stopped:
                    self._stop(owner, TIME)
                self._guarded(owner, "drop", owner)

    def _jobs(self, number: int) -> None:
        for _ in range(_MOST_JOBS):
            if not self._timed(number, self._context.execute_pending_job) or self._spent[number] > EACH:
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
        message = str(error).split("\n", 1)[0][:300]
        if message.startswith(_NO_VALUE):
            return
        # What a script itself cannot parse is told too: the stub page hides the stack, which would tell the two apart.
        unread = message.startswith(("SyntaxError: ", "InternalError: ")) and not any(
            sign in message for sign in LIMITS
        )
        if unread and DOES.search(self._ledger.scripts[number].code):
            self._ledger.opaque(number, f"the engine cannot read it: {message}")
        for sign, reason in LIMITS.items():
            if sign in message:
                self._stop(number, reason)
        self._ledger.error(number, message)

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
            self._page_asked = ["*"]
            return
        self.consulted, self.requested = record["consulted"], record["requested"]
        self._page_asked = record["asked"]
        for what, number, *fields in record["entries"]:
            getattr(self._ledger, what)(number, *[clean(field) for field in fields])
        if record["short"] >= 0:
            for number in range(len(self._ledger.scripts)):
                if record["short"] in {number, _EVERYBODY}:
                    self._ledger.opaque(number, SPACE)
        if record["cut"]:
            self._ledger.opaque_all("it does more than is recorded")


def link(code: str) -> Linked:
    """A module as a function of its imports; remembered."""
    return linked(prepared(code, "module"))


def mounts(scripts: Sequence[Script], page: Page | None) -> list[str]:
    """What frameworks among these scripts have to take over, in the form that `sandbox/21-takeover.js` describes."""
    if page is None or not any(s.src or s.kind == "module" for s in scripts):
        return []
    # Next.js hands the page's data over under this name, and then takes over the document itself.
    streamed = any(not s.src and "self.__next_f" in s.code for s in scripts)
    return ["document"] if streamed else page.mounts()


class _SpentError(Exception):
    """The time or memory for the page is used up."""
