"""Stacks as browsers tell them, to `Frame`s."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from .model import Frame, Initiator

RECORDER = "samtykke-audit-recorder"
"""The name under which our own script runs; its calls are no part of what a page does."""
_MOST = 20
_LINE = re.compile(r"^\s*at (?:(?P<function>.*?) \()?(?P<url>.*?):(?P<line>\d+):(?P<column>\d+)\)?$")


def of_text(text: str) -> tuple[Frame, ...]:
    """Of an `Error.stack` of V8."""
    frames = []
    for line in text.splitlines():
        match = _LINE.match(line)
        if match and match["url"] != RECORDER:
            frames.append(
                Frame((match["function"] or "")[:200], match["url"][:2000], int(match["line"]), int(match["column"]))
            )
    return tuple(frames[:_MOST])


def of_protocol(stack: Mapping[str, Any] | None) -> tuple[Frame, ...]:
    """Of the DevTools protocol's `StackTrace`, with what called before an `await` or a timer."""
    frames: list[Frame] = []
    while stack and len(frames) < _MOST:
        calls = [call for call in stack.get("callFrames", ()) if call.get("url") != RECORDER]
        frames += (
            Frame(call["functionName"][:200], call["url"][:2000], call["lineNumber"] + 1, call["columnNumber"] + 1)
            for call in calls
        )
        stack = stack.get("parent")
    return tuple(frames[:_MOST])


def script(stack: Iterable[Frame], kind: str = "script") -> Initiator:
    """Who is answerable for a stack: the innermost call that has an address."""
    frames = tuple(stack)
    at = next((f for f in frames if f.url and not f.url.startswith(("chrome-extension:", "native "))), None)
    return Initiator(kind, at.url, at.line, at.column, frames) if at else Initiator(kind, stack=frames)
