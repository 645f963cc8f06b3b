"""A declared service that its vendor has ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from babel.dates import format_date

from samtykke.model import Finding, Level, Scan, State

from .base import Context, Rule


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """Pages that still carry a retired service which the register does not declare under its own name."""
    seen = set()
    for reference in scan.references:
        known = context.catalogue.services.get(reference.service or "")
        if known is None or known.status != "retired" or known.id in seen or reference.state is State.ACTION:
            continue
        if context.register.find_service(known.id) is not None:
            continue  # `conclude` says it once, at the register
        seen.add(known.id)
        yield RULE.about(context, reference, _message(context, known.name, known.status_since))


def conclude(context: Context) -> Iterator[Finding]:
    """Declared services of which the catalogue says that they have ended."""
    for index, service in enumerate(context.register.service):
        known = context.known(service)
        if known is not None and known.status == "retired":
            yield RULE.finding(
                context,
                context.register_position("service", index),
                _message(context, service.name, known.status_since),
                url=known.status_source or "",
                service=service.id,
            )


def _message(context: Context, name: str, since: date | None) -> str:
    t = context.t
    if since is None:
        return t("%(name)s has been ended by its vendor.") % {"name": name}
    day = format_date(since, "long", locale=context.lang)
    return t("%(name)s was ended by its vendor on %(date)s.") % {"name": name, "date": day}


RULE = Rule(
    id="retired-service",
    level=Level.WARNING,
    title="A service that has been ended",
    why="A dead script does nothing for the site and still tells a third party of every visit; whoever takes over its "
    "address can run code on the pages.",
    remedy="Remove the service from the pages and from the register.",
    example='<script src="https://s7.addthis.com/js/300/addthis_widget.js"></script>',
    check=check,
    conclude=conclude,
)
