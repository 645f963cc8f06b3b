"""No two services may claim the same: the check behind the catalogue's own tests and a user's files."""

from __future__ import annotations

from collections.abc import Iterable

from .matching import Catalogue
from .model import KnownService


def conflicts(services: Iterable[KnownService]) -> list[str]:
    """What two services both claim, and what a service claims by fragment but would not be given by address."""
    services = list(services)
    owners: dict[tuple[str, str], str] = {}
    messages: list[str] = []
    for service in services:
        claims = {
            "host": service.hosts,
            "address": tuple(url.lower() for url in service.urls),
            "path": service.paths,
            "fragment": service.fragments,
            "global": tuple(call.replace(" ", "") for call in service.globals),
        }
        for kind, names in claims.items():
            for name in names:
                first = owners.setdefault((kind, name), service.id)
                if first != service.id:
                    messages.append(f"{kind} {name} is claimed by {first} and by {service.id}")
    catalogue = Catalogue(services)
    for service in services:
        for fragment in service.fragments:
            host, _, path = fragment.partition("/")
            owner = catalogue.by_url(host, f"/{path}")
            if owner is not service:
                whose = owner.id if owner else "no service"
                messages.append(f"fragment {fragment} of {service.id} is an address of {whose}")
    return messages
