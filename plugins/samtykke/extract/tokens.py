"""A second look at the text of a page: does every tag that loads something stand in the tree as well?

No parser is without faults, and browsers look ahead in the text for what to fetch before they have a tree. A tag that
only one of the two readings shows is reported, not decided.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Collection, Mapping
from functools import cached_property

from turbohtml import Document, Element, TokenType, tokenize

from samtykke.model import Kind, Position, State

from . import elements
from .context import Frame

CHECKED = frozenset(
    {"script", "iframe", "img", "link", "style", "embed", "object", "frame", "input", "video", "audio", "source",
     "track", "image", "base"}
)  # fmt: skip
"""Names of the tags that are compared."""
_ADDRESSES = frozenset({"src", "srcset", "href", "xlink:href", "data", "poster", "srcdoc", "imagesrcset"})
_TAG = re.compile(r"<([abefilostvABEFILOSTV][a-zA-Z]{2,5})[\t\n\f\r />]")
"""Every tag whose name can be one of them; without IGNORECASE, which is six times as slow."""
_NOSCRIPT = re.compile(r"(</?)noscript", re.IGNORECASE)
_TAG_END = re.compile(r"=\s*\"[^\"]*\"|=\s*'[^']*'|>")
_MODULES = re.compile(r"=[\s\"']*module|\bimport\s*\(", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script[\t\n\f\r />][^>]*>|</script>", re.IGNORECASE)
_NUL = re.compile(r"\0|&#(?:x0|0)", re.IGNORECASE)
_SCRIPT = re.compile(r"<script", re.IGNORECASE)
_SVG_TAG = re.compile(r"<svg", re.IGNORECASE)
_NEWLINE = re.compile(r"\r\n?|\n")
_NAME = re.compile(r"[^\s\"'>/=]+$")
_ATTRIBUTE = re.compile(r"([\w:-]{1,50})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")
_FETCHED_AHEAD = frozenset({"img", "image", "link", "input", "video", "source"})
_MOST = 50

# The labels of the Encoding Standard that Python knows under another name, or not at all.
_CODECS = {
    "windows-1252": "cp1252", "windows-874": "cp874", "gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932",
    "euc-kr": "cp949", "iso-8859-8-i": "iso8859-8", "macintosh": "mac-roman", "x-mac-cyrillic": "mac-cyrillic",
    "x-user-defined": "latin-1",
}  # fmt: skip


class Source:
    """The text of a page, for everything that the tree does not tell."""

    def __init__(self, markup: bytes | str, encoding: str | None) -> None:
        self.text = markup if isinstance(markup, str) else _decoded(markup, encoding)

    @cached_property
    def lines(self) -> list[str]:
        """As the parser counts them."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    @cached_property
    def has_scripts(self) -> bool:
        """Whether anything on the page may fetch what only waits in an attribute."""
        return _SCRIPT.search(self.text) is not None

    @cached_property
    def has_modules(self) -> bool:
        """Whether an import map can have any effect."""
        return _MODULES.search(self.text) is not None

    @cached_property
    def has_noscript(self) -> bool:
        """Whether the page may read otherwise without JavaScript."""
        return _NOSCRIPT.search(self.text) is not None

    @cached_property
    def has_nul(self) -> bool:
        """Whether Chromium may see a frameset where the standard has none."""
        return _NUL.search(self.text) is not None

    @cached_property
    def _last_end(self) -> int:
        """The line of the last end tag of a script, as most people write it."""
        return self.text.count("\n", 0, max(0, self.text.rfind("</script"))) + 1

    def unclosed(self, line: int, column: int) -> bool:
        """Whether no end tag follows a script at (line, column from 1): then no browser runs it."""
        if line < self._last_end:
            return False
        return _SCRIPT_END.search("\n".join(self.lines[line - 1 :]), column - 1) is None

    def content(self, element: Element) -> tuple[int, int]:
        """Where the text of an element starts: line and column, both from 1."""
        line, column = element.position or (1, 0)
        column += 1
        text = "\n".join(self.lines[line - 1 : line + 30])[column - 1 :]
        end = next((match.end() for match in _TAG_END.finditer(text) if match[0] == ">"), 0)
        newlines = text.count("\n", 0, end)
        if newlines:
            return line + newlines, end - text.rfind("\n", 0, end)
        return line, column + end

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a character of the text."""
        before = _NEWLINE.split(self.text[:offset])
        return len(before), len(before[-1]) + 1

    def tag(self, line: int, column: int) -> str:
        """The start of the markup at (line, column from 1), for a message."""
        if not 0 < line <= len(self.lines):
            return ""
        return self.lines[line - 1][column - 1 : column + 119].split(">", 1)[0] + ">"


def _decoded(raw: bytes, encoding: str | None) -> str:
    """The text as the parser had it, or at least as many characters."""
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        if raw.startswith(mark):
            raw = raw[len(mark) :]
            break
    return raw.decode(codec(encoding or "windows-1252"), "replace")


def codec(label: str) -> str:
    """Python's name for an encoding of the Encoding Standard; Latin-1 where it has none."""
    name = _CODECS.get(label.lower(), label.lower())
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "latin-1"


def cross_check(
    source: Source, frame: Frame, positions: Collection[tuple[int, int] | None], *, scripting: bool
) -> None:
    """Report every loading start tag of the text that is no element; `positions` are (line, column from 0)."""
    # Each element comes from a tag of its own, each tag begins with one of these strings: with as many elements as
    # there are strings, there is none left over, and the (slow) reading of the text can be spared.
    if sum(name.lower() in CHECKED for name in _TAG.findall(source.text)) == len(positions):
        return
    text = source.text
    if not scripting:
        # The tokenizer takes what is inside noscript for text; under another name of the same length it does not.
        text = _NOSCRIPT.sub(r"\1noscripx", text)
    reported = 0
    for token in tokenize(text):
        if token.type is not TokenType.START_TAG or token.tag not in CHECKED or (token.line, token.col) in positions:
            continue
        names = {name for name, _ in token.attrs or ()}
        if token.tag not in ("script", "style") and names.isdisjoint(_ADDRESSES):
            continue
        at = frame.place(token.line, token.col + 1)
        frame.found.problem("ambiguous-markup", source.tag(token.line, token.col + 1) or f"<{token.tag}>", at)
        if token.tag != "frame" or source.has_nul:
            look_ahead(frame, token.tag, dict(reversed(token.attrs or ())), at)
        reported += 1
        if reported >= _MOST:
            return


def look_ahead(frame: Frame, tag: str, attrs: Mapping[str, str], at: Position) -> None:
    """Refer to what Chromium's preload scanner fetches by the text of a tag alone, whatever the tree says of it."""
    if tag == "script":
        frame.refer(Kind.SCRIPT, attrs.get("src", ""), at)
    elif tag == "frame":
        frame.refer(Kind.IFRAME, attrs.get("src", ""), at)
    elif tag in _FETCHED_AHEAD:
        for vector in elements.vectors(tag, elements.SVG if tag == "image" else elements.HTML, attrs):
            if vector.state is State.LIVE and vector.kind is not Kind.MEDIA:
                frame.refer(vector.kind, vector.written, at)


def within_svg(root: Document | Element, source: Source, frame: Frame) -> None:
    """Report what Chromium, looking ahead, may take for SVG, since an svg tag stands before it."""
    first = _SVG_TAG.search(source.text)
    if first is None:
        return
    line = len(_NEWLINE.findall(source.text, 0, first.start())) + 1
    for element in root.iter_elements({"script", "img", "image", "source"}):
        place = element.position
        if place is None or place[0] < line:
            continue
        if element.tag == "source":
            # A picture there is none to the tree, but its sources are fetched ahead all the same.
            srcset = element.attr("srcset")
            around = (a for a in element.ancestors if isinstance(a, Element) and a.namespace.value != elements.HTML)
            if srcset and element.namespace.value != elements.HTML and any(a.tag == "picture" for a in around):
                at = frame.place(place[0], place[1] + 1)
                frame.found.problem("ambiguous-markup", source.tag(place[0], place[1] + 1), at)
                look_ahead(frame, "source", {"srcset": srcset}, at)
            continue
        if element.namespace.value == elements.SVG:
            continue
        written = [element.attr(name) for name in ("href", "xlink:href")]
        tag = source.tag(place[0], place[1] + 1)
        if not any(written) or tag[:4].lower() == "<img":
            continue
        at = frame.place(place[0], place[1] + 1)
        frame.found.problem("ambiguous-markup", tag, at)
        for url in filter(None, written):
            frame.refer(Kind.SCRIPT if element.tag == "script" else Kind.IMAGE, url, at)


def duplicates(document: Document, source: Source, frame: Frame) -> None:
    """Report attributes that stand twice on an element that loads something."""
    errors = [(e.line, e.col) for e in document.errors if e.code == "duplicate-attribute"]
    if not errors:
        return
    by_place = {e.position: e for e in document.iter_elements() if e.position is not None}
    places = sorted(by_place)
    for line, column in errors[:_MOST]:
        index = bisect_right(places, (line, column)) - 1
        if index < 0 or by_place[places[index]].tag.lower() not in CHECKED:
            continue
        tag_line, tag_column = places[index]
        tag = by_place[places[index]].tag
        at = frame.place(tag_line, tag_column + 1)
        text = source.lines[line - 1][:column] if line <= len(source.lines) else ""
        name = _NAME.search(text)
        detail = f"{name[0]} <{tag}>" if name else f"<{tag}>"
        frame.found.problem("duplicate-attribute", detail, at)
        # Looking ahead, Chromium goes by the last type and relation: what is inert by the first is fetched.
        if tag == "script":
            look_ahead(frame, tag, {"src": by_place[places[index]].attr("src") or ""}, at)
        elif tag == "link":
            text = "\n".join(source.lines[tag_line - 1 : tag_line + 30])[tag_column:]
            written = _ATTRIBUTE.findall(text[: text.find(">") + 1])
            look_ahead(frame, tag, {n.lower(): a or b or c for n, a, b, c in written}, at)
