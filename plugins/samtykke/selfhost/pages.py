"""Where addresses stand in a page, by the check's own table of what makes a browser fetch; and hints at their hosts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from operator import itemgetter

from samtykke import gates
from samtykke.extract import elements, syntax
from samtykke.extract.css import TooLargeError
from samtykke.gating.elements import MOVED
from samtykke.gating.spans import Page, Part
from samtykke.gating.splices import Splice
from samtykke.model import Kind
from samtykke.urls import resolve

from .addresses import Address, in_css, in_script
from .hosts import canonical, mentions, of_host, static

_SILENT = re.compile(r"<noscript\b.*?</noscript", re.IGNORECASE | re.DOTALL)
_VALUE = re.compile(r"""[^=]*=\s*(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>.*))""", re.DOTALL)
_KEPT = frozenset(
    {Kind.SCRIPT, Kind.STYLESHEET, Kind.FONT, Kind.IMAGE, Kind.ICON, Kind.MEDIA, Kind.HINT, Kind.CONNECTION}
)
"""What may be a file of a library; frames, forms and objects are something else."""
_LISTS = frozenset({"srcset", "imagesrcset", "data-srcset"})
_STATES = frozenset({"script", "link"})
"""Elements whose `integrity` browsers heed."""
_CONNECTS = frozenset({"preconnect", "dns-prefetch"})
_PRELOADED = {"style": Kind.STYLESHEET, "script": Kind.SCRIPT, "font": Kind.FONT, "image": Kind.IMAGE}


Placed = tuple[tuple[int, int], Part]
"""(line and column, from 1 and in characters; the element)."""


@dataclass(frozen=True, slots=True)
class Spot:
    """An address of a host of the list, and the element whose it is."""

    address: Address
    url: str
    """As the lock has it."""
    fragment: str
    """With its `#`, or empty."""
    line: int
    column: int
    """From 1, in characters."""
    part: Part | None = None
    """The element that loads it and may state its `integrity`; None in style sheets and scripts."""

    @property
    def integrity(self) -> str:
        """What the element says of the bytes; empty for nothing."""
        return (self.part.element.attr("integrity") or "") if self.part is not None else ""


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint that a host will be needed: `preconnect`, `dns-prefetch`."""

    service: str
    line: int
    column: int
    splice: Splice


def spot(address: Address, base: str, line: int, column: int, part: Part | None = None) -> Spot | None:
    """The address as one of the list's, if it is."""
    resolved = resolve(address.written, base)
    if resolved is None or static(resolved.url) is None:
        return None
    _url, mark, fragment = resolved.url.partition("#")
    return Spot(address, canonical(resolved.url), mark + fragment, line, column, part)


def spots(page: Page, url: str, near: Sequence[Placed]) -> Iterator[Spot]:
    """Every such address of a page at `url`; those that wait behind a gate, and those in noscript, too.

    `near` is what `mentioning` found.
    """
    base = _base(page, url)
    if base is None:
        return
    for (line, column), part in near:
        for address in _of_part(page, part):
            states = part.tag in _STATES and address.start < part.edges.opened
            found = spot(address, base, line, column, part if states else None)
            if found is not None:
                yield found


def hints(page: Page, url: str, near: Sequence[Placed]) -> Iterator[Hint]:
    """The links that do nothing but hint at a host of the list."""
    base = _base(page, url) or url
    for (line, column), part in near:
        relations = syntax.words((part.element.attr("rel") or "").lower()) if part.tag == "link" else []
        if not relations or not _CONNECTS.issuperset(relations) or any(n.startswith("on") for n in part.element.attrs):
            continue
        resolved = resolve(part.element.attr("href") or "", base)
        found = of_host(resolved.host) if resolved is not None else None
        if found is not None:
            yield Hint(found.service, line, column, Splice(part.edges.start, part.edges.opened))


def stating(page: Page, url: str) -> Iterator[tuple[tuple[int, int], Part, str]]:
    """The scripts and links that state `integrity`: where, what, and what they load, resolved."""
    base = _base(page, url)
    for at, part in page.parts.items():
        written = part.element.attr("src" if part.tag == "script" else "href") if part.tag in _STATES else None
        if written and base is not None and part.element.attr("integrity"):
            resolved = resolve(page.said(written), base)
            if resolved is not None:
                yield at, part, resolved.url


def without(page: Page, part: Part, name: str) -> Splice | None:
    """The edit that takes an attribute away, with the space before it."""
    span = part.edges.attributes.get(name)
    if span is None:
        return None
    start = span[0]
    while page.text[start - 1].isspace():
        start -= 1
    return Splice(start, span[1])


def value(page: Page, part: Part, name: str) -> tuple[int, int] | None:
    """(start, end) of an attribute's value, without its quotes."""
    span = part.edges.attributes.get(name)
    match = _VALUE.fullmatch(page.text[span[0] : span[1]]) if span is not None else None
    if span is None or match is None:
        return None
    start, end = next(match.span(group) for group in "abc" if match[group] is not None)
    return span[0] + start, span[0] + end


def mentioning(page: Page) -> list[Placed]:
    """The elements in whose tags or texts a host of the list stands."""
    found = list(_scripted(page))
    if any(mentions(match[0]) for match in _SILENT.finditer(page.text)):
        found += page.silent.items()
    return found


def _scripted(page: Page) -> Iterator[Placed]:
    """Those of the page with JavaScript. To look for the edges of every element takes ten times as long."""
    placed = [(page.lines.offset(*p), p, e) for e in page.tree.iter_elements() if (p := e.position) is not None]
    placed.sort(key=itemgetter(0))
    seen = -1
    for at in mentions(page.text):
        number = bisect_right(placed, at, key=itemgetter(0)) - 1
        start = placed[number][0] if number >= 0 else seen
        # Of elements that stand in one place, all but one are the parser's.
        while start > seen and number >= 0 and placed[number][0] == start:
            _start, (line, column), element = placed[number]
            edges = page.lines.edges(element)
            if edges is not None:
                begun = page.lines.start(line)
                yield (line, len(page.said(page.text[begun : begun + column])) + 1), Part(element, edges)
                break
            number -= 1
        seen = max(seen, start)


def _base(page: Page, url: str) -> str | None:
    """Where a page's addresses start from; None where that is another host, and a copy's address would lead there."""
    for element in page.tree.iter_elements("base"):
        resolved = resolve(page.said(element.attr("href") or ""), url)
        if resolved is not None and element.attr("href") is not None:
            return resolved.url if resolve("/", resolved.url) == resolve("/", url) else None
    return url


def _of_part(page: Page, part: Part) -> Iterator[Address]:
    namespace = part.element.namespace.value
    attrs = {name: part.element.attr(name) or "" for name in part.element.attrs}
    for name, written, kind in _attributes(part.tag, namespace, attrs):
        span = value(page, part, name)
        if span is not None and kind in _KEPT:
            yield from _located(page, span, written, kind, whole=name not in _LISTS)
    style = value(page, part, "style") if "url(" in attrs.get("style", "").lower() else None
    if style is not None:
        for address in _css(attrs["style"], attribute=True):
            yield from _located(page, style, address.written, address.kind, whole=False)
    if part.tag in ("style", "script") and part.edges.closed is not None:
        start = part.edges.opened
        text = page.text[start : part.edges.closed]
        found = _css(text) if part.tag == "style" else _script(attrs, text)
        for address in found:
            yield address._replace(start=address.start + start, end=address.end + start)


def _attributes(tag: str, namespace: str, attrs: dict[str, str]) -> Iterator[tuple[str, str, Kind]]:
    """(attribute, address, kind)."""
    if tag == "script":
        for name in ("src", "href", "xlink:href"):
            if attrs.get(name):
                yield name, attrs[name], Kind.SCRIPT
    preloaded = _PRELOADED.get(attrs.get("as", "").lower(), Kind.HINT)
    for vector in elements.vectors(tag, namespace, attrs):
        yield vector.attribute, vector.written, preloaded if vector.kind is Kind.HINT else vector.kind
    # What waits for consent: its address is replaced too, and it goes on waiting.
    for name in MOVED.get(tag, ()):
        written = attrs.get(f"data-{name}", "")
        kind = {"script": Kind.SCRIPT, "link": Kind.STYLESHEET}.get(tag, Kind.IMAGE if tag == "img" else Kind.MEDIA)
        for one in syntax.srcset(written) if name == "srcset" else [written] if written and tag != "iframe" else []:
            yield f"data-{name}", one, kind


def _located(page: Page, span: tuple[int, int], written: str, kind: Kind, *, whole: bool) -> Iterator[Address]:
    """Where an address stands in an attribute's value, in which it may be written with references."""
    start, end = span
    text = page.text[start:end]
    if whole:
        start += len(text) - len(text.lstrip())
        yield Address(start, start + len(text.strip()), page.said(written), kind)
        return
    for form in dict.fromkeys((written, written.replace("&", "&amp;"), escape(written))):
        for match in re.finditer(rf"(?<![^\s,;:(\"'])(?:{re.escape(form)})(?![^\s,;)&\"'])", text):
            yield Address(start + match.start(), start + match.end(), page.said(written), kind)
            return


def _css(text: str, *, attribute: bool = False) -> list[Address]:
    try:
        return list(in_css(text, attribute=attribute))
    except TooLargeError:
        return []


def _script(attrs: dict[str, str], text: str) -> Iterator[Address]:
    if attrs.get("type", "").strip().lower() == "importmap":
        # JSON is an expression of JavaScript, if it does not begin a statement.
        return (a._replace(start=a.start - 1, end=a.end - 1, kind=Kind.SCRIPT) for a in in_script(f"({text})"))
    kind = gates.script_type(attrs.get("type"), attrs.get("language"), "nomodule" in attrs)
    waits = attrs.get("type", "").strip().lower() == "text/plain"
    return in_script(text) if kind.code is not None or waits else iter(())
