"""Where in an article's HTML something may have been pasted: spans of the source, found by the tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from turbohtml import Document, Element, Text, parse_fragment

from .providers import Address
from .snippets import LOADERS, PLUGINS, QUOTES, Snippet, from_line, from_markup
from .spans import Lines

_KEPT = frozenset(
    {"figure", "template", "noscript", "pre", "code", "textarea", "svg", "math", "object", "audio", "video"}
)
"""Elements whose inside is left alone: text about code, and what has its own meaning or is a gate already."""
_INLINE = frozenset({"a", "em", "strong", "b", "i", "span", "small", "label", "button", "del", "ins", "mark", "q", "u"})
"""Elements that a figure may not stand in."""
_SIGNS = ("<iframe", *QUOTES, *PLUGINS)
_ADDRESS = re.compile(r"http(?<=[>\s]http)s?://")
"""One that begins a line, a paragraph or a word: an attribute's stands in quotation marks."""
_BLANK = re.compile(r"(?:\s|<br\s*/?>)*")


@dataclass(frozen=True, slots=True)
class Place:
    """A span of the source with what stands there."""

    start: int
    end: int
    snippet: Snippet | None
    loader: str = ""
    """The service whose script stands here, instead of a snippet."""
    framed: bool = False
    """It is an iframe, which is held back whoever's it is; an address alone may be just that."""
    paragraph: tuple[int, int, int, int] | None = None
    """Of the paragraph that has to be opened for it: start, after its start tag, before its end tag, end."""


def maybe(source: str) -> bool:
    """Whether there may be a place: most articles have none, and need not be parsed."""
    low = source.lower()
    return any(sign in low for sign in _SIGNS) or _ADDRESS.search(source) is not None


def find(source: str) -> list[Place]:
    """Every place, in the order of the source; none within another. What is not closed properly is left alone."""
    root = parse_fragment(source, source_locations=True, scripting=True)
    lines = Lines(source)
    found: list[Place] = []
    for element in root.iter_elements():
        found += _paragraph(element, lines) if element.tag == "p" else _markup(element, lines, str)
    return _apart(found)


def frames(root: Document, lines: Lines, said: Callable[[str], str]) -> list[Place]:
    """The iframes of a whole page that can become figures; `said` makes of a piece of its text what is read."""
    return _apart([place for frame in root.iter_elements("iframe") for place in _markup(frame, lines, said)])


def _apart(found: list[Place]) -> list[Place]:
    found.sort(key=lambda place: (place.start, -place.end))
    kept: list[Place] = []
    for place in found:
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept


def _markup(element: Element, lines: Lines, said: Callable[[str], str]) -> Iterator[Place]:
    classes = (element.attr("class") or "").split()
    frame = element.tag == "iframe"
    quote = element.tag == "blockquote" and any(name in QUOTES for name in classes)
    plugin = element.tag == "div" and any(name in PLUGINS for name in classes)
    loader = _loader(element) if element.tag == "script" else ""
    if not (frame or quote or plugin or loader) or _kept(element):
        return
    outer = _box(element) if frame else element
    span = _span(outer, lines)
    around = [a for a in outer.ancestors if isinstance(a, Element)]
    within = next((a for a in around if a.tag == "p"), None)
    if span is None or any(a.tag in _INLINE for a in around):
        return
    paragraph = None
    if within is not None:
        paragraph = _edges(within, lines)
        if paragraph is None or outer.parent is not within:
            return
    if loader:
        yield Place(*span, None, loader, paragraph=paragraph)
        return
    snippet = from_markup(said(lines.text[span[0] : span[1]]))
    if snippet is not None:
        yield Place(*span, snippet, framed=frame, paragraph=paragraph)


def _paragraph(element: Element, lines: Lines) -> Iterator[Place]:
    """The lines of a paragraph that are addresses."""
    source, edges = lines.text, _edges(element, lines)
    if edges is None or _kept(element):
        return
    at = edges[1]
    for line in source[edges[1] : edges[2]].split("\n"):
        end = at + len(line)
        snippet = from_line(line)
        if snippet is not None and not any(a < at < b or a < end < b for a, b in _inside(element, lines)):
            yield Place(at, end, snippet, paragraph=edges)
        at = end + 1


def _inside(element: Element, lines: Lines) -> Iterator[tuple[int, int]]:
    """The spans of what an element holds."""
    return (span for child in element.children if isinstance(child, Element) and (span := _span(child, lines)))


def _loader(element: Element) -> str:
    address = Address.read(element.attr("src") or "")
    return LOADERS.get(address.host, "") if address else ""


def _box(frame: Element) -> Element:
    """The frame, or the outermost of the boxes that only give it its shape (`<div style="padding:56.25% 0 0 0">`)."""
    outer = frame
    while isinstance(parent := outer.parent, Element) and parent.tag == "div" and parent.attr("style"):
        others = [c for c in parent.children if c is not outer and not (isinstance(c, Text) and not c.text.strip())]
        if others or parent.position is None:
            break
        outer = parent
    return outer


def _kept(element: Element) -> bool:
    if element.attr("data-category") is not None:
        return True
    return any(
        isinstance(a, Element) and (a.tag in _KEPT or a.attr("data-category") is not None) for a in element.ancestors
    )


def _span(element: Element, lines: Lines) -> tuple[int, int] | None:
    """The element's span, tags included; None where the parser had to guess, or does not tell."""
    edges = _edges(element, lines)
    return (edges[0], edges[3]) if edges else None


def _edges(element: Element, lines: Lines) -> tuple[int, int, int, int] | None:
    edges = lines.edges(element)
    if edges is None or edges.closed is None or edges.end is None:
        return None
    return edges.start, edges.opened, edges.closed, edges.end


def trimmed(piece: str) -> str:
    """What is left of a paragraph around something that stood in it, without blank lines at its ends."""
    start = _BLANK.match(piece)
    piece = piece[start.end() if start else 0 :]
    return re.sub(r"(?:\s|<br\s*/?>)+\Z", "", piece)
