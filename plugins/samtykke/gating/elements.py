"""One element of a page made into a gate: the edits of its tag, or of the whole of it, or why there are none.

What a browser takes an address from gets `data-` before its name; everything else of the element stays as it was
written. What has no such form (objects, style sheets in the page, frames within a document of its own) is kept as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import tinycss2
from turbohtml import Element

from samtykke import banner, gates
from samtykke.extract import syntax
from samtykke.model import Kind, Reference
from samtykke.register import Register
from samtykke.register.model import Service

from .reasons import Reason
from .spans import Page, Part
from .splices import Splice

MOVED: Mapping[str, tuple[str, ...]] = {
    "script": ("src",), "iframe": ("src",), "img": ("src", "srcset"), "source": ("src", "srcset"), "video": ("src",),
    "audio": ("src",), "link": ("href",),
}  # fmt: skip
"""Elements that our runtime opens by giving back an attribute, and which."""
KEPT_AS_TEXT = frozenset({"object", "embed", "video", "audio", "track", "input", "iframe", "style", "img", "picture"})
_VOID = frozenset({"img", "embed", "track", "input", "link", "source"})
_CROWDED = frozenset({"select", "table", "tbody", "thead", "tfoot", "tr", "colgroup", "svg", "math", "frameset"})
"""Elements that take no script element, or not one that comes back as something else."""
_SHEETS = frozenset({"import", "font-face", "charset", "layer", "namespace"})
"""At-rules that change nothing on a page but which typefaces and sheets there are."""
_MARKS = ("data-category", "data-service", "data-type")
_TYPE = re.compile(r"^type\b", re.IGNORECASE)


def by_attribute(page: Page, part: Part, references: Iterable[Reference]) -> tuple[set[str], list[Reference]]:
    """(the attributes in which the references stand, the references that stand in none of them)."""
    names = MOVED.get(part.tag, ())
    written = {name: page.said(part.element.attr(name) or "") for name in names}
    found: set[str] = set()
    rest: list[Reference] = []
    for reference in references:
        for name, value in written.items():
            addresses = syntax.srcset(value) if name == "srcset" else [value]
            if reference.written in {address.strip()[:500] for address in addresses}:
                found.add(name)
                break
        else:
            rest.append(reference)
    return found, rest


def gate(page: Page, part: Part, names: Iterable[str], service: Service) -> list[Splice] | Reason:
    """The edits that put `data-` before attributes and name the service; a script also gets another type."""
    edges, attrs = part.edges, part.element
    fault = unfit(page, part)
    if fault is not None:
        return fault
    splices = []
    for name in sorted(names):
        if attrs.attr(f"data-{name}") is not None:
            return Reason("attribute", {"what": f"data-{name}"})
        splices.append(Splice(edges.attributes[name][0], edges.attributes[name][0], "data-"))
    labels = f' data-category="{service.category}" data-service="{service.id}"'
    if part.tag == "script":
        module = (attrs.attr("type") or "").strip().lower() == "module"
        labels += ' data-type="module"' if module else ""
        kind = edges.attributes.get("type")
        if kind is None:
            labels = f' type="text/plain"{labels}'
        else:
            splices.append(Splice(*kind, 'type="text/plain"'))
    after = edges.start + 1 + len(part.tag)
    return [Splice(after, after, labels), *splices]


def unfit(page: Page, part: Part) -> Reason | None:
    """Why an element's own tag cannot be made a gate's."""
    element = part.element
    if element.namespace.value != "html":
        return Reason("place", {"what": f"<{element.tag}> in {element.namespace.value.upper()}"})
    attrs = {name: element.attr(name) or "" for name in element.attrs}
    mark = gates.recognise(part.tag, attrs) if gates.marked(part.tag, attrs) else None
    if mark is not None and mark.asks:
        return Reason("marked", {"what": mark.written})
    taken = next((name for name in _MARKS if name in attrs), None)
    taken = taken or page.twice(part)
    return Reason("attribute", {"what": taken}) if taken else None


def as_text(page: Page, part: Part, register: Register, service: Service) -> list[Splice] | Reason:
    """The edit that keeps a whole element as text until consent."""
    element, edges = part.element, part.edges
    if part.tag not in KEPT_AS_TEXT or element.namespace.value != "html":
        return Reason("handler")
    parent = element.parent
    around = parent.tag if isinstance(parent, Element) else ""
    if around in _CROWDED or any(isinstance(a, Element) and a.namespace.value != "html" for a in element.ancestors):
        return Reason("place", {"what": f"<{around}>"})
    before = page.text[: edges.start].lower()
    drawing = next((name for name in ("svg", "math") if before.rfind(f"<{name}") > before.rfind(f"</{name}")), "")
    if drawing:  # it breaks out of there, as a script would not
        return Reason("place", {"what": f"<{drawing}>"})
    end = edges.opened if part.tag in _VOID else edges.end
    if end is None:
        return Reason("guess")
    if part.tag == "style" and not only_fetches(element.text):
        return Reason("style")
    block = banner.block(register, service.id, page.text[edges.start : end])
    return [Splice(edges.start, end, block)]


def only_fetches(css: str) -> bool:
    """Whether a style sheet has nothing but imports and typefaces."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return all(rule.type == "at-rule" and rule.lower_at_keyword in _SHEETS for rule in rules)


def is_hint(part: Part, references: Iterable[Reference]) -> bool:
    """Whether an element is there to hint, and nothing happens when what it hints at has come."""
    handlers = any(name.startswith("on") for name in part.element.attrs)
    return part.tag == "link" and not handlers and all(r.kind is Kind.HINT for r in references)


def hidden(part: Part) -> bool:
    """Whether a frame is not to be seen: nobody would miss it, so it needs no placeholder."""
    element = part.element
    style = re.sub(r"\s", "", (element.attr("style") or "").lower())
    sizes = [re.fullmatch(r"(\d+)(?:px)?", (element.attr(name) or "").strip()) for name in ("width", "height")]
    tiny = all(size is not None and int(size[1]) <= 2 for size in sizes)
    return tiny or element.attr("hidden") is not None or "display:none" in style or "visibility:hidden" in style
