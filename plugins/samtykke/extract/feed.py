"""Feeds, sitemaps, XSLT: XML in which HTML may stand, as text or as elements."""

from __future__ import annotations

import re
from html import escape
from typing import Any
from xml.parsers import expat

from samtykke.model import Kind, Position, Scan
from samtykke.site import Document

from . import html
from .context import Found, Frame, SiteContext, _
from .syntax import decoded

XHTML = "http://www.w3.org/1999/xhtml"
_SVG = "http://www.w3.org/2000/svg"
_XSL = "http://www.w3.org/1999/XSL/Transform"
_XLINK = "http://www.w3.org/1999/xlink"
_STYLESHEET = re.compile(r"<\?xml-stylesheet\s([^<>]{1,4000}?)\?>")
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_TYPE = re.compile(r"\btype\s*=\s*[\"']([^\"']*)")
_MARKUP = re.compile(r"<[a-zA-Z!/]")
_DEEPEST = 500
_FEEDS = frozenset({"feed", "rss", "RDF"})
_VOID = frozenset({"img", "link", "meta", "input", "source", "track", "embed", "base", "br", "hr", "area", "col"})


def scan(file: Document, site: SiteContext) -> Scan:
    """What a reader that shows the HTML in a feed would fetch, and what a browser does with a sheet for the XML itself.

    Feed readers run no scripts, so those that stand in content count by their address only. In other XML that names
    the XHTML or SVG namespace, and in what an XSLT sheet writes, they run.
    """
    found = Found(file.path)
    if not file.raw.strip():
        found.problem("unreadable-document", _("it is empty"))
        return found.scan("xml")
    url = site.hosts.page_url(file.path)
    frame = Frame(found, site, base=url, url=url)
    instructions(decoded(file.raw), frame)
    builder = _Builder(frame)
    try:
        builder.parse(file.raw)
    except expat.ExpatError as error:
        detail = expat.errors.messages.get(error.code, str(error))
        at = Position(file.path, max(1, error.lineno), error.offset + 1)
        found.problem("unreadable-document", str(detail), at)
    except _RefusedError as refused:
        found.problem("unreadable-document", str(refused))
    return found.scan("xml")


def instructions(text: str, frame: Frame) -> None:
    """Note the style sheets that processing instructions name."""
    for match in _STYLESHEET.finditer(text):
        href = _HREF.search(match[1])
        if href:
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            frame.refer(Kind.STYLESHEET, (href[1] or href[2] or "").replace("&amp;", "&"), frame.place(line, column))


class _RefusedError(Exception):
    """What is not read, for a stated reason."""


class _Builder:
    """Turns the HTML in an XML document back into markup, and hands it to the reader of HTML."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._parser = expat.ParserCreate(namespace_separator="\n")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = self._entity
        self._texts: list[tuple[Position, list[str]]] = []
        self._markup: list[str] = []
        self._markup_at: Position | None = None
        self._markup_depth = 0
        self._sheet = False
        self._feed = False

    def parse(self, raw: bytes) -> None:
        """Read it all. Raises ExpatError and _RefusedError."""
        self._parser.Parse(raw, True)

    def _here(self) -> Position:
        return self._frame.place(self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)

    def _entity(self, *_arguments: Any) -> None:
        raise _RefusedError(_("it declares entities"))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _newline, local = name.rpartition("\n")
        if len(self._texts) >= _DEEPEST:
            raise _RefusedError(_("its elements lie too deep inside one another"))
        here = self._here()
        if not self._texts:
            self._feed = local in _FEEDS
        self._texts.append((here, []))
        self._sheet = self._sheet or namespace == _XSL
        if namespace == _XSL and local in ("import", "include"):
            self._frame.refer(Kind.STYLESHEET, attributes.get("href", ""), here)
        written = namespace in (XHTML, _SVG) or (self._sheet and namespace != _XSL)
        if written or self._markup_depth:
            if not self._markup_depth:
                self._markup, self._markup_at = [], here
            self._markup_depth += 1
            shown = "".join(f' {_attribute(n)}="{escape(v)}"' for n, v in attributes.items())
            self._markup.append(f"<{local}{shown}>")

    def _end(self, name: str) -> None:
        local = name.rpartition("\n")[2]
        at, texts = self._texts.pop()
        if self._markup_depth:
            self._markup_depth -= 1
            if local not in _VOID:
                self._markup.append(f"</{local}>")
            if not self._markup_depth and self._markup_at is not None:
                # An XSLT sheet writes a page, and XHTML elsewhere than in a feed is one: their scripts run.
                self._read("".join(self._markup), self._markup_at, runs=not self._feed)
            return
        text = "".join(texts)
        if _MARKUP.search(text):
            self._read(text, at, runs=False)

    def _text(self, data: str) -> None:
        if self._markup_depth:
            raw = self._markup[-1].startswith(("<script", "<style"))
            self._markup.append(data if raw else escape(data, quote=False))
        elif self._texts:
            self._texts[-1][1].append(data)

    def _read(self, markup: str, at: Position, *, runs: bool) -> None:
        inner = self._frame.inner(at)
        inner.runs = runs
        html.read_fragment(markup, inner)


def _attribute(name: str) -> str:
    namespace, _newline, local = name.rpartition("\n")
    return f"xlink:{local}" if namespace == _XLINK else local
