"""Posts and reels of Instagram: in the frame that Instagram's own script makes of the pasted quote."""

from __future__ import annotations

import re

from .base import Address, Embed

_PATH = re.compile(r"/(?:[\w.]{1,40}/)?(p|reel|tv)/([\w-]{5,40})(?:/.*)?", re.ASCII)


def embed(address: Address) -> Embed | None:
    """`instagram.com/p/CODE/`, `/reel/CODE/`, `/tv/CODE/`, also below a user's name."""
    found = _PATH.fullmatch(address.path) if address.host == "instagram.com" else None
    if not found:
        return None
    link = f"https://www.instagram.com/{found[1]}/{found[2]}/"
    return Embed("instagram", f"{link}embed/", link, "post", "3/4")
