"""A gate whose category or service is not that of what it holds back."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Level, Position, Reference, Scan, State, StorageWrite

from .base import Context, Rule, shown


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """Gates of our own convention against the register; other conventions have category names of their own."""
    t = context.t
    told = set()
    items: tuple[Reference | StorageWrite, ...] = (*scan.references, *scan.storage)
    for item in items:
        gate = item.gate
        if gate is None or gate.convention != "samtykke" or item.state is not State.GATED:
            continue
        if isinstance(item, StorageWrite):
            declared = context.storage(item.kind, item.name)
            service, what = (declared[0] if declared else None), item.name
        else:
            service, what = context.service_of(item), item.host
        if context.register.find_category(gate.category or "") is None:
            continue  # unknown-category tells it
        if gate.service and context.register.find_service(gate.service) is None:
            continue
        message = None
        if service is not None and gate.service and gate.service != service.id:
            message = t("The gate is for «%(gate)s», but %(what)s belongs to %(service)s.")
        elif service is not None and gate.category and gate.category != service.category:
            message = t("The gate opens for «%(category)s», but %(service)s is declared under «%(right)s».")
        if message is None:
            continue
        values = {
            "category": shown(gate.category or ""),
            "gate": shown(gate.service or ""),
            "what": shown(what),
            "service": service.name if service else "",
            "right": service.category if service else "",
        }
        told.add(item.position)
        yield RULE.finding(
            context,
            item.position,
            message % values,
            url="" if isinstance(item, StorageWrite) else item.url,
            host="" if isinstance(item, StorageWrite) else item.host,
            service=service.id if service else "",
            subject=f"{gate.category}:{gate.service}",
        )
    # What a gate holds back may not be known; its own two names can disagree all the same, and it never opens.
    for line, column, category, named in scan.page.gates if scan.page is not None else ():
        own, position = context.register.find_service(named), Position(scan.path, line, column)
        if own is None or position in told or category == own.category:
            continue
        if context.register.find_category(category) is not None:
            message = t("The gate opens for «%(category)s», but %(service)s is declared under «%(right)s».")
            values = {"category": shown(category), "service": own.name, "right": own.category}
            yield RULE.finding(context, position, message % values, service=own.id, subject=f"{category}:{named}")


RULE = Rule(
    id="wrong-category",
    level=Level.ERROR,
    title="A gate that does not agree with the register",
    why="Consent is given to a purpose. A visitor who says yes to statistics has not said yes to marketing.",
    remedy="Give the gate the category and service that the register declares for the host, or declare the service.",
    example='<script type="text/plain" data-category="functional" data-service="google-analytics" '
    'data-src="https://www.googletagmanager.com/gtag/js?id=G-XXXXXXXXXX"></script>',
    check=check,
)
