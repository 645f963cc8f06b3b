"""A Content-Security-Policy that stops what the register declares and the pages load."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke import guards
from samtykke.model import Finding, Guard, Kind, Level, Party, Position, Scan

from .base import Context, Rule, shown


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """What a page loads of declared services, against the policies that it states itself."""
    if scan.kind != "html":
        return
    needed = {(r.kind, r.host): r.position for r in scan.references if r.party is Party.THIRD and r.host}
    for guard in scan.guards:
        yield from _stopped(guard, needed, context, Level.ERROR)


def conclude(context: Context) -> Iterator[Finding]:
    """What pages load, against the policies of servers' settings; those may be for some of the pages only."""
    for guard in context.tally.sent:
        yield from _stopped(guard, context.tally.needed, context, Level.WARNING)


def _stopped(
    guard: Guard, needed: dict[tuple[Kind, str], Position], context: Context, level: Level
) -> Iterator[Finding]:
    policy = guards.parsed(guard.value)
    for (kind, host), at in sorted(needed.items()):
        service = context.register.declaring(host)
        if service is None or guards.allows(policy, kind, host):
            continue
        values = {
            "directive": guards.directive_of(policy, kind),
            "host": shown(host),
            "service": service.name,
            "place": f"{shown(at.path)}:{at.line}",
        }
        message = context.t("The policy (%(directive)s) stops %(host)s of %(service)s, which %(place)s loads.")
        yield RULE.finding(
            context, guard.position, message % values, host=host, service=service.id, level=level, subject=kind
        )


RULE = Rule(
    id="policy-breaks-service",
    level=Level.ERROR,
    title="A Content-Security-Policy that stops a declared service",
    why="The visitor says yes, and nothing happens. A policy in the page is certain to stop it; one in a server's "
    "settings may be for other pages, and is a warning.",
    remedy="Add the host to the directive, or let samtykke policy write the policy anew from the pages.",
    example='<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">, and a page that loads a '
    "declared script",
    check=check,
    conclude=conclude,
)
