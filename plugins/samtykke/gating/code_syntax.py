"""The shapes of JavaScript's syntax tree: what is a function, what a pattern binds, which function declares a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

GLOBAL = frozenset({"window", "self", "globalThis", "top", "parent", "frames"})
FUNCTIONS = frozenset(
    {"function_declaration", "function_expression", "generator_function", "generator_function_declaration",
     "arrow_function", "method_definition"}
)  # fmt: skip
CLASSES = frozenset({"class_declaration", "class"})
NAMES = frozenset({"identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern"})


@dataclass
class Scope:
    """Names declared in a function, each with the name or text that it is known to stand for."""

    names: dict[str, str] = field(default_factory=dict)
    outer: Scope | None = None

    def find(self, name: str) -> Scope | None:
        """The function's scope in which a name is declared; None for a global."""
        scope: Scope | None = self
        while scope is not None and scope.outer is not None:
            if name in scope.names:
                return scope
            scope = scope.outer
        return None


def bound(node: Node) -> Iterator[Node]:
    """The names that a pattern binds."""
    if node.type in ("identifier", "shorthand_property_identifier_pattern"):
        yield node
        return
    for child in node.named_children:
        if node.type == "pair_pattern" and child.type == "property_identifier":
            continue
        if node.type in ("assignment_pattern", "object_assignment_pattern") and child.id != node.named_children[0].id:
            continue
        yield from bound(child)


def unwrapped(node: Node | None) -> Node | None:
    """What stands in parentheses."""
    while node is not None and node.type == "parenthesized_expression" and node.named_children:
        node = node.named_children[0]
    return node


def written(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")
