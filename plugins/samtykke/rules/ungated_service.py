"""A declared service that needs consent and acts without it."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Evidence, Finding, Kind, Level, Scan, State

from .base import Context, Rule, shown
from .told import told


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """Live references and storage of services whose ground is consent."""
    t = context.t
    explained = told(scan, context)
    for reference in scan.references:
        if (
            reference.state is not State.LIVE
            or reference.noscript
            or reference.kind is Kind.HINT
            or reference.evidence is Evidence.LITERAL
        ):
            continue
        service = context.service_of(reference)
        if service is None or service.basis != "consent" or reference in explained:
            continue
        message = t("%(service)s is fetched from %(host)s before the visitor has consented.")
        yield RULE.about(context, reference, message % {"service": service.name, "host": shown(reference.host)})
    for write in scan.storage:
        declared = context.storage(write.kind, write.name) if write.state is State.LIVE else None
        if declared is None or declared[0].basis != "consent":
            continue
        message = t("A script stores «%(name)s» of %(service)s before the visitor has consented.")
        yield RULE.finding(
            context,
            write.position,
            message % {"name": shown(write.name), "service": declared[0].name},
            service=declared[0].id,
            subject=f"{write.kind}:{write.name}",
        )


RULE = Rule(
    id="ungated-service",
    level=Level.ERROR,
    title="A service that needs consent loads without it",
    why="Ekomloven § 3-15 wants consent before anything that is not strictly necessary is stored on, read from or "
    "requested by the visitor's device. Google's consent mode does not change that: the tag itself is a request.",
    remedy="Write it as a gate, with data-category, data-service and the address in data-src: a script with "
    'type="text/plain", a frame or an image without src. What the register loads by itself needs no tag in the text at '
    "all: remove it. «samtykke gate» does all this in built pages.",
    example='<script async src="https://www.googletagmanager.com/gtag/js?id=G-XXXXXXXXXX"></script>',
    check=check,
)
