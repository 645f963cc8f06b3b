"""Posts, films and pages of Facebook: in the frame of its plug-ins, without Facebook's script on our page."""

from __future__ import annotations

import re
from urllib.parse import quote

from .base import Address, Embed

_PLUGIN = re.compile(r"/(?:v\d+\.\d+/)?plugins/(post|video|page)\.php")
_FILM = re.compile(r"/[\w.-]+/videos/(?:[\w.-]+/)?\d+/?|/reel/\d+/?|/share/[vr]/\w+/?", re.ASCII)
_POST = re.compile(r"/[\w.-]+/(?:posts|photos)/[\w./%-]+|/share/p/\w+/?", re.ASCII)
_SHAPES = {"post": ("post", "3/4"), "video": ("film", "16/9"), "page": ("content", "3/4")}


def embed(address: Address) -> Embed | None:
    """A plug-in's own address, or that of a post, film or reel. A page's alone is a link as others are."""
    if address.host == "fb.watch" and re.fullmatch(r"/[\w-]+/?", address.path, re.ASCII):
        return _plugin("video", f"https://fb.watch{address.path}")
    if address.host != "facebook.com":
        return None
    found = _PLUGIN.fullmatch(address.path)
    if found:
        shown = Address.read(address.query.get("href", ""))
        return _plugin(found[1], shown.url) if shown and shown.host in ("facebook.com", "fb.watch") else None
    watch = address.path in ("/watch", "/watch/") and address.query.get("v", "").isdigit()
    if _FILM.fullmatch(address.path) or watch:
        return _plugin("video", address.url)
    story = address.path in ("/permalink.php", "/story.php") and "story_fbid" in address.query
    return _plugin("post", address.url) if _POST.fullmatch(address.path) or story else None


def _plugin(what: str, shown: str) -> Embed:
    kind, ratio = _SHAPES[what]
    text = "&show_text=true" if what == "post" else ""
    frame = f"https://www.facebook.com/plugins/{what}.php?href={quote(shown, safe='')}{text}"
    return Embed("facebook-sdk", frame, shown, kind, ratio)
