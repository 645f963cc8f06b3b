"""One mistake is one finding, of what was seen too: which acts a more particular rule explains."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.audit.model import Step, Visit
from samtykke.audit.states import BEFORE, GPC, NONE, REJECT

from .observation import Act, Observation


def unbidden(observation: Observation, consent: str) -> Iterator[Act]:
    """What services did that the choice in force does not allow, but for what these explain:

    `scripted-consent` (the page answered itself), `closing-is-consent`, `reject-is-accept` and `gpc-ignored`.
    """
    ignored, false_rejects = deaf(observation), feigned(observation)
    for act in observation.acts:
        if act.consent != consent or observation.allowed(act.service, consent) or act.step is Step.CLOSING:
            continue
        if consent == NONE and (scripted(act.visit) or act in ignored):
            continue
        if consent == REJECT and act.visit.state in false_rejects:
            continue
        yield act


def scripted(visit: Visit) -> bool:
    """Whether the page had something accepted before its visitor chose anything."""
    return any(c.step is Step.LOAD and c.categories for c in visit.choices)


def feigned(observation: Observation) -> frozenset[str]:
    """The state `reject`, where a no had services of every category load that the banner asks about, as a yes would."""
    asked = {s.category for s in observation.register.gated_services()}
    acted = {a.service.category for a in observation.acts if a.visit.state == REJECT and a.consent == REJECT}
    return frozenset([REJECT] if len(asked) > 1 and acted >= asked else [])


def deaf(observation: Observation) -> frozenset[Act]:
    """What happened with Global Privacy Control, and not without it."""
    usual = {
        (a.visit.page, a.service.id) for a in observation.acts if a.visit.state == BEFORE and a.step is not Step.CLOSING
    }
    return frozenset(
        a
        for a in observation.acts
        if a.visit.state == GPC and a.consent == NONE and (a.visit.page, a.service.id) not in usual
    )
