"""Where the keys of a register stand in its file.

`tomllib` gives values without places. Here tree-sitter reads the same text once more, and only when somebody asks.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING

from .errors import Keys

if TYPE_CHECKING:
    from tree_sitter import Node

_DEEPEST = 12
"""The register itself is five levels deep; what lies deeper is placed at its ancestor."""

_VALUES = ("inline_table", "array")


def locate(text: str, keys: Keys) -> tuple[int, int]:
    """Line and column (from 1, columns in characters) of a key, of a list's element or of a `[[table]]`.

    A key that is not there is placed at its nearest ancestor that is, at last at the start of the file.
    """
    index, lines = _index(text)
    for length in range(min(len(keys), _DEEPEST), 0, -1):
        point = index.get(keys[:length])
        if point is not None:
            row, byte = point
            return row + 1, len(lines[row][:byte].decode(errors="replace")) + 1
    return 1, 1


@lru_cache(maxsize=4)
def _index(text: str) -> tuple[dict[Keys, tuple[int, int]], list[bytes]]:
    """Every path of the text with its row and byte column, and the text's lines as bytes."""
    import tree_sitter_toml  # noqa: PLC0415  only a register with errors, or a finding in it, needs the grammar
    from tree_sitter import Language, Parser  # noqa: PLC0415

    source = text.removeprefix("\ufeff").encode(errors="replace")
    tree = Parser(Language(tree_sitter_toml.language())).parse(source)
    return _Indexer().run(tree.root_node), [*source.split(b"\n"), b""]


class _Indexer:
    """One walk over the tree, without recursion: the depth of a hostile file costs nothing."""

    def __init__(self) -> None:
        self.index: dict[Keys, tuple[int, int]] = {}
        self.lengths: dict[Keys, int] = {}
        """How many `[[tables]]` of a path have gone by."""
        self.waiting: list[tuple[Node, Keys]] = []

    def run(self, root: Node) -> dict[Keys, tuple[int, int]]:
        for node in root.named_children:
            if node.type == "pair":
                self.pair(node, ())
            elif node.type in {"table", "table_array_element"}:
                self.table(node)
            self.values()
        return self.index

    def add(self, path: Keys, node: Node) -> None:
        point = node.start_point
        self.index.setdefault(path, (point[0], point[1]))

    def table(self, node: Node) -> None:
        header, *body = node.named_children or [node]
        path: Keys = ()
        names = _names(header)
        for number, name in enumerate(names, start=1):
            path = (*path, name)
            if number == len(names) and node.type == "table_array_element":
                self.add(path, node)
                count = self.lengths.get(path, 0)
                self.lengths[path] = count + 1
                path = (*path, count)
            elif path in self.lengths:
                path = (*path, self.lengths[path] - 1)
            self.add(path, node)
        for child in body:
            if child.type == "pair":
                self.pair(child, path)

    def pair(self, node: Node, path: Keys) -> None:
        header, *rest = node.named_children or [node]
        for name in _names(header):
            path = (*path, name)
            self.add(path, node)
        self.waiting += [(child, path) for child in rest if child.type in _VALUES]

    def values(self) -> None:
        """Inline tables and lists, and what is in them."""
        while self.waiting:
            node, path = self.waiting.pop()
            if len(path) > _DEEPEST:
                continue
            children = [child for child in node.named_children if child.type != "comment"]
            if node.type == "inline_table":
                for child in children:
                    if child.type == "pair":
                        self.pair(child, path)
                continue
            for number, child in enumerate(children):
                self.add((*path, number), child)
                if child.type in _VALUES:
                    self.waiting.append((child, (*path, number)))


def _names(node: Node) -> tuple[str, ...]:
    """The parts of a bare, quoted or dotted key; parts beyond the depth are dropped."""
    parts: list[str] = []
    waiting = [node]
    while waiting and len(parts) <= _DEEPEST:
        part = waiting.pop()
        if part.type == "dotted_key":
            waiting.extend(reversed(part.named_children))
            continue
        written = (part.text or b"").decode(errors="replace")
        parts.append(_unquoted(written) if part.type == "quoted_key" else written)
    return tuple(parts)


def _unquoted(written: str) -> str:
    try:
        return next(iter(tomllib.loads(f"{written} = 0")))
    except (ValueError, StopIteration):
        return written
