"""Where addresses stand in style sheets and scripts: offsets of exactly what is to be replaced.

Texts are bytes, each as the Latin-1 letter of its number, as `gating.spans` has pages: offsets are those of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import tinycss2

from samtykke.extract import css, javascript
from samtykke.gating.splices import Splice
from samtykke.model import Kind

if TYPE_CHECKING:
    from tree_sitter import Node

LARGEST = 16 << 20
_LITERALS = "(string) @string (template_string) @template"
_LINE = re.compile(r"\r\n|[\r\n\f]")
_IN_CSS = re.compile(
    r"""url\(\s*(?:"(?P<a>(?:[^"\\\n]|\\.)*)"|'(?P<b>(?:[^'\\\n]|\\.)*)'|(?P<c>(?:[^\s"'()\\]|\\.)+))\s*\)"""
    r"""|"(?P<d>(?:[^"\\\n]|\\.)*)"|'(?P<e>(?:[^'\\\n]|\\.)*)'""",
    re.IGNORECASE | re.DOTALL,
)
_RELATIVE = ("./", "../", "/")


class Address(NamedTuple):
    """An address as it stands in a text. What takes its place needs neither quoting nor escaping."""

    start: int
    end: int
    written: str
    """As it reads."""
    kind: Kind
    module: bool = False
    """It is resolved from the script in which it stands, not from the page."""

    def put(self, address: str) -> Splice:
        """The edit that puts another in its place."""
        return Splice(self.start, self.end, address)


def said(text: str) -> str:
    """What Latin-1 letters of bytes read as; style sheets and scripts are UTF-8."""
    return text if text.isascii() else text.encode("latin-1", "replace").decode("utf-8", "replace")


def in_css(text: str, *, attribute: bool = False) -> Iterator[Address]:
    """What a style sheet, or the declarations of an attribute, make browsers fetch, by the check's own reading.

    What is written in so odd a way that its end cannot be told is left out. Raises css.TooLargeError.
    """
    starts = [0, *(match.end() for match in _LINE.finditer(text))]
    for url in css.urls(text, attribute=attribute):
        match = _IN_CSS.match(text, starts[url.line - 1] + url.column - 1)
        if match is None or _value(match[0]) != url.written:
            continue
        start, end = next(match.span(group) for group in "abcde" if match[group] is not None)
        yield Address(start, end, said(url.written), url.kind)


def _value(token: str) -> str | None:
    """The address that a token of CSS is."""
    node = tinycss2.parse_one_component_value(token)
    if node.type == "function":
        node = next((inner for inner in node.arguments if inner.type == "string"), node)
    return node.value if node.type in ("url", "string") else None


def in_script(text: str) -> Iterator[Address]:
    """The string literals of a script that are addresses: absolute ones, and what modules import.

    Code that is no JavaScript has those that the parser still makes out.
    """
    if len(text) > LARGEST or not ("//" in text or "import" in text or "export" in text):
        return
    source = text.encode()
    captures = javascript.captures(_LITERALS, javascript.parser().parse(source).root_node)
    nodes = sorted((n for found in captures.values() for n in found), key=lambda n: n.start_byte)
    ascii_only, at, chars = text.isascii(), 0, 0
    for node in nodes:
        literal = source[node.start_byte + 1 : node.end_byte - 1].decode()
        kind = _imported(node)
        module = kind is not None
        written = _unescaped(literal)
        if (
            not (written.startswith(_RELATIVE) if module else False)
            and "://" not in written[:8]
            and written[:2] != "//"
        ):
            continue
        if any(character.isspace() for character in written) or any(
            c.type == "template_substitution" for c in node.children
        ):
            continue
        if ascii_only:
            start = node.start_byte + 1
        else:
            chars += len(source[at : node.start_byte + 1].decode())
            at = node.start_byte + 1
            start = chars
        yield Address(start, start + len(literal), said(written), kind or Kind.CONNECTION, module)


def _unescaped(literal: str) -> str:
    r"""A literal as it reads; of the escapes, addresses have none but `\/`."""
    return literal.replace("\\/", "/")


def _imported(node: Node) -> Kind | None:
    """What a string names that is resolved from the module: `import … from`, `import()`, `new URL(…, import.meta.url)`.

    None for all other strings.
    """
    parent = node.parent
    if parent is None:
        return None
    if parent.type in ("import_statement", "export_statement"):
        return Kind.SCRIPT
    call = parent.parent if parent.type == "arguments" else None
    if call is None or parent.named_children[0].id != node.id:
        return None
    called = call.child_by_field_name("function") or call.child_by_field_name("constructor")
    if called is None:
        return None
    if called.type == "import":
        return Kind.SCRIPT
    rest = [(n.text or b"").replace(b" ", b"") for n in parent.named_children[1:]]
    return Kind.CONNECTION if called.text == b"URL" and rest == [b"import.meta.url"] else None
