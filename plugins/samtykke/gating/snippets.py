"""One pasted snippet, read: which address it stands for, what it is called, what shape it has."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .providers import Address

if TYPE_CHECKING:
    from bs4 import Tag

QUOTES = ("twitter-tweet", "twitter-video", "instagram-media")
"""Classes of the quotes that a provider's script makes into frames."""
PLUGINS = {"fb-post": "post", "fb-video": "video", "fb-page": "page"}
"""Classes of the empty boxes that Facebook's script fills, and the plug-in that each is."""
LOADERS = {
    "platform.twitter.com": "x-widgets",
    "instagram.com": "instagram",
    "connect.facebook.net": "facebook-sdk",
    "player.vimeo.com": "vimeo",
}
"""Hosts of the scripts that come with snippets and that a frame does without."""

LINE = re.compile(
    r"""[ \t]*(?P<address>https?://(?:[^\s<>"]|</?(?:em|strong)>)+)
    (?:[ \t]+(?:"(?P<a>[^"<>]+)"|&quot;(?P<b>[^<>]+?)&quot;|«(?P<c>[^»<>]+)»|“(?P<d>[^”<>]+)”))?
    [ \t]*(?:<br[ ]?/?>)?""",
    re.VERBOSE,
)
"""An address alone on its line, and what it is to be called: `https://youtu.be/… "A film"`."""

_STOCK_TITLES = re.compile(r"(youtube|vimeo)?[ -]*(video|embed|iframe)?[ -]*(player|frame)?", re.IGNORECASE)
"""What providers put where a title should be."""
_PADDING = re.compile(r"padding(?:-bottom|-top)?:\s*(\d{1,3}(?:\.\d{1,6})?)%")
_SIZE = re.compile(r"0*([1-9]\d{0,3})(?:\.\d+)?(?:px)?")
_STYLED = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([^;]+)")


@dataclass(frozen=True, slots=True)
class Snippet:
    """What was pasted, as it was meant."""

    address: str
    written: str
    """As it stands in the source, to find the place there."""
    title: str = ""
    shape: str = ""
    """As the banner takes it: a ratio, or a height where that alone is given; empty where the snippet has none."""
    size: str = ""
    """Its size in pixels, where the snippet gives both."""


def from_line(text: str) -> Snippet | None:
    """A line of a paragraph that is an address and nothing else, or an address and its title in quotes.

    Markdown may have taken underscores of the address for emphasis; they are put back.
    """
    found = LINE.fullmatch(text)
    if not found:
        return None
    address = re.sub(r"</?em>", "_", re.sub(r"</?strong>", "__", found["address"]))
    title = found["a"] or found["b"] or found["c"] or found["d"] or ""
    address = html.unescape(address)
    return Snippet(address, address, html.unescape(title).strip())


def from_markup(markup: str) -> Snippet | None:
    """An iframe, alone or in the boxes that give it its shape, a quote of X or Instagram, a plug-in of Facebook."""
    from bs4 import BeautifulSoup  # noqa: PLC0415  slow to import, and most sites have nothing pasted

    # Of an attribute that stands twice, browsers take the first.
    soup = BeautifulSoup(markup, "html.parser", on_duplicate_attribute="ignore")
    outer = soup.find(True)
    if outer is None:
        return None
    frame = soup.find("iframe")
    if frame is not None:
        src = _attr(frame, "src").strip()
        title = "" if _STOCK_TITLES.fullmatch(_attr(frame, "title").strip()) else _attr(frame, "title").strip()
        return Snippet(src, src, title, *_shape(outer, frame)) if src else None
    classes = outer.get_attribute_list("class")
    if outer.name == "blockquote":
        permalink = _attr(outer, "data-instgrm-permalink")
        links = [permalink] if permalink else [_attr(link, "href") for link in outer.find_all("a", href=True)]
        # A post that quotes another links to it first; its own date comes last.
        address = links[-1].strip() if links else ""
        return Snippet(address, address) if address else None
    plugin = next((PLUGINS[name] for name in classes if name in PLUGINS), None)
    shown = Address.read(_attr(outer, "data-href"))
    if plugin is None or shown is None:
        return None
    href = shown.url.replace("&", "%26").replace("#", "%23").replace("?", "%3F")
    return Snippet(f"https://www.facebook.com/plugins/{plugin}.php?href={href}", _attr(outer, "data-href"))


def _attr(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return value if isinstance(value, str) else ""


def _shape(outer: Tag, frame: Tag) -> tuple[str, str]:
    """(shape, size in pixels) of a frame, by its attributes, its style, or the box around it that gives it a ratio."""
    style = dict(_STYLED.findall(_attr(frame, "style").lower()))
    width, height = (_pixels(style.get(name) or _attr(frame, name)) for name in ("width", "height"))
    padding = _PADDING.search(_attr(outer, "style")) if outer is not frame else None
    if padding and 1 <= float(padding[1]) <= 600:  # what the frame says of itself is overruled there
        return f"1600/{round(float(padding[1]) * 16)}", ""
    if width and height:
        return f"{width}/{height}", f"{width}x{height}"
    return (f"x{height}", "") if height else ("", "")


def _pixels(text: str) -> int:
    """0 for what is not in pixels, or is nothing that a page would have."""
    found = _SIZE.fullmatch(text.strip())
    return int(found[1]) if found else 0
