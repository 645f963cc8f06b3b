"""JSON written piece by piece: a report may be large, and is never in memory as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import GeneratorType
from typing import Any


def dumped(value: Any, depth: int = 0) -> Iterator[str]:
    """As `json.dumps` would write it with an indent of 1; a generator is an array, and taken one by one.

    Generators may stand in objects and in one another; what holds none is written at once. `depth` is how many objects
    and arrays it stands in.
    """
    line = "\n" + " " * (depth + 1)
    if isinstance(value, GeneratorType):
        before = "["
        for one in value:
            yield before + line
            yield from dumped(one, depth + 1)
            before = ","
        yield "[]" if before == "[" else line[:-1] + "]"
    elif _holds_generators(value):
        before = "{"
        for name, member in value.items():
            yield f'{before}{line}"{name}": '
            yield from dumped(member, depth + 1)
            before = ","
        yield line[:-1] + "}"
    else:
        text = json.dumps(value, ensure_ascii=False, indent=1).replace("\n", line[:-1])  # breaks stand between values
        # A lone surrogate (a file name that is not UTF-8) cannot be written as UTF-8.
        yield text.encode("utf-8", "replace").decode("utf-8")


def _holds_generators(value: Any) -> bool:
    return isinstance(value, dict) and any(
        isinstance(one, GeneratorType) or _holds_generators(one) for one in value.values()
    )
