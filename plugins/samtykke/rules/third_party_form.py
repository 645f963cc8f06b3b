"""A form that hands what the visitor types to somebody else."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Form, Kind, Level, Party, Scan
from samtykke.register import Service

from .base import Context, Rule, shown


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """Forms that go to an undeclared host; and those that go to a declared service without saying its name."""
    t = context.t
    forms = {place: form for form in (scan.page.forms if scan.page is not None else ()) for place in form.places}
    for reference in scan.references:
        if reference.party is not Party.THIRD or reference.kind is not Kind.FORM or not reference.host:
            continue
        service = context.service_of(reference)
        if service is None:
            message = t("The form sends what the visitor types to %(name)s, which the register does not declare.")
            yield RULE.about(context, reference, message % {"name": context.who(reference)})
            continue
        form = forms.get((reference.position.line, reference.position.column))
        if form is not None and not _named(form, service):
            message = t("The form sends what the visitor types to %(service)s (%(host)s), but does not say so.")
            values = {"service": service.name, "host": shown(reference.host)}
            yield RULE.about(context, reference, message % values, Level.WARNING if form.personal else Level.NOTE)


def _named(form: Form, service: Service) -> bool:
    """Whether the form says who gets what is typed: the service's name, or its provider's without «AS» or «Inc.»."""
    said = form.text.casefold()
    provider = service.provider.split(",")[0].casefold().split()
    names = {service.name.casefold(), " ".join(provider), " ".join(provider[:-1]) if len(provider) > 1 else ""}
    return any(name and name in said for name in names)


RULE = Rule(
    id="third-party-form",
    level=Level.ERROR,
    title="A form that sends what is typed to a third party",
    why="Nothing happens until the visitor sends it, but then the name, the address or the search goes to somebody "
    "else. GDPR article 13 wants the visitor told who receives it at the time it is given, and article 28 a "
    "processor's agreement if the receiver works for you.",
    remedy="Declare the service in the register, with the form's host among its hosts, and write by the form who "
    "receives what is sent; or send the form to the site itself.",
    example='<form action="https://example.us1.list-manage.com/subscribe/post" method="post">'
    '<input type="email" name="EMAIL"></form>',
    check=check,
)
