"""Where things stand in a text: the parser tells lines and columns, edits need offsets.

Pages are looked at byte for byte, each byte as the Latin-1 letter of its number: markup is ASCII in every encoding that
a page may have but UTF-16, so offsets are those of the file, and what cannot be decoded stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import turbohtml
from turbohtml import Document, Element, SourceSpan

from samtykke.extract.tokens import codec

_NEWLINE = re.compile(r"\r\n?|\n")
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)[=\s>]*$")
_SCRIPT = re.compile(r"(<script\b.*?</script>)", re.DOTALL)
_MARK = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_UNFIT = frozenset({"utf-16le", "utf-16be", "replacement", "iso-2022-jp"})
"""Encodings in which the bytes of markup are not those of ASCII, or may stand for something else."""


@lru_cache(maxsize=64)  # every page of a site gets the same banner
def _written(text: str, codec: str) -> str:
    """A text in the bytes of an encoding, as Latin-1 letters; what it lacks, as references, in scripts as escapes."""
    pieces = _SCRIPT.split(text)  # every second piece is a script element: references mean nothing there
    return "".join(
        "".join(_in_script(c, codec) for c in piece)
        if number % 2
        else piece.encode(codec, "xmlcharrefreplace").decode("latin-1")
        for number, piece in enumerate(pieces)
    )


def _in_script(character: str, codec: str) -> str:
    """A character of a script in an encoding, or as the escape that JSON and JavaScript have."""
    try:
        return character.encode(codec).decode("latin-1")
    except UnicodeEncodeError:
        units = character.encode("utf-16-be")
        return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


class EncodingError(ValueError):
    """A page in an encoding that cannot be edited byte for byte."""


class Lines:
    """Offsets in a text by line and column, whatever ends its lines; the parser's own are of another text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in _NEWLINE.finditer(text))]

    def offset(self, line: int, column: int) -> int:
        """The offset of a place: line from 1, column from 0."""
        return self._starts[line - 1] + column if line <= len(self._starts) else len(self.text)

    def line(self, offset: int) -> int:
        """The line, from 1, on which an offset lies."""
        return len(_NEWLINE.findall(self.text, 0, offset)) + 1

    def start(self, line: int) -> int:
        """Where a line begins."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self.text)

    def end(self, line: int) -> int:
        """Where the next line begins, or the text ends."""
        return self._starts[line] if line < len(self._starts) else len(self.text)

    def span(self, span: SourceSpan) -> tuple[int, int]:
        """(start, end) of what the parser tells of."""
        return self.offset(span.start_line, span.start_col), self.offset(span.end_line, span.end_col)

    def edges(self, element: Element) -> Edges | None:
        """An element's own text; None where the parser had to guess where it begins."""
        location = element.source_location
        if location is None or location.start_tag is None:
            return None
        start, opened = self.span(location.start_tag)
        if not self._stands(f"<{element.tag}", start) or self.text[opened - 1 : opened] != ">":
            return None
        closed = end = None
        if location.end_tag is not None:
            closed, end = self.span(location.end_tag)
            if closed < opened or not self._stands(f"</{element.tag}", closed):
                closed = end = None
        return Edges(start, opened, closed, end, self, element)

    def _stands(self, text: str, at: int) -> bool:
        return self.text[at : at + len(text)].lower() == text.lower()


@dataclass(frozen=True)
class Edges:
    """Offsets of an element: its start tag, its end tag if it has one of its own, and its attributes."""

    start: int
    opened: int
    closed: int | None
    end: int | None
    lines: Lines
    element: Element

    @cached_property
    def attributes(self) -> dict[str, tuple[int, int]]:
        """Name, in lower case, → (start, end) of `name="value"`; of one that stands twice, the first.

        Found when they are asked for: most elements of a page are none's business.
        """
        location = self.element.source_location
        return {name: self.lines.span(found) for name, found in location.attrs.items()} if location is not None else {}


@dataclass(frozen=True, slots=True)
class Part:
    """An element and where it stands."""

    element: Element
    edges: Edges

    @property
    def tag(self) -> str:
        """Its name, in lower case."""
        return self.element.tag.lower()


class Page:
    """A page's bytes as text, and its elements by the places that the scanner tells."""

    def __init__(self, raw: bytes) -> None:
        """Raises EncodingError."""
        if raw.startswith(_WIDE):
            raise EncodingError("utf-16")
        self.mark = _MARK if raw.startswith(_MARK) else b""
        encoding = turbohtml.parse(raw, positions=False).encoding or "windows-1252"
        if encoding.lower() in _UNFIT:
            raise EncodingError(encoding)
        self.codec = codec(encoding)
        self.text = raw[len(self.mark) :].decode("latin-1")
        self.lines = Lines(self.text)

    @cached_property
    def tree(self) -> Document:
        """As with JavaScript."""
        return turbohtml.parse(self.text, source_locations=True, scripting=True, allow_declarative_shadow_roots=False)

    @property
    def lang(self) -> str:
        """What the page says it is written in; empty where it does not."""
        root = self.tree.root
        return (root.attr("lang") or "").strip() if root is not None else ""

    @cached_property
    def parts(self) -> dict[tuple[int, int], Part]:
        """Elements by line and column, both from 1 and in characters of the page."""
        return dict(self._placed(self.tree))

    @cached_property
    def unscripted(self) -> tuple[Part, ...]:
        """The noscript elements: text with JavaScript, and without it elements, which need not stay within them."""
        return tuple(part for part in self.parts.values() if part.tag == "noscript" and part.edges.closed is not None)

    @cached_property
    def silent(self) -> dict[tuple[int, int], Part]:
        """What the page has without JavaScript, of the text in noscript."""
        tree = turbohtml.parse(self.text, source_locations=True, scripting=False, allow_declarative_shadow_roots=False)
        return {at: part for at, part in self._placed(tree) if self.around(part) is not None}

    def around(self, part: Part) -> Part | None:
        """The noscript element in whose text a part stands."""
        for outer in self.unscripted:
            if outer.edges.opened <= part.edges.start < (outer.edges.closed or 0):
                return outer
        return None

    def twice(self, part: Part) -> str:
        """The name of an attribute that stands twice on an element; empty for none."""
        edges = part.edges
        for error in self._errors:
            if edges.start <= (at := self.lines.offset(error[0], error[1])) < edges.opened:
                before = _ATTRIBUTE.search(self.text[edges.start : at + 1])
                return before[1].lower() if before else "?"
        return ""

    @cached_property
    def _errors(self) -> list[tuple[int, int]]:
        return [(e.line, e.col) for e in self.tree.errors if e.code == "duplicate-attribute"]

    def _placed(self, tree: Document) -> Iterator[tuple[tuple[int, int], Part]]:
        found = [element for element in tree.iter_elements() if element.position]
        found.sort(key=lambda element: element.position or (0, 0))
        line = column = said = 0
        for element in found:
            edges = self.lines.edges(element)
            if edges is None:
                continue
            place = element.position or (1, 0)
            if place[0] != line:
                line, column, said = place[0], 0, 0
            start = self.lines.start(line)
            # Piece by piece: the whole page may be one line.
            said += len(self.said(self.text[start + column : start + place[1]]))
            column = place[1]
            yield (line, said + 1), Part(element, edges)

    def said(self, text: str) -> str:
        """A piece of the text, or of what the parser made of it, as it reads."""
        if text.isascii():
            return text
        try:
            return text.encode("latin-1").decode(self.codec, "replace")
        except UnicodeEncodeError:  # a character reference stood in it
            pieces = (c.encode("latin-1") if c < "\u0100" else c.encode(self.codec, "replace") for c in text)
            return b"".join(pieces).decode(self.codec, "replace")

    def offset(self, line: int, column: int) -> int:
        """The offset of a place as the scanner tells it: line and column from 1, in characters."""
        start = self.lines.start(line)
        before = self.said(self.text[start : self.lines.end(line)])[: column - 1]
        return start + len(before if before.isascii() else before.encode(self.codec, "replace"))

    def written(self, text: str) -> str:
        """What is to be put in, in the page's own bytes; what its encoding lacks, as references and escapes."""
        if text.isascii():
            return text
        return _written(text, self.codec if self._says_encoding else "ascii")

    @cached_property
    def _says_encoding(self) -> bool:
        """Whether the page itself says what it is written in; of one that does not, the server may say anything."""
        return bool(self.mark) or any(
            part.tag == "meta"
            and (part.element.attr("charset") or "charset" in (part.element.attr("content") or "").lower())
            for part in self.parts.values()
        )

    def bytes(self, text: str) -> bytes:
        """The file of an edited text."""
        return self.mark + text.encode("latin-1")
