"""A register in its usual form: keys in the model's order, a blank line before each table, deeper tables indented.

It moves whole lines. What a value holds, and every comment, stays as it is written; where the file would not say the
same afterwards, it is left alone.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field

from samtykke.files import line_end

from .faults import model_at
from .model import Register

_INDENT = "  "


@dataclass(slots=True)
class _Pair:
    """A key with its value, and the comments above it."""

    above: list[str]
    name: str
    lines: list[str]


@dataclass(slots=True)
class _Table:
    """A table, or the start of the file before the first one."""

    above: list[str]
    names: tuple[str, ...] = ()
    header: str = ""
    pairs: list[_Pair] = field(default_factory=list)


def formatted(text: str) -> str:
    """The text in its usual form; lines end as most of them do. Raises ValueError where it is no TOML."""
    before, end = tomllib.loads(text), line_end(text)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    tables, rest = _read(text)
    made = _written(tables, rest)
    if tomllib.loads(made) != before or _comments(made) != _comments(text):
        made = text
    return made.replace("\n", end)


def _read(text: str) -> tuple[list[_Table], list[str]]:
    """The tables in their order, and the comments after the last line that says something."""
    import tree_sitter_toml  # noqa: PLC0415
    from tree_sitter import Language, Parser  # noqa: PLC0415

    lines = text.split("\n")
    root = Parser(Language(tree_sitter_toml.language())).parse(text.encode()).root_node
    spans: dict[int, tuple[int, str, tuple[str, ...]]] = {}
    waiting = list(root.named_children)
    while waiting:
        node = waiting.pop()
        if node.type in ("table", "table_array_element"):
            row = node.start_point[0]
            header, *body = node.named_children
            spans[row] = (row, node.type, tuple((header.text or b"").decode().split(".")))
            waiting += body
        elif node.type == "pair":
            name = (node.named_children[0].text or b"").decode().split(".")[0]
            spans[node.start_point[0]] = (node.end_point[0], "pair", (name.strip(),))
    tables = [_Table([])]
    above: list[str] = []
    row = 0
    while row < len(lines):
        if row not in spans:
            above.append(lines[row].strip())
            row += 1
            continue
        last, kind, names = spans[row]
        if kind == "pair":
            tables[-1].pairs.append(_Pair(above, names[0], lines[row : last + 1]))
        else:
            tables.append(_Table(above, tuple(n.strip() for n in names), lines[row].strip()))
        above, row = [], last + 1
    return tables, above


def _written(tables: list[_Table], rest: list[str]) -> str:
    out: list[str] = []
    for table in tables:
        indent = _INDENT * max(0, len(table.names) - 1)
        if table.header:
            if out:
                out.append("")
            out += _indented(_folded(table.above), indent)
            out.append(indent + table.header)
        elif table.above:
            out += _folded(table.above)
        model = model_at(Register, table.names)
        order = {name: number for number, name in enumerate(model.model_fields)} if model is not None else {}
        for number, pair in enumerate(sorted(table.pairs, key=lambda p: order.get(p.name, len(order)))):
            above = _folded(pair.above, keep_first=number > 0)
            out += _indented(above, indent)
            first, *more = pair.lines
            out += [indent + first.lstrip(), *more]
            out[-1] = out[-1].rstrip()
    if any(rest):
        out += [""] * bool(out) + _folded(rest)
    return "\n".join(out).rstrip("\n") + "\n"


def _folded(lines: list[str], *, keep_first: bool = False) -> list[str]:
    """Comments with at most one blank line between them, and none at the end; one before them where there was one."""
    out: list[str] = []
    for number, line in enumerate(lines):
        if line or (out and out[-1]) or (keep_first and number == 0 and not line):
            out.append(line)
    if not any(lines):
        return [""] if keep_first and lines else []
    return out


def _indented(lines: list[str], indent: str) -> list[str]:
    return [indent + line if line else "" for line in lines]


def _comments(text: str) -> list[str]:
    """Every line that is a comment, without its indent."""
    return sorted(line.strip() for line in text.split("\n") if line.lstrip().startswith("#"))
