"""A page's script elements: which service each should wait for, why one may not, and the edits of those that wait."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from samtykke import gates
from samtykke.catalogue import Catalogue, KnownService
from samtykke.extract import SiteContext
from samtykke.extract.script_files import text_of, trusted
from samtykke.model import Kind, Party, Reference, StorageWrite
from samtykke.naming import path_of
from samtykke.register.model import Service
from samtykke.urls import resolve

from . import code, elements, scripts
from .acting import consents, keeps, service_of
from .edits import GATED, SETTINGS, At, Draft, Edit
from .reasons import Reason
from .scripts import Other, Script
from .spans import Part

_HANDLER = re.compile(r"on[a-z]{3,}")


def plan_scripts(
    draft: Draft,
    by_place: Mapping[At, list[Reference]],
    stored: Mapping[At, list[StorageWrite]],
    catalogue: Catalogue,
    site: SiteContext,
) -> None:
    """Plan what becomes of the scripts, by what was seen to happen at their places."""
    _Planner(draft, catalogue, site).run(by_place, stored)


def is_script(draft: Draft, at: At) -> bool:
    """Whether a script element stands at a place."""
    part = draft.page.parts.get(at)
    return part is not None and part.tag == "script"


class _Planner:
    def __init__(self, draft: Draft, catalogue: Catalogue, site: SiteContext) -> None:
        self._draft, self._catalogue, self._site = draft, catalogue, site

    def run(self, by_place: Mapping[At, list[Reference]], stored: Mapping[At, list[StorageWrite]]) -> None:
        found: dict[At, Script] = {}
        for at, part in self._draft.page.parts.items():
            script = self._script(at, part) if part.tag == "script" else None
            if script is not None:
                found[at] = script
        for at, script in found.items():
            self._wanted(script, by_place.get(at, []), stored.get(at, []))
        for at in by_place.keys() | stored.keys():
            if at not in found and (is_script(self._draft, at) or at not in by_place):
                self._draft.leave(at, by_place.get(at, []), stored.get(at, []), self._nowhere(at))
        if not any(s.service for s in found.values()):
            return
        together = scripts.judge(list(found.values()), self._others())
        for at, script in found.items():
            if script in together:
                self._gate_script(at, script, together[script], by_place.get(at, []))
            elif script.left is not None:
                self._draft.leave(at, by_place.get(at, []), stored.get(at, []), script.left)

    def _nowhere(self, at: At) -> Reason:
        """Why what happens at a place is no script's that could be gated."""
        part = self._draft.page.parts.get(at)
        if part is None:
            return Reason("guess")
        return Reason("place", {"what": f"<{part.tag}>"}) if part.tag == "script" else Reason("handler")

    def _script(self, at: At, part: Part) -> Script | None:
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
            resolved = resolve(src, self._draft.base)
            script.src = resolved.url if resolved is not None else src
            path = self._site.hosts.local_path(script.src)
            script.text = (text_of(self._site, path) or "") if path is not None else ""
            if path is not None:
                script.src = f"/{path}"
            if script.text and trusted(script.text, self._site):
                return None
            return script
        if edges.closed is None:
            return None
        script.inline = True
        script.text = self._draft.page.said(self._draft.page.text[edges.opened : edges.closed])
        return None if trusted(script.text, self._site) or not script.text.strip() else script

    def _wanted(self, script: Script, references: list[Reference], stored: list[StorageWrite]) -> None:
        """Find the service for which a script should wait, and why it may not."""
        services: dict[str, Service] = {}
        for reference in references:
            service = consents(self._draft.register, reference)
            if service is not None:
                services[service.id] = service
        services |= {service.id: service for write in stored if (service := keeps(self._draft.register, write))}
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
        if service not in self._draft.gateable:
            return Reason("elsewhere")
        if script.src and not self._by_own_address(script, references):
            return Reason("file", {"what": script.src})
        fault = elements.unfit(self._draft.page, script.part) or self._beside(script, service, references, stored)
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
            self._draft.page, script.part, [r for r in references if consents(self._draft.register, r)]
        )
        return "src" in direct

    def _beside(
        self, script: Script, service: Service, references: list[Reference], stored: list[StorageWrite]
    ) -> Reason | None:
        """What else a script contacts or stores than the service for which it should wait."""
        for reference in references:
            other = service_of(self._draft.register, reference)
            if other is service or (reference.party is Party.FIRST and not script.inline):
                continue
            if other is None and reference.party is Party.THIRD:
                return Reason("undeclared", {"what": reference.host})
            if reference.kind not in (Kind.HINT, Kind.REFRESH):
                return Reason("own", {"what": other.name if other is not None else reference.written})
        for write in stored if script.inline else ():
            declared = self._draft.register.find_storage(write.kind, write.name)
            if declared is None:
                return Reason("undeclared", {"what": write.name})
            if declared[0] is not service:
                return Reason("own", {"what": declared[0].name})
        return None

    def _gate_script(self, at: At, script: Script, service: str, references: list[Reference]) -> None:
        declared = self._draft.register.find_service(service)
        assert declared is not None
        done = elements.gate(self._draft.page, script.part, ("src",) if script.src else (), declared)
        what = Kind.SCRIPT.value if script.service else SETTINGS
        if isinstance(done, Reason):
            self._draft.leave(at, references, [], done)
        else:
            self._draft.edits.append(Edit(*at, service, what, GATED, tuple(done)))

    def _known(self, service: Service, references: list[Reference]) -> KnownService | None:
        for reference in references:
            if reference.host and service_of(self._draft.register, reference) is service:
                known = self._catalogue.by_url(reference.host, path_of(reference.url))
                if known is not None:
                    return known
        return self._catalogue.services.get(service.id)

    def _others(self) -> Iterator[Other]:
        """The code in attributes of the page."""
        for (line, _column), part in self._draft.page.parts.items():
            for name in part.element.attrs:
                value = part.element.attr(name) or ""
                if _HANDLER.fullmatch(name) or (
                    name in ("href", "action") and value.strip().lower().startswith("javascript:")
                ):
                    yield Other(line, self._draft.page.said(value.strip().removeprefix("javascript:")))
