"""Two readings of a page: what the scan refers to, and what another parser and a table of its own say.

The second one shares nothing with the engine but the WHATWG's URL and MIME rules: html5ever parses (by way of
Beautiful Soup), and the elements that contact somebody are listed here anew.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

import soup5ever  # noqa: F401  registers the tree builder
import turbohtml
from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PageElement

from fuzz.generate import DOMAIN
from samtykke.extract import SiteContext, scan
from samtykke.extract.tokens import Source
from samtykke.model import Evidence, Scan
from samtykke.site import Document
from samtykke.urls import Hosts

SITE = SiteContext(Hosts("http://www.example.no"), "/nonexistent")
UNVERIFIED = frozenset({"ambiguous-markup", "opaque-script", "unreadable-document"})
ADDRESS = re.compile(rf"\s*(?:https?:)?//((?:h\d+\.)?s-?\d+\.{re.escape(DOMAIN)})(?:[/?#]\S*)?\s*")
_IMPORT = re.compile(rf"\s*@import url\((?:https?:)?//(h\d+\.s\d+\.{re.escape(DOMAIN)})/[\w?=&]*\);\s*")
_STYLE = re.compile(rf"background:url\((?:https?:)?//(h\d+\.s\d+\.{re.escape(DOMAIN)})/[\w?=&]*\)")
_CODE = re.compile(rf"new Image\(\)\.src = [\"'](?:https?:)?//(h\d+\.s\d+\.{re.escape(DOMAIN)})/[\w?=&]*[\"']")
_JAVASCRIPT = re.compile(
    r"[\t\n\v\f\r ]*(?:module|(?:text|application)/(?:x-)?(?:java|ecma)script"
    r"|text/(?:javascript1\.[0-5]|jscript|livescript))[\t\n\v\f\r ]*",
    re.IGNORECASE,
)
_NAMESPACES = {
    "http://www.w3.org/1999/xhtml": "html",
    "http://www.w3.org/2000/svg": "svg",
    "http://www.w3.org/1998/Math/MathML": "math",
}
TAGS = frozenset({
    "script", "iframe", "img", "link", "style", "embed", "object", "frame", "input", "video", "audio", "source",
    "track", "image", "feImage", "base", "meta", "body", "table", "thead", "tbody", "tfoot", "tr", "td", "th",
    "col", "colgroup", "form", "button", "a", "area", "use", "noscript", "template"
})  # fmt: skip
"""Elements whose existence is compared: those that load, and those that decide whether others do."""
_LINKED = {
    "stylesheet": "stylesheet", "icon": "icon", "modulepreload": "hint", "prefetch": "hint", "preload": "hint",
}  # fmt: skip
_PAINTED = ("body", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "col", "colgroup")
_PLAIN = {  # (tag, attribute) → what it loads, in HTML
    ("iframe", "src"): "iframe", ("frame", "src"): "iframe", ("img", "src"): "image", ("video", "src"): "media",
    ("audio", "src"): "media", ("source", "src"): "media", ("track", "src"): "media", ("embed", "src"): "object",
    ("object", "data"): "object", ("video", "poster"): "image", ("form", "action"): "form",
    ("button", "formaction"): "form", ("input", "formaction"): "form",
    **{(tag, "background"): "image" for tag in _PAINTED},
}  # fmt: skip
_BY_HAND = frozenset({"form", "ping"})
_SOURCES = frozenset({"src", "href", "xlink:href"})
_LEAKS = frozenset({("img", "src"), ("img", "srcset"), ("source", "srcset"), ("video", "poster")})
"""Firefox fetches these ahead, although they stand in a template."""
_LEAK_LATER = frozenset({"script", "link"})
"""These too, and imports, once anything of a body stands before them: fixtures template-*."""


class Element(NamedTuple):
    """An element, as far as two parsers can be compared in it."""

    tag: str
    namespace: str
    attributes: tuple[tuple[str, str], ...]


class Load(NamedTuple):
    """A host that an element contacts; `kind` is empty where only the host is compared."""

    host: str
    kind: str
    state: str


class Node(NamedTuple):
    """An element of the second tree, with what decides over it."""

    element: Element
    text: str
    around: tuple[str, ...]
    """The tags that it stands in, the nearest last."""
    inert: bool
    """In a template."""

    def get(self, name: str) -> str | None:
        """An attribute."""
        return dict(self.element.attributes).get(name)


class Page:
    """A page, read both ways when asked."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw

    @cached_property
    def scan(self) -> Scan:
        """By the engine."""
        return scan(Document("side.html", "html", self.raw), SITE)

    @cached_property
    def text(self) -> str:
        """As the engine has it."""
        return Source(self.raw, self.tree.encoding).text.replace("\r\n", "\n").replace("\r", "\n")

    def offset(self, position: tuple[int, int] | None) -> int | None:
        """Where a (line, column from 0) stands in the text."""
        if position is None:
            return None
        line, column = position
        return sum(len(one) + 1 for one in self.text.split("\n")[: line - 1]) + column

    @cached_property
    def problems(self) -> frozenset[str]:
        """The ids of the rules that have something to report."""
        return frozenset(problem.rule for problem in self.scan.problems)

    @cached_property
    def tree(self) -> turbohtml.Document:
        """As the engine parses it for visitors without JavaScript."""
        return turbohtml.parse(self.raw, scripting=False, allow_declarative_shadow_roots=False)

    @cached_property
    def elements(self) -> Counter[Element]:
        """Of the engine's tree."""
        found = (
            Element(e.tag, e.namespace.value, tuple(sorted((n, e.attr(n) or "") for n in e.attrs)))
            for e in self.tree.iter_elements()
            if e.tag in TAGS
        )
        return Counter(found)

    @cached_property
    def loads(self) -> frozenset[Load]:
        """What the engine says is contacted, on load or by hand."""
        return frozenset(
            Load(r.host, r.kind.value, r.state.value)
            for r in self.scan.references
            if ADDRESS.fullmatch(r.written) and r.evidence is not Evidence.LITERAL
        )

    @cached_property
    def live(self) -> frozenset[str]:
        """Every host that the engine lists as contacted on load."""
        found = self.scan.references
        return frozenset(r.host for r in found if r.state.value == "live" and r.evidence is not Evidence.LITERAL)

    @cached_property
    def named(self) -> frozenset[str]:
        """Every host that the engine names as live, however it knows."""
        return frozenset(r.host for r in self.scan.references if r.state.value == "live")

    @cached_property
    def flagged(self) -> frozenset[str]:
        """The hosts of references that stand where a tag is reported as ambiguous or an attribute as double."""
        rules = ("ambiguous-markup", "duplicate-attribute", "foreign-base")
        places = {problem.position for problem in self.scan.problems if problem.rule in rules}
        return frozenset(r.host for r in self.scan.references if r.position in places)

    @cached_property
    def texts(self) -> list[str]:
        """What the second tree has of style sheets, scripts and handlers."""
        return list(_texts(self.nodes))

    @cached_property
    def noscript(self) -> bool:
        """Whether the page may read otherwise with JavaScript, or a document inside it."""
        inside = (element.attr("srcdoc") or "" for element in self.tree.iter_elements("iframe"))
        return "<noscript" in self.text.lower() or any("<noscript" in markup.lower() for markup in inside)

    @cached_property
    def with_javascript(self) -> str:
        """All attributes, scripts and styles of the engine's tree for visitors with JavaScript."""
        tree = turbohtml.parse(self.raw, scripting=True, allow_declarative_shadow_roots=False)
        values = [element.attr(name) or "" for element in tree.iter_elements() for name in element.attrs]
        return "\n".join(values + [element.text for element in tree.iter_elements({"script", "style"})])

    @cached_property
    def running(self) -> str:
        """What runs in that tree: addresses and texts of scripts, what may preload them, and handlers."""
        tree = turbohtml.parse(self.raw, scripting=True, allow_declarative_shadow_roots=False)
        found = []
        for element in tree.iter_elements():
            names = {"html": ("src",), "svg": ("href", "xlink:href")}.get(element.namespace.value, ())
            if element.tag == "script" and names:
                found += [element.text, *(element.attr(name) or "" for name in names)]
            elif element.tag == "link":
                found.append(element.attr("href") or "")
            found += [element.attr(name) or "" for name in element.attrs if name in ("onload", "srcdoc")]
        return "\n".join(found)

    def preloads(self, host: str) -> bool:
        """Whether links to a host are there for scripts alone."""
        links = [node for node in self.nodes if node.element.tag == "link" and _host(node.get("href")) == host]
        return all(node.get("rel") == "modulepreload" or node.get("as") == "script" for node in links)

    @cached_property
    def nodes(self) -> list[Node]:
        """Of the second tree."""
        return list(_nodes(self.raw))

    @cached_property
    def second(self) -> Counter[Element]:
        """The elements of the second tree."""
        return Counter(node.element for node in self.nodes if node.element.tag in TAGS)

    @cached_property
    def second_loads(self) -> frozenset[Load]:
        """What the second tree's elements contact, as far as its small table can tell."""
        return frozenset(_loads(self.nodes, sure=True))

    @cached_property
    def second_may(self) -> frozenset[Load]:
        """The same with what depends on finer rules, which `tests/truth` holds against browsers."""
        return frozenset(_loads(self.nodes, sure=False))


def _nodes(markup: bytes | str) -> Iterator[Node]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        soup = BeautifulSoup(markup, "html5ever", multi_valued_attributes=None)
    # Children before siblings, without recursion: the nesting is the page's to choose.
    waiting: list[tuple[PageElement, tuple[str, ...], bool]] = [(child, (), False) for child in reversed(soup.contents)]
    while waiting:
        tag, around, inert = waiting.pop()
        if not isinstance(tag, Tag):
            continue
        namespace = _NAMESPACES.get(tag.namespace or "", tag.namespace or "")
        attributes = tuple(sorted((str(name), str(value)) for name, value in tag.attrs.items()))
        raw = tag.name in ("script", "style")
        text = "".join(child for child in tag.descendants if type(child) is NavigableString) if raw else ""
        yield Node(Element(tag.name, namespace, attributes), text, around, inert)
        mode = str(tag.attrs.get("shadowrootmode", "")).lower()
        inert = inert or (tag.name == "template" and namespace == "html" and mode not in ("open", "closed"))
        waiting += [(child, (*around, tag.name), inert) for child in reversed(tag.contents)]


def _texts(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        if node.text:
            yield node.text
        for name, value in node.element.attributes:
            if name == "style" or name.startswith("on"):
                yield value
            elif name == "srcdoc" and value:
                yield from _texts(list(_nodes(value)))


def _host(address: str | None) -> str:
    match = ADDRESS.fullmatch(address or "")
    return match[1] if match else ""


def _loads(nodes: list[Node], *, sure: bool) -> Iterator[Load]:
    based = False
    for node in nodes:
        tag, namespace, _attributes = node.element
        if namespace == "html":
            for attribute, kind, host in _html(node, dict(node.element.attributes)):
                here = not node.inert or (tag, attribute) in _LEAKS or (not sure and tag in _LEAK_LATER)
                if host and here and not (sure and _doubtful(node)):
                    yield Load(host, kind, "action" if kind in _BY_HAND else "live")
            if tag == "base" and "template" not in node.around and node.get("href") is not None:
                if _host(node.get("href")) and not (sure and based):
                    yield Load(_host(node.get("href")), "base", "action")
                based = True  # one that is no address does not count; which those are is not for this table
            inner = tag == "iframe" and not node.inert and not (sure and "template" in node.around)
            if inner and node.get("srcdoc"):
                yield from _loads(list(_nodes(node.get("srcdoc") or "")), sure=sure)
        elif namespace == "svg" and (not node.inert or tag in ("image", "feImage", "script")):
            wanted = {"image": "image", "feImage": "image", "script": "script"}.get(tag)
            for name in ("href", "xlink:href"):  # the second counts only where the first is missing
                host = _host(node.get(name))
                if wanted and host and not (sure and name == "xlink:href" and node.get("href") is not None):
                    yield Load(host, wanted, "live")
            if tag == "a" and not node.inert and _host(node.get("ping")):
                yield Load(_host(node.get("ping")), "ping", "action")
        if not node.inert or (not sure and tag == "style"):
            yield from (Load(host, kind, "live") for kind, host in _code(node))


def _doubtful(node: Node) -> bool:
    """Whether it depends on more than its attributes if an element loads."""
    tag, around = node.element.tag, node.around
    if tag == "img":
        return node.get("srcset") is not None  # an address there may stand for the one in src
    if tag == "link":
        return "noscript" in around  # without JavaScript nobody preloads a script
    if tag == "iframe":
        return "template" in around  # a shadow root has to have a host that may have one
    if tag in ("source", "track"):
        return tag == "track" or around[-1:] not in (("video",), ("audio",))
    return tag in ("object", "embed") and not {"audio", "video", "object", "select"}.isdisjoint(around)


def _html(node: Node, attributes: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """(attribute, kind, host) of an HTML element as it is written."""
    tag = node.element.tag
    for name, value in attributes.items():
        if (tag, name) in _PLAIN and not (tag == "iframe" and "srcdoc" in attributes):
            yield name, _PLAIN[tag, name], _host(value)
        elif tag in ("img", "source") and name == "srcset":
            for part in value.split():
                yield name, "image", _host(part.rstrip(","))
        elif tag == "script" and name == "src" and _runs(attributes):
            yield name, "script", _host(value)
        elif tag == "input" and name == "src" and attributes.get("type", "").lower() == "image":
            yield name, "image", _host(value)
        elif tag == "link" and name == "href":
            for relation in attributes.get("rel", "").lower().split():
                if relation == "preload" and attributes.get("as", "").lower() not in ("image", "script"):
                    continue
                if relation in _LINKED and not (relation == "stylesheet" and "disabled" in attributes):
                    yield name, _LINKED[relation], _host(value)
        elif tag in ("a", "area") and name == "ping" and "href" in attributes:
            for part in value.split():
                yield name, "ping", _host(part)


def _runs(attributes: Mapping[str, str]) -> bool:
    """Whether a script's address is fetched; Firefox does so for every `language`."""
    kind = attributes.get("type")
    return not kind or _JAVASCRIPT.fullmatch(kind) is not None


def _code(node: Node) -> Iterator[tuple[str, str]]:
    """(kind, host) of scripts, styles and handlers that stand there undamaged."""
    tag, namespace, _attributes = node.element
    attributes = dict(node.element.attributes)
    found = [("image", _STYLE.fullmatch(attributes.get("style", "")))]
    if tag == "style":  # both browsers look ahead for imports, without regard to type and namespace
        found.append(("stylesheet", _IMPORT.fullmatch(node.text)))
    elif tag == "script" and namespace != "math" and _runs(attributes) and not _SOURCES & attributes.keys():
        found.append(("", _CODE.fullmatch(node.text)))
    elif (tag, namespace) == ("svg", "svg"):
        found.append(("", _CODE.fullmatch(attributes.get("onload", ""))))
    yield from ((kind, match[1]) for kind, match in found if match)
