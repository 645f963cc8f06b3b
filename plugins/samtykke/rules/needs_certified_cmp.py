"""Advertising whose vendor accepts only consent tools that it has certified."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.catalogue import KnownService
from samtykke.model import Finding, Level, Scan, State
from samtykke.register import Service

from .base import Context, Rule


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """Pages that refer to such a service, gated or not, where no declaration of the register tells it."""
    seen = set()
    for reference in scan.references:
        known = context.known_of(reference)
        if known is None or not known.needs_certified_cmp or known.id in seen or reference.state is State.ACTION:
            continue
        service = context.service_of(reference)
        if service is None or _known(context, service) is None:
            seen.add(known.id)
            yield RULE.about(context, reference, _message(context, known.name))


def conclude(context: Context) -> Iterator[Finding]:
    """Declared services of which the catalogue says so, each once, at the register."""
    for index, service in enumerate(context.register.service):
        known = _known(context, service)
        if known is not None:
            yield RULE.finding(
                context,
                context.register_position("service", index),
                _message(context, service.name),
                url=known.needs_certified_cmp_source or "",
                service=service.id,
            )


def _known(context: Context, service: Service) -> KnownService | None:
    """The catalogue's service that needs it, by the declared id, else by the declared hosts."""
    hosts = (context.catalogue.by_url(host.removeprefix("*."), "/") for host in service.hosts)
    return next((k for k in (context.known(service), *hosts) if k is not None and k.needs_certified_cmp), None)


def _message(context: Context, name: str) -> str:
    return context.t("%(name)s needs a consent tool that its vendor has certified; this site's banner is not one.") % {
        "name": name
    }


RULE = Rule(
    id="needs-certified-cmp",
    level=Level.WARNING,
    title="Advertising that needs a certified consent tool",
    why="Since January 2024 Google wants publishers who show AdSense, Ad Manager or AdMob ads in the EEA to ask by a "
    "consent tool that it has certified and that is registered with IAB's TCF. A site's own banner cannot be that: "
    "whatever visitors answer it, Google shows limited ads or none.",
    remedy="Do without such advertising, sell the space yourself, or use a certified tool in place of this banner.",
    example='<script async src="https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js"></script>',
    check=check,
    conclude=conclude,
)
