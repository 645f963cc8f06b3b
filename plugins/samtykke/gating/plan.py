"""A page's gates: from what the scanner saw act to the edits that hold it back, and what is left as it is.

The scanner is the one judge of what acts. What it tells of declared services that need consent is looked up in the
page's text by its place; what is undeclared is never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from samtykke.catalogue import Catalogue
from samtykke.extract import SiteContext
from samtykke.model import Evidence, Reference, Scan, State, StorageWrite
from samtykke.register import Register
from samtykke.urls import resolve

from .acting import consents, keeps
from .edits import At, Draft, Left, Plan
from .plan_elements import plan_elements, plan_silent
from .plan_scripts import is_script, plan_scripts
from .reasons import Reason
from .spans import EncodingError, Page, Part
from .splices import spliced


def plan(raw: bytes, scan: Scan, register: Register, catalogue: Catalogue, site: SiteContext) -> Plan:
    """Everything that is to be done to a page, `scan` being what the scanner told of these very bytes."""
    try:
        page = Page(raw)
    except EncodingError as error:
        reason = Reason("encoding", {"what": str(error)})
        return Plan(left=tuple(_all_left(scan, register, reason)))
    draft = Draft(page, register, _base(page, site.hosts.page_url(scan.path)))
    _gather(draft, scan, catalogue, site)
    edits, left = draft.settled()
    if not edits:
        return Plan((), left)
    text = spliced(page.text, (splice for edit in edits for splice in edit.splices))
    return Plan(edits, left, page.bytes(text))


def document(scan: Scan, register: Register) -> Plan:
    """What a document that is not a page contacts: none of it can be held back there."""
    reason = Reason("feed") if scan.kind == "xml" else Reason("document")
    reason = Reason("file", {"what": f"/{scan.path}"}) if scan.kind == "js" else reason
    return Plan(left=tuple(_all_left(scan, register, reason)))


def _all_left(scan: Scan, register: Register, reason: Reason) -> Iterator[Left]:
    for reference in scan.references:
        service = consents(register, reference)
        if service is not None:
            at = reference.position
            yield Left(at.line, at.column, service.id, reference.kind.value, reference.host, reason)
    for write in scan.storage:
        service = keeps(register, write)
        if service is not None:
            yield Left(write.position.line, write.position.column, service.id, "storage", "", reason)


def _gather(draft: Draft, scan: Scan, catalogue: Catalogue, site: SiteContext) -> None:
    """Everything, in the order of the page."""
    page, register = draft.page, draft.register
    live = [r for r in scan.references if r.state is State.LIVE and r.evidence is not Evidence.LITERAL]
    by_place = _by_place([r for r in live if not r.noscript], _homes(page, page.parts))
    stored: dict[At, list[StorageWrite]] = {}
    for write in scan.storage:
        if write.state is State.LIVE:
            stored.setdefault((write.position.line, write.position.column), []).append(write)
    plan_scripts(draft, by_place, stored, catalogue, site)
    others = {at: references for at, references in by_place.items() if not is_script(draft, at)}
    plan_elements(draft, others, page.lang or register.site.lang)
    silent = [r for r in live if r.noscript]
    if any(consents(register, r) for r in silent):
        plan_silent(draft, _by_place(silent, _homes(page, page.silent)))


def _homes(page: Page, parts: Mapping[At, Part]) -> Callable[[At], At]:
    """What tells of a place the element to which it belongs: the scanner's places in a style sheet are its own."""
    sheets = [(p.edges.opened, p.edges.closed or 0, at) for at, p in parts.items() if p.tag == "style"]

    def home(at: At) -> At:
        if at in parts or not sheets:
            return at
        offset = page.offset(*at)
        return next((style for start, end, style in sheets if start <= offset < end), at)

    return home


def _base(page: Page, url: str) -> str:
    for element in page.tree.iter_elements("base"):
        resolved = resolve(element.attr("href") or "", url)
        if resolved is not None and element.attr("href") is not None:
            return resolved.url
    return url


def _by_place(references: Iterable[Reference], home: Callable[[At], At]) -> dict[At, list[Reference]]:
    found: dict[At, list[Reference]] = {}
    for reference in references:
        at = home((reference.position.line, reference.position.column))
        found.setdefault(at, []).append(reference)
    return dict(sorted(found.items()))
