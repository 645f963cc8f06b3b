"""A gate that names what the register does not have, and so never opens."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Level, Position, Reference, Scan, State, StorageWrite
from samtykke.register.faults import closest

from .base import Context, Rule, shown


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """Gates of our own convention, whatever they hold; `wrong-category` compares those that name what exists."""
    t = context.t
    categories = [category.id for category in context.register.category]
    services = [service.id for service in context.register.service]
    for position, category, service in _gates(scan):
        if category.startswith("!"):
            continue  # never-block-marker tells it
        if category not in categories:
            name, near = category, closest(category, categories)
            message = t("The gate names the category «%(name)s», which the register does not have.")
        elif service and service not in services:
            name, near = service, closest(service, services)
            message = t("The gate names the service «%(name)s», which the register does not have.")
        else:
            continue
        message %= {"name": shown(name)}
        if near:
            message += " " + t("Did you mean «%(near)s»?") % {"near": near}
        yield RULE.finding(context, position, message, subject=f"{category}:{service}")


def _gates(scan: Scan) -> dict[tuple[Position, str, str], None]:
    """(place, category, service) of every gate: of the page's own, and of those in markup that it keeps or writes."""
    found: dict[tuple[Position, str, str], None] = {}
    if scan.page is not None:
        for line, column, category, service in scan.page.gates:
            found[Position(scan.path, line, column), category, service] = None
    items: tuple[Reference | StorageWrite, ...] = (*scan.references, *scan.storage)
    for item in items:
        if item.gate is not None and item.gate.convention == "samtykke" and item.state is State.GATED:
            found[item.position, item.gate.category or "", item.gate.service or ""] = None
    return found


RULE = Rule(
    id="unknown-category",
    level=Level.ERROR,
    title="A gate that can never open",
    why="The banner asks only about what the register declares. A gate with another name waits for an answer that is "
    "never asked for: the content stays away also from visitors who said yes.",
    remedy="Write the id of a category and a service as they stand in the register, or declare what is missing there.",
    example='<script type="text/plain" data-category="analytcs" data-src="/js/statistics.js"></script>',
    check=check,
)
