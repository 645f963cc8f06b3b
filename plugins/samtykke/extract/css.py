"""Addresses in style sheets, style elements and style attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import tinycss2

from samtykke.model import Kind, Position

from . import syntax
from .context import DEEPEST, Frame, _

_WORTH_READING = re.compile(r"url\(|@import|image-set|src\(|\\", re.IGNORECASE)
_BROKEN_IMPORT = re.compile(r"@import\s*[\"']([^\"'\n\r\f\\]{1,2000})[\n\r\f]", re.IGNORECASE)
_LARGEST = 16 << 20
_MOST_NODES = 5_000_000
_STRINGS = frozenset({"image-set", "-webkit-image-set"})
"""Functions in which a bare string is an address."""
_NAMED = frozenset({"url", "src"})
_NOT_LOADED = frozenset({"namespace", "charset", "document", "-moz-document"})
"""At-rules whose prelude names an address that nobody fetches."""


class CssUrl(NamedTuple):
    """An address in a style sheet, with its place (both from 1)."""

    kind: Kind
    written: str
    line: int
    column: int


class TooLargeError(Exception):
    """The style sheet is larger than what is read."""


def urls(text: str) -> Iterator[CssUrl]:
    """Every address that a browser may fetch because of a style sheet or a list of declarations.

    A rule that matches nothing and a font that no text uses are not fetched; what matches depends on scripts, window
    and media, so they count. Raises TooLargeError.
    """
    if not _WORTH_READING.search(text):
        return
    if len(text) > _LARGEST:
        raise TooLargeError
    for match in _BROKEN_IMPORT.finditer(text):
        # Against the grammar, which throws it away; Firefox, looking ahead, fetches it.
        line, column = text.count("\n", 0, match.start()) + 1, match.start() - text.rfind("\n", 0, match.start())
        yield CssUrl(Kind.STYLESHEET, match[1], line, column)
    custom = "image-set" in text.lower()
    nodes = tinycss2.parse_component_value_list(text, skip_comments=True)
    stack = [_Level(nodes, Kind.IMAGE)]
    seen = 0
    while stack:
        level = stack[-1]
        if level.at >= len(level.nodes):
            stack.pop()
            continue
        node = level.nodes[level.at]
        level.at += 1
        seen += 1
        if seen > _MOST_NODES:
            raise TooLargeError
        written, inner = _read(level, node)
        if custom and written is None:
            written = _kept(level, node)
        if written is not None:
            kind = Kind.STYLESHEET if level.rule == "import" else level.kind
            yield CssUrl(kind, written, node.source_line, node.source_column)
            if level.rule == "import":
                level.rule = ""
        if inner is not None:
            stack.append(inner)


class _Level:
    """A list of component values, and where in it we are."""

    __slots__ = ("at", "custom", "kind", "nodes", "rule", "strings")

    def __init__(self, nodes: list[Any], kind: Kind, *, strings: bool = False) -> None:
        self.nodes = nodes
        self.at = 0
        self.kind = kind
        self.custom = False
        """Whether the declaration at hand is of a custom property."""
        self.rule = ""
        """The at-rule whose prelude this is."""
        self.strings = strings


def _read(level: _Level, node: Any) -> tuple[str | None, _Level | None]:
    """(the address that a node is, the list inside it)."""
    kind = node.type
    if kind == "at-keyword":
        level.rule = node.lower_value
    elif kind == "literal" and node.value == ";":
        level.rule = ""
    elif kind == "url":
        return (None if level.rule in _NOT_LOADED else node.value), None
    elif kind == "string":
        return (node.value if level.strings or level.rule == "import" else None), None
    elif kind == "function":
        return _function(level, node)
    elif kind == "{} block":
        font = level.rule == "font-face"
        level.rule = ""
        return None, _Level(node.content, Kind.FONT if font else Kind.IMAGE)
    elif kind in ("() block", "[] block"):
        return None, _Level(node.content, level.kind)
    return None, None


def _kept(level: _Level, node: Any) -> str | None:
    """An address that a custom property holds as a string, for an `image-set()` somewhere else."""
    if node.type == "ident" and node.value.startswith("--"):
        level.custom = True
    elif node.type == "literal" and node.value == ";":
        level.custom = False
    elif node.type == "string" and level.custom and ("//" in node.value or "\\\\" in node.value):
        return str(node.value)
    return None


def _function(level: _Level, node: Any) -> tuple[str | None, _Level | None]:
    name = node.lower_name
    if name in _NAMED:
        text = next((inner for inner in node.arguments if inner.type == "string"), None)
        if text is None or level.rule in _NOT_LOADED:
            return None, None
        return text.value, None
    # Inside type("image/png") of an image-set, a string is no address.
    return None, _Level(node.arguments, level.kind, strings=name in _STRINGS)


def read(text: str, frame: Frame, line: int = 1, column: int = 1, *, only_imports: bool = False) -> bool:
    """Note the addresses of CSS that starts at a place of the frame's document; whether there was a third party's."""
    third = False
    try:
        for url in urls(text):
            if only_imports and url.kind is not Kind.STYLESHEET:
                continue
            there = url.column + column - 1 if url.line == 1 else url.column
            party = frame.refer(url.kind, url.written, frame.place(line + url.line - 1, there))
            third = third or party == "third"
            if url.kind is Kind.STYLESHEET:
                third = inline(url.written, frame, frame.place(line + url.line - 1, there)) or third
    except TooLargeError:
        frame.found.bound(_("its style sheet is too large"), frame.place(line, column))
    return third


def inline(written: str, frame: Frame, position: Position) -> bool:
    """Note the addresses of a style sheet that its own `data:` address holds; whether there was a third party's."""
    resolved = frame.resolve(written) if written[:8].strip() else None
    data = syntax.data_url(resolved.url) if resolved is not None else None
    if data is None:
        return False
    if frame.depth > DEEPEST:
        frame.found.bound(_("documents lie too deep inside one another"), position)
        return False
    # Relative addresses in it lead nowhere.
    return read(data.text, frame.inner(position, base="about:blank"))
