"""What a script does to the page beside loading: by the methods that it calls and the properties that it sets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from .code_syntax import FUNCTIONS, Scope, written
from .code_values import Values

if TYPE_CHECKING:
    from tree_sitter import Node

_SHOWS = frozenset(
    {"innerHTML", "outerHTML", "textContent", "innerText", "nodeValue", "className", "style", "classList", "hidden",
     "disabled", "checked", "selected", "value", "title", "dataset"}
)  # fmt: skip
"""Properties by which a script changes what the page shows, unless the element is one that it has made."""
_ACTS = frozenset(
    {"insertAdjacentHTML", "insertAdjacentText", "replaceWith", "replaceChildren", "removeChild", "remove", "submit",
     "requestSubmit", "click", "focus", "blur", "scrollTo", "scrollIntoView", "preventDefault", "stopPropagation",
     "pushState", "replaceState", "toggleAttribute", "showModal", "matchMedia", "alert", "confirm", "prompt",
     "requestAnimationFrame"}
)  # fmt: skip
"""Methods that are work on the page."""
_SENDS = frozenset({"submit", "requestSubmit"})
"""Methods that leave the page, also of a form that the script has made."""
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
_WRITES = frozenset({"write", "writeln"})


class Work(Values):
    """The first thing that a script does to the page; whether it writes into it, and for what it waits."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.work = ""
        self.writes = False
        self._pieces = False
        self.waits = ""

    def _plain_call(self, name: str, given: list[Node], scope: Scope) -> None:
        if scope.find(name) is not None:
            return
        if name in _LIBRARY:
            ready = len(given) == 1 and (given[0].type in FUNCTIONS or written(given[0]) in ("document", "window"))
            if not ready:
                self._works(f"{name}(…)")
        elif name in _ACTS:
            self._works(f"{name}()")

    def _method(self, called: Node, given: list[Node], scope: Scope) -> None:
        base, name = called.child_by_field_name("object"), called.child_by_field_name("property")
        if base is None or name is None:
            return
        method = written(name)
        if method in _WRITES and written(base).rpartition(".")[2] == "document":
            self._writes(given)
        elif method == "addEventListener":
            events = self._stands_for(given[0], scope)[1:].split("\n") if given else [""]
            waits = self._once(base, given, scope) and all(event in _MAY_WAIT_FOR | _SIGNS for event in events)
            if not waits and not all(event in _MAY_WAIT_FOR for event in events) and not self._own(base, scope):
                self._works(next(event for event in events if event not in _MAY_WAIT_FOR) or method)
        elif method in _LEAVES and written(base).rpartition(".")[2] == "location":
            self._works("location")
        elif method in _ACTS and (method in _SENDS or not self._own(base, scope)):
            self._works(f"{method}()")
        elif self._is_library(base, scope) and method not in _ONLY_LOADS:
            self._works(f"{written(base)}.{method}()")
        elif base.type == "call_expression":
            inner = base.child_by_field_name("function")
            if inner is not None and written(inner) in _LIBRARY and method not in ("ready", "load", "on", "scroll"):
                self._works(f"{method}()")
            elif inner is not None and written(inner) in _LIBRARY and method in ("on", "load"):
                event = self._stands_for(given[0], scope).removeprefix("=") if given else ""
                if method == "on" and event not in _MAY_WAIT_FOR:
                    self._works(event or method)
                elif event in ("", "load"):
                    self.waits = "load"

    def _writes(self, given: list[Node]) -> None:
        """Judge what is written: of several texts each must be whole, since later each is put in by itself."""
        text = "".join(_strings(given[0])).lower() if given else ""
        unfinished = text.rfind("<") > text.rfind(">") or text.rfind("<script") > text.rfind("</script")
        if self.writes and (unfinished or self._pieces):
            self._works("document.write()")
        self.writes = True
        self._pieces = self._pieces or unfinished

    def _once(self, base: Node, given: list[Node], scope: Scope) -> bool:
        """Whether it is listened for on the whole page, `{ once: true }`."""
        options = given[2].named_children if len(given) > 2 and given[2].type == "object" else []
        whole = self._is_global(base, scope) or self._stands_for(base, scope) == "document"
        return whole and any(re.fullmatch(r"once\s*:\s*(?:true|!0)", written(option)) for option in options)

    @staticmethod
    def _is_library(node: Node, scope: Scope) -> bool:
        return node.type == "identifier" and written(node) in _LIBRARY and scope.find(written(node)) is None

    def _set(self, left: Node, right: Node | None, scope: Scope) -> None:
        """Judge what a property is set of."""
        base, name = left.child_by_field_name("object"), self._property(left, scope)
        if base is None or (right is not None and self._harmless(name, right)):
            return
        if name.startswith("on") and name not in _HANDLERS and not self._is_global(base, scope):
            if not self._own(base, scope):
                self._works(name)
        elif name == "onload" and (self._is_global(base, scope) or written(base) in ("document.body",)):
            self.waits = name
        elif (name in _SHOWS or name in ("location", "href")) and not self._own(base, scope):
            if name in ("value", "title", "hidden", "href", "dataset") and base.type == "identifier":
                known = written(base) in ("document", "location") or scope.find(written(base)) is None
                if not known:
                    return  # of an object, most likely
            self._works(name)
        elif "style" in written(base).split(".")[1:] and not self._own(base, scope):
            self._works("style")

    @staticmethod
    def _harmless(name: str, value: Node) -> bool:
        """Whether what is set is a number where a handler would be, or a class that only tells of typefaces."""
        if name.startswith("on"):
            return value.type in ("number", "true", "false")
        return name == "className" and "wf-" in written(value) and _of_typefaces(value)

    def _works(self, what: str) -> None:
        self.work = self.work or what


def _strings(node: Node) -> Iterator[str]:
    """The texts in an expression, as far as they stand there."""
    if node.type in ("string", "template_string"):
        yield unquote(written(node)[1:-1].replace("\\", ""))
    else:
        for child in node.named_children:
            yield from _strings(child)


def _of_typefaces(value: Node) -> bool:
    """Whether a class is the one that is there, but for what loaders of typefaces say in it."""
    if value.type == "string":
        return _TYPEFACE_CLASS.fullmatch(written(value)[1:-1]) is not None
    if value.type in ("binary_expression", "parenthesized_expression"):
        return all(_of_typefaces(one) for one in value.named_children)
    if value.type == "call_expression":
        called, given = value.child_by_field_name("function"), value.child_by_field_name("arguments")
        taken = called is not None and written(called).endswith(".className.replace")
        if (
            given is None
            or not taken
            or len(given.named_children) != 2
            or "wf-" not in written(given.named_children[0])
        ):
            return False
        return _of_typefaces(given.named_children[1])
    return value.type == "member_expression" and written(value).endswith(".className")
