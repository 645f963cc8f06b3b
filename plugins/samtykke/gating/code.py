"""What an inline script has to do with the rest of its page: names that it makes and needs, and work of its own.

Whether a script may wait for consent as a whole cannot be seen from what it loads. It may when it does nothing to the
page beside that, and when nothing that stays needs what it makes. Where the text does not tell, it may not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from samtykke.extract import javascript

from .code_syntax import CLASSES, FUNCTIONS, GLOBAL, NAMES, Scope, bound, unwrapped, written
from .code_work import Work

if TYPE_CHECKING:
    from tree_sitter import Node

_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_DEEPEST = 150


@dataclass(frozen=True, slots=True)
class Code:
    """What is known of a script by its text."""

    makes: frozenset[str] = frozenset()
    """Global names that it defines."""
    needs: frozenset[str] = frozenset()
    """Global names that it reads or calls."""
    relies: frozenset[str] = frozenset()
    """Those of `needs` without which it stops with an error: it does not ask first whether they are there."""
    work: str = ""
    """What it does to the page beside loading: a word of its text; empty for nothing that can be seen."""
    writes: bool = False
    """It writes into the page as that is read (`document.write`)."""
    waits: str = ""
    """An event of the page's loading that it waits for in a way that our runtime cannot make up for."""
    whole: bool = True
    """It could be read."""


@lru_cache(maxsize=256)  # the pages of a site carry the same scripts
def read(text: str) -> Code:
    """What a script's text tells."""
    root = javascript.parser().parse(text.encode("utf-8", "replace")).root_node
    reader = _Reader(text)
    try:
        if not root.has_error:
            reader.declare(root, reader.top)
            reader.walk(root, reader.top, 0)
            return reader.code()
    except RecursionError:
        pass
    words = frozenset(_WORD.findall(text))
    return Code(frozenset(), words, words, whole=False)


class _Reader(Work):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.top = Scope()
        self.makes: set[str] = set()
        self.needs: set[str] = set()
        self.relies: set[str] = set()
        self.asked: set[str] = set()
        self.tries = 0
        self.special: Mapping[str, Callable[[Node, Scope, int], None]] = {
            "call_expression": self._call,
            "assignment_expression": self._assign,
            "augmented_assignment_expression": self._assign,
            "variable_declarator": self._variable,
            "member_expression": self._member,
            "subscript_expression": self._member,
            "for_in_statement": self._loop,
            "try_statement": self._try,
        }

    def code(self) -> Code:
        own = frozenset(self.makes | set(self.top.names))
        relies = frozenset(self.relies - self.asked - own)
        return Code(own, frozenset(self.needs), relies, self.work, self.writes, self.waits)

    # ---- declarations

    def declare(self, node: Node, scope: Scope) -> None:
        """Note what a function, or the script, declares, before it is read: functions and `var` are hoisted."""
        for child in node.named_children:
            kind = child.type
            if kind in FUNCTIONS or kind in CLASSES:
                name = child.child_by_field_name("name")
                if name is not None and kind.endswith("declaration"):
                    scope.names.setdefault(written(name), "")
                continue
            if kind == "variable_declarator":
                name = child.child_by_field_name("name")
                for one in bound(name) if name is not None else ():
                    scope.names.setdefault(written(one), "")
            elif kind == "catch_clause":
                parameter = child.child_by_field_name("parameter")
                for one in bound(parameter) if parameter is not None else ():
                    scope.names.setdefault(written(one), "")
            elif kind in ("for_in_statement",) and child.child_by_field_name("kind") is not None:
                left = child.child_by_field_name("left")
                for one in bound(left) if left is not None else ():
                    scope.names.setdefault(written(one), "")
            elif kind == "import_clause":
                for one in bound(child):
                    scope.names.setdefault(written(one), "")
            self.declare(child, scope)

    # ---- reading

    def walk(self, node: Node, scope: Scope, depth: int) -> None:
        if depth > _DEEPEST:
            raise RecursionError
        special = self.special.get(node.type)
        if special is not None:
            special(node, scope, depth)
        elif node.type in FUNCTIONS:
            self._function(node, scope, depth, ())
        elif node.type == "unary_expression" and node.children[0].type == "typeof":
            self._typeof(node, scope, depth)
        elif node.type in NAMES:
            self._name(written(node), scope)
        else:
            for child in node.named_children:
                self.walk(child, scope, depth + 1)

    def _name(self, name: str, scope: Scope) -> None:
        if scope.find(name) is None and name not in GLOBAL:
            self.needs.add(name)
            if not self.tries:
                self.relies.add(name)

    def _typeof(self, node: Node, scope: Scope, depth: int) -> None:
        argument = node.child_by_field_name("argument")
        while argument is not None and argument.type == "parenthesized_expression":
            argument = argument.named_children[0] if argument.named_children else None
        if argument is not None and argument.type == "identifier":
            if scope.find(written(argument)) is None:
                self.needs.add(written(argument))
                self.asked.add(written(argument))
        elif argument is not None:
            self.walk(argument, scope, depth + 1)

    def _try(self, node: Node, scope: Scope, depth: int) -> None:
        body = node.child_by_field_name("body")
        self.tries += 1
        if body is not None:
            self.walk(body, scope, depth + 1)
        self.tries -= 1
        for child in node.named_children:
            if body is None or child.id != body.id:
                self.walk(child, scope, depth + 1)

    def _function(self, node: Node, scope: Scope, depth: int, given: tuple[str, ...]) -> None:
        inner = Scope(outer=scope)
        parameters = node.child_by_field_name("parameters") or node.child_by_field_name("parameter")
        names = [] if parameters is None else parameters.named_children if parameters.named_children else [parameters]
        for number, parameter in enumerate(names):
            for one in bound(parameter):
                inner.names[written(one)] = given[number] if number < len(given) and one.id == parameter.id else ""
        name = node.child_by_field_name("name")
        if name is not None and node.type.endswith("expression"):
            inner.names.setdefault(written(name), "")
        body = node.child_by_field_name("body")
        if body is not None:
            self.declare(body, inner)
            self.walk(body, inner, depth + 1)

    def _call(self, node: Node, scope: Scope, depth: int) -> None:
        function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        given = arguments.named_children if arguments is not None else []
        called = unwrapped(function)
        each = self._each(called, scope) if called is not None else ""
        if called is not None and called.type in FUNCTIONS:
            self._function(called, scope, depth, tuple(self._stands_for(one, scope) for one in given))
        elif called is not None:
            if called.type == "member_expression":
                self._method(called, given, scope)
            elif called.type == "identifier":
                self._plain_call(written(called), given, scope)
            self.walk(called, scope, depth + 1)
        for one in given:
            if each and one.type in FUNCTIONS:
                self._function(one, scope, depth, (each,))
            else:
                self.walk(one, scope, depth + 1)

    def _each(self, called: Node, scope: Scope) -> str:
        """What a function is given, one after the other, by `["scroll", "wheel"].forEach(…)`."""
        base, name = called.child_by_field_name("object"), called.child_by_field_name("property")
        if base is None or name is None or written(name) not in ("forEach", "map"):
            return ""
        return self._stands_for(base, scope)

    def _loop(self, node: Node, scope: Scope, depth: int) -> None:
        """`for (const event of ["scroll", "wheel"])`; also `in`."""
        left, right, way = (node.child_by_field_name(name) for name in ("left", "right", "operator"))
        if (
            left is not None
            and right is not None
            and left.type == "identifier"
            and way is not None
            and written(way) == "of"
        ):
            stands_for = self._stands_for(right, scope)
            if scope.find(written(left)) is scope:
                scope.names[written(left)] = stands_for
            elif stands_for and node.child_by_field_name("kind") is not None:
                self.lists[written(left)] = stands_for
        for child in node.named_children:
            self.walk(child, scope, depth + 1)

    def _assign(self, node: Node, scope: Scope, depth: int) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is not None:
            if left.type == "identifier":
                name = written(left)
                if scope.find(name) is None:
                    self.makes.add(name)
                if right is not None and self._makes_element(right):
                    self.made.add(name)
                if name == "location":
                    self._works(name)
            elif left.type in ("member_expression", "subscript_expression"):
                self._set(left, right, scope)
                self._member(left, scope, depth + 1, assigned=True)
            else:
                self.walk(left, scope, depth + 1)
        if right is not None:
            self.walk(right, scope, depth + 1)

    def _variable(self, node: Node, scope: Scope, depth: int) -> None:
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if value is None:
            return
        if name is not None and name.type == "identifier":
            if self._makes_element(value):
                self.made.add(written(name))
            stands_for = self._stands_for(value, scope)
            if not stands_for or (value.type == "array" and self._changes(written(name))):
                pass
            elif written(name) in scope.names and scope.outer is not None:
                scope.names[written(name)] = stands_for
            elif value.type == "array":
                self.lists[written(name)] = stands_for
        self.walk(value, scope, depth + 1)

    def _member(self, node: Node, scope: Scope, depth: int, *, assigned: bool = False) -> None:
        base, index = node.child_by_field_name("object"), node.child_by_field_name("index")
        if base is not None and self._is_global(base, scope):
            name = self._property(node, scope)
            if name and assigned:
                self.makes.add(name)
            elif name:
                self.needs.add(name)
                used = node.parent is not None and node.parent.type in ("member_expression", "call_expression")
                first = node.parent.named_children[0] if used and node.parent is not None else None
                if first is None or first.id != node.id:
                    self.asked.add(name)
                elif not self.tries:
                    self.relies.add(name)
        elif base is not None:
            if not assigned and self._property(node, scope) in ("classList", "style") and not self._own(base, scope):
                self._works(self._property(node, scope))
            self.walk(base, scope, depth + 1)
        if index is not None:
            self.walk(index, scope, depth + 1)
