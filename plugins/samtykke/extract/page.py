"""What the rules on banner, withdrawal and statement need to know of a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from turbohtml import Doctype, Document, Element, parse_fragment

from samtykke.gates import script_type
from samtykke.model import PageFacts

from . import forms

GATED = frozenset({"figure", "iframe", "img", "source", "video", "audio", "link"})


def folded(text: str) -> str:
    """Text with white space folded, as the statement's parts are compared."""
    return " ".join(text.split())


def folded_text(html: str) -> str:
    """The text of a piece of HTML, folded in the same way as that of a page's parts."""
    return folded(parse_fragment(html, "div").text)


@dataclass(slots=True)
class Facts:
    """PageFacts in the making."""

    banner: list[str] = field(default_factory=list)
    tables: list[tuple[str, str]] = field(default_factory=list)
    runtime: bool = False
    withdrawal: int = 0
    gates: list[tuple[int, int, str, str]] = field(default_factory=list)

    def see(self, element: Element, tag: str, attrs: Mapping[str, str]) -> None:
        """Look at an element outside templates and noscript that has one of `elements.OWN`."""
        if "data-category" in attrs and _opened(tag, attrs):
            line, column = element.position or (1, 0)
            self.gates.append((line, column + 1, attrs["data-category"], attrs.get("data-service", "")))
        if "data-samtykke-banner" in attrs:
            self.banner.append(attrs["data-samtykke-banner"])
        if tag == "script" and "data-samtykke-runtime" in attrs and attrs.get("src"):
            kind = script_type(attrs.get("type"), attrs.get("language"), "nomodule" in attrs)
            self.runtime = self.runtime or kind.runs in ("classic", "module")
        if "data-samtykke-open" in attrs and tag in ("button", "a") and not _in_banner(element):
            self.withdrawal += 1
        if "data-samtykke-table" in attrs:
            key = f"{attrs['data-samtykke-table']}:{attrs.get('lang') or _lang(element)}"
            self.tables.append((key, folded(element.text)))

    def done(self, document: Document, snippets: tuple[tuple[int, int, str, str], ...], base: str) -> PageFacts:
        """The facts of the whole page; addresses in it start from `base`."""
        root = document.root
        return PageFacts(
            lang=(root.attr("lang") or "") if root is not None else "",
            whole=_whole(document),
            banner=tuple(self.banner),
            runtime=self.runtime,
            withdrawal=self.withdrawal,
            tables=tuple(self.tables),
            snippets=snippets,
            forms=forms.read(document, base),
            gates=tuple(self.gates),
        )


def _opened(tag: str, attrs: Mapping[str, str]) -> bool:
    """Whether our banner would open it: as it is looked for in `banner/runtime/gates.js`."""
    if tag == "script":
        return attrs.get("type", "").lower() == "text/plain"
    return tag in GATED and any(name in attrs for name in ("data-src", "data-srcset", "data-href"))


def _whole(document: Document) -> bool:
    if any(isinstance(child, Doctype) for child in document.children):
        return True
    return any(e.position is not None for e in document.iter_elements(("html", "head", "body")))


def _in_banner(element: Element) -> bool:
    return any(
        isinstance(a, Element) and (a.tag == "dialog" or "data-samtykke-banner" in a.attrs) for a in element.ancestors
    )


def _lang(element: Element) -> str:
    languages = (a.attr("lang") for a in element.ancestors if isinstance(a, Element))
    return next((lang for lang in languages if lang), "")
