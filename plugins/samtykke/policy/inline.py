"""What stands in the pages themselves and a policy must name by its hash, or cannot name."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import turbohtml

from samtykke.gates import script_type
from samtykke.register import Register
from samtykke.site import read, walk


@dataclass(slots=True)
class Inline:
    """Inline scripts and styles of a site's pages."""

    scripts: dict[str, str] = field(default_factory=dict)
    """The source `'sha256-…'` → the page on which it stands first."""
    gated: dict[str, str] = field(default_factory=dict)
    """The same for the bodies that a gate of a declared service holds back: the runtime runs them as they are."""
    styles: dict[str, str] = field(default_factory=dict)
    handlers: dict[str, None] = field(default_factory=dict)
    """Pages with `onclick` and the like, which no hash covers without `'unsafe-hashes'`."""
    style_attributes: dict[str, None] = field(default_factory=dict)
    """Pages with `style="…"`, the same."""

    @classmethod
    def of(cls, root: Path, register: Register) -> Inline:
        """All pages of a tree; what cannot be read, the check reports."""
        found = cls()
        for entry in walk(root):
            if entry.kind == "html" and not entry.error:
                document = read(entry)
                if document.raw:
                    found._page(entry.path, turbohtml.parse(document.raw, scripting=True), register)
        return found

    def _page(self, path: str, document: turbohtml.Document, register: Register) -> None:
        for element in document.iter_elements():
            names = element.attrs
            if element.tag == "style":
                self.styles.setdefault(sha256(element.text), path)
            elif element.tag == "script" and "src" not in names:
                self._script(path, element, register)
            for name in names:
                if name == "style":
                    self.style_attributes[path] = None
                elif name.startswith("on") and len(name) > 2:
                    self.handlers[path] = None

    def _script(self, path: str, element: turbohtml.Element, register: Register) -> None:
        kind = element.attr("type")
        known = script_type(kind, element.attr("language"), "nomodule" in element.attrs)
        if known.runs:
            self.scripts.setdefault(sha256(element.text), path)
        elif (kind or "").lower() == "text/plain" and (element.attr("data-type") or "").lower() != "text/html":
            service = register.find_service(element.attr("data-service") or "")
            if service is not None and service in register.gated_services() and element.text.strip():
                self.gated.setdefault(sha256(element.text), path)


def sha256(text: str) -> str:
    """A script's or style's source expression: of its text, in UTF-8."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8', 'replace')).digest()).decode()}'"


def several(paths: Iterable[str]) -> str:
    """The first of some pages, and how many more."""
    listed = list(paths)
    return f"{listed[0]} (+{len(listed) - 1})" if len(listed) > 1 else listed[0]
