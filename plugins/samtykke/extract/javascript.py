"""JavaScript's grammar, loaded where it is first needed: most pages and sites never do."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node, Parser, Query


@cache
def parser() -> Parser:
    """A parser of JavaScript; it takes bytes in UTF-8, and never fails."""
    import tree_sitter  # noqa: PLC0415
    import tree_sitter_javascript  # noqa: PLC0415

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_javascript.language()))


def captures(pattern: str, root: Node) -> dict[str, list[Node]]:
    """Name in the pattern → the nodes below `root` that it stands for."""
    import tree_sitter  # noqa: PLC0415

    return tree_sitter.QueryCursor(_query(pattern)).captures(root)


@cache
def _query(pattern: str) -> Query:
    import tree_sitter  # noqa: PLC0415

    language = parser().language
    assert language is not None
    return tree_sitter.Query(language, pattern)
