"""What a register asks the catalogue to load: that the service is known, has tags, and has the settings they need."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.register import Complaint, Register, Service

from .load import load


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


def complaints(register: Register) -> Iterator[Complaint]:
    """A further check of a register, for `samtykke.register.parse`."""
    for number, service in enumerate(register.service):
        if service.load is not None:
            yield from _service(number, service)


def _service(number: int, service: Service) -> Iterator[Complaint]:
    known = load().services.get(service.id)
    if known is None or not known.load:
        loadable = ", ".join(sorted(s.id for s in load().services.values() if s.load))
        yield Complaint(
            ("service", number, "load"),
            _("the catalogue has no tags for «%(id)s»."),
            {"id": service.id},
            _("It has tags for: %(ids)s."),
            {"ids": loadable},
        )
        return
    given = service.load.settings if service.load else {}
    for name in given:
        if name not in known.settings:
            keys = ("service", number, "load", "settings", name)
            yield Complaint(
                keys,
                _("%(service)s has no setting «%(name)s»."),
                {"service": service.name, "name": name},
                _("Possible here: %(choices)s."),
                {"choices": ", ".join(known.settings)},
            )
    for name in known.settings:
        keys = ("service", number, "load", "settings", name)
        if name not in given:
            message = _("%(service)s needs the setting «%(name)s».")
            yield Complaint(keys[:-1], message, {"service": service.name, "name": name})
        elif not known.accepts(given[name]):
            message = _("«%(name)s» may hold letters, digits and . : / @ - _, at most 200.")
            yield Complaint(keys, message, {"name": name})
