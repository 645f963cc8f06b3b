"""A page's gates: from what the scanner saw act to the edits that hold it back, and what is left as it is.

The scanner is the one judge of what acts. What it tells of declared services that need consent is looked up in the
page's text by its place; what is undeclared is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from samtykke import gates
from samtykke.catalogue import Catalogue, KnownService
from samtykke.extract import SiteContext
from samtykke.extract.script_files import text_of, trusted
from samtykke.model import Evidence, Kind, Party, Reference, Scan, State, StorageWrite
from samtykke.naming import path_of
from samtykke.register import Register
from samtykke.register.model import Service
from samtykke.urls import resolve

from . import code, elements, scripts
from .acting import consents, keeps, service_of
from .embeds import framed, opened
from .places import Place, frames
from .reasons import Reason
from .scripts import Other, Script
from .spans import EncodingError, Page, Part
from .splices import Splice, spliced

GATED, REMOVED, SETTINGS, FIGURE, LOCAL = "gated", "removed", "settings", "figure", "local"
_HANDLER = re.compile(r"on[a-z]{3,}")
_EMPTY = re.compile(r"<!--.*?-->|</?(?:p|div|span|center|br)\b[^>]*>|\s+", re.DOTALL | re.IGNORECASE)
"""What is left of a noscript element in which nothing is left."""
_TAKEN = frozenset(
    {"img", "iframe", "link", "script", "style", "embed", "object", "video", "audio", "picture", "input"}
)
"""Elements that are taken out of noscript whole."""
_MOST = 2_000
"""Edits of one page."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Something that is held back, or taken away."""

    line: int
    column: int
    service: str
    what: str
    """The kind of reference: script, iframe, image … or `settings` for a script that only sets one up."""
    how: str
    """gated | figure | removed | local (the site's own copy is loaded)"""
    splices: tuple[Splice, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """Something that should be held back and is left as it is."""

    line: int
    column: int
    service: str
    what: str
    host: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of a page."""

    edits: tuple[Edit, ...] = ()
    left: tuple[Left, ...] = ()
    raw: bytes | None = None
    """The page as it is to be; None where nothing changes."""


def plan(raw: bytes, scan: Scan, register: Register, catalogue: Catalogue, site: SiteContext) -> Plan:
    """Everything that is to be done to a page, `scan` being what the scanner told of these very bytes."""
    try:
        page = Page(raw)
    except EncodingError as error:
        reason = Reason("encoding", {"what": str(error)})
        return Plan(left=tuple(_all_left(scan, register, reason)))
    planner = _Planner(page, scan, register, catalogue, site)
    planner.run()
    edits, left = planner.settled()
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


_Figure = tuple[tuple[int, int], Part, Service, Place, str]


class _Planner:
    def __init__(self, page: Page, scan: Scan, register: Register, catalogue: Catalogue, site: SiteContext) -> None:
        self.page, self.scan, self.register, self.catalogue, self.site = page, scan, register, catalogue, site
        self.gateable = register.gated_services()
        self.edits: list[Edit] = []
        self.left: list[Left] = []
        self.lang = _language(page, register)
        self.figures: list[_Figure] = []
        self.frames: list[Place] | None = None
        self.base = self._base()

    def run(self) -> None:
        """Plan everything, in the order of the page."""
        live = [r for r in self.scan.references if r.state is State.LIVE and r.evidence is not Evidence.LITERAL]
        by_place = _by_place([r for r in live if not r.noscript], self._homes(self.page.parts))
        stored: dict[tuple[int, int], list[StorageWrite]] = {}
        for write in self.scan.storage:
            if write.state is State.LIVE:
                stored.setdefault((write.position.line, write.position.column), []).append(write)
        self._scripts(by_place, stored)
        for at, references in by_place.items():
            wanted = [r for r in references if consents(self.register, r)]
            if wanted and not self._is_script(at):
                self._element(at, wanted, references)
        self._place_figures()
        silent = [r for r in live if r.noscript]
        if any(consents(self.register, r) for r in silent):
            self._silent(_by_place(silent, self._homes(self.page.silent)))

    def _homes(self, parts: Mapping[tuple[int, int], Part]) -> Callable[[tuple[int, int]], tuple[int, int]]:
        """What tells of a place the element to which it belongs: the scanner's places in a style sheet are its own."""
        sheets = [(p.edges.opened, p.edges.closed or 0, at) for at, p in parts.items() if p.tag == "style"]

        def home(at: tuple[int, int]) -> tuple[int, int]:
            if at in parts or not sheets:
                return at
            offset = self.page.offset(*at)
            return next((style for start, end, style in sheets if start <= offset < end), at)

        return home

    # ---- scripts

    def _is_script(self, at: tuple[int, int]) -> bool:
        part = self.page.parts.get(at)
        return part is not None and part.tag == "script"

    def _scripts(
        self, by_place: dict[tuple[int, int], list[Reference]], stored: dict[tuple[int, int], list[StorageWrite]]
    ) -> None:
        found: dict[tuple[int, int], Script] = {}
        for at, part in self.page.parts.items():
            script = self._script(at, part) if part.tag == "script" else None
            if script is not None:
                found[at] = script
        for at, script in found.items():
            self._wanted(script, by_place.get(at, []), stored.get(at, []))
        for at in by_place.keys() | stored.keys():
            if at not in found and (self._is_script(at) or at not in by_place):
                self._leave_all(at, by_place.get(at, []), stored.get(at, []), self._nowhere(at))
        if not any(s.service for s in found.values()):
            return
        together = scripts.judge(list(found.values()), self._others())
        for at, script in found.items():
            if script in together:
                self._gate_script(at, script, together[script], by_place.get(at, []))
            elif script.left is not None:
                self._leave_all(at, by_place.get(at, []), stored.get(at, []), script.left)

    def _nowhere(self, at: tuple[int, int]) -> Reason:
        """Why what happens at a place is no script's that could be gated."""
        part = self.page.parts.get(at)
        if part is None:
            return Reason("guess")
        return Reason("place", {"what": f"<{part.tag}>"}) if part.tag == "script" else Reason("handler")

    def _script(self, at: tuple[int, int], part: Part) -> Script | None:
        """A script that some browser runs as written, and that is not ours."""
        element, edges = part.element, part.edges
        svg = element.namespace.value == "svg"
        kind = gates.script_type(
            element.attr("type"), element.attr("language"), element.attr("nomodule") is not None and not svg,
            element.attr("event"), element.attr("for"),
        )  # fmt: skip
        if kind.code is None or any(name.startswith("data-samtykke") for name in element.attrs):
            return None
        script = Script(part, at[0], module=kind.code == "module")
        src = element.attr("src")
        if src is not None:
            resolved = resolve(src, self.base)
            script.src = resolved.url if resolved is not None else src
            path = self.site.hosts.local_path(script.src)
            script.text = (text_of(self.site, path) or "") if path is not None else ""
            if path is not None:
                script.src = f"/{path}"
            if script.text and trusted(script.text, self.site):
                return None
            return script
        if edges.closed is None:
            return None
        script.inline = True
        script.text = self.page.said(self.page.text[edges.opened : edges.closed])
        return None if trusted(script.text, self.site) or not script.text.strip() else script

    def _wanted(self, script: Script, references: list[Reference], stored: list[StorageWrite]) -> None:
        """Find the service for which a script should wait, and why it may not."""
        services: dict[str, Service] = {}
        for reference in references:
            service = consents(self.register, reference)
            if service is not None:
                services[service.id] = service
        services |= {service.id: service for write in stored if (service := keeps(self.register, write))}
        if not services:
            if script.inline:
                script.code = code.read(script.text)
            return
        first = next(iter(services.values()))
        script.service, script.known = first.id, self._known(first, references)
        script.code = code.read(script.text) if script.inline else script.code
        script.left = self._fault(script, services, references, stored)

    def _fault(
        self, script: Script, services: dict[str, Service], references: list[Reference], stored: list[StorageWrite]
    ) -> Reason | None:
        if len(services) > 1:
            return Reason("several", {"what": ", ".join(sorted(service.name for service in services.values()))})
        (service,) = services.values()
        if service not in self.gateable:
            return Reason("elsewhere")
        if script.src and not self._by_own_address(script, references):
            return Reason("file", {"what": script.src})
        fault = elements.unfit(self.page, script.part) or self._beside(script, service, references, stored)
        return fault or (self._in_code(script, references) if script.inline else None)

    @staticmethod
    def _in_code(script: Script, references: list[Reference]) -> Reason | None:
        """What an inline script's own text has against it."""
        if not script.code.whole:
            return Reason("unread")
        if script.code.work or any(r.kind is Kind.REFRESH for r in references):
            return Reason("mixed", {"what": script.code.work or "location"})
        return Reason("waits", {"what": script.code.waits}) if script.code.waits else None

    def _by_own_address(self, script: Script, references: list[Reference]) -> bool:
        """Whether it is the file itself that belongs to the service, and not what the file does."""
        direct, _rest = elements.by_attribute(
            self.page, script.part, [r for r in references if consents(self.register, r)]
        )
        return "src" in direct

    def _beside(
        self, script: Script, service: Service, references: list[Reference], stored: list[StorageWrite]
    ) -> Reason | None:
        """What else a script contacts or stores than the service for which it should wait."""
        for reference in references:
            other = service_of(self.register, reference)
            if other is service or (reference.party is Party.FIRST and not script.inline):
                continue
            if other is None and reference.party is Party.THIRD:
                return Reason("undeclared", {"what": reference.host})
            if reference.kind not in (Kind.HINT, Kind.REFRESH):
                return Reason("own", {"what": other.name if other is not None else reference.written})
        for write in stored if script.inline else ():
            declared = self.register.find_storage(write.kind, write.name)
            if declared is None:
                return Reason("undeclared", {"what": write.name})
            if declared[0] is not service:
                return Reason("own", {"what": declared[0].name})
        return None

    def _gate_script(self, at: tuple[int, int], script: Script, service: str, references: list[Reference]) -> None:
        declared = self.register.find_service(service)
        assert declared is not None
        done = elements.gate(self.page, script.part, ("src",) if script.src else (), declared)
        what = Kind.SCRIPT.value if script.service else SETTINGS
        if isinstance(done, Reason):
            self._leave_all(at, references, [], done)
        else:
            self.edits.append(Edit(*at, service, what, GATED, tuple(done)))

    def _known(self, service: Service, references: list[Reference]) -> KnownService | None:
        for reference in references:
            if reference.host and service_of(self.register, reference) is service:
                known = self.catalogue.by_url(reference.host, path_of(reference.url))
                if known is not None:
                    return known
        return self.catalogue.services.get(service.id)

    def _others(self) -> Iterator[Other]:
        """The code in attributes of the page."""
        for (line, _column), part in self.page.parts.items():
            for name in part.element.attrs:
                value = part.element.attr(name) or ""
                if _HANDLER.fullmatch(name) or (
                    name in ("href", "action") and value.strip().lower().startswith("javascript:")
                ):
                    yield Other(line, self.page.said(value.strip().removeprefix("javascript:")))

    # ---- everything else

    def _element(self, at: tuple[int, int], wanted: list[Reference], references: list[Reference]) -> None:
        part = self.page.parts.get(at)
        services = {service.id: service for r in wanted if (service := consents(self.register, r))}
        reason: Reason | None = None
        if part is None:
            reason = Reason("guess")
        elif len(services) > 1:
            reason = Reason("several", {"what": ", ".join(sorted(s.name for s in services.values()))})
        elif next(iter(services.values())) not in self.gateable:
            reason = Reason("elsewhere")
        if reason is not None or part is None:
            self._leave_all(at, wanted, [], reason or Reason("guess"))
            return
        (service,) = services.values()
        place = self._figure_place(part)
        made = framed(place, self.register, self.lang) if place is not None else None
        if place is not None and made is not None and made[0] is service and len(wanted) == len(references):
            self.figures.append((at, part, service, place, self.page.written(made[1])))
            return
        done = self._done(part, wanted, references, service)
        if isinstance(done, Reason):
            self._leave_all(at, wanted, [], done)
        else:
            how, splices = done
            self.edits.append(Edit(*at, service.id, wanted[0].kind.value, how, tuple(splices)))

    def _done(
        self, part: Part, wanted: list[Reference], references: list[Reference], service: Service
    ) -> tuple[str, list[Splice]] | Reason:
        if elements.is_hint(part, references):
            if len(wanted) < len(references):
                return Reason("undeclared", {"what": next(r.host for r in references if r not in wanted)})
            return REMOVED, [Splice(part.edges.start, part.edges.opened)]
        names, rest = elements.by_attribute(self.page, part, wanted)
        if rest or (part.tag == "video" and not names):
            beside = next((r for r in references if r not in wanted and r.party is Party.THIRD), None)
            if beside is not None:
                return Reason("undeclared", {"what": beside.host})
            fault = elements.unfit(self.page, part)
            kept = fault or elements.as_text(self.page, part, self.register, service)
            return kept if isinstance(kept, Reason) else (GATED, kept)
        done = elements.gate(self.page, part, names, service)
        return done if isinstance(done, Reason) else (GATED, done)

    def _figure_place(self, part: Part) -> Place | None:
        """The span that a figure may take, of a frame that can be seen."""
        if part.tag != "iframe" or elements.hidden(part) or elements.unfit(self.page, part) is not None:
            return None
        if part.element.attr("srcdoc") is not None:
            return None
        if self.frames is None:
            self.frames = frames(self.page.tree, self.page.lines, self.page.said)
        start = part.edges.start
        return next((place for place in self.frames if place.start <= start < place.end), None)

    def _place_figures(self) -> None:
        """Put in the figures, those of a paragraph together; where more is edited there, frames wait without one."""
        by_paragraph: dict[tuple[int, int, int, int] | None, list[_Figure]] = {}
        for one in self.figures:
            by_paragraph.setdefault(one[3].paragraph, []).append(one)
        others = [splice for edit in self.edits for splice in edit.splices]
        for paragraph, found in by_paragraph.items():
            whole = Splice(paragraph[0], paragraph[3]) if paragraph is not None else None
            crowded = whole is not None and any(whole.covers(o) or whole.meets(o) for o in others)
            if paragraph is not None and not crowded:
                text = opened(self.page.text, paragraph, {place: figure for *_, place, figure in found})
                splices = [(Splice(paragraph[0], paragraph[3], text),), *[()] * (len(found) - 1)]
            else:
                splices = [(Splice(place.start, place.end, figure),) for *_, place, figure in found]
            for (at, part, service, _place, _figure), made in zip(found, splices, strict=True):
                if crowded:
                    done = elements.gate(self.page, part, ("src",), service)
                    assert not isinstance(done, Reason)
                    self.edits.append(Edit(*at, service.id, Kind.IFRAME.value, GATED, tuple(done)))
                else:
                    self.edits.append(Edit(*at, service.id, Kind.IFRAME.value, FIGURE, made))

    def _silent(self, by_place: dict[tuple[int, int], list[Reference]]) -> None:
        """Take away what acts without JavaScript, and a noscript element in which nothing is left."""
        found: dict[int, tuple[Part, list[Edit]]] = {}
        for at, references in by_place.items():
            wanted = [r for r in references if consents(self.register, r)]
            if not wanted:
                continue
            part = self.page.silent.get(at)
            outer = self.page.around(part) if part is not None else None
            if part is None or outer is None:
                self._leave_all(at, wanted, [], Reason("guess"))
            elif part.tag not in _TAKEN or (part.tag == "style" and not elements.only_fetches(part.element.text)):
                self._leave_all(at, wanted, [], Reason("style" if part.tag == "style" else "handler"))
            elif other := next((r for r in references if r not in wanted and r.party is Party.THIRD), None):
                self._leave_all(at, wanted, [], Reason("undeclared", {"what": other.host}))
            else:
                service = consents(self.register, wanted[0])
                assert service is not None
                splice = Splice(part.edges.start, part.edges.end or part.edges.opened)
                edit = Edit(*at, service.id, wanted[0].kind.value, REMOVED, (splice,))
                found.setdefault(outer.edges.start, (outer, []))[1].append(edit)
        for outer, edits in found.values():
            self.edits += self._emptied(outer, edits)

    def _emptied(self, outer: Part, edits: list[Edit]) -> list[Edit]:
        start, closed, end = outer.edges.opened, outer.edges.closed, outer.edges.end
        if closed is None or end is None:
            return edits
        pieces, at = [], start
        for splice in sorted(splice for edit in edits for splice in edit.splices):
            if not start <= splice.start <= splice.end <= closed:
                return edits
            pieces.append(self.page.text[at : splice.start])
            at = max(at, splice.end)
        rest = "".join((*pieces, self.page.text[at:closed]))
        if _EMPTY.sub("", rest):
            return edits
        whole = Splice(outer.edges.start, end)
        return [Edit(e.line, e.column, e.service, e.what, e.how, (whole,)) for e in edits]

    # ---- the sum

    def _leave_all(
        self, at: tuple[int, int], references: Iterable[Reference], stored: Iterable[StorageWrite], reason: Reason
    ) -> None:
        told = set()
        for reference in references:
            service = consents(self.register, reference)
            if service is not None and (service.id, reference.host) not in told:
                told.add((service.id, reference.host))
                self.left.append(Left(*at, service.id, reference.kind.value, reference.host, reason))
        for write in stored:
            service = keeps(self.register, write)
            if service is not None and service.id not in {one for one, _host in told}:
                told.add((service.id, ""))
                self.left.append(Left(*at, service.id, "storage", "", reason))

    def settled(self) -> tuple[tuple[Edit, ...], tuple[Left, ...]]:
        """The edits that can all be made: of two that meet, the wider stays, if both are of one service."""
        kept: list[Edit] = []
        for edit in sorted(self.edits, key=_widest)[:_MOST]:
            around = next((k for k in kept if _meet(k, edit)), None)
            if around is None:
                kept.append(edit)
            elif around.service != edit.service and around.splices != edit.splices:
                reason = Reason("place", {"what": self.page.text[edit.splices[0].start :][:20].split(">")[0] + ">"})
                self.left.append(Left(edit.line, edit.column, edit.service, edit.what, "", reason))
            else:
                kept.append(Edit(edit.line, edit.column, edit.service, edit.what, edit.how, ()))
        return tuple(sorted(kept, key=_order)), tuple(sorted(set(self.left), key=_order_left))

    def _base(self) -> str:
        url = self.site.hosts.page_url(self.scan.path)
        for element in self.page.tree.iter_elements("base"):
            resolved = resolve(element.attr("href") or "", url)
            if resolved is not None and element.attr("href") is not None:
                return resolved.url
        return url


def _language(page: Page, register: Register) -> str:
    """The page's, or the first in which the register has a statement."""
    root = page.tree.find("html")
    said = (root.attr("lang") or "").strip() if root is not None else ""
    return said or next(iter(register.site.statement), "nb")


def _by_place(
    references: Iterable[Reference], home: Callable[[tuple[int, int]], tuple[int, int]]
) -> dict[tuple[int, int], list[Reference]]:
    found: dict[tuple[int, int], list[Reference]] = {}
    for reference in references:
        at = home((reference.position.line, reference.position.column))
        found.setdefault(at, []).append(reference)
    return dict(sorted(found.items()))


def _meet(one: Edit, other: Edit) -> bool:
    return any(a.meets(b) or a.covers(b) or b.covers(a) for a in one.splices for b in other.splices)


def _widest(edit: Edit) -> tuple[int, int, int]:
    span = max((s.end - s.start for s in edit.splices if s.text == "" or s.end > s.start), default=0)
    return -span, edit.line, edit.column


def _order(edit: Edit) -> tuple[int, int, str]:
    return edit.line, edit.column, edit.what


def _order_left(left: Left) -> tuple[int, int, str, str]:
    return left.line, left.column, left.service, left.host
