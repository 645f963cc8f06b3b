"""Which attributes of which elements make a browser contact something: a table, read off HTML, SVG and measurement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from samtykke import gates
from samtykke.model import Kind, State

from . import syntax

HTML, SVG, MATH = "html", "svg", "math"

LOADING = frozenset(
    {"script", "iframe", "img", "link", "style", "embed", "object", "frame", "input", "video", "audio", "source",
     "track", "image", "base", "feimage", "use", "body", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "col",
     "colgroup"}
)  # fmt: skip
"""Elements that contact something by themselves, in lower case."""

_SRC = {
    "iframe": Kind.IFRAME, "frame": Kind.IFRAME, "embed": Kind.OBJECT, "img": Kind.IMAGE, "video": Kind.MEDIA,
    "audio": Kind.MEDIA, "source": Kind.MEDIA, "track": Kind.MEDIA,
}  # fmt: skip
_BACKGROUND = frozenset({"body", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "col", "colgroup"})
_RELATIONS = {
    "stylesheet": Kind.STYLESHEET,
    **dict.fromkeys(
        (
            "preload",
            "modulepreload",
            "prefetch",
            "prerender",
            "preconnect",
            "dns-prefetch",
            "compression-dictionary",
            "next",  # Firefox fetches it ahead
        ),
        Kind.HINT,
    ),
    **dict.fromkeys(("icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon", "fluid-icon"), Kind.ICON),
    "manifest": Kind.MANIFEST,
}
_PRELOADED = frozenset(
    {"script", "style", "image", "font", "fetch", "track", "json", "worker", "sharedworker", "audioworklet",
     "paintworklet"}
)  # fmt: skip
"""What `as` may be; anything else keeps both browsers from a preload (measured)."""
_PAINTED = frozenset(
    {"fill", "stroke", "filter", "mask", "clip-path", "cursor", "marker-start", "marker-mid", "marker-end"}
)
# Not what only hovers, scrolls or gets the focus: a page does that to a visitor who wants nothing of it.
_BY_HAND_NAMES = (
    "onclick ondblclick onauxclick oncontextmenu onmousedown onmouseup onpointerdown onpointerup onkeydown onkeypress "
    "onkeyup onsubmit onreset onchange oninput onbeforeinput ondrag ondragstart ondragend ondragenter ondragover "
    "ondragleave ondrop oncopy oncut onpaste ontouchstart ontouchend onselect oninvalid onsearch"
)
_BY_HAND = frozenset(_BY_HAND_NAMES.split())
_ANIMATED = frozenset({"to", "from", "by", "values"})
_NAMED = frozenset({"style", "background", "ping", "http-equiv"}) | _PAINTED
_HANDLER = re.compile(r"on[a-z]{3,}")


class Vector(NamedTuple):
    """An address on an element, and when the browser acts on it."""

    kind: Kind
    written: str
    attribute: str
    state: State = State.LIVE


class _Memory(dict[str, bool]):
    """Attribute names that were looked at before."""

    def __missing__(self, name: str) -> bool:
        worth = name in _NAMED or name in gates.MARKS or name.startswith("data-samtykke")
        worth = worth or name.endswith("-blocker-ignore") or _HANDLER.fullmatch(name) is not None
        if len(self) < 10_000:
            self[name] = worth
        return worth


worth_reading = _Memory()
"""Attribute name → whether it can matter on an element that loads nothing by itself."""


def vectors(tag: str, namespace: str, attrs: Mapping[str, str]) -> Iterator[Vector]:
    """The addresses of an element as it is written, scripts and `srcdoc` apart."""
    if namespace == SVG:
        yield from _svg(tag, attrs)
        return
    if namespace != HTML:
        return
    src = attrs.get("src")
    if tag == "link":
        yield from link(attrs)
    elif tag == "input":
        if src and attrs.get("type", "").lower() == "image":
            yield Vector(Kind.IMAGE, src, "src")
    elif src and tag in _SRC and not (tag == "iframe" and "srcdoc" in attrs):
        yield Vector(_SRC[tag], src, "src")
    if tag in ("img", "source") and attrs.get("srcset"):
        yield from (Vector(Kind.IMAGE, url, "srcset") for url in syntax.srcset(attrs["srcset"]))
    if tag == "object" and attrs.get("data"):
        yield Vector(Kind.OBJECT, attrs["data"], "data")
    if tag == "video" and attrs.get("poster"):
        yield Vector(Kind.IMAGE, attrs["poster"], "poster")
    if tag in _BACKGROUND and attrs.get("background"):
        yield Vector(Kind.IMAGE, attrs["background"], "background")
    yield from _by_action(tag, attrs)


def _by_action(tag: str, attrs: Mapping[str, str]) -> Iterator[Vector]:
    if tag == "form" and attrs.get("action"):
        yield Vector(Kind.FORM, attrs["action"], "action", State.ACTION)
    if tag in ("button", "input") and attrs.get("formaction"):
        yield Vector(Kind.FORM, attrs["formaction"], "formaction", State.ACTION)
    if tag in ("a", "area") and attrs.get("ping") and "href" in attrs:
        yield from (Vector(Kind.PING, url, "ping", State.ACTION) for url in attrs["ping"].split())


def link(attrs: Mapping[str, str], href: str | None = None) -> Iterator[Vector]:
    """What a link element fetches; media, type, title and alternate do not keep browsers from it, `disabled` does."""
    relations = attrs.get("rel", "").lower().split()
    href = attrs.get("href") if href is None else href
    for name in dict.fromkeys(relations):
        kind = _RELATIONS.get(name)
        if kind is None or (kind is Kind.STYLESHEET and "disabled" in attrs):
            continue
        use = attrs.get("as", "").lower()
        if name == "preload" and use not in _PRELOADED:
            continue
        if href:
            yield Vector(kind, href, "href")
        if name == "preload" and use == "image" and attrs.get("imagesrcset"):
            yield from (Vector(kind, url, "imagesrcset") for url in syntax.srcset(attrs["imagesrcset"]))


def relation(names: frozenset[str]) -> Kind | None:
    """What a Link header with these relations makes a browser fetch; Firefox takes style sheets from there too."""
    kinds = [_RELATIONS[name] for name in sorted(names) if name in _RELATIONS]
    return next((k for k in kinds if k is not Kind.HINT), kinds[0] if kinds else None)


def _svg(tag: str, attrs: Mapping[str, str]) -> Iterator[Vector]:
    addresses = [(name, attrs[name]) for name in ("href", "xlink:href") if attrs.get(name)]
    if tag in ("image", "feImage", "feimage", "use"):
        yield from (Vector(Kind.IMAGE, url, name) for name, url in addresses)
    elif tag in ("set", "animate") and attrs.get("attributeName", attrs.get("attributename")) in ("href", "xlink:href"):
        for name in sorted(_ANIMATED):
            yield from (Vector(Kind.IMAGE, url.strip(), name) for url in attrs.get(name, "").split(";") if url.strip())
    elif tag == "a" and attrs.get("ping"):
        yield from (Vector(Kind.PING, url, "ping", State.ACTION) for url in attrs["ping"].split())


def painted(tag: str, attrs: Mapping[str, str]) -> Iterator[str]:
    """SVG's presentation attributes that may hold `url()`, and the values that an animation gives them."""
    names = _PAINTED | _ANIMATED if tag in ("set", "animate") else _PAINTED
    return (attrs[name] for name in names if "(" in attrs.get(name, ""))


def handlers(attrs: Mapping[str, str]) -> Iterator[tuple[str, State]]:
    """(code, when it runs) of the event handler attributes."""
    for name, code in attrs.items():
        if name.startswith("on") and _HANDLER.fullmatch(name) and code.strip():
            yield code, State.ACTION if name in _BY_HAND else State.LIVE


def leaks_from_template(tag: str, namespace: str, attribute: str) -> bool:
    """Whether Firefox fetches it ahead although it stands in a template (measured in 153)."""
    if namespace == SVG:
        return tag in ("image", "feImage", "feimage")
    return (tag == "img" and attribute in ("src", "srcset")) or (
        (tag, attribute) in (("source", "srcset"), ("video", "poster"))
    )
