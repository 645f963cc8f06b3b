"""What a declared service is known to store and the register does not list."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Level
from samtykke.register import Service

from .base import Context, Rule


def conclude(context: Context) -> Iterator[Finding]:
    """The catalogue's storage of every declared service against the register; conditional storage is left out."""
    for index, service in enumerate(context.register.service):
        known = context.known(service)
        if known is None:
            continue
        for item in known.storage:
            if item.conditional or _listed(service, item.kind, item.name):
                continue
            message = context.t(
                "%(service)s is known to store «%(name)s» (%(kind)s), which the register does not list."
            )
            yield RULE.finding(
                context,
                context.register_position("service", index),
                message % {"service": service.name, "name": item.name, "kind": item.kind},
                url=item.source,
                service=service.id,
                subject=f"{item.kind}:{item.name}",
                level=None if item.evidence == "vendor" else Level.WARNING,
            )


def _listed(service: Service, kind: str, name: str) -> bool:
    """Whether an item is declared; a bare `*` of an unknown lifetime admits that the names are not known."""
    return any(
        item.kind == kind
        and (item.covers(name) or item.name == name or (item.name == "*" and item.lifetime == "unknown"))
        for item in service.storage
    )


RULE = Rule(
    id="undeclared-catalogue-storage",
    level=Level.ERROR,
    title="A declared service is known to store more than the register lists",
    why="The cookie appears only when the vendor's script has run, so no page shows it; the visitor must be told of it "
    "all the same (ekomloven § 3-15, GDPR article 13).",
    remedy="Add the item to the service in the register, with purpose and lifetime; the source tells what it is.",
    example='[[service]]\nid = "google-analytics"\n# … without "_ga" among its storage',
    conclude=conclude,
)
