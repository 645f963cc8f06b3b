"""What an inline script has to do with the rest of its page: names that it makes and needs, and work of its own.

Whether a script may wait for consent as a whole cannot be seen from what it loads. It may when it does nothing to the
page beside that, and when nothing that stays needs what it makes. Where the text does not tell, it may not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_GLOBAL = frozenset({"window", "self", "globalThis", "top", "parent", "frames"})
_FUNCTIONS = frozenset(
    {"function_declaration", "function_expression", "generator_function", "generator_function_declaration",
     "arrow_function", "method_definition"}
)  # fmt: skip
_CLASSES = frozenset({"class_declaration", "class"})
_NAMES = frozenset({"identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern"})
_SHOWS = frozenset(
    {"innerHTML", "outerHTML", "textContent", "innerText", "nodeValue", "className", "style", "classList", "hidden",
     "disabled", "checked", "selected", "value", "title", "dataset"}
)  # fmt: skip
"""Properties by which a script changes what the page shows, unless the element is one that it has made."""
_ACTS = frozenset(
    {"insertAdjacentHTML", "insertAdjacentText", "replaceWith", "replaceChildren", "removeChild", "remove", "submit",
     "click", "focus", "blur", "scrollTo", "scrollIntoView", "preventDefault", "stopPropagation", "pushState",
     "replaceState", "toggleAttribute", "showModal", "matchMedia", "alert", "confirm", "prompt",
     "requestAnimationFrame"}
)  # fmt: skip
"""Methods that are work on the page."""
_LEAVES = frozenset({"assign", "replace", "reload"})
"""Methods of `location`."""
_MAY_WAIT_FOR = frozenset(
    {"load", "DOMContentLoaded", "readystatechange", "pageshow", "error", "scroll", "mousemove", "mouseover",
     "touchstart", "touchmove", "keydown", "wheel", "message", "beforeunload", "pagehide",
     "visibilitychange"}
)  # fmt: skip
"""Events for which loaders wait; any other is the page's own."""
_SIGNS = frozenset(
    {"click", "mousedown", "mouseup", "pointerdown", "pointermove", "pointerup", "keyup", "touchend", "focus"}
)
"""Those by which a loader knows that somebody is there, if it listens on the whole page and but once."""
_TYPEFACE_CLASS = re.compile(r"(?:\s*\bwf-\w+)*\s*")
"""What scripts of typefaces say of their loading, in a class; without them nobody looks for it."""
_HANDLERS = frozenset({"onload", "onerror", "onreadystatechange", "onabort"})
_LIBRARY = frozenset({"$", "jQuery"})
_ONLY_LOADS = frozenset({"getScript", "ajax", "ajaxSetup", "noConflict"})
_MADE = frozenset({"createElement", "createElementNS", "cloneNode", "createTextNode", "createComment"})
_WRITES = frozenset({"write", "writeln"})
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
    root = _parser().parse(text.encode("utf-8", "replace")).root_node
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


@cache
def _parser() -> Parser:
    import tree_sitter  # noqa: PLC0415  only pages with something to gate need it
    import tree_sitter_javascript  # noqa: PLC0415

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_javascript.language()))


@dataclass
class _Scope:
    """Names declared in a function, each with the name or text that it is known to stand for."""

    names: dict[str, str] = field(default_factory=dict)
    outer: _Scope | None = None

    def find(self, name: str) -> _Scope | None:
        """The function's scope in which a name is declared; None for a global."""
        scope: _Scope | None = self
        while scope is not None and scope.outer is not None:
            if name in scope.names:
                return scope
            scope = scope.outer
        return None


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.top = _Scope()
        self.makes: set[str] = set()
        self.needs: set[str] = set()
        self.relies: set[str] = set()
        self.asked: set[str] = set()
        self.made: set[str] = set()
        """Variables that hold an element which the script has made."""
        self.lists: dict[str, str] = {}
        """Names outside functions that hold a list of texts, or one of them: as `_stands_for` tells it."""
        self.work = ""
        self.writes = False
        self.waits = ""
        self.tries = 0
        self.special: Mapping[str, Callable[[Node, _Scope, int], None]] = {
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

    def declare(self, node: Node, scope: _Scope) -> None:
        """Note what a function, or the script, declares, before it is read: functions and `var` are hoisted."""
        for child in node.named_children:
            kind = child.type
            if kind in _FUNCTIONS or kind in _CLASSES:
                name = child.child_by_field_name("name")
                if name is not None and kind.endswith("declaration"):
                    scope.names.setdefault(_text(name), "")
                continue
            if kind == "variable_declarator":
                name = child.child_by_field_name("name")
                for one in _bound(name) if name is not None else ():
                    scope.names.setdefault(_text(one), "")
            elif kind == "catch_clause":
                parameter = child.child_by_field_name("parameter")
                for one in _bound(parameter) if parameter is not None else ():
                    scope.names.setdefault(_text(one), "")
            elif kind in ("for_in_statement",) and child.child_by_field_name("kind") is not None:
                left = child.child_by_field_name("left")
                for one in _bound(left) if left is not None else ():
                    scope.names.setdefault(_text(one), "")
            elif kind == "import_clause":
                for one in _bound(child):
                    scope.names.setdefault(_text(one), "")
            self.declare(child, scope)

    # ---- reading

    def walk(self, node: Node, scope: _Scope, depth: int) -> None:
        if depth > _DEEPEST:
            raise RecursionError
        special = self.special.get(node.type)
        if special is not None:
            special(node, scope, depth)
        elif node.type in _FUNCTIONS:
            self._function(node, scope, depth, ())
        elif node.type == "unary_expression" and node.children[0].type == "typeof":
            self._typeof(node, scope, depth)
        elif node.type in _NAMES:
            self._name(_text(node), scope)
        else:
            for child in node.named_children:
                self.walk(child, scope, depth + 1)

    def _name(self, name: str, scope: _Scope) -> None:
        if scope.find(name) is None and name not in _GLOBAL:
            self.needs.add(name)
            if not self.tries:
                self.relies.add(name)

    def _typeof(self, node: Node, scope: _Scope, depth: int) -> None:
        argument = node.child_by_field_name("argument")
        while argument is not None and argument.type == "parenthesized_expression":
            argument = argument.named_children[0] if argument.named_children else None
        if argument is not None and argument.type == "identifier":
            if scope.find(_text(argument)) is None:
                self.needs.add(_text(argument))
                self.asked.add(_text(argument))
        elif argument is not None:
            self.walk(argument, scope, depth + 1)

    def _try(self, node: Node, scope: _Scope, depth: int) -> None:
        body = node.child_by_field_name("body")
        self.tries += 1
        if body is not None:
            self.walk(body, scope, depth + 1)
        self.tries -= 1
        for child in node.named_children:
            if body is None or child.id != body.id:
                self.walk(child, scope, depth + 1)

    def _function(self, node: Node, scope: _Scope, depth: int, given: tuple[str, ...]) -> None:
        inner = _Scope(outer=scope)
        parameters = node.child_by_field_name("parameters") or node.child_by_field_name("parameter")
        names = [] if parameters is None else parameters.named_children if parameters.named_children else [parameters]
        for number, parameter in enumerate(names):
            for one in _bound(parameter):
                inner.names[_text(one)] = given[number] if number < len(given) and one.id == parameter.id else ""
        name = node.child_by_field_name("name")
        if name is not None and node.type.endswith("expression"):
            inner.names.setdefault(_text(name), "")
        body = node.child_by_field_name("body")
        if body is not None:
            self.declare(body, inner)
            self.walk(body, inner, depth + 1)

    def _call(self, node: Node, scope: _Scope, depth: int) -> None:
        function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        given = arguments.named_children if arguments is not None else []
        called = _inner(function)
        each = self._each(called, scope) if called is not None else ""
        if called is not None and called.type in _FUNCTIONS:
            self._function(called, scope, depth, tuple(self._stands_for(one, scope) for one in given))
        elif called is not None:
            if called.type == "member_expression":
                self._method(called, given, scope)
            elif called.type == "identifier":
                self._plain_call(_text(called), given, scope)
            self.walk(called, scope, depth + 1)
        for one in given:
            if each and one.type in _FUNCTIONS:
                self._function(one, scope, depth, (each,))
            else:
                self.walk(one, scope, depth + 1)

    def _each(self, called: Node, scope: _Scope) -> str:
        """What a function is given, one after the other, by `["scroll", "wheel"].forEach(…)`."""
        base, name = called.child_by_field_name("object"), called.child_by_field_name("property")
        if base is None or name is None or _text(name) not in ("forEach", "map"):
            return ""
        return self._stands_for(base, scope)

    def _loop(self, node: Node, scope: _Scope, depth: int) -> None:
        """`for (const event of ["scroll", "wheel"])`; also `in`."""
        left, right, way = (node.child_by_field_name(name) for name in ("left", "right", "operator"))
        if (
            left is not None
            and right is not None
            and left.type == "identifier"
            and way is not None
            and _text(way) == "of"
        ):
            stands_for = self._stands_for(right, scope)
            if scope.find(_text(left)) is scope:
                scope.names[_text(left)] = stands_for
            elif stands_for and node.child_by_field_name("kind") is not None:
                self.lists[_text(left)] = stands_for
        for child in node.named_children:
            self.walk(child, scope, depth + 1)

    def _plain_call(self, name: str, given: list[Node], scope: _Scope) -> None:
        if scope.find(name) is not None:
            return
        if name in _LIBRARY:
            ready = len(given) == 1 and (given[0].type in _FUNCTIONS or _text(given[0]) in ("document", "window"))
            if not ready:
                self._works(f"{name}(…)")
        elif name in _ACTS:
            self._works(f"{name}()")

    def _method(self, called: Node, given: list[Node], scope: _Scope) -> None:
        base, name = called.child_by_field_name("object"), called.child_by_field_name("property")
        if base is None or name is None:
            return
        method = _text(name)
        if method in _WRITES and _text(base).rpartition(".")[2] == "document":
            self.writes = True
        elif method == "addEventListener":
            events = self._stands_for(given[0], scope)[1:].split("\n") if given else [""]
            waits = self._once(base, given, scope) and all(event in _MAY_WAIT_FOR | _SIGNS for event in events)
            if not waits and not all(event in _MAY_WAIT_FOR for event in events) and not self._own(base, scope):
                self._works(next(event for event in events if event not in _MAY_WAIT_FOR) or method)
        elif method in _LEAVES and _text(base).rpartition(".")[2] == "location":
            self._works("location")
        elif method in _ACTS and not self._own(base, scope):
            self._works(f"{method}()")
        elif self._is_library(base, scope) and method not in _ONLY_LOADS:
            self._works(f"{_text(base)}.{method}()")
        elif base.type == "call_expression":
            inner = base.child_by_field_name("function")
            if inner is not None and _text(inner) in _LIBRARY and method not in ("ready", "load", "on", "scroll"):
                self._works(f"{method}()")
            elif inner is not None and _text(inner) in _LIBRARY and method in ("on", "load"):
                event = self._stands_for(given[0], scope).removeprefix("=") if given else ""
                if method == "on" and event not in _MAY_WAIT_FOR:
                    self._works(event or method)
                elif event in ("", "load"):
                    self.waits = "load"

    def _once(self, base: Node, given: list[Node], scope: _Scope) -> bool:
        """Whether it is listened for on the whole page, `{ once: true }`."""
        options = given[2].named_children if len(given) > 2 and given[2].type == "object" else []
        whole = self._is_global(base, scope) or self._stands_for(base, scope) == "document"
        return whole and any(re.fullmatch(r"once\s*:\s*(?:true|!0)", _text(option)) for option in options)

    def _changes(self, name: str) -> bool:
        """Whether a list may become another than the one that it is declared as."""
        again = rf"(?<![\w$.]){re.escape(name)}\s*(?:\[[^\]]*\]\s*)?=(?![=>])"
        more = rf"(?<![\w$.]){re.escape(name)}\s*\.\s*(?!(?:forEach|map|some|every|join|includes|indexOf|length)\b)"
        return len(re.findall(again, self.text)) > 1 or re.search(more, self.text) is not None

    @staticmethod
    def _is_library(node: Node, scope: _Scope) -> bool:
        return node.type == "identifier" and _text(node) in _LIBRARY and scope.find(_text(node)) is None

    def _assign(self, node: Node, scope: _Scope, depth: int) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is not None:
            if left.type == "identifier":
                name = _text(left)
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

    def _variable(self, node: Node, scope: _Scope, depth: int) -> None:
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if value is None:
            return
        if name is not None and name.type == "identifier":
            if self._makes_element(value):
                self.made.add(_text(name))
            stands_for = self._stands_for(value, scope)
            if not stands_for or (value.type == "array" and self._changes(_text(name))):
                pass
            elif _text(name) in scope.names and scope.outer is not None:
                scope.names[_text(name)] = stands_for
            elif value.type == "array":
                self.lists[_text(name)] = stands_for
        self.walk(value, scope, depth + 1)

    def _set(self, left: Node, right: Node | None, scope: _Scope) -> None:
        """Judge what a property is set of."""
        base, name = left.child_by_field_name("object"), self._property(left, scope)
        if base is None or (right is not None and self._harmless(name, right)):
            return
        if name.startswith("on") and name not in _HANDLERS and not self._is_global(base, scope):
            if not self._own(base, scope):
                self._works(name)
        elif name == "onload" and (self._is_global(base, scope) or _text(base) in ("document.body",)):
            self.waits = name
        elif (name in _SHOWS or name in ("location", "href")) and not self._own(base, scope):
            if name in ("value", "title", "hidden", "href", "dataset") and base.type == "identifier":
                known = _text(base) in ("document", "location") or scope.find(_text(base)) is None
                if not known:
                    return  # of an object, most likely
            self._works(name)
        elif "style" in _text(base).split(".")[1:] and not self._own(base, scope):
            self._works("style")

    @staticmethod
    def _harmless(name: str, value: Node) -> bool:
        """Whether what is set is a number where a handler would be, or a class that only tells of typefaces."""
        if name.startswith("on"):
            return value.type in ("number", "true", "false")
        return name == "className" and "wf-" in _text(value) and _of_typefaces(value)

    def _member(self, node: Node, scope: _Scope, depth: int, *, assigned: bool = False) -> None:
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

    # ---- what expressions are

    def _property(self, node: Node, scope: _Scope) -> str:
        """The name of the property that an expression is of; empty where it is computed."""
        name = node.child_by_field_name("property")
        if name is not None:
            return _text(name)
        index = node.child_by_field_name("index")
        found = self._stands_for(index, scope) if index is not None else ""
        return found[1:] if found.startswith("=") and "\n" not in found else ""

    def _stands_for(self, node: Node, scope: _Scope) -> str:
        """`window`, `document`, `=text` of a string that is known, of several by lines; empty for anything else."""
        if node.type == "string":
            return "=" + _text(node)[1:-1]
        if node.type == "array" and all(one.type == "string" for one in node.named_children):
            return "=" + "\n".join(_text(one)[1:-1] for one in node.named_children)
        if node.type == "this" and scope.outer is None:
            return "window"
        if node.type == "identifier":
            name = _text(node)
            found = scope.find(name)
            if found is not None:
                return found.names[name]
            return "window" if name in _GLOBAL else name if name == "document" else self.lists.get(name, "")
        return ""

    def _is_global(self, node: Node, scope: _Scope) -> bool:
        return node.type in ("identifier", "this") and self._stands_for(node, scope) == "window"

    def _makes_element(self, node: Node) -> bool:
        """Whether a value is an element that the script makes, in an assignment to several names too."""
        if node.type == "assignment_expression":
            right = node.child_by_field_name("right")
            return right is not None and self._makes_element(right)
        if node.type == "new_expression":
            constructor = node.child_by_field_name("constructor")
            return constructor is not None and _text(constructor) in ("Image", "Audio", "Option")
        function = node.child_by_field_name("function") if node.type == "call_expression" else None
        return function is not None and _text(function).rpartition(".")[2] in _MADE

    def _own(self, node: Node, scope: _Scope) -> bool:  # noqa: ARG002
        """Whether an expression begins with an element that the script has made, or with an object of its own."""
        first = node
        while first.type in ("member_expression", "subscript_expression"):
            inner = first.child_by_field_name("object")
            if inner is None:
                return False
            first = inner
        return first.type == "this" or (first.type == "identifier" and _text(first) in self.made)

    def _works(self, what: str) -> None:
        self.work = self.work or what


def _bound(node: Node) -> Iterator[Node]:
    """The names that a pattern binds."""
    if node.type in ("identifier", "shorthand_property_identifier_pattern"):
        yield node
        return
    for child in node.named_children:
        if node.type == "pair_pattern" and child.type == "property_identifier":
            continue
        if node.type in ("assignment_pattern", "object_assignment_pattern") and child.id != node.named_children[0].id:
            continue
        yield from _bound(child)


def _of_typefaces(value: Node) -> bool:
    """Whether a class is the one that is there, but for what loaders of typefaces say in it."""
    if value.type == "string":
        return _TYPEFACE_CLASS.fullmatch(_text(value)[1:-1]) is not None
    if value.type in ("binary_expression", "parenthesized_expression"):
        return all(_of_typefaces(one) for one in value.named_children)
    if value.type == "call_expression":
        called, given = value.child_by_field_name("function"), value.child_by_field_name("arguments")
        taken = called is not None and _text(called).endswith(".className.replace")
        if given is None or not taken or len(given.named_children) != 2 or "wf-" not in _text(given.named_children[0]):
            return False
        return _of_typefaces(given.named_children[1])
    return value.type == "member_expression" and _text(value).endswith(".className")


def _inner(node: Node | None) -> Node | None:
    """What stands in parentheses."""
    while node is not None and node.type == "parenthesized_expression" and node.named_children:
        node = node.named_children[0]
    return node


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")
