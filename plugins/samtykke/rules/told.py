"""One mistake is one finding: which references a more particular rule explains than the general ones."""

from __future__ import annotations

from collections.abc import Mapping

from samtykke.model import Evidence, Party, Reference, Scan, State

from .base import Context

_BY_MARK = frozenset({"false-gate", "never-block-marker"})


def told(scan: Scan, context: Context) -> frozenset[Reference]:
    """What `false-gate`, `never-block-marker` and `gated-twin` say something of."""
    return frozenset((*_marked(scan, context), *twins(scan, context)))


def twins(scan: Scan, context: Context) -> Mapping[Reference, Reference]:
    """Live reference → one that waits for consent elsewhere in the document: of the same address, else service or host.

    Links, pictures for previews and JSON-LD contact nobody, and are no references.
    """
    if context.twins is None or context.twins[0] is not scan:
        context.twins = scan, _twins(scan, context)
    return context.twins[1]


def _twins(scan: Scan, context: Context) -> Mapping[Reference, Reference]:
    by_url: dict[str, Reference] = {}
    by_owner: dict[str, Reference] = {}
    for reference in scan.references:
        if reference.state is State.GATED and reference.host and context.needs_consent(reference):
            by_url.setdefault(reference.url, reference)
            by_owner.setdefault(_owner(reference, context), reference)
    if not by_owner:
        return {}
    marked = _marked(scan, context)
    found: dict[Reference, Reference] = {}
    for reference in scan.references:
        if reference in marked or not _acts(reference, context):
            continue
        gated = by_url.get(reference.url) or by_owner.get(_owner(reference, context))
        if gated is not None and gated.position != reference.position:
            found[reference] = gated
    return found


def _marked(scan: Scan, context: Context) -> frozenset[Reference]:
    """What acts on an element whose mark says that it waits, or that it need not."""
    places = {p.position for p in scan.problems if p.rule in _BY_MARK}
    if not places:
        return frozenset()
    return frozenset(r for r in scan.references if r.position in places and _acts(r, context))


def _acts(reference: Reference, context: Context) -> bool:
    return (
        reference.state is State.LIVE
        and reference.evidence is not Evidence.LITERAL
        and bool(reference.host)
        and context.needs_consent(reference)
    )


def _owner(reference: Reference, context: Context) -> str:
    """Whose it is: the declared service, the catalogue's, or the host; of the site's own files, each by itself."""
    service = context.service_of(reference)
    if service is not None:
        return f"service {service.id}"
    if reference.party is Party.FIRST:
        return f"address {reference.url}"
    return f"service {reference.service}" if reference.service else f"host {reference.host}"
