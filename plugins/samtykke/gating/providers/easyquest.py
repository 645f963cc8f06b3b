"""Surveys and registrations of EasyQuest: any address of theirs that is more than the front page."""

from __future__ import annotations

from .base import Address, Embed


def embed(address: Address) -> Embed | None:
    """`easyquest.com/…` and its subdomains."""
    if address.host != "easyquest.com" and not address.host.endswith(".easyquest.com"):
        return None
    if address.path == "/" and not address.search:
        return None
    return Embed("easyquest", address.url, address.url, "form", "3/4")
