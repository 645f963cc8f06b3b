"""What scripts load and store: they are executed in a stub page, in an engine without files, network or threads.

The stub page (`sandbox/*.js`, joined in the order of their names) records in JavaScript; what it wrote is read after
every script. A page is run in two worlds: in one, what its look-ups miss is not there, in the other it is, and what
either shows counts; where nothing was missed, the second is not needed. What stands on the page is found in both.
A page that asks other hosts for something is run once more with all of them out of reach: what it loads then counts,
and what it stumbles over does not.

Page code is hostile input. It is bounded in time, memory and stack, and a bound that it reaches is reported as
`Opaque`, for what it would have done after that is not known.
"""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence

from turbohtml import Element

from . import script_apart
from .script_ledger import GAVE_UP, Ledger
from .script_model import (
    Consent,
    Consenting,
    Failure,
    File,
    Files,
    Load,
    Markup,
    Opaque,
    Outcome,
    Script,
    Write,
)
from .script_page import Page, waits
from .script_text import crowded, literals
from .script_world import EACH, TOTAL, Visit, World, link, make_seeds, mounts

__all__ = [
    "EACH", "TOTAL", "Consent", "Consenting", "Failure", "File", "Files", "Load", "Markup", "Opaque", "Outcome",
    "Script", "Write", "crowded", "literals", "run",
]  # fmt: skip

_SITE = re.compile(r"https?://[^/?#]*")
_REMEMBERED = 4096
_MOST_ANSWERS = 16
_MOST_PROCESSOR = 40
"""Seconds for a copy of the process: far above TOTAL, which what cannot be interrupted may overstep."""

_Key = tuple[object, ...]
_Answers = dict[tuple[str, ...], dict[bytes, Outcome]]
_known: OrderedDict[_Key, _Answers] = OrderedDict()
"""What scripts did, by what they asked of the page and of the site, and by what these answered."""


def run(scripts: Sequence[Script], url: str, page: Page | None = None, files: Files | None = None) -> Outcome:
    """Run a page's scripts in order and tell what they do.

    `url` is the page's address. Where `page` is None, nothing is known of its elements, and whatever a script reads
    there is unknown; where `files` is, nothing of the site's files. Never raises; what scripts did is remembered, and
    holds for all pages that answer them the same.
    """
    if not any(s.code.strip() for s in scripts):
        return Outcome()
    standing = [s.element for s in scripts]
    given = tuple((_digest(s.code), s.kind, s.src, waits(s.element)) for s in scripts)
    key: _Key = (given, _site_of(url), page is None, files is None, *mounts(scripts, page))
    answers = _known.setdefault(key, {})
    _known.move_to_end(key)
    for questions, outcomes in answers.items():
        outcome = outcomes.get(_answered(questions, url, page, files, standing))
        if outcome is not None:
            return outcome
    if page is not None and page.nodes() is None:
        return run(scripts, url, None, files)
    outcome, asked = _run(scripts, url, page, files)
    _remember(answers, asked, _answered(asked, url, page, files, standing), outcome)
    if len(_known) > _REMEMBERED:
        _known.popitem(last=False)
    return outcome


def _site_of(url: str) -> str:
    """What scripts may know of an address without asking for it; the whole where it is none of the web's."""
    found = _SITE.match(url)
    return found[0] if found else url


def _answered(
    questions: Sequence[str], url: str, page: Page | None, files: Files | None, standing: Sequence[Element | None]
) -> bytes:
    """A digest of what the page and the site answer."""
    found = hashlib.sha256(page.digest([q for q in questions if q[:1] != "&"], standing) if page else b"")
    for question in questions:
        if question == "&":
            found.update(repr(url).encode())
        elif files is not None and question[:1] == "&":
            use, base, wanted = question[1:].split("\t", 2)
            file = files.module(wanted, base) if use == "module" else files.file(wanted, base)
            found.update(repr(file and (file.url, file.text and _digest(file.text))).encode())
    return found.digest()


def _digest(code: str) -> bytes:
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).digest()


def _remember(answers: _Answers, asked: tuple[str, ...], digest: bytes, outcome: Outcome) -> None:
    if asked not in answers and len(answers) >= _MOST_ANSWERS:
        answers.pop(next(iter(answers)))
    outcomes = answers.setdefault(asked, {})
    if len(outcomes) >= _MOST_ANSWERS:
        outcomes.pop(next(iter(outcomes)))
    outcomes[digest] = outcome


def _run(
    scripts: Sequence[Script], url: str, page: Page | None, files: Files | None
) -> tuple[Outcome, tuple[str, ...]]:
    """What they do, and what they asked of the page and of the site."""
    try:
        visit = Visit(scripts, url, page, files)
        if not script_apart.allowed():
            return _in_worlds(visit, [])
        make_seeds()
        worlds: list[World] = []
        told = script_apart.apart(lambda: _in_worlds(visit, worlds), _MOST_PROCESSOR)
        if told is not None:
            _keep_modules(told[1], files)
            return told
    except (MemoryError, RecursionError, UnicodeError):
        pass
    ledger = Ledger(scripts)
    ledger.opaque_all(GAVE_UP)
    return ledger.outcome(), ("*",)


def _in_worlds(visit: Visit, worlds: list[World]) -> tuple[Outcome, tuple[str, ...]]:
    """`worlds` gets those that were made: a copy of this process is at its end before it has taken them apart."""
    ledger = Ledger(visit.scripts)
    asked: dict[str, None] = {}
    left = TOTAL
    requested: bool | None = None
    try:
        for finds in (False, True):
            world = World(visit, ledger, finds=finds)
            worlds.append(world)
            # The second world gets half of the time at least, however long the first would go on.
            left -= world.run(left if finds else left / 2)
            asked |= dict.fromkeys(world.asked)
            ledger.world_ends(known=visit.tree is not None)
            requested = finds if world.requested and requested is None else requested
            if not world.consulted:
                break
        if requested is not None and left > 0:
            apart = Ledger(visit.scripts)
            world = World(visit, apart, finds=requested, fails=True)
            worlds.append(world)
            world.run(left)
            asked |= dict.fromkeys(world.asked)
            ledger.add(apart)
    except (MemoryError, RecursionError, UnicodeError):
        ledger.opaque_all(GAVE_UP)
        asked["*"] = None
    return ledger.outcome(), _least(asked)


def _keep_modules(asked: Iterable[str], files: Files | None) -> None:
    """Link the modules that a copy of this process has linked: what it learnt is gone with it, and others need them."""
    for question in asked:
        if files is not None and question.startswith("&module\t"):
            _use, base, url = question[1:].split("\t", 2)
            file = files.module(url, base)
            if file is not None and file.text is not None:
                link(file.text)


def _least(asked: Iterable[str]) -> tuple[str, ...]:
    """The questions without those that another one includes."""
    whole = "*" in asked
    return tuple(sorted(q for q in asked if not whole or q == "*" or q[:1] == "&"))
