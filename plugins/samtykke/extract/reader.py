"""One element at a time: what it contacts as written, and what it would contact once a gate opens."""

from __future__ import annotations

import base64
import binascii
import json
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from turbohtml import Element

from samtykke import gates
from samtykke.gates import Mark, ScriptType
from samtykke.model import Evidence, Gate, Kind, Party, Position, State

from . import css, elements, scripts, syntax
from .context import DEEPEST, Frame, ScriptKind, _
from .elements import HTML, MATH, SVG, Vector
from .tokens import Source, look_ahead

_LONGEST_SNIPPET = 1 << 20
"""Characters of an inline script that rules read as text."""
_NECESSARY = frozenset(
    {"necessary", "essential", "strict", "strictly-necessary", "cookieyes-necessary", "c0001", "cookie_cat_necessary"}
)
_WAITING_KIND = {
    "script": Kind.SCRIPT, "img": Kind.IMAGE, "input": Kind.IMAGE, "video": Kind.MEDIA, "audio": Kind.MEDIA,
    "source": Kind.MEDIA, "track": Kind.MEDIA, "embed": Kind.OBJECT, "object": Kind.OBJECT, "link": Kind.STYLESHEET,
}  # fmt: skip
_FOREIGN = frozenset({"link", "video", "input"})
"""Elements that mean nothing inside SVG, but whose tags look to Chromium like those of HTML."""

ReadMarkup = Callable[[str, Frame], None]


class Piece(NamedTuple):
    """An element at hand."""

    element: Element
    tag: str
    namespace: str
    attrs: Mapping[str, str]
    at: Position
    mark: Mark | None
    frame: Frame
    inert: bool
    """In a template, and no consent tool opens it."""
    ahead: bool
    """In a template, where Firefox fetches scripts and style sheets all the same."""


class Reader:
    """Reads elements of one frame; `document` and `fragment` read markup that is found inside them."""

    def __init__(self, frame: Frame, source: Source, document: ReadMarkup, fragment: ReadMarkup) -> None:
        self._frame = frame
        self._source = source
        self._document = document
        self._fragment = fragment

    def read(self, element: Element, attrs: Mapping[str, str], *, inert: bool, ahead: bool, gate: Gate | None) -> None:
        """Note what an element does.

        `inert`: it is in a template; `ahead`: and after content there; `gate`: in a template that a consent tool opens.
        """
        tag = element.tag
        line, column = element.position or (1, 0)
        at = self._frame.place(line, column + 1)
        mark = gates.recognise(tag, attrs) if gates.marked(tag, attrs) else None
        if mark is not None and mark.lazy:
            mark = mark._replace(delays=True) if self._source.has_scripts else mark if mark.asks else None
        opened = inert and gate is not None
        frame = replace(self._frame, gate=gate, scripts=[]) if opened else self._frame
        one = Piece(element, tag, element.namespace.value, attrs, at, mark, frame, inert and not opened, ahead)
        if mark is not None and mark.never and (tag in elements.LOADING or mark.delays):
            reason = _("it runs when the visitor refuses") if mark.delays else _("the consent tool leaves it alone")
            frame.found.problem("never-block-marker", mark.written, at, reason=reason)
        if tag == "script":
            acts = self._script(one)
        elif tag == "style":
            acts = self._style(one)
        else:
            acts = self._vectors(one)
            acts = self._waiting(one) or acts
        if not one.inert:
            self._attributes(one)
        if opened:
            leaks = self._leaks(one) or (acts and tag == "script" and (one.namespace == SVG or ahead))
            if gate is not None and leaks:
                reason = _("Firefox fetches pictures, scripts and style sheets from a template ahead")
                frame.found.problem("false-gate", f"<template> ({gate.convention}): <{tag}>", at, reason=reason)
            self._frame.scripts += frame.scripts
        if mark is not None and not inert:
            necessary = (mark.gate.category or "").lower() in _NECESSARY
            postponed = mark.delays and tag == "script" and bool(mark.src or "type" in attrs)
            if (acts or postponed) and mark.asks and not mark.never and not necessary:
                reason = gates.why_live(tag, one.namespace == SVG, mark)
                frame.found.problem("false-gate", mark.written, at, reason=reason)

    def _vectors(self, one: Piece) -> bool:
        """Refer to everything as written; whether a third party is contacted on load."""
        tag, namespace, attrs, at, frame = one.tag, one.namespace, one.attrs, one.at, one.frame
        if one.inert:
            self._leaks(one)
            return False
        third = False
        for vector in elements.vectors(tag, namespace, attrs):
            if self._elsewhere(one, vector) or (frame.noscript and frame.runs and elements.for_scripts(attrs)):
                continue
            if namespace == SVG and tag == "use":
                resolved = frame.resolve(vector.written)
                if resolved is None or frame.site.hosts.party(resolved.host) is Party.THIRD:
                    continue  # only from the same origin, by the standard and by measurement
            party = frame.refer(vector.kind, vector.written, at, state=vector.state)
            third = third or (party is Party.THIRD and vector.state is State.LIVE)
            if vector.kind in (Kind.IFRAME, Kind.OBJECT):
                self._inline_document(vector, at, self._boxed(one, vector.written))
            elif vector.kind is Kind.STYLESHEET:
                third = css.inline(vector.written, frame, at) or third
                resolved = frame.resolve(vector.written)
                text = _in_charset(resolved.url, attrs.get("charset", ""), frame) if resolved is not None else ""
                if text and resolved is not None and frame.depth <= DEEPEST:
                    third = css.read(text, frame.inner(at, base=resolved.url)) or third
        if tag == "iframe" and namespace == HTML and "srcdoc" in attrs:
            self._inner(attrs["srcdoc"], self._boxed(one).inner(at), whole=True)
        elif tag in ("a", "area", "form", "button") and namespace in (HTML, SVG):
            self._javascript(one)
        elif tag == "meta" and namespace == HTML and attrs.get("http-equiv", "").lower() == "refresh":
            url = syntax.refresh(attrs.get("content", "")) if frame.runs else None
            third = url is not None and frame.refer(Kind.REFRESH, url, at) is Party.THIRD
        if namespace != HTML and tag in _FOREIGN and any(attrs.get(n) for n in ("src", "href", "srcset", "poster")):
            frame.found.problem("ambiguous-markup", f"<{tag}>", at)
            look_ahead(frame, tag, attrs, at)
        return third

    def _elsewhere(self, one: Piece, vector: Vector) -> bool:
        """Whether browsers pass over an address for where its element stands, and nothing may move it."""
        moved = one.frame.evidence is not Evidence.ATTRIBUTE or self._source.has_scripts
        return not moved and not elements.placed(one.element, one.tag, vector.attribute)

    def _boxed(self, one: Piece, written: str = "") -> Frame:
        """The frame around a document inside an iframe; scripts do not run there if `sandbox` says so."""
        if one.tag != "iframe" or "sandbox" not in one.attrs or self._scripted(one):
            return one.frame
        allowed = syntax.words(one.attrs["sandbox"].lower())
        # A `javascript:` address is also not of the origin that it needs.
        needed = {"allow-scripts", "allow-same-origin"} if "script:" in written.lower() else {"allow-scripts"}
        return one.frame if needed <= set(allowed) else replace(one.frame, runs=False)

    @staticmethod
    def _scripted(one: Piece) -> bool:
        """Whether the document has a script element, which might take the sandbox away."""
        if one.frame.evidence is not Evidence.ATTRIBUTE:
            return True
        top = deque(one.element.ancestors, maxlen=1)
        return not top or next(top[0].iter_elements("script"), None) is not None

    def _inline_document(self, vector: Vector, at: Position, frame: Frame) -> None:
        resolved = frame.resolve(vector.written)
        if resolved is None:
            return
        if resolved.scheme == "javascript" and vector.kind is Kind.IFRAME:
            scripts.add(frame, resolved.url, "url", at)
            if "<" in syntax.unescaped(resolved.url):
                # Where its value is a string, that becomes the document in the frame.
                code = json.dumps(syntax.unescaped(resolved.url)[len("javascript:") :])
                wrapped = f"(function (it) {{ if (typeof it === 'string') document.write(it) }})((0, eval)({code}))"
                scripts.add(frame, wrapped, "classic", at)
        elif resolved.scheme == "data":
            data = syntax.data_url(resolved.url)
            if data is not None and (data.mime == "text/html" or data.xml):
                # Such a document has no base of its own: relative addresses in it lead nowhere.
                inner = frame.inner(at, base="about:blank")
                for href, _offset in syntax.sheets(data.text) if data.xml else ():
                    inner.refer(Kind.STYLESHEET, href, at)
                self._inner(syntax.closed(data.text) if data.xml else data.text, inner, whole=True)

    def _javascript(self, one: Piece) -> None:
        for name in ("href", "xlink:href", "action", "formaction"):
            written = one.attrs.get(name, "")
            if ":" in written:
                resolved = one.frame.resolve(written)
                if resolved is not None and resolved.scheme == "javascript":
                    scripts.add(one.frame, resolved.url, "url", one.at, state=State.ACTION)

    def _leaks(self, one: Piece) -> bool:
        """Refer to what is fetched although it stands in a template; whether any of it is a third party's."""
        third = False
        if one.tag == "style" and one.ahead and one.namespace != MATH:
            line, column = self._source.content(one.element)
            third = css.read(one.element.text, self._frame, line, column, only_imports=True)
        for vector in elements.vectors(one.tag, one.namespace, one.attrs):
            if elements.leaks_from_template(one.tag, one.namespace, vector, one.attrs, ahead=one.ahead):
                third = (self._frame.refer(vector.kind, vector.written, one.at) is Party.THIRD) or third
        return third

    def _attributes(self, one: Piece) -> None:
        attrs, frame = one.attrs, one.frame
        if attrs.get("style"):
            css.read(attrs["style"], replace(frame, at=one.at), attribute=True)
        if one.namespace == SVG:
            for value in elements.painted(one.tag, attrs):
                css.read(f"fill:{value}", replace(frame, at=one.at), attribute=True)
        for code, state in elements.handlers(one.tag, one.namespace, attrs):
            scripts.add(frame, code, "handler", one.at, state=state, element=one.element)

    def _style(self, one: Piece) -> bool:
        text = one.element.text
        if one.inert:
            self._leaks(one)
            return False
        if not text:
            return False
        line, column = self._source.content(one.element)
        applies = one.namespace != MATH and one.attrs.get("type", "").lower() in ("", "text/css")
        # Both browsers look ahead for @import without regard to the type, Chromium in MathML too.
        acts = css.read(text, one.frame, line, column, only_imports=not applies)
        if one.mark is not None and not applies and not acts:
            css.read(text, replace(one.frame, gate=one.mark.gate), line, column)
        return acts

    def _script(self, one: Piece) -> bool:
        """Whether some browser runs or fetches it as written."""
        if one.namespace == MATH:
            return False
        attrs, svg = one.attrs, one.namespace == SVG
        kind = gates.script_type(
            attrs.get("type"),
            None if svg else attrs.get("language"),
            not svg and "nomodule" in attrs,
            None if svg else attrs.get("event"),
            None if svg else attrs.get("for"),
        )
        sources = [attrs[n] for n in (elements.svg_href(attrs) if svg else ("src",)) if n in attrs]
        acts = False
        if sources:
            for src in filter(str.strip, sources):
                # Chromium fetches the address of an SVG script whatever its type, Firefox also from a template.
                if one.frame.parsed or (one.frame.noscript and one.frame.runs):
                    continue  # nor does any browser without JavaScript ask for it, but in a sandbox
                if svg or (kind.fetches and (one.ahead or not one.inert)):
                    self._frame.refer(Kind.SCRIPT, src, one.at, gate=None if svg or one.ahead else one.frame.gate)
                    self._source_of(src, kind, one)
                    acts = True
            tool = gates.automatic(attrs) if acts else ""
            if tool:
                self._frame.found.problem("automatic-blocking", tool, one.at)
        elif not one.inert and not one.frame.parsed and one.element.text.strip():
            acts = self._inline(one, kind)
        if one.mark is not None and not acts:
            self._gated_script(one, one.mark, sources)
        return acts

    def _source_of(self, src: str, kind: ScriptType, one: Piece) -> None:
        resolved = one.frame.resolve(src)
        if resolved is None or one.inert or kind.code is None:
            return
        data = syntax.data_url(resolved.url)
        if data is not None:
            scripts.add(one.frame, data.text, kind.code, one.at, element=one.element)
        else:
            local = _in_charset(resolved.url, one.attrs.get("charset", ""), one.frame)
            if local:
                scripts.add(one.frame, local, kind.code, one.at, src=resolved.url, named=False, element=one.element)
            else:
                scripts.add_local(one.frame, resolved.url, kind.code, one.at, element=one.element)

    def _inline(self, one: Piece, kind: ScriptType) -> bool:
        text, frame = one.element.text, one.frame
        line, column = one.element.position or (1, 0)
        if kind.code is not None and self._source.unclosed(line, column + 1):
            return False
        if kind.code is not None:
            self._snippet(text, one.at, State.GATED if frame.gate else State.LIVE)
            scripts.add(frame, text, kind.code, one.at, element=one.element)
            for service in gates.jobs(text):
                gate = Gate("tarteaucitron", None, service)
                frame.stand_for(service, "tarteaucitron.job", one.at, gate)
            return True
        if kind.runs == "importmap":
            frame.imports.add(text, frame.base)
            if frame.imports.full:
                frame.found.bound(_("its import map has more than 2,000 names"), one.at)
        if kind.runs in ("speculationrules", "webbundle") or (kind.runs == "importmap" and self._source.has_modules):
            for found, url, state in syntax.json_addresses(text, kind.runs):
                frame.refer(found, url, one.at, state=state)
        return False

    def _gated_script(self, one: Piece, mark: Mark, sources: list[str]) -> None:
        if mark.never and not mark.delays:
            return
        gate, frame, attrs = None if mark.delays else mark.gate, one.frame, one.attrs
        module = "module" in (attrs.get("data-type", ""), attrs.get("type", ""))
        kind: ScriptKind = "module" if module else "classic"
        for url in dict.fromkeys((*mark.src, *filter(str.strip, sources))):
            frame.refer(Kind.SCRIPT, url, one.at, gate=gate)
            resolved = frame.resolve(url)
            if resolved is not None:
                scripts.add_local(frame, resolved.url, kind, one.at, gate=gate, element=one.element)
        text = one.element.text
        if not text.strip() or sources:
            return
        if attrs.get("data-type", "").strip().lower() == "text/html":
            self._inner(text, frame.inner(one.at, gate=gate or frame.gate), whole=False)
        elif "json" not in attrs.get("type", ""):
            self._snippet(text, one.at, State.GATED if gate else State.LIVE)
            scripts.add(frame, text, kind, one.at, gate=gate, element=one.element)

    def _waiting(self, one: Piece) -> bool:
        """Refer to what waits on anything but scripts; whether it waits for nobody's consent and is a third party's."""
        mark, frame = one.mark, one.frame
        if mark is None or (one.inert and mark.delays):
            return False
        acts = False
        gate = None if mark.delays else mark.gate
        for url in mark.src:
            kind = _WAITING_KIND.get(one.tag.removeprefix("amp-"), Kind.IFRAME)
            third = frame.refer(kind, url, one.at, gate=gate) is Party.THIRD
            acts = acts or (third and mark.delays)
        if mark.shown_at_once and self._source.has_scripts and not one.inert:
            frame.refer(Kind.IMAGE, mark.shown_at_once, one.at)
        if mark.stands_for:
            frame.stand_for(mark.stands_for, mark.written, one.at, gate)
        if mark.gate.convention == "samtykke":  # our runtime puts this back as well
            for url in syntax.srcset(one.attrs.get("data-srcset", "")):
                frame.refer(Kind.IMAGE, url, one.at, gate=gate)
        for url in mark.href:
            found = [vector.kind for vector in elements.link(one.attrs, url)] if one.tag == "link" else []
            for kind in found or [Kind.STYLESHEET]:
                frame.refer(kind, url, one.at, gate=gate)
            css.inline(url, replace(frame, gate=gate or frame.gate), one.at)
        if mark.html:
            try:
                text = base64.b64decode(mark.html + "==").decode("utf-8", "replace")
            except (binascii.Error, ValueError):
                return acts
            self._inner(text, frame.inner(one.at, gate=gate or frame.gate), whole=False)
        return acts

    def _snippet(self, text: str, at: Position, state: State) -> None:
        self._frame.found.snippets[at.line, at.column, state.value, text[:_LONGEST_SNIPPET]] = None
        if len(text) > _LONGEST_SNIPPET:
            self._frame.found.bound(_("a script that stands in it is longer than 1 MB"), at)

    def _inner(self, markup: str, frame: Frame, *, whole: bool) -> None:
        if frame.depth > DEEPEST:
            frame.found.bound(_("documents lie too deep inside one another"), frame.at)
        elif markup.strip():
            (self._document if whole else self._fragment)(markup, frame)


def _in_charset(url: str, charset: str, frame: Frame) -> str:
    """The text of a file of the site in the encoding that the element names; by itself it is read in another."""
    path = frame.site.hosts.local_path(url) if charset else None
    raw = frame.site.read_local(path) if path else None
    return syntax.decoded(raw, charset) if raw is not None else ""
