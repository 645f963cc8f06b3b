"""The page as its scripts may ask for it: handed to the sandbox as a list of nodes, and asked again for other pages."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from turbohtml import Comment, Document, DocumentFragment, Element, Node, SelectorSyntaxError, Text

_MOST_NODES = 60_000
_LARGEST = 8 << 20
_NAMED = ("form", "img", "iframe", "frame", "embed", "object")
_BUILT = ("__next", "___gatsby", "__docusaurus", "__nuxt")
"""What frameworks call the element whose content they have built beforehand, and take over in the browser."""
_EMPTY = ("root", "app")
"""What they call the one that they fill; where it holds something, it may be another's."""
_TAG = "app-root"
"""The element that Angular fills."""
_PLACES = ",".join([*(f"#{name}" for name in (*_BUILT, *_EMPTY)), _TAG])
_as_json = json.JSONEncoder(check_circular=False).encode
"""A tree is no circle, and to look for one takes a quarter of the time."""
_STORES = frozenset({"template", "noscript", "textarea", "xmp"})
_AFTER = frozenset({"defer", "async"})


class Page:
    """A document's tree, behind the questions of its scripts. Nothing is done before the first of them.

    `standing` are the elements on which the scripts of a run stand, in the order of the run; None where not known.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text: str | None = None
        self._stored: str | None = None
        self._mounts: list[str] | None = None
        self._numbers: dict[Element, int] = {}

    def nodes(self) -> str | None:
        """The tree in JSON, a list in the order of the document; None where it is too large to be handed over.

        An element is `[number of its parent or -1, tag, {attribute: value}]`, a text `[number of its parent, text]`, a
        comment `[number of its parent, text, 0, 0]`.
        The content of a template is its child.
        """
        if self._text is None:
            self._text = self._built()
        return self._text or None

    def stored(self) -> str:
        """The markup and data that wait in the page: in templates, blocks of data, `noscript` and attributes."""
        if self._stored is None:
            self._stored = "\n".join(self._storing())
        return self._stored

    def places(self, standing: Sequence[Element | None]) -> list[int]:
        """The number of the node for each element; -1 for None and for what is not in the tree."""
        self.nodes()
        return [-1 if element is None else self._numbers.get(element, -1) for element in standing]

    def mounts(self) -> list[str]:
        """What frameworks have to take over, in the form that `sandbox/21-takeover.js` describes."""
        if self._mounts is None:
            self._mounts = []
            for element in self._document.select(_PLACES):
                name = element.attr("id") or ""
                if name in _BUILT:
                    self._mounts.append(f"#{name}")
                elif not any(isinstance(child, Element) for child in element.children):
                    self._mounts.append(f"<{_TAG}" if element.tag == _TAG else f"?{name}")
        return self._mounts

    def digest(self, questions: Iterable[str], standing: Sequence[Element | None]) -> bytes:
        """A digest of the page's answers; the questions are in the form that `sandbox/05-page.js` describes."""
        found = hashlib.sha256()
        before = sorted(e.position for e in standing if e is not None and e.position is not None)
        for question in questions:
            found.update(json.dumps([question, self._answer(question, standing, before)]).encode())
        return found.digest()

    def _answer(self, question: str, standing: Sequence[Element | None], before: list[tuple[int, int]]) -> Any:
        if question == "*":
            return [self.nodes(), [e.position for e in standing if e is not None]]
        if question == "@":
            return [None if e is None else _attributes(e) for e in standing]
        if question.startswith("?"):
            return question[1:] in self.stored()
        inside = question.startswith("=")
        selector = question.removeprefix("=")
        if selector.startswith("!"):
            name = json.dumps(selector[1:], ensure_ascii=False)
            selector = ",".join([f"[id={name}]", *(f"{tag}[name={name}]" for tag in _NAMED)])
        try:
            elements = self._document.select(selector)
        except (SelectorSyntaxError, ValueError):
            return self.nodes()
        return [
            # What stands after a script is not there yet when it runs.
            [e.html if inside else e.tag, _attributes(e), bisect_left(before, e.position or (0, 0))]
            for e in elements
        ]

    def _built(self) -> str:
        nodes: list[list[Any]] = []
        pending: list[tuple[Node, int]] = [(child, -1) for child in reversed(list(self._document.children))]
        size = 0
        while pending:
            node, parent = pending.pop()
            if isinstance(node, Text):
                if parent >= 0:
                    nodes.append([parent, node.data])
                    size += len(node.data)
                continue
            number = len(nodes)
            if isinstance(node, Element):
                names = node.attrs
                nodes.append([parent, node.tag, {name: node.attr(name) or "" for name in names} if names else {}])
                if node.tag == "script" or any(name[:2] == "on" for name in names):
                    self._numbers[node] = number
            elif isinstance(node, DocumentFragment):
                number = parent
            else:
                if parent >= 0 and isinstance(node, Comment):
                    nodes.append([parent, node.data, 0, 0])
                    size += len(node.data)
                continue
            if number >= _MOST_NODES or size > _LARGEST:
                return ""
            children = list(node.children)
            children.reverse()
            pending += [(child, number) for child in children]
        return _as_json(nodes)

    def _storing(self) -> Iterator[str]:
        """By itself: most pages are asked for what waits in them and for no more, and need no list of nodes."""
        for element in self._document.iter_elements():
            for name in element.attrs:
                value = element.attr(name)
                if value and "<" in value:
                    yield value
            tag = element.tag
            if tag in _STORES or (tag == "script" and _is_data(element.attr("type") or "")):
                yield element.html


def waits(element: Element | None) -> bool:
    """Whether a script runs only when the page has been read."""
    if element is None or element.tag != "script":
        return True
    return "src" in element.attrs and not _AFTER.isdisjoint(element.attrs)


def _is_data(kind: str) -> bool:
    return bool(kind) and "javascript" not in kind.lower() and kind.lower() != "module"


def _attributes(element: Element) -> dict[str, str]:
    return {name: element.attr(name) or "" for name in element.attrs}
