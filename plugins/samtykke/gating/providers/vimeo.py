"""Films of Vimeo, asked not to track (`dnt=1`, Vimeo's own word for it)."""

from __future__ import annotations

import re

from .base import Address, Embed

_PAGE = re.compile(r"/(?:channels/[\w-]+/|groups/[\w-]+/videos/)?(\d{5,12})(?:/([0-9a-f]{6,20}))?/?")
_PLAYER = re.compile(r"/video/(\d{5,12})/?")
_KEY = re.compile(r"[0-9a-f]{6,20}")


def embed(address: Address) -> Embed | None:
    """`vimeo.com/123456789`, with the key of an unlisted film (`/123456789/abcdef0123`), and the player's address."""
    pattern = {"vimeo.com": _PAGE, "player.vimeo.com": _PLAYER}.get(address.host)
    found = pattern.fullmatch(address.path) if pattern else None
    if not found:
        return None
    key = (found[2] if pattern is _PAGE else None) or address.query.get("h", "")
    key = key if _KEY.fullmatch(key) else ""
    frame = f"https://player.vimeo.com/video/{found[1]}?" + (f"h={key}&" if key else "") + "dnt=1"
    return Embed("vimeo", frame, f"https://vimeo.com/{found[1]}" + (f"/{key}" if key else ""), "film", "16/9")
