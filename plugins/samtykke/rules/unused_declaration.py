"""A declared service that no page carries."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Level
from samtykke.urls import matches

from .base import Context, Rule


def conclude(context: Context) -> Iterator[Finding]:
    """Services expected on pages (`set_by = "page"`) that have hosts, none of which was seen."""
    for index, service in enumerate(context.register.service):
        if service.set_by != "page" or not service.hosts or service.id in context.tally.services:
            continue
        if any(matches(pattern, host) for pattern in service.hosts for host in context.tally.hosts):
            continue
        if service.load is not None:
            message = context.t(
                "%(service)s is to be loaded, but no page has its tags. Does the template call samtykke.tags?"
            )
        else:
            message = context.t("%(service)s is declared, but no page refers to it.")
        yield RULE.finding(
            context,
            context.register_position("service", index),
            message % {"service": service.name},
            service=service.id,
        )


RULE = Rule(
    id="unused-declaration",
    level=Level.WARNING,
    title="A declared service that no page carries",
    why="The statement then tells visitors of something that does not happen, and asks consent for nothing.",
    remedy='Remove the service from the register, or say set_by = "elsewhere" if it belongs to a system outside this '
    "build.",
    example='[[service]]\nid = "hotjar"  # and no page loads it',
    conclude=conclude,
)
