"""No two services may claim the same: the check behind the catalogue's own tests and a user's files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .matching import Catalogue
from .model import KnownService

Clash = tuple[str, dict[str, str]]
"""An English message, and the values for its places."""


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


def conflicts(services: Iterable[KnownService]) -> list[str]:
    """All clashes, in English."""
    return [message % values for message, values in clashes(services)]


def clashes(services: Iterable[KnownService]) -> Iterator[Clash]:
    """What two services both claim, and what a service claims by fragment but would not be given by address."""
    services = list(services)
    owners: dict[tuple[str, str], str] = {}
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
                    values = {"kind": kind, "name": name, "first": first, "second": service.id}
                    yield _("%(kind)s %(name)s is claimed by %(first)s and by %(second)s"), values
    catalogue = Catalogue(services)
    for service in services:
        for fragment in service.fragments:
            host, _slash, path = fragment.partition("/")
            owner = catalogue.by_url(host, f"/{path}")
            if owner is None:
                message = _("fragment %(fragment)s of %(service)s is an address of no service")
                yield message, {"fragment": fragment, "service": service.id}
            elif owner is not service:
                message = _("fragment %(fragment)s of %(service)s is an address of %(owner)s")
                yield message, {"fragment": fragment, "service": service.id, "owner": owner.id}
