"""A document's scripts: collected in order, run in the sandbox together, and told back to where they stand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from samtykke import catalogue
from samtykke.model import Evidence, Gate, Kind, Position, State, StorageKind, StorageWrite

from . import script as sandbox
from .context import DEEPEST, Frame, PageScript, ScriptKind, SiteContext, _
from .syntax import decoded

_MOST = 500
"""Scripts of one document."""
_MOST_LITERALS = 200
_ASKS = re.compile(r"location(?!\s*\.\s*(?:protocol|host|hostname|origin)\b)|\bURL\b|baseURI")
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
) -> None:
    """Remember a script to be run with the others of its document; those in noscript and in feeds never run."""
    if frame.noscript or not frame.runs or not code.strip() or trusted(code, frame.site):
        return
    if len(frame.scripts) >= _MOST:
        frame.found.bound(_("it has more than 500 scripts"), position)
        return
    gate = gate or frame.gate
    state = State.GATED if gate else frame.state or state
    frame.scripts.append(PageScript(code, kind, position, src, state, gate, frame.noscript, named))


def add_local(frame: Frame, url: str, kind: ScriptKind, position: Position, gate: Gate | None = None) -> None:
    """Remember a script file of the site, if `url` is one of the tree's."""
    path = frame.site.hosts.local_path(url)
    raw = frame.site.read_local(path) if path else None
    if raw is not None:
        add(frame, decoded(raw), kind, position, src=url, gate=gate, named=False)


def trusted(code: str, site: SiteContext) -> bool:
    """Whether it is a script that the engine itself emits."""
    return bool(site.trusted) and hashlib.sha256(code.encode("utf-8", "replace")).hexdigest() in site.trusted


def run(frame: Frame, read_fragment: ReadFragment) -> None:
    """Run the frame's scripts, those that wait for consent or for the visitor last, and note what they do."""
    if not frame.scripts:
        return
    scripts = sorted(frame.scripts, key=lambda s: _ORDER[s.state])
    # The sandbox remembers what it ran, by the address too: scripts that do not ask for theirs run once for all pages.
    url = frame.url if any(_ASKS.search(s.code) for s in scripts) else frame.site.hosts.base
    outcome = sandbox.run([sandbox.Script(s.code, s.kind, s.src) for s in scripts], url)
    for load in outcome.loads:
        one = scripts[load.script]
        frame.refer(Kind(load.kind), load.url, one.position, state=one.state, gate=one.gate, evidence=Evidence.EXECUTED)
    for write in outcome.writes:
        one = scripts[write.script]
        frame.found.storage[
            StorageWrite(
                one.position, StorageKind(write.kind), write.name[:500], write.lifetime, Evidence.EXECUTED,
                one.state, one.gate,
            )
        ] = None  # fmt: skip
    for opaque in outcome.opaque:
        frame.found.problem("opaque-script", opaque.reason, scripts[opaque.script].position)
    for markup in outcome.markup:
        one = scripts[markup.script]
        if frame.depth >= DEEPEST:
            frame.found.bound(_("documents lie too deep inside one another"), one.position)
            break
        inner = replace(frame.inner(one.position), gate=one.gate or frame.gate, evidence=Evidence.EXECUTED)
        inner.at = one.position
        inner.state = State.ACTION if one.state is State.ACTION else frame.state
        read_fragment(markup.html, inner)
    failed = {number for number, _text in outcome.errors} | {opaque.script for opaque in outcome.opaque}
    for number, one in enumerate(scripts):
        if one.named:
            state = one.state if number in failed or one.state is not State.LIVE else State.ACTION
            known = [(url, one.position) for url, _offset in signatures(one.code)]
            refer_signatures(frame, known, state, one.gate)
            literals = [url for _offset, url in sandbox.literals(one.code)[:_MOST_LITERALS]]
            frame.refer_literals(literals, one.position, one.state, one.gate)


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
    return tuple((s.url, s.offset) for s in catalogue.load().signatures(code) if s.url)
