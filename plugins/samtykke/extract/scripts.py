"""A document's scripts: collected in order, run in the sandbox together, and told back to where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from turbohtml import Element

from samtykke import catalogue
from samtykke.model import Evidence, Gate, Kind, Party, Position, State, StorageKind, StorageWrite

from . import script as sandbox
from .context import DEEPEST, Frame, PageScript, ScriptKind, _
from .script_files import SiteFiles, text_of, trusted
from .script_page import waits
from .script_text import unexplained

_MOST = 500
"""Scripts of one document."""
CROWDED = _("it stopped at an error, and more addresses stand in it than are looked at")
_COMMENTED = re.compile(r"^[ \t]*//[^\n]*", re.MULTILINE)
"""Lines that are nothing but a comment. What may stand behind other code is left, for only a lexer could tell."""
_ORDER = {State.LIVE: 0, State.ACTION: 1, State.GATED: 2}

ReadFragment = Callable[[str, Frame], None]


def add(
    frame: Frame,
    code: str,
    kind: ScriptKind,
    position: Position,
    *,
    src: str = "",
    state: State = State.LIVE,
    gate: Gate | None = None,
    named: bool = True,
    element: Element | None = None,
) -> None:
    """Remember a script to be run with the others of its document; those in noscript and in feeds never run."""
    if frame.noscript or not frame.runs or not code.strip() or trusted(code, frame.site):
        return
    if len(frame.scripts) >= _MOST:
        frame.found.bound(_("it has more than 500 scripts"), position)
        return
    gate = gate or frame.gate
    state = State.GATED if gate else frame.state or state
    frame.scripts.append(PageScript(code, kind, position, src, state, gate, frame.noscript, named, element))


def add_local(
    frame: Frame,
    url: str,
    kind: ScriptKind,
    position: Position,
    *,
    gate: Gate | None = None,
    element: Element | None = None,
) -> None:
    """Remember a script file of the site, if `url` is one of its own; where the tree has no such file, that is said."""
    path = frame.site.hosts.local_path(url)
    if path is None:
        return
    code = text_of(frame.site, path)
    if code is not None:
        add(frame, code, kind, position, src=url, gate=gate, named=False, element=element)
    elif frame.site.whole and frame.runs and not frame.noscript:
        frame.found.problem("opaque-script", _("the file that it loads could not be found in the build"), position, url)


def run(frame: Frame, read_fragment: ReadFragment) -> None:
    """Run the frame's scripts and note what they do: first those that run at once, by themselves; then all.

    What waits for consent or for the visitor must not change what the others are seen to do before it, and yet finds
    the page as they have left it.
    """
    live = sorted((s for s in frame.scripts if s.state is State.LIVE), key=_turn)
    waiting = sorted((s for s in frame.scripts if s.state is not State.LIVE), key=lambda s: _ORDER[s.state])
    noted: frozenset[object] = frozenset()
    if live:
        outcome = _outcome(frame, live)
        noted = frozenset(
            (*outcome.loads, *outcome.writes, *outcome.markup, *outcome.opaque, *outcome.consent, *outcome.consenting)
        )
        _note(frame, live, outcome, read_fragment)
    if waiting:
        outcome = _outcome(frame, live + waiting)
        _note(frame, live + waiting, outcome, read_fragment, first=len(live), noted=noted)


def _turn(script: PageScript) -> bool:
    """Whether it runs after the page has been read, and so after all that stand in it."""
    return script.kind == "module" or (
        script.kind == "classic" and script.element is not None and waits(script.element)
    )


def _outcome(frame: Frame, scripts: Sequence[PageScript]) -> sandbox.Outcome:
    given = [sandbox.Script(s.code, s.kind, s.src, s.element) for s in scripts]
    return sandbox.run(given, frame.url, page=frame.page, files=SiteFiles(frame))


def _note(
    frame: Frame,
    scripts: Sequence[PageScript],
    outcome: sandbox.Outcome,
    read_fragment: ReadFragment,
    *,
    first: int = 0,
    noted: frozenset[object] = frozenset(),
) -> None:
    """Note what scripts did beyond `noted`, what stands in those from `first` on, and where these may have failed."""
    _note_deeds(frame, scripts, outcome, read_fragment, first=first, noted=noted)
    _note_texts(frame, scripts, outcome, first)
    _note_errors(frame, scripts, outcome, first)


def _note_deeds(
    frame: Frame,
    scripts: Sequence[PageScript],
    outcome: sandbox.Outcome,
    read_fragment: ReadFragment,
    *,
    first: int,
    noted: frozenset[object],
) -> None:
    """Note what scripts did. What is new of those before `first` was brought about by the ones from it on."""

    def whose(index: int) -> PageScript:
        return scripts[max(index, first)]

    for load in outcome.loads:
        if load not in noted:
            one = whose(load.script)
            kind, evidence = Kind(load.kind), Evidence.EXECUTED
            frame.refer(kind, load.url, one.position, state=one.state, gate=one.gate, evidence=evidence)
    for write in outcome.writes:
        if write not in noted:
            one = whose(write.script)
            kept = StorageWrite(
                one.position, StorageKind(write.kind), write.name[:500], write.lifetime, Evidence.EXECUTED,
                one.state, one.gate,
            )  # fmt: skip
            frame.found.storage[kept] = None
    for opaque in outcome.opaque:
        if opaque not in noted:
            frame.found.problem("opaque-script", opaque.reason, whose(opaque.script).position)
    doings: tuple[sandbox.Consent | sandbox.Consenting, ...] = (*outcome.consent, *outcome.consenting)
    for done in doings:
        one = whose(done.script)
        if done not in noted and one.state is State.LIVE:
            frame.found.problem(*_said(done), one.position)
    for markup in outcome.markup:
        if markup in noted:
            continue
        one = whose(markup.script)
        if frame.depth >= DEEPEST:
            frame.found.bound(_("documents lie too deep inside one another"), one.position)
            break
        inner = replace(frame.inner(one.position), gate=one.gate or frame.gate, evidence=Evidence.EXECUTED)
        inner.at = one.position
        inner.parsed = not markup.runs
        inner.state = State.ACTION if one.state is State.ACTION else frame.state
        read_fragment(markup.html, inner)


def _said(done: sandbox.Consent | sandbox.Consenting) -> tuple[str, str]:
    """The rule's id, and what it is told."""
    if isinstance(done, sandbox.Consenting):
        return "scripted-consent", done.how
    return "consent-mode-advanced", f"gtag('consent', '{done.command}', …)"


def _note_texts(frame: Frame, scripts: Sequence[PageScript], outcome: sandbox.Outcome, first: int) -> None:
    """Note what stands in the text of the scripts from `first` on and was not seen to be fetched."""
    failed = {failure.script for failure in outcome.errors} | {opaque.script for opaque in outcome.opaque}
    for number, one in enumerate(scripts[first:], first):
        # Of a file, its own scan tells what stands in it; that it failed on this page, only the page can tell.
        if not one.named and number not in failed:
            continue
        state = one.state if number in failed or one.state is not State.LIVE else State.ACTION
        known = [(url, one.position) for url, _offset in signatures(one.code)]
        refer_signatures(frame, known, state, one.gate)
        if one.named:
            literals = [url for _offset, url in sandbox.literals(one.code)]
            frame.refer_literals(literals, one.position, one.state, one.gate)


def _note_errors(frame: Frame, scripts: Sequence[PageScript], outcome: sandbox.Outcome, first: int) -> None:
    """Tell of scripts from `first` on that threw and name third parties that nothing was seen to contact.

    The error may be of the sandbox's making, and a browser would go on to where the address is used.
    """
    hosts = {r.host for r in frame.found.references if r.evidence is not Evidence.LITERAL}
    told: set[tuple[int, str]] = set()
    for failure in outcome.errors:
        number, code = failure.script, failure.code or scripts[failure.script].code
        if number < first or (number, code) in told:
            continue
        told.add((number, code))
        if sandbox.crowded(code):
            frame.found.problem("opaque-script", CROWDED, scripts[number].position)
            continue
        for url in unexplained(code):
            resolved = frame.resolve(url)
            if (
                resolved is not None
                and "." in resolved.host.strip(".")
                and resolved.host not in hosts
                and frame.site.hosts.party(resolved.host) is Party.THIRD
            ):
                reason = f"it stopped at an error that a browser may not have: {failure.message}"
                frame.found.problem("opaque-script", reason, scripts[number].position)
                break


def refer_signatures(
    frame: Frame, found: Iterable[tuple[str, Position]], state: State, gate: Gate | None = None
) -> None:
    """Note the services of which a script's text has a fragment and whose host was not seen to be fetched.

    In a script that ran to its end they wait for something that the visitor does (ACTION); one that threw, or whose
    doings are not known, may fetch them at once (LIVE).
    """
    for url, position in found:
        resolved = frame.resolve(url)
        if resolved is not None and all(r.host != resolved.host for r in frame.found.references):
            frame.refer(Kind.SCRIPT, url, position, state=state, gate=gate, evidence=Evidence.SIGNATURE)


@lru_cache(maxsize=256)
def signatures(code: str) -> tuple[tuple[str, int], ...]:
    """The addresses, with their offsets, by which the catalogue knows a service in a script's text."""
    text = _COMMENTED.sub(lambda match: " " * len(match[0]), code)
    return tuple((s.url, s.offset) for s in catalogue.load().signatures(text) if s.url)
