"""Feeds, sitemaps, XSLT: XML in which HTML may stand, as text or as elements."""

from __future__ import annotations

import re
from html import escape
from typing import Any, NamedTuple
from xml.parsers import expat

from samtykke.model import Kind, Position, Scan
from samtykke.site import Document

from . import css, html
from .context import Found, Frame, SiteContext, _
from .syntax import decoded, sheets

XHTML = "http://www.w3.org/1999/xhtml"
_SVG = "http://www.w3.org/2000/svg"
_XSL = "http://www.w3.org/1999/XSL/Transform"
_XLINK = "http://www.w3.org/1999/xlink"
_MARKUP = re.compile(r"<[a-zA-Z!/]")
_DEEPEST = 500
_FEEDS = frozenset({"feed", "rss", "RDF"})
_VOID = frozenset({"img", "link", "meta", "input", "source", "track", "embed", "base", "br", "hr", "area", "col"})

_ROOTS = frozenset({"html", "head", "body", "frameset"})
_TEXT_ONLY = frozenset({"title", "textarea", "xmp", "noembed", "noframes", "noscript", "plaintext", "listing"})
"""Elements in which HTML, unlike XML, sees no markup."""
_CONTROL = ("<if", "<choose", "<when", "<otherwise", "<for-each", "<attribute", "<variable", "<call-template")
"""What XSLT has between an element and its attributes."""


def scan(file: Document, site: SiteContext) -> Scan:
    """What a reader that shows the HTML in a feed would fetch, and what a browser does with a sheet for the XML itself.

    Elsewhere, markup that is kept as text stays text.

    Feed readers run no scripts, so those that stand in content count by their address only. In other XML that names
    the XHTML or SVG namespace, and in what an XSLT sheet writes, they run.
    """
    found = Found(file.path)
    if not file.raw.strip():
        found.problem("unreadable-document", _("it is empty"))
        return found.scan("xml")
    url = site.hosts.page_url(file.path)
    read(file.raw, Frame(found, site, base=url, url=url))
    return found.scan("xml")


def read(raw: bytes, frame: Frame) -> None:
    """Note what an XML document says."""
    found = frame.found
    styled = instructions(decoded(raw), frame)
    try:
        _Builder(frame, styled).parse(raw)
    except expat.ExpatError as error:
        detail = expat.errors.messages.get(error.code, str(error))
        at = frame.place(max(1, error.lineno), error.offset + 1)
        found.problem("unreadable-document", str(detail), at)
    except _RefusedError as refused:
        found.problem("unreadable-document", str(refused), frame.at)


def instructions(text: str, frame: Frame) -> bool:
    """Note the style sheets that processing instructions name; whether there are any."""
    start = -1
    for href, start in sheets(text):
        line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
        at = frame.place(line, column)
        frame.refer(Kind.STYLESHEET, href, at)
        css.inline(href, frame, at)
    return start >= 0


class _RefusedError(Exception):
    """What is not read, for a stated reason."""


class _Open(NamedTuple):
    """An element that is not yet closed."""

    at: Position
    texts: list[str]
    html: bool
    """What is inside it is written as HTML, as opposed to SVG."""
    raw: str
    """The name of a script or style element, whose text is no markup in HTML."""
    end: str
    """What closes it in the rebuilt markup."""
    start: int
    """Where in the rebuilt markup its start tag stands."""
    attribute: str
    """For XSLT: the attribute of the element around it that its text is."""


class _Builder:
    """Turns the HTML in an XML document back into markup, and hands it to the reader of HTML."""

    def __init__(self, frame: Frame, styled: bool) -> None:
        self._frame = frame
        self._styled = styled
        """A style sheet may make markup of text."""
        self._parser = expat.ParserCreate(namespace_separator="\n")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = self._entity
        self._open: list[_Open] = []
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
        if len(self._open) >= _DEEPEST:
            raise _RefusedError(_("its elements lie too deep inside one another"))
        here = self._here()
        if not self._open:
            self._feed = local in _FEEDS
        self._sheet = self._sheet or namespace == _XSL
        attribute = ""
        if namespace == _XSL:
            if local in ("import", "include"):
                self._frame.refer(Kind.STYLESHEET, attributes.get("href", ""), here)
            elif local == "attribute":
                attribute = attributes.get("name", "")
            elif local == "element":
                namespace, local = "", attributes.get("name", "x")
        html = self._open[-1].html if self._open else True
        one = _Open(here, [], html, "", "", len(self._markup), attribute)
        written = namespace in (XHTML, _SVG) or (self._sheet and namespace != _XSL)
        if written or self._markup_depth:
            if not self._markup_depth:
                self._markup, self._markup_at = [], here
            self._markup_depth += 1
            one = self._written(one, namespace, local, attributes)
        self._open.append(one)

    def _written(self, one: _Open, namespace: str, local: str, attributes: dict[str, str]) -> _Open:
        """Write a start tag. What HTML's parser would make of the name, XML does not: there, any element has children
        of any kind, and the namespace alone says what a name means."""
        before, end = "", ""
        svg = namespace == _SVG
        if svg and local in ("title", "desc", "foreignObject"):
            local = "g"  # in HTML they would hold HTML
        if svg and one.html and local != "svg":
            before, end = "<svg>", "</svg>"
        elif not one.html and namespace == XHTML:
            before, end = "<foreignObject>", "</foreignObject>"
        html = not svg and (one.html or namespace == XHTML)
        shown = "".join(f' {_attribute(n)}="{escape(v)}"' for n, v in attributes.items())
        tag = local
        if html:
            if local in _ROOTS and "background" in attributes:
                before += f'<table background="{escape(attributes["background"])}"></table>'
            tag = "div" if local in _ROOTS or local in _TEXT_ONLY else "iframe" if local == "frame" else local
        start = len(self._markup) + bool(before)
        self._markup += [before] * bool(before) + [f"<{tag}{shown}>"]
        if tag == "iframe":
            self._markup.append("</iframe>")  # its children are elements here, not text
        elif not html or tag not in _VOID:
            end = f"</{tag}>" + end
        raw = local if html and local in ("script", "style") else ""
        return one._replace(html=html, raw=raw, end=end, start=start)

    def _end(self, _name: str) -> None:
        one = self._open.pop()
        if one.attribute and self._open and self._markup_depth:
            self._add(one.attribute, "".join(one.texts).strip())
        if self._markup_depth:
            self._markup_depth -= 1
            self._markup.append(one.end)
            if not self._markup_depth and self._markup_at is not None:
                # An XSLT sheet writes a page, and XHTML elsewhere than in a feed is one: their scripts run.
                self._read("".join(self._markup), self._markup_at, runs=not self._feed)
            return
        text = "".join(one.texts)
        if (self._feed or self._sheet or self._styled) and _MARKUP.search(text):
            self._read(text, one.at, runs=False)

    def _add(self, name: str, value: str) -> None:
        """Give an attribute to the element that an XSLT sheet is about to write."""
        for parent in reversed(self._open):
            if parent.end or not parent.attribute:
                tag = self._markup[parent.start]
                if tag.endswith(">") and not tag.startswith(_CONTROL):
                    self._markup[parent.start] = f'{tag[:-1]} {name}="{escape(value)}">'
                    return

    def _text(self, data: str) -> None:
        if not self._open:
            return
        one = self._open[-1]
        if one.attribute or not self._markup_depth:
            one.texts.append(data)
        elif one.raw:
            self._markup.append(re.sub(rf"<(?=/{one.raw}|!--)", r"<\\", data, flags=re.IGNORECASE))
        else:
            self._markup.append(escape(data, quote=False))

    def _read(self, markup: str, at: Position, *, runs: bool) -> None:
        inner = self._frame.inner(at)
        inner.runs = runs
        html.read_fragment(markup, inner)


def _attribute(name: str) -> str:
    namespace, _newline, local = name.rpartition("\n")
    return f"xlink:{local}" if namespace == _XLINK else local
