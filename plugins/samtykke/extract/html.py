"""A page, as browsers read it: with JavaScript and without, with everything that hides inside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

import turbohtml
from turbohtml import Document, DocumentFragment, Element

from samtykke import gates
from samtykke.model import Gate, Guard, Kind, Party, Scan, State
from samtykke.site import Document as File
from samtykke.urls import resolve

from . import banners, forms, ignores, scripts, tokens
from .context import Found, Frame, SiteContext, _
from .elements import HTML, OWN, worth_reading
from .page import Facts
from .reader import Reader
from .script_page import Page
from .tokens import Source

_MOST_ELEMENTS = 200_000
_MOST_ATTRIBUTES = 1000
_READ = frozenset(
    {"script", "iframe", "img", "link", "style", "embed", "object", "frame", "video", "audio", "source", "track",
     "image", "feImage", "use", "set", "animate", "form"}
)  # fmt: skip
"""Elements that are read if they have any attribute; the others only for particular ones."""
_BARE = frozenset({"script", "style"})
"""Elements that are read in any case."""
_MERGED = frozenset({"html", "body"})
"""Elements to which later tags, in noscript too, add attributes."""
_LINKS = frozenset({"a", "area"})
_SHADOW_HOSTS = frozenset(
    {"article", "aside", "blockquote", "body", "div", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "main",
     "nav", "p", "section", "span"}
)  # fmt: skip
_TEMPLATE_OWN = frozenset(
    {"base", "basefont", "bgsound", "link", "meta", "noframes", "script", "style", "template", "title"}
)
"""Tags after which the parser is still "in template" (html.spec.whatwg.org, the insertion modes)."""
_STRIPPED = "".join(map(chr, range(33)))


def scan(file: File, site: SiteContext) -> Scan:
    """All that a page says. It may raise for a broken page; the caller turns that into a problem."""
    found = Found(file.path)
    if not file.raw.strip():
        found.problem("unreadable-document", _("it is empty"))
        return found.scan("html")
    found.not_wide(file.raw)
    url = site.hosts.page_url(file.path)
    frame = Frame(found, site, base=url, url=url)
    document, facts = _read(file.raw, frame)
    assert document is not None
    if forms.crowded(document):
        found.bound(_("it has more than 1,000 forms, or a form with more than 1,000 fields"))
    done = found.scan("html")
    page = facts.done(document, tuple(found.snippets), frame.base)
    return replace(done, page=page, guards=tuple(_guards(document, frame)))


def _guards(document: Document, frame: Frame) -> Iterator[Guard]:
    """The policies that the page states of itself; browsers heed them in the head only."""
    for element in document.iter_elements("meta"):
        if (element.attr("http-equiv") or "").lower() == "content-security-policy" and element.closest("head"):
            line, column = element.position or (1, 0)
            yield Guard(frame.place(line, column + 1), element.attr("content") or "")


def read_document(markup: str, frame: Frame) -> None:
    """Note what a document inside another one says (`srcdoc`, a `data:` address)."""
    _read(markup, frame)


def read_fragment(markup: str, frame: Frame) -> None:
    """Note what a piece of HTML says, wherever in a page it may be put."""
    _read(markup, frame, fragment=True)


class Tree(NamedTuple):
    """One reading of the markup."""

    root: Document | Element
    elements: list[Element]


def _read(markup: bytes | str, frame: Frame, *, fragment: bool = False) -> tuple[Document | None, Facts]:
    facts = Facts()
    tree = _parse(markup, frame, scripting=True, fragment=fragment)
    document = tree.root if isinstance(tree.root, Document) else None
    source = Source(markup, document.encoding if document is not None else None)
    if document is not None and document.encoding == "replacement":
        frame.found.problem("unreadable-document", _("its encoding is one that browsers refuse"))
    fallback = frame.base
    frame.base = _base(tree, frame, fallback)
    if document is not None:
        frame.page = Page(document)
        frame.parsed = False
    seen = _walk(tree, frame, source, facts, frozenset())
    _check(tree, source, frame, scripting=True)
    if frame.depth == 0 or (fragment and not frame.runs and frame.depth == 1):
        ignores.read(tree.root, source, frame)
    if frame.runs:  # in a feed, what stands on the page stands once more
        banners.read(tree.root, source, frame)
    # Only such a tag makes the two readings differ; its element may be lost to a frameset that JavaScript lets through.
    if source.has_noscript:
        without = _parse(markup, frame, scripting=False, fragment=fragment)
        silent = replace(frame, noscript=True, scripts=[])
        silent.base = _base(without, silent, fallback, known=frame.base)
        # What was read with another base must be read again.
        _walk(without, silent, source, None, seen if silent.base == frame.base else frozenset())
        _check(without, source, silent, scripting=False)
    scripts.run(frame, read_fragment)
    return document, facts


def _parse(markup: bytes | str, frame: Frame, *, scripting: bool, fragment: bool) -> Tree:
    root: Document | Element
    if fragment and isinstance(markup, str):
        # In a template's context, cells and rows are kept without the table around them.
        root = turbohtml.parse_fragment(markup, "template", scripting=scripting, allow_declarative_shadow_roots=False)
    else:
        root = turbohtml.parse(markup, scripting=scripting, allow_declarative_shadow_roots=False)
    found = list(islice(root.iter_elements(), _MOST_ELEMENTS + 1))
    if len(found) > _MOST_ELEMENTS:
        frame.found.bound(_("it has more than 200,000 elements"), frame.at)
    return Tree(root, found[:_MOST_ELEMENTS])


def _base(tree: Tree, frame: Frame, fallback: str, known: str | None = None) -> str:
    """The address from which the document's own are resolved: the first base element with one counts."""
    applied = ""
    for element in tree.root.iter_elements("base"):
        href = element.attr("href")
        if href is None:
            continue
        line, column = element.position or (1, 0)
        at = frame.place(line, column + 1)
        resolved = resolve(href, fallback)
        foreign = resolved is not None and frame.site.hosts.party(resolved.host) is Party.THIRD
        foreign = foreign and resolved is not None and bool(resolved.host)
        in_template = any(isinstance(a, DocumentFragment) for a in element.ancestors)
        if element.namespace.value != HTML or (in_template and not applied and _ahead(element)):
            # Not a base to the tree, but Chromium, or of templates Firefox, resolves by it looking ahead.
            if foreign and resolved is not None:
                frame.found.problem("foreign-base", href, at, resolved.url)
                Frame.refer(replace(frame, base=fallback), Kind.BASE, href, at)
            continue
        if applied or in_template:
            continue
        if resolved is None or resolved.scheme in ("data", "javascript"):
            continue  # browsers go on to the next one (measured)
        if resolve(fallback, resolved.url) is None:
            # Only Chromium bears a space in a host; nothing else on the page may be lost for it.
            frame.found.problem("foreign-base", resolved.host, at, resolved.url)
            continue
        applied = resolved.url
        if foreign and applied != known:
            frame.found.problem("foreign-base", resolved.host, at, resolved.url)
            # By itself it contacts nobody: what is resolved by it does, and links that the visitor follows.
            Frame.refer(replace(frame, base=fallback), Kind.BASE, href, at, state=State.ACTION)
    return applied or fallback


_Key = tuple[tuple[int, int] | None, str, str, bool]


def _walk(tree: Tree, frame: Frame, source: Source, facts: Facts | None, skip: Set[_Key]) -> Set[_Key]:
    """Read every element that matters and is not in `skip`; what was read."""
    reader = Reader(frame, source, read_document, read_fragment)
    inert = _templates(tree)
    classes = any(name in source.text for name in gates.CLASS_PARTS)
    keys: set[_Key] = set()
    for element in tree.elements:
        names = element.attrs
        tag = element.tag
        if not names:
            if tag not in _BARE:
                continue
        elif tag not in _READ:
            for name in names:
                if worth_reading[name]:
                    break
            else:
                if not (classes and "class" in names) and not (tag in _LINKS and _javascript(element.attr("href"))):
                    continue
        template = inert.get(element)
        in_template = template is not None
        key = (element.position, tag, element.namespace.value, in_template)
        keys.add(key)
        if key in skip and tag not in _MERGED:
            continue
        if len(names) > _MOST_ATTRIBUTES:
            frame.found.bound(_("an element has more than 1,000 attributes"), frame.at)
            continue
        attrs: Mapping[str, str] = {name: element.attr(name) or "" for name in names}
        ahead, gate = (template.ahead, template.gate) if template is not None else (False, None)
        reader.read(element, attrs, inert=in_template, ahead=ahead, gate=gate)
        if facts is not None and not in_template and not OWN.isdisjoint(attrs):
            facts.see(element, tag, attrs)
    return keys


class Inert(NamedTuple):
    """What stands in a template."""

    gate: Gate | None = None
    """Of the consent tool that opens the template."""
    ahead: bool = False
    """Firefox fetches scripts and style sheets: it follows, in the same template, the first tag that is read as in a
    body, which may also stand around it. Text alone changes nothing (measured in 153)."""


def _templates(tree: Tree) -> dict[Element, Inert]:
    """What is inert in a template; in a declarative shadow root nothing is."""
    inert: dict[Element, Inert] = {}
    for template in tree.root.iter_elements("template"):
        if template in inert or template.namespace.value != HTML:
            continue
        if _opens_shadow(template):
            if not _has_shadow(template):
                # Looking ahead, Chromium fetches pictures and scripts from it all the same, but no frames.
                inert.update(dict.fromkeys(template.iter_elements("iframe"), Inert()))
            continue
        mark = gates.recognise("template", {name: template.attr(name) or "" for name in template.attrs})
        gate = mark.gate if mark is not None and not mark.never else None
        for element, ahead in _content(template):
            inert[element] = Inert(gate, ahead)
    return inert


def _content(template: Element) -> Iterator[tuple[Element, bool]]:
    """The elements in a template, those in further ones too, and whether Firefox looks ahead there (see `Inert`)."""
    within: dict[Element, Element | None] = {}
    begun: set[Element | None] = set()
    for element in template.iter_elements():
        parent = element.parent
        nearest = within.get(parent, template) if isinstance(parent, Element) else _around(element)
        within[element] = nearest
        yield element, nearest in begun
        if element.tag not in _TEMPLATE_OWN:
            begun.add(nearest)


def _ahead(element: Element) -> bool:
    """Whether Firefox looks ahead where an element stands in a template, that of a shadow root included."""
    templates = [a for a in element.ancestors if isinstance(a, Element) and a.tag == "template"]
    return any(ahead for one, ahead in _content(templates[-1]) if one is element) if templates else False


def _around(element: Element) -> Element | None:
    """The template in which an element stands uppermost: its parent is the template's content."""
    return next((a for a in islice(element.ancestors, 1, 2) if isinstance(a, Element)), None)


def _opens_shadow(template: Element) -> bool:
    return (template.attr("shadowrootmode") or "").lower() in ("open", "closed")


def _has_shadow(template: Element) -> bool:
    """Whether the element around a template can have a shadow root, and has none yet."""
    host = template.parent
    if not isinstance(host, Element) or host.namespace.value != HTML:
        return False
    if host.tag not in _SHADOW_HOSTS and "-" not in host.tag:
        return False
    first = next(c for c in host.children if isinstance(c, Element) and c.tag == "template" and _opens_shadow(c))
    return first is template


def _check(tree: Tree, source: Source, frame: Frame, *, scripting: bool) -> None:
    positions = {e.position for e in tree.root.iter_elements(tokens.CHECKED)} - {None}
    tokens.cross_check(source, frame, positions, scripting=scripting)
    tokens.within_svg(tree.root, source, frame)
    if isinstance(tree.root, Document):
        tokens.duplicates(tree.root, source, frame)


def _javascript(href: str | None) -> bool:
    """Whether a link may run a script; what the URL parser strips may stand before it."""
    return href is not None and href.lstrip(_STRIPPED)[:1] in ("j", "J")
