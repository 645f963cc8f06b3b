"""A declared lifetime that is not the documented one."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.catalogue import KnownStorage
from samtykke.model import Finding, Level
from samtykke.register import lifetime

from .base import Context, Rule


def conclude(context: Context) -> Iterator[Finding]:
    """Every declared item against the catalogue's, where both say a lifetime."""
    t = context.t
    for index, service in enumerate(context.register.service):
        for number, item in enumerate(service.storage):
            known = documented(context, service.id, item.kind, item.name)
            if known is None or "unknown" in (item.lifetime, known.lifetime):
                continue
            if lifetime.same(item.lifetime, known.lifetime):
                continue
            message = t("«%(name)s» is declared with the lifetime %(declared)s; the documentation says %(known)s.")
            yield RULE.finding(
                context,
                context.register_position("service", index, "storage", number, "lifetime"),
                message
                % {
                    "name": item.name,
                    "declared": lifetime.words(item.lifetime, context.lang),
                    "known": lifetime.words(known.lifetime, context.lang),
                },
                url=known.source,
                service=service.id,
                subject=f"{item.kind}:{item.name}",
            )


def documented(context: Context, service: str, kind: str, name: str) -> KnownStorage | None:
    """The catalogue's item: of the service itself, else of any service if only one has exactly that name."""
    own = context.catalogue.services.get(service)
    if own is not None:
        item = next((s for s in own.storage if (s.kind, s.name) == (kind, name)), None)
        if item is not None:
            return item
    if name.endswith("*"):
        return None
    others = [s for k in context.catalogue.services.values() for s in k.storage if (s.kind, s.name) == (kind, name)]
    return others[0] if len(others) == 1 else None


RULE = Rule(
    id="lifetime-mismatch",
    level=Level.WARNING,
    title="A declared lifetime that differs from the documented one",
    why="The visitor is to be told how long a cookie stays (Court of Justice, C-673/17). A wrong figure is wrong "
    "information.",
    remedy="Correct the lifetime in the register, or keep it if you have measured it on the site yourself.",
    example='name = "__utmt"\nlifetime = "P6M"  # Google documents ten minutes',
    conclude=conclude,
)
