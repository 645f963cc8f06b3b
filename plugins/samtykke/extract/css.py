"""Addresses in style sheets, style elements and style attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
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
_UNKNOWN = frozenset({"cross-fade", "src"})
"""Functions of the standard that neither browser has, so that the declaration is dropped (measured)."""
_UNFETCHED = frozenset(
    {"filter", "-webkit-filter", "backdrop-filter", "offset-path", "behavior", "-ms-behavior", "-moz-binding"}
)
"""Properties whose addresses neither browser fetches: they follow `#id` only, or nothing at all (measured)."""
_DESCRIBED = frozenset({"counter-style"})
"""At-rules in whose blocks neither browser fetches anything (measured)."""
_VISITED = re.compile(r"[\w.#-]{0,100}:visited", re.ASCII)
"""A selector for visited links: for privacy's sake, browsers fetch nothing for it (measured)."""

_IDENT = r"-?[a-zA-Z_][\w-]{0,100}"
_PSEUDO = r"::?(?:before|after)|:(?:root|hover|focus|active|link|visited|first-child|last-child)"
_COMPOUND = rf"(?:(?:\*|{_IDENT})(?:[.#]{_IDENT}|{_PSEUDO})*|(?:[.#]{_IDENT}|{_PSEUDO})+)"
_PRELUDES = {
    "": re.compile(rf"{_COMPOUND}(?:(?:\s*[>+~,]\s*|\s+){_COMPOUND})*", re.ASCII),
    "media": re.compile(r"[^\\]*"),
    "font-face": re.compile(r""),
    "layer": re.compile(rf"(?:{_IDENT})?", re.ASCII),
    "keyframes": re.compile(_IDENT, re.ASCII),
    "-webkit-keyframes": re.compile(_IDENT, re.ASCII),
    "namespace": re.compile(rf"(?:{_IDENT}\s+)?(?:\"[^\"\\]*\"|url\([^()\\]*\))", re.ASCII),
}
"""At-rule (none for selectors) → a prelude with which it certainly is a rule, after which no import counts.

What a browser does not understand, and drops, ends nothing: so in doubt an import counts.
"""
_LONGEST_PRELUDE = 200
_SHORT = 8
"""Component values."""


class CssUrl(NamedTuple):
    """An address in a style sheet, with its place (both from 1)."""

    kind: Kind
    written: str
    line: int
    column: int


class TooLargeError(Exception):
    """The style sheet is larger than what is read."""


def urls(text: str, *, attribute: bool = False) -> Iterator[CssUrl]:
    """Every address that a browser may fetch because of a style sheet, or of the declarations in an attribute.

    A rule that matches nothing and a font that no text uses are not fetched; what matches depends on scripts, window
    and media, so they count. Raises TooLargeError.
    """
    if not _WORTH_READING.search(text):
        return
    if len(text) > _LARGEST:
        raise TooLargeError
    for match in () if attribute else _BROKEN_IMPORT.finditer(text):
        # Against the grammar, which throws it away; Firefox, looking ahead, fetches it.
        line, column = text.count("\n", 0, match.start()) + 1, match.start() - text.rfind("\n", 0, match.start())
        yield CssUrl(Kind.STYLESHEET, match[1], line, column)
    nodes = tinycss2.parse_component_value_list(text, skip_comments=True)
    kept = "image-set" in text.lower()
    stack: list[_Level] = [_Declarations(nodes, Kind.IMAGE, kept, nests=False) if attribute else _Sheet(nodes, kept)]
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
        written, inner = level.read(node)
        if written is not None:
            yield CssUrl(level.kind, written, node.source_line, node.source_column)
        if inner is not None:
            stack.append(inner)


class _Level:
    """A list of component values, and where in it we are. By itself: what is inside a value."""

    def __init__(self, nodes: list[Any], kind: Kind, *, strings: bool = False) -> None:
        self.nodes = nodes
        self.at = 0
        self.kind = kind
        self.strings = strings
        """Whether a bare string is an address."""

    def read(self, node: Any) -> tuple[str | None, _Level | None]:
        """(the address that a node is, the list inside it that is to be read)."""
        kind = node.type
        if kind == "url":
            return node.value, None
        if kind == "string":
            return (node.value if self.strings else None), None
        if kind == "function" and node.lower_name == "url":
            return next((inner.value for inner in node.arguments if inner.type == "string"), None), None
        if kind == "function" and node.lower_name not in _UNKNOWN:
            # Inside type("image/png") of an image-set, a string is no address.
            return None, _Level(node.arguments, self.kind, strings=node.lower_name in _STRINGS)
        if kind in ("() block", "[] block", "{} block"):
            return None, _Level(node.content, self.kind)
        return None, None


class _Sheet(_Level):
    """The rules of a style sheet: between their blocks, only imports name what is fetched."""

    def __init__(self, nodes: list[Any], kept: bool) -> None:
        super().__init__(nodes, Kind.STYLESHEET, strings=True)
        self.kept = kept
        self.rule = ""
        """The at-rule whose prelude this is."""
        self.prelude: list[Any] = []
        self.late = False
        """There was a rule after which no import counts."""

    def read(self, node: Any) -> tuple[str | None, _Level | None]:
        """As above."""
        kind = node.type
        if kind == "{} block":
            visited = not self.rule and len(self.prelude) <= _SHORT and self._written(_VISITED)
            rule = self._end(block=True)
            nested = any(inner.type == "{} block" for inner in node.content) if visited else True
            return None, _block(rule, node, self.kept) if nested else None
        if kind == "at-keyword" and not self.rule and not self.prelude:
            self.rule = node.lower_value
        elif kind == "literal" and node.value == ";" and self.rule:
            self._end(block=False)
        elif (kind == "whitespace" or (kind == "literal" and node.value in ("<!--", "-->"))) and not self.prelude:
            pass
        else:
            first = not self.prelude
            if len(self.prelude) <= _LONGEST_PRELUDE:
                self.prelude.append(node)
            if self.rule == "import" and first and not self.late and not self._blocked():
                return super().read(node)[0], None
        return None, None

    def _written(self, pattern: re.Pattern[str]) -> bool:
        return pattern.fullmatch(tinycss2.serialize(self.prelude).strip()) is not None

    def _blocked(self) -> bool:
        """Whether a block ends the import at hand: then it is none."""
        ends = (n.type for n in islice(self.nodes, self.at, None) if n.type == "{} block" or n == ";")
        return next(ends, "") == "{} block"

    def _end(self, *, block: bool) -> str:
        """A rule is over; its at-keyword."""
        rule = self.rule
        pattern = _PRELUDES.get(rule) if block != (rule == "namespace") else None
        if pattern is not None and not self.late and len(self.prelude) <= _LONGEST_PRELUDE:
            self.late = self._written(pattern)
        self.rule, self.prelude = "", []
        return rule


class _Declarations(_Level):
    """The declarations of a block, and the rules among them."""

    def __init__(self, nodes: list[Any], kind: Kind, kept: bool, *, nests: bool = True) -> None:
        super().__init__(nodes, kind)
        self.kept = kept
        """Whether a string in a custom property may be meant for an `image-set()` somewhere else."""
        self.nests = nests
        """Whether there may be rules inside: not in an attribute."""
        self._start()

    def _start(self) -> None:
        self.rule = ""
        self.name = ""
        """The property, or the first word of whatever it is."""
        self.tokens = 0
        """Since the last semicolon or block, white space apart."""
        self.colon = 0
        """Where among them the first colon stands; 0 for none: then it is no declaration."""

    def read(self, node: Any) -> tuple[str | None, _Level | None]:
        """As above."""
        kind = node.type
        if kind == "whitespace":
            return None, None
        if kind == "{} block":
            rule = self.rule
            self._start()
            return None, _block(rule, node, self.kept) if self.nests else None
        if kind == "literal" and node.value == ";":
            self._start()
            return None, None
        self.tokens += 1
        if kind == "at-keyword":
            self.rule = node.lower_value
        elif kind == "ident" and self.tokens == 1:
            self.name = node.lower_value
        elif kind == "literal" and node.value == ":":
            self.colon = self.colon or self.tokens
        elif kind == "string":
            wanted = self.kept and self.name.startswith("--") and ("//" in node.value or "\\\\" in node.value)
            return (node.value if wanted else None), None
        elif self.colon and not (self.colon == 2 and self.name in _UNFETCHED):
            return super().read(node)
        return None, None


def _block(rule: str, node: Any, kept: bool) -> _Level | None:
    if rule in _DESCRIBED:
        return None
    return _Declarations(node.content, Kind.FONT if rule == "font-face" else Kind.IMAGE, kept)


def read(
    text: str, frame: Frame, line: int = 1, column: int = 1, *, only_imports: bool = False, attribute: bool = False
) -> bool:
    """Note the addresses of CSS that starts at a place of the frame's document; whether there was a third party's."""
    third = False
    try:
        for url in urls(text, attribute=attribute):
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
    resolved = frame.resolve(written) if written and not written.isspace() else None
    data = syntax.data_url(resolved.url) if resolved is not None else None
    if data is None:
        return False
    if frame.depth > DEEPEST:
        frame.found.bound(_("documents lie too deep inside one another"), position)
        return False
    # Relative addresses in it lead nowhere.
    return read(data.text, frame.inner(position, base="about:blank"))
