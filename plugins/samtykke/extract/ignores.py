"""Comments that tell the check what to leave alone: `<!-- samtykke: ignore[rule] reason -->`.

Only a comment of the document itself counts, not one in a script, or in markup that a script writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from turbohtml import Comment, Document, Element

from samtykke.model import InlineIgnore, Position

from .context import Frame
from .tokens import Source

_BEGUN = re.compile(r"\s{0,20}samtykke:\s{0,20}ignore\b")
_IGNORE = re.compile(r"\s*samtykke:\s*ignore\s*(?:\[([^\]]*)\])?(.*)", re.DOTALL)
_LONGEST_REASON = 500


def read(root: Document | Element, source: Source, frame: Frame) -> None:
    """Note every such comment of a page, or of a piece of HTML in a feed."""
    if "samtykke:" in source.text:
        frame.found.ignores += _comments(root, source, frame)


def _comments(root: Document | Element, source: Source, frame: Frame) -> Iterator[InlineIgnore]:
    offset = 0
    for node in root.descendants:
        if not isinstance(node, Comment) or _BEGUN.match(node.data) is None:
            continue
        written = _IGNORE.match(node.data)
        if written is None:
            continue
        # The tree has no places for comments.
        offset = max(offset, source.text.find("<!--" + node.data.split("\n")[0][:40], offset))
        at = frame.place(*source.place(offset))
        offset += 1
        start, end = _element(node, frame)
        yield InlineIgnore(
            position=at,
            rules=tuple(dict.fromkeys(name.strip().lower() for name in (written[1] or "").split(",") if name.strip())),
            reason=" ".join(written[2].split())[:_LONGEST_REASON],
            start=start or at,
            end=at if start is None else end,
            copy=frame.at is not None,
        )


def _element(comment: Comment, frame: Frame) -> tuple[Position | None, Position | None]:
    """Where the element that starts next after a comment starts, and the one after that element's end."""
    element = next((n for n in comment.following if isinstance(n, Element) and n.position), None)
    if element is None or element.position is None:
        return None, None
    after = next((n.position for n in element.following if isinstance(n, Element) and n.position), None)
    start = frame.place(element.position[0], element.position[1] + 1)
    return start, frame.place(after[0], after[1] + 1) if after and frame.at is None else None
