"""Posts of X: in the frame that X's own script makes of the pasted quote, but without the script on our page."""

from __future__ import annotations

import re

from .base import Address, Embed

_HOSTS = ("x.com", "twitter.com", "mobile.twitter.com")
_PATH = re.compile(r"/(\w{1,20})/status(?:es)?/(\d{5,25})(?:/.*)?")


def embed(address: Address) -> Embed | None:
    """`x.com/name/status/123`, `twitter.com/…`, and the frame's own address."""
    if address.host == "platform.twitter.com" and address.path == "/embed/Tweet.html":
        post = address.query.get("id", "")
        return _post("i", post) if re.fullmatch(r"\d{5,25}", post) else None
    found = _PATH.fullmatch(address.path) if address.host in _HOSTS else None
    return _post(found[1], found[2]) if found else None


def _post(user: str, post: str) -> Embed:
    frame = f"https://platform.twitter.com/embed/Tweet.html?dnt=true&id={post}"
    return Embed("x-widgets", frame, f"https://x.com/{user}/status/{post}", "post", "3/4")
