"""Whose a host probably is that the catalogue does not know, by the npm package third-party-web: a hint, no verdict.

The data is not ours and does not come with us. `samtykke catalogue fetch` brings one version of it, whose digest stands
here, into the user's cache; nothing else ever fetches it, and without it nothing is missing but the hints.
"""

from __future__ import annotations

from .model import PIN, Pin, Vendor, Vendors, VendorsError
from .store import load, stored, written
from .words import probably, said

__all__ = ["PIN", "Pin", "Vendor", "Vendors", "VendorsError", "load", "probably", "said", "stored", "written"]
