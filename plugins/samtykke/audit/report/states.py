"""The states of consent in words, and what may be done in them."""

from __future__ import annotations

from enum import StrEnum

from samtykke.audit.states import ACCEPT, BEFORE, GPC, NO_SCRIPT, NONE, ONLY, REJECT, WITHDRAW, allows
from samtykke.locale import Translate
from samtykke.register import Register, Service


class Cell(StrEnum):
    """What a service did in a state."""

    QUIET = "quiet"
    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    UNDECLARED = "undeclared"
    UNSEEN = "unseen"
    """The state could not be looked at."""


def title(state: str, register: Register, lang: str, t: Translate) -> str:
    """A state in words."""
    if state.startswith(ONLY):
        category = register.find_category(state.removeprefix(ONLY))
        name = category.title.in_language(lang) if category else state.removeprefix(ONLY)
        return t("Only %(category)s") % {"category": name}
    names = {
        BEFORE: t("Before any choice"),
        REJECT: t("Reject all"),
        ACCEPT: t("Accept all"),
        WITHDRAW: t("Withdrawn"),
        GPC: t("Browser says no (GPC)"),
        NO_SCRIPT: t("Without JavaScript"),
    }
    return names.get(state, state)


def in_force(state: str) -> str:
    """The choice that is in force at the end of a state."""
    return NONE if state in (BEFORE, GPC, NO_SCRIPT) else state


def owner(register: Register, host: str) -> Service | None:
    """The service that declares a host."""
    return register.declaring(host)


def judged(service: Service | None, consent: str, *, did: bool) -> Cell:
    """What it is that a service did something, or nothing, under a choice."""
    if not did:
        return Cell.QUIET
    if service is None:
        return Cell.UNDECLARED
    return Cell.ALLOWED if service.basis != "consent" or allows(consent, service.category) else Cell.FORBIDDEN
