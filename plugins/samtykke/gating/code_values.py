"""What the expressions of a script stand for, as far as its text tells: `window`, a text or several, an element."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .code_syntax import GLOBAL, Scope, written

if TYPE_CHECKING:
    from tree_sitter import Node

_MADE = frozenset({"createElement", "createElementNS", "cloneNode", "createTextNode", "createComment"})
_MOST_SEARCHES = 20
"""Lists of a script for which all of its text is searched; of any further one it is not known what becomes of it."""


class Values:
    """What is known of a script's variables, as it is read from its beginning."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.made: set[str] = set()
        """Variables that hold an element which the script has made."""
        self.lists: dict[str, str] = {}
        """Names outside functions that hold a list of texts, or one of them: as `_stands_for` tells it."""
        self.searched = 0

    def _property(self, node: Node, scope: Scope) -> str:
        """The name of the property that an expression is of; empty where it is computed."""
        name = node.child_by_field_name("property")
        if name is not None:
            return written(name)
        index = node.child_by_field_name("index")
        found = self._stands_for(index, scope) if index is not None else ""
        return found[1:] if found.startswith("=") and "\n" not in found else ""

    def _stands_for(self, node: Node, scope: Scope) -> str:
        """`window`, `document`, `=text` of a string that is known, of several by lines; empty for anything else."""
        if node.type == "string":
            return "=" + written(node)[1:-1]
        if node.type == "array" and all(one.type == "string" for one in node.named_children):
            return "=" + "\n".join(written(one)[1:-1] for one in node.named_children)
        if node.type == "this" and scope.outer is None:
            return "window"
        if node.type == "identifier":
            name = written(node)
            found = scope.find(name)
            if found is not None:
                return found.names[name]
            return "window" if name in GLOBAL else name if name == "document" else self.lists.get(name, "")
        return ""

    def _is_global(self, node: Node, scope: Scope) -> bool:
        return node.type in ("identifier", "this") and self._stands_for(node, scope) == "window"

    def _makes_element(self, node: Node) -> bool:
        """Whether a value is an element that the script makes, in an assignment to several names too."""
        if node.type == "assignment_expression":
            right = node.child_by_field_name("right")
            return right is not None and self._makes_element(right)
        if node.type == "new_expression":
            constructor = node.child_by_field_name("constructor")
            return constructor is not None and written(constructor) in ("Image", "Audio", "Option")
        function = node.child_by_field_name("function") if node.type == "call_expression" else None
        return function is not None and written(function).rpartition(".")[2] in _MADE

    def _own(self, node: Node, scope: Scope) -> bool:  # noqa: ARG002
        """Whether an expression begins with an element that the script has made, or with an object of its own."""
        first = node
        while first.type in ("member_expression", "subscript_expression"):
            inner = first.child_by_field_name("object")
            if inner is None:
                return False
            first = inner
        return first.type == "this" or (first.type == "identifier" and written(first) in self.made)

    def _changes(self, name: str) -> bool:
        """Whether a list may become another than the one that it is declared as."""
        self.searched += 1
        if self.searched > _MOST_SEARCHES:
            return True
        again = rf"(?<![\w$.]){re.escape(name)}\s*(?:\[[^\]]{{0,80}}\]\s*)?=(?![=>])"
        more = rf"(?<![\w$.]){re.escape(name)}\s*\.\s*(?!(?:forEach|map|some|every|join|includes|indexOf|length)\b)"
        return len(re.findall(again, self.text)) > 1 or re.search(more, self.text) is not None
