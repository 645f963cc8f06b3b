"""Which attributes of which elements make a browser contact something: a table, read off HTML, SVG and measurement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import dropwhile
from typing import NamedTuple

from turbohtml import Element

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
_PAINTED = frozenset({"fill", "stroke", "mask", "clip-path", "cursor", "marker-start", "marker-mid", "marker-end"})
"""Attributes that may hold `url()`; not `filter`, which neither browser fetches (measured)."""
# Not what only hovers, scrolls or gets the focus: a page does that to a visitor who wants nothing of it.
_BY_HAND_NAMES = (
    "onclick ondblclick onauxclick oncontextmenu onmousedown onmouseup onpointerdown onpointerup onkeydown onkeypress "
    "onkeyup onsubmit onreset onchange oninput onbeforeinput ondrag ondragstart ondragend ondragenter ondragover "
    "ondragleave ondrop oncopy oncut onpaste ontouchstart ontouchend onselect oninvalid onsearch"
)
_BY_HAND = frozenset(_BY_HAND_NAMES.split())
_DEAD = frozenset({"onstart", "onbounce", "onfinish", "onreadystatechange"})
"""Handlers of elements that current browsers have no more (measured)."""
_LOADLESS = frozenset(
    {"html", "div", "p", "span", "a", "ul", "ol", "li", "dl", "dd", "dt", "table", "tr", "td", "th", "section",
     "article", "aside", "header", "footer", "main", "nav", "form", "button", "canvas", "picture", "h1", "h2", "h3",
     "h4", "h5", "h6"}
)  # fmt: skip
"""Elements of HTML that have nothing to load: `load` and `error` never happen to them, and do not bubble."""
_LOAD_EVENTS = frozenset({"onload", "onerror"})
_PLUGINS = frozenset(
    {"application/x-shockwave-flash", "application/x-silverlight", "application/x-silverlight-2",
     "application/x-java-applet", "application/java", "application/x-director", "application/x-mplayer2",
     "audio/x-pn-realaudio"}
)  # fmt: skip
"""Types of objects whose plugins are gone from both browsers, which then fetch nothing (measured)."""
_TYPES = frozenset(
    {"application", "audio", "font", "haptics", "image", "message", "model", "multipart", "text", "video"}
)
"""What types begin with (IANA, media types). Which of them a browser shows changes; of others, none."""
_PICTURES = frozenset(
    {"jpeg", "jpg", "pjpeg", "png", "x-png", "apng", "vnd.mozilla.apng", "gif", "webp", "avif", "avif-sequence", "jxl",
     "svg+xml", "svg", "bmp", "x-bmp", "x-ms-bmp", "icon", "x-icon", "vnd.microsoft.icon", "x-xbitmap", "xbm", "heic",
     "heic-sequence", "heif", "heif-sequence", "tiff", "tiff-fx", "jp2", "jpx", "jpm", "jxr", "vnd.ms-photo", "jxs",
     "x-win-bitmap", "vnd.wap.wbmp", "ktx", "ktx2", "astc", "dds", "*"}
)  # fmt: skip
"""Pictures that some browser shows or has shown, Safari included, and such as may come: of any other format none
fetches a `source`, an object or a preload (measured for names made up)."""
_ANIMATED = frozenset({"to", "from", "by", "values"})
_NAMED = frozenset({"style", "background", "ping", "http-equiv", "src", "formaction"}) | _PAINTED
OWN = frozenset(
    {"data-category", "data-samtykke-banner", "data-samtykke-open", "data-samtykke-runtime", "data-samtykke-table"}
)
"""Attributes of our own that `page.py` wants to see; the others say nothing of what a page does."""
_PATH_END = re.compile(r"[?#]")
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
        worth = name in _NAMED or name in gates.MARKS or name in OWN
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
    elif src and tag in _SRC and not _passed_over(tag, attrs):
        yield Vector(_SRC[tag], src, "src")
    if tag in ("img", "source") and attrs.get("srcset") and not (tag == "source" and _no_picture(attrs)):
        yield from (Vector(Kind.IMAGE, url, "srcset") for url in syntax.srcset(attrs["srcset"]))
    if tag == "object" and attrs.get("data") and not _plugin(attrs):
        yield Vector(Kind.OBJECT, attrs["data"], "data")
    if tag == "video" and attrs.get("poster"):
        yield Vector(Kind.IMAGE, attrs["poster"], "poster")
    if tag in _BACKGROUND and attrs.get("background"):
        yield Vector(Kind.IMAGE, attrs["background"], "background")
    yield from _by_action(tag, attrs)


def _passed_over(tag: str, attrs: Mapping[str, str]) -> bool:
    """Whether another attribute keeps browsers from taking `src`."""
    if tag == "img":
        return bool(attrs.get("srcset")) and syntax.suffices(attrs["srcset"])
    return (tag == "iframe" and "srcdoc" in attrs) or (tag == "embed" and _plugin(attrs))


def _no_picture(attrs: Mapping[str, str]) -> bool:
    """Whether the type is that of a text, or of a picture that no browser knows."""
    family, _, name = _media_type(attrs).partition("/")
    return family == "text" or (family == "image" and name not in _PICTURES)


def _media_type(attrs: Mapping[str, str]) -> str:
    return attrs.get("type", "").split(";")[0].strip(syntax.SPACE).lower()


def _plugin(attrs: Mapping[str, str]) -> bool:
    """Whether an object or embed is for a plugin that no browser has."""
    kind = _media_type(attrs)
    if attrs.get("classid"):
        # Chromium passes over the class of what is a picture by its type, or by its name where it has none.
        name = _PATH_END.split(attrs.get("data", ""))[0].rpartition("/")[2]
        return not kind.startswith("image/") if kind else "." not in name
    family = kind.split("/")[0]
    return bool(kind) and (kind in _PLUGINS or family not in _TYPES or (family == "image" and _no_picture(attrs)))


def placed(element: Element, tag: str, attribute: str) -> bool:
    """Whether an element stands where browsers heed this attribute of it, as long as no script moves it."""
    parent = element.parent if isinstance(element.parent, Element) else None
    name = parent.tag if parent is not None else ""
    if tag in ("object", "embed"):
        return not _in_player(element)
    if tag == "track":  # its file is asked for across origins only by such a player
        return parent is not None and name in ("audio", "video") and "crossorigin" in parent.attrs
    if tag == "source" and attribute == "src":
        return name in ("audio", "video")
    return tag != "source" or _before_picture(element)


def _in_player(element: Element) -> bool:
    for around in element.ancestors:
        if not isinstance(around, Element) or around.tag == "template":
            return False  # a shadow root is a world of its own
        if around.tag in ("audio", "video") and around.namespace.value == HTML:
            return True
    return False


def _before_picture(source: Element) -> bool:
    """Whether an img follows in the same picture; Firefox, looking ahead, does not mind what stands between."""
    around = next((a for a in source.ancestors if isinstance(a, Element) and a.tag == "picture"), None)
    after = dropwhile(lambda one: one is not source, around.iter_elements({"source", "img"}) if around else ())
    return any(one.tag == "img" for one in after)


def _by_action(tag: str, attrs: Mapping[str, str]) -> Iterator[Vector]:
    if tag == "form" and attrs.get("action"):
        yield Vector(Kind.FORM, attrs["action"], "action", State.ACTION)
    if tag in ("button", "input") and attrs.get("formaction"):
        yield Vector(Kind.FORM, attrs["formaction"], "formaction", State.ACTION)
    if tag in ("a", "area") and attrs.get("ping") and "href" in attrs:
        yield from (Vector(Kind.PING, url, "ping", State.ACTION) for url in syntax.words(attrs["ping"]))


def link(attrs: Mapping[str, str], href: str | None = None) -> Iterator[Vector]:
    """What a link element fetches; media, title and alternate do not keep browsers from it, `disabled` does.

    Of types only that of a picture which no browser knows does, where it is to be loaded ahead.
    """
    relations = syntax.words(attrs.get("rel", "").lower())
    href = attrs.get("href") if href is None else href
    for name in dict.fromkeys(relations):
        kind = _RELATIONS.get(name)
        if kind is None or (kind is Kind.STYLESHEET and "disabled" in attrs):
            continue
        use = attrs.get("as", "").lower()
        if name == "preload" and (use not in _PRELOADED or (use == "image" and _no_picture(attrs))):
            continue
        candidates = attrs.get("imagesrcset", "") if name == "preload" and use == "image" else ""
        if href and not (candidates and syntax.suffices(candidates)):
            yield Vector(kind, href, "href")
        yield from (Vector(kind, url, "imagesrcset") for url in syntax.srcset(candidates))


def for_scripts(attrs: Mapping[str, str]) -> bool:
    """Whether a link only hints at a script: without JavaScript browsers pass it over."""
    relations = _RELATIONS.keys() & syntax.words(attrs.get("rel", "").lower())
    about = attrs.get("as", "").lower() == "script" or (relations == {"modulepreload"} and not attrs.get("as"))
    return about and relations <= {"preload", "modulepreload"}


def header_link(url: str, attrs: Mapping[str, str]) -> Iterator[Vector]:
    """What a Link header makes a browser fetch: hints, and for Firefox style sheets and the next page.

    For another page (`anchor`) browsers do nothing; icons and manifests they take from elements alone (measured).
    """
    if not attrs.get("anchor"):
        attrs = {name: value for name, value in attrs.items() if name != "disabled"}  # means nothing here
        yield from (v for v in link(attrs, url) if v.kind in (Kind.HINT, Kind.STYLESHEET))


def svg_href(attrs: Mapping[str, str]) -> list[str]:
    """The attribute that holds the address of an element of SVG: `href` wins, even empty."""
    return next(([name] for name in ("href", "xlink:href") if name in attrs), [])


def _svg(tag: str, attrs: Mapping[str, str]) -> Iterator[Vector]:
    addresses = [(name, attrs[name]) for name in svg_href(attrs)]
    if tag in ("image", "feImage", "feimage", "use"):
        yield from (Vector(Kind.IMAGE, url, name) for name, url in addresses)
    elif tag in ("set", "animate") and attrs.get("attributeName", attrs.get("attributename")) in ("href", "xlink:href"):
        for name in sorted(_ANIMATED):
            yield from (Vector(Kind.IMAGE, url.strip(), name) for url in attrs.get(name, "").split(";") if url.strip())
    elif tag == "a" and attrs.get("ping"):
        yield from (Vector(Kind.PING, url, "ping", State.ACTION) for url in syntax.words(attrs["ping"]))


def painted(tag: str, attrs: Mapping[str, str]) -> Iterator[str]:
    """SVG's presentation attributes that may hold `url()`, and the values that an animation gives them."""
    animates = tag in ("set", "animate") and attrs.get("attributeName", attrs.get("attributename")) != "filter"
    names = _PAINTED | _ANIMATED if animates else _PAINTED
    return (attrs[name] for name in names if "(" in attrs.get(name, ""))


def handlers(tag: str, namespace: str, attrs: Mapping[str, str]) -> Iterator[tuple[str, State]]:
    """(code, when it runs) of the event handler attributes. Of names that are not known, custom elements may know."""
    for name, code in attrs.items():
        if name.startswith("on") and _HANDLER.fullmatch(name) and code.strip():
            if name in _DEAD or (name in _LOAD_EVENTS and tag in _LOADLESS and namespace == HTML):
                continue
            yield code, State.ACTION if name in _BY_HAND else State.LIVE


def leaks_from_template(tag: str, namespace: str, vector: Vector, attrs: Mapping[str, str], *, ahead: bool) -> bool:
    """Whether Firefox fetches it although it stands in a template; `ahead`: after content there (measured in 153)."""
    if namespace == SVG:
        return tag in ("image", "feImage", "feimage")
    if tag == "link":
        early = vector.kind is Kind.STYLESHEET or "preload" in attrs.get("rel", "").lower()
        return ahead and early
    return (tag == "img" and vector.attribute in ("src", "srcset")) or (
        (tag, vector.attribute) in (("source", "srcset"), ("video", "poster"))
    )
