"""Files that are not pages: style sheets, scripts, drawings, manifests."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from samtykke.model import Evidence, Kind, Position, Scan, State, StorageKind, StorageWrite
from samtykke.site import Document

from . import configs, css, feed, html, scripts, syntax
from . import script as sandbox
from .context import Found, Frame, SiteContext, _
from .script_files import trusted

_MODULE = re.compile(r"^\s*(?:import\b[^(=]|export\b)", re.MULTILINE)
_MAY_BE = re.compile(r"\b(?:import|export)\b|\bawait\b")
_ENTITY = re.compile(r"<!ENTITY\s{1,50}([\w.-]{1,100})\s{1,50}(?:\"([^\"]{0,10000})\"|'([^']{0,10000})')")
_PREFIX = re.compile(r"xmlns:([\w.-]+)\s*=\s*[\"'](?:http://www\.w3\.org/(?:2000/svg|1999/xhtml))[\"']")
_LARGEST_EXPANSION = 4 << 20


def scan_css(file: Document, site: SiteContext) -> Scan:
    """A style sheet, its addresses relative to itself. An empty one is in order."""
    found, frame = _frame(file, site)
    found.not_wide(file.raw)
    css.read(syntax.decoded(file.raw), frame)
    return found.scan("css")


def scan_js(file: Document, site: SiteContext) -> Scan:
    """A script file by itself, run in an otherwise empty page; the pages that load it run it in their own order."""
    found, frame = _frame(file, site)
    found.not_wide(file.raw)
    code = syntax.decoded(file.raw)
    if code.strip() and not trusted(code, site):
        outcome = _outcome(file, code, frame.url)
        for load in outcome.loads:
            frame.refer(Kind(load.kind), load.url, _place(file, code, load.url), evidence=Evidence.EXECUTED)
        for write in outcome.writes:
            at = _place(file, code, write.name)
            kind, name = StorageKind(write.kind), write.name[:500]
            found.storage[StorageWrite(at, kind, name, write.lifetime, Evidence.EXECUTED)] = None
        for opaque in outcome.opaque:
            found.problem("opaque-script", opaque.reason)
        for markup in outcome.markup:
            inner = frame.inner(Position(file.path))
            inner.evidence = Evidence.EXECUTED
            inner.parsed = not markup.runs
            html.read_fragment(markup.html, inner)
        state = State.LIVE if outcome.errors or outcome.opaque else State.ACTION
        known = [(url, _at(file, code, offset)) for url, offset in scripts.signatures(code)]
        scripts.refer_signatures(frame, known, state)
        configs.note(code, frame)
        seen = {r.host for r in found.references}
        if outcome.errors and sandbox.crowded(code):
            found.problem("opaque-script", scripts.CROWDED)
        for offset, url in sandbox.literals(code):
            resolved = frame.resolve(url)
            if resolved is not None and resolved.host not in seen:
                frame.refer_literal(url, _at(file, code, offset), State.LIVE, None)
    return found.scan("js")


def _outcome(file: Document, code: str, url: str) -> sandbox.Outcome:
    """What a script does that may be a module: its name and text tell, or that it cannot be read as anything else."""
    module = file.path.endswith(".mjs") or _MODULE.search(code) is not None
    outcome = sandbox.run([sandbox.Script(code, "module" if module else "classic", url)], url)
    if not module and any(failure.message.startswith("SyntaxError") for failure in outcome.errors):
        other = sandbox.run([sandbox.Script(code, "module", url)], url) if _MAY_BE.search(code) else outcome
        return outcome if any(failure.message.startswith("SyntaxError") for failure in other.errors) else other
    return outcome


def scan_svg(file: Document, site: SiteContext) -> Scan:
    """A drawing opened by itself: its scripts run. Put in a page by `img` it would fetch nothing.

    The reader of HTML understands SVG and is more lenient than XML; what XML has beyond it (prefixes, entities) is
    written out first, at the same places.
    """
    found, frame = _frame(file, site)
    text = syntax.decoded(file.raw)
    if not text.strip():
        found.problem("unreadable-document", _("it is empty"))
        return found.scan("svg")
    feed.instructions(text, frame)
    for prefix in set(_PREFIX.findall(text)):
        text = re.sub(rf"<(/?){re.escape(prefix)}:([\w-]+)", r"<\1\2" + " " * (len(prefix) + 1), text)
    expanded = _expanded(text)
    if expanded is None:
        found.problem("unreadable-document", _("its entities are too large"))
    html.read_document(expanded or text, frame)
    if expanded == text:
        _as_xml(file, frame)
    return found.scan("svg")


def _as_xml(file: Document, frame: Frame) -> None:
    """Read a drawing as the XML that it is, and note what the reading as HTML did not show.

    In XML, other namespaces are elements inside a drawing, and default attributes come from the document type.
    """
    other = Found(file.path)
    feed.read(file.raw, replace(frame, found=other, scripts=[]))
    known = {(r.kind, r.url, r.state) for r in frame.found.references}
    frame.found.references.update({r: None for r in other.references if (r.kind, r.url, r.state) not in known})
    names = {(w.kind, w.name) for w in frame.found.storage}
    frame.found.storage.update({w: None for w in other.storage if (w.kind, w.name) not in names})


def scan_json(file: Document, site: SiteContext) -> Scan:
    """A web manifest's icons, and speculation rules; other JSON does nothing by itself."""
    found, frame = _frame(file, site)
    text = syntax.decoded(file.raw)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        if file.path.lower().endswith(".webmanifest"):
            found.problem("unreadable-document", _("it is not JSON"))
        return found.scan("json")
    if isinstance(data, dict):
        addresses = list(syntax.json_addresses(text, "speculationrules"))
        if file.path.lower().endswith(".webmanifest") or ("icons" in data and {"name", "short_name"} & data.keys()):
            addresses += ((Kind.ICON, url, State.LIVE) for url in _icons(data))
        for kind, url, state in addresses:
            frame.refer(kind, url, _place(file, text, json.dumps(url)[1:-1], url), state=state)
    return found.scan("json")


def _frame(file: Document, site: SiteContext) -> tuple[Found, Frame]:
    found = Found(file.path)
    url = site.hosts.page_url(file.path)
    return found, Frame(found, site, base=url, url=url)


def _icons(data: dict[str, Any]) -> Iterator[str]:
    for key in ("icons", "screenshots", "shortcuts"):
        for one in data.get(key) or () if isinstance(data.get(key), list) else ():
            if not isinstance(one, dict):
                continue
            if isinstance(one.get("src"), str):
                yield one["src"]
            if key == "shortcuts":
                yield from _icons({"icons": one.get("icons")})


def _expanded(text: str) -> str | None:
    """The text with the entities of its document type written out; None where they grow beyond all bounds."""
    entities = {name: one or other for name, one, other in _ENTITY.findall(text)}
    if not entities:
        return text
    pattern = re.compile("&(" + "|".join(map(re.escape, entities)) + ");")
    for _round in range(5):
        size = len(text) + sum(len(entities[m[1]]) for m in pattern.finditer(text))
        if size > _LARGEST_EXPANSION:
            return None
        replaced = pattern.sub(lambda m: entities[m[1]], text)
        if replaced == text:
            return text
        text = replaced
    return text


def _place(file: Document, text: str, *needles: str) -> Position:
    """Where one of the strings first stands in the text; the start of the file where none does."""
    for needle in needles:
        offset = text.find(needle) if needle else -1
        if offset >= 0:
            return _at(file, text, offset)
    return Position(file.path)


def _at(file: Document, text: str, offset: int) -> Position:
    line = text.count("\n", 0, offset) + 1
    return Position(file.path, line, offset - text.rfind("\n", 0, offset))
