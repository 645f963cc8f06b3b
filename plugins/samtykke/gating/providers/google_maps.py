"""Maps of Google: what «Share → Embed a map» gives. Other addresses of maps cannot be shown in a frame."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from .base import Address, Embed

_HOST = re.compile(r"(?:maps\.)?google\.(?:com|no|se|dk|fi|de|co\.uk)")
_NUMBER = r"-?\d{1,3}(?:\.\d{1,20})?"
_CENTRE = re.compile(rf"!2d({_NUMBER})!3d({_NUMBER})")
_PLACE = re.compile(r"!1s0x[^!]{1,80}!2s([^!]{1,300})")
_SEARCH = "https://www.google.com/maps/search/?api=1&query="


def embed(address: Address) -> Embed | None:
    """`google.com/maps/embed?pb=…`, `google.com/maps/d/embed?mid=…` (My Maps), `maps?q=…&output=embed`."""
    if not _HOST.fullmatch(address.host):
        return None
    frame = f"https://www.google.com{address.path}?{address.search}"
    if address.path == "/maps/embed" and address.query.get("pb", "").startswith("!"):
        pb = address.query["pb"]
        place, centre = _PLACE.search(pb), _CENTRE.search(pb)
        link = _SEARCH + f"{centre[2]},{centre[1]}" if centre else "https://www.google.com/maps"
        return Embed("google-maps", frame, link, "map", "4/3", unquote(place[1]).strip() if place else "")
    mid = address.query.get("mid", "")
    if re.fullmatch(r"/maps/d/(?:u/\d+/)?embed", address.path) and re.fullmatch(r"[\w-]+", mid, re.ASCII):
        link = f"https://www.google.com/maps/d/viewer?mid={mid}"
        return Embed("google-maps", frame, link, "map", "4/3")
    if address.path in ("/maps", "/maps/", "/") and address.query.get("output") == "embed" and address.query.get("q"):
        frame = f"https://www.google.com/maps?{address.search}"
        return Embed("google-maps", frame, _SEARCH + quote(address.query["q"], safe=""), "map", "4/3")
    return None
