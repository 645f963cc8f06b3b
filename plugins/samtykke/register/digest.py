"""Fingerprints of a register: of all of it, and of the substance that a visitor's choice is bound to."""

from __future__ import annotations

import hashlib
import json

from . import lifetime
from .model import Register, Service


def digest(register: Register) -> str:
    """16 hex digits over all that pages are made of, wording included: equal digests make equal pages."""
    return _hash(register.model_dump(mode="json", exclude={"ignore"}), 16)


def category_digests(register: Register) -> dict[str, str]:
    """8 hex digits for each category over what consent to it covers, the same in whatever order it is written.

    A mended sentence, a new link or a legacy cookie (which is only ever cleared) keeps the digest; a further service,
    host, country or stored item, or a longer storage, changes it, and visitors are asked anew.
    """
    return {category.id: _hash([category.id, *_services(register, category.id)], 8) for category in register.category}


def _services(register: Register, category: str) -> list[list[object]]:
    return sorted((_substance(s) for s in register.service if s.category == category), key=json.dumps)


def _substance(service: Service) -> list[object]:
    storage = sorted([s.kind, s.name, s.party, _length(s.lifetime)] for s in service.storage if not s.legacy)
    return [service.id, service.country, service.basis, sorted(set(service.hosts)), storage]


def _length(text: str) -> str:
    """The same for `P1Y` and `P365D`."""
    value = lifetime.parse(text)
    return text if value is None else f"{value.total_seconds():.0f}"


def _hash(value: object, digits: int) -> str:
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:digits]
