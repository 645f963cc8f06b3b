"""Whose content it is that was pasted, one file a provider; a new one is a file here and a line below.

A provider is a module with `embed(address)`: the address that an editor copied → what a frame shows of it, or None
where it is not the provider's, or nothing that can be shown. Addresses to show are composed anew of what was
recognised, never taken over whole.
"""

from __future__ import annotations

from . import easyquest, facebook, google_maps, instagram, vimeo, x, youtube
from .base import Address, Embed

PROVIDERS = (youtube, vimeo, google_maps, x, instagram, facebook, easyquest)


def recognise(written: str) -> Embed | None:
    """What an address shows in a frame, by the first provider that knows it."""
    address = Address.read(written)
    return next((found for provider in PROVIDERS if (found := provider.embed(address))), None) if address else None


__all__ = ["PROVIDERS", "Address", "Embed", "recognise"]
