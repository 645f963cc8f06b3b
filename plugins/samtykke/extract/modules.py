"""ES modules, rewritten into functions that the engine can run: its binding has no loader of modules.

What a module imports stands in an object of getters that its code is put `with`, so that a binding stays alive and is
shadowed as the language says; a strict function inside keeps the code strict. What it exports is handed over as
functions too, before its first statement runs, and so modules may import one another in a circle.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from . import javascript

if TYPE_CHECKING:
    from tree_sitter import Node

TOOLS = "__samtykke_module"
"""What a module calls that the reader has put in: `exports`, `default`, `meta` and `import`."""
_MOST_NAMES = 5000
_PATTERN = (
    "(call_expression function: (import) @import) (meta_property) @meta (await_expression) @await"
    " (for_in_statement) @loop"
    " (call_expression function: [(identifier) (parenthesized_expression (identifier))] @maybe (optional_chain))"
)
_FUNCTIONS = frozenset(
    {"function_declaration", "function_expression", "generator_function", "generator_function_declaration",
     "arrow_function", "method_definition", "class_static_block"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Linked:
    """A module's code as an expression, a function of its scope and its tools, and what it takes from others."""

    code: str
    specifiers: tuple[str, ...] = ()
    """The modules that it needs, in their order, each once."""
    imports: tuple[tuple[str, str, str], ...] = ()
    """(local name, specifier, name there), `*` for all of it."""
    exports: tuple[tuple[str, str, str], ...] = ()
    """What it passes on: (name, specifier, name there), `*` for all of it."""
    stars: tuple[str, ...] = ()
    """The modules of which it passes on everything."""
    waits: bool = False
    """Whether it has an `await` outside of functions."""


@lru_cache(maxsize=128)  # the pages of a site share their modules
def linked(code: str) -> Linked:
    """The module in the form that `sandbox/20-modules.js` runs. Code that is no JavaScript stays what it is."""
    source = code.encode("utf-8", "replace")
    root = javascript.parser().parse(source).root_node
    reader = _Reader(source)
    for statement in root.named_children:
        if statement.type == "import_statement":
            reader.imported(statement)
        elif statement.type == "export_statement":
            reader.exported(statement)
    waits = reader.inner(root)
    return reader.linked(waits=waits)


class _Reader:
    """Gathers what the statements of a module say, and what is to stand in their place."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._edits: list[tuple[int, int, str]] = []
        self._specifiers: dict[str, None] = {}
        self._imports: list[tuple[str, str, str]] = []
        self._passed: list[tuple[str, str, str]] = []
        self._stars: dict[str, None] = {}
        self._exports: dict[str, str] = {}
        """Name -> expression."""

    def imported(self, statement: Node) -> None:
        specifier = self._specifier(statement)
        if specifier is None:
            return
        self._edits.append((statement.start_byte, statement.end_byte, ";"))
        for clause in statement.named_children:
            if clause.type != "import_clause":
                continue
            for part in clause.named_children:
                if part.type == "identifier":
                    self._imports.append((self._text(part), specifier, "default"))
                elif part.type == "namespace_import":
                    self._imports += [(self._text(name), specifier, "*") for name in part.named_children]
                elif part.type == "named_imports":
                    for one in part.named_children:
                        name, alias = one.child_by_field_name("name"), one.child_by_field_name("alias")
                        if name is not None:
                            self._imports.append((self._text(alias or name), specifier, self._name(name)))

    def exported(self, statement: Node) -> None:
        declaration, value = statement.child_by_field_name("declaration"), statement.child_by_field_name("value")
        default = any(child.type == "default" for child in statement.children)
        if declaration is not None:
            self._edits.append((statement.start_byte, declaration.start_byte, ""))
            names = list(_declared(declaration))
            if default:
                self._exports.update(dict.fromkeys(("default",), self._text(names[0])) if names else {})
            else:
                self._exports |= {self._text(name): self._text(name) for name in names}
        elif value is not None:
            self._edits.append((statement.start_byte, value.start_byte, f";{TOOLS}.default = "))
            self._exports["default"] = f"{TOOLS}.default"
        else:
            self._clause(statement)

    def _clause(self, statement: Node) -> None:
        """`export {…}`, `export {…} from`, `export * from`, `export * as … from`."""
        specifier = self._specifier(statement)
        self._edits.append((statement.start_byte, statement.end_byte, ";"))
        whole = True
        for child in statement.named_children:
            if child.type == "namespace_export":
                whole = False
                self._passed += [(self._name(name), specifier or "", "*") for name in child.named_children]
            elif child.type == "export_clause":
                whole = False
                for one in child.named_children:
                    name, alias = one.child_by_field_name("name"), one.child_by_field_name("alias")
                    if name is None:
                        continue
                    if specifier is None:
                        self._exports[self._name(alias or name)] = self._text(name)
                    else:
                        self._passed.append((self._name(alias or name), specifier, self._name(name)))
        if whole and specifier is not None:
            self._stars[specifier] = None

    def inner(self, root: Node) -> bool:
        """Put the tools in the place of `import(…)` and `import.meta`; whether it awaits outside of functions."""
        found = javascript.captures(_PATTERN, root)
        self._edits += [(n.start_byte, n.end_byte, f"{TOOLS}.import") for n in found.get("import", ())]
        metas = (n for n in found.get("meta", ()) if self._text(n).startswith("import"))
        self._edits += [(n.start_byte, n.end_byte, f"{TOOLS}.meta") for n in metas]
        # The engine cannot read `name?.()` where the name is looked up in `with`, as all that is imported is.
        self._edits += [(n.start_byte, n.end_byte, f"(0,{self._text(n)})") for n in found.get("maybe", ())]
        loops = [n for n in found.get("loop", ()) if any(child.type == "await" for child in n.children)]
        return any(_outside(n) for n in [*found.get("await", ()), *loops])

    def linked(self, *, waits: bool) -> Linked:
        parts: list[bytes] = []
        at = 0
        for start, end, text in sorted(self._edits):
            if start < at:
                continue
            parts += [self._source[at:start], text.encode()]
            at = end
        parts.append(self._source[at:])
        body = b"".join(parts).decode("utf-8", "replace")
        given = ", ".join(f"{json.dumps(name)}: () => {text}" for name, text in self._exports.items())
        head = f'"use strict"; {TOOLS}.exports({{__proto__: null, {given}}});'
        # A generator stops once its functions are there: that is when a browser links the modules that it runs later.
        kind, stop = ("async function ", "") if waits else ("function* ", " yield;")
        # The line break ends a comment, or what stands for one, in the last line.
        function = f"({kind}() {{ {head}{stop}{body}\n}})"
        code = f"((__samtykke_scope, {TOOLS}) => {{ with (__samtykke_scope) return {function} }})"
        return Linked(
            code, tuple(self._specifiers), tuple(self._imports[:_MOST_NAMES]), tuple(self._passed[:_MOST_NAMES]),
            tuple(self._stars), waits,
        )  # fmt: skip

    def _specifier(self, statement: Node) -> str | None:
        source = statement.child_by_field_name("source")
        if source is None:
            return None
        said = self._name(source)
        self._specifiers[said] = None
        return said

    def _text(self, node: Node) -> str:
        return self._source[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def _name(self, node: Node) -> str:
        """A name, or the string in its place."""
        text = self._text(node)
        if node.type != "string":
            return text
        if "\\" not in text:
            return text[1:-1]
        try:
            return str(json.loads('"' + text[1:-1].replace('"', '\\"') + '"'))
        except ValueError:
            return text[1:-1]


def _declared(declaration: Node) -> Iterator[Node]:
    """The names that a declaration makes; of a pattern's defaults one or another too many, which nobody asks for."""
    name = declaration.child_by_field_name("name")
    if name is not None:
        yield name
        return
    pending = [n for d in declaration.named_children if (n := d.child_by_field_name("name")) is not None]
    while pending:
        node = pending.pop()
        if node.type in ("identifier", "shorthand_property_identifier_pattern"):
            yield node
        elif node.type not in _FUNCTIONS:
            pending += node.named_children


def _outside(node: Node) -> bool:
    """Whether it stands in no function."""
    at = node.parent
    while at is not None:
        if at.type in _FUNCTIONS:
            return False
        at = at.parent
    return True
