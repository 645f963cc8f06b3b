"""A page's other elements: gates, figures in place of frames, hints and copies in noscript that go."""

from __future__ import annotations

import re
from collections.abc import Mapping

from samtykke.model import Kind, Party, Reference
from samtykke.register.model import Service

from . import elements
from .acting import consents
from .edits import FIGURE, GATED, REMOVED, At, Draft, Edit
from .embeds import framed, opened
from .places import Place, frames
from .reasons import Reason
from .spans import Part
from .splices import Splice

_EMPTY = re.compile(r"<!--.*?-->|</?(?:p|div|span|center|br)\b[^>]*>|\s+", re.DOTALL | re.IGNORECASE)
"""What is left of a noscript element in which nothing is left."""
_TAKEN = frozenset(
    {"img", "iframe", "link", "script", "style", "embed", "object", "video", "audio", "picture", "input"}
)
"""Elements that are taken out of noscript whole."""

_Figure = tuple[At, Part, Service, Place, str]


def plan_elements(draft: Draft, by_place: Mapping[At, list[Reference]], lang: str) -> None:
    """Plan what becomes of the elements, by what was seen to act at their places; `lang` is the page's."""
    planner = _Planner(draft, lang)
    for at, references in by_place.items():
        wanted = [r for r in references if consents(draft.register, r)]
        if wanted:
            planner.element(at, wanted, references)
    planner.place_figures()


class _Planner:
    def __init__(self, draft: Draft, lang: str) -> None:
        self._draft, self._lang = draft, lang
        self._figures: list[_Figure] = []
        self._frames: list[Place] | None = None

    def element(self, at: At, wanted: list[Reference], references: list[Reference]) -> None:
        part = self._draft.page.parts.get(at)
        services = {service.id: service for r in wanted if (service := consents(self._draft.register, r))}
        reason: Reason | None = None
        if part is None:
            reason = Reason("guess")
        elif len(services) > 1:
            reason = Reason("several", {"what": ", ".join(sorted(s.name for s in services.values()))})
        elif next(iter(services.values())) not in self._draft.gateable:
            reason = Reason("elsewhere")
        if reason is not None or part is None:
            self._draft.leave(at, wanted, [], reason or Reason("guess"))
            return
        (service,) = services.values()
        place = self._figure_place(part)
        made = framed(place, self._draft.register, self._lang) if place is not None else None
        if place is not None and made is not None and made[0] is service and len(wanted) == len(references):
            self._figures.append((at, part, service, place, self._draft.page.written(made[1])))
            return
        done = self._done(part, wanted, references, service)
        if isinstance(done, Reason):
            self._draft.leave(at, wanted, [], done)
        else:
            how, splices = done
            self._draft.edits.append(Edit(*at, service.id, wanted[0].kind.value, how, tuple(splices)))

    def _done(
        self, part: Part, wanted: list[Reference], references: list[Reference], service: Service
    ) -> tuple[str, list[Splice]] | Reason:
        if elements.is_hint(part, references):
            if len(wanted) < len(references):
                return Reason("undeclared", {"what": next(r.host for r in references if r not in wanted)})
            return REMOVED, [Splice(part.edges.start, part.edges.opened)]
        names, rest = elements.by_attribute(self._draft.page, part, wanted)
        if rest or (part.tag == "video" and not names):
            beside = next((r for r in references if r not in wanted and r.party is Party.THIRD), None)
            if beside is not None:
                return Reason("undeclared", {"what": beside.host})
            fault = elements.unfit(self._draft.page, part)
            kept = fault or elements.as_text(self._draft.page, part, self._draft.register, service)
            return kept if isinstance(kept, Reason) else (GATED, kept)
        done = elements.gate(self._draft.page, part, names, service)
        return done if isinstance(done, Reason) else (GATED, done)

    def _figure_place(self, part: Part) -> Place | None:
        """The span that a figure may take, of a frame that can be seen."""
        if part.tag != "iframe" or elements.hidden(part) or elements.unfit(self._draft.page, part) is not None:
            return None
        if part.element.attr("srcdoc") is not None:
            return None
        if self._frames is None:
            self._frames = frames(self._draft.page.tree, self._draft.page.lines, self._draft.page.said)
        start = part.edges.start
        return next((place for place in self._frames if place.start <= start < place.end), None)

    def place_figures(self) -> None:
        """Put in the figures, those of a paragraph together; where more is edited there, frames wait without one."""
        by_paragraph: dict[tuple[int, int, int, int] | None, list[_Figure]] = {}
        for one in self._figures:
            by_paragraph.setdefault(one[3].paragraph, []).append(one)
        others = [splice for edit in self._draft.edits for splice in edit.splices]
        for paragraph, found in by_paragraph.items():
            whole = Splice(paragraph[0], paragraph[3]) if paragraph is not None else None
            crowded = whole is not None and any(whole.covers(o) or whole.meets(o) for o in others)
            if paragraph is not None and not crowded:
                text = opened(self._draft.page.text, paragraph, {place: figure for *_, place, figure in found})
                splices = [(Splice(paragraph[0], paragraph[3], text),), *[()] * (len(found) - 1)]
            else:
                splices = [(Splice(place.start, place.end, figure),) for *_, place, figure in found]
            for (at, part, service, _place, _figure), made in zip(found, splices, strict=True):
                if crowded:
                    done = elements.gate(self._draft.page, part, ("src",), service)
                    assert not isinstance(done, Reason)
                    self._draft.edits.append(Edit(*at, service.id, Kind.IFRAME.value, GATED, tuple(done)))
                else:
                    self._draft.edits.append(Edit(*at, service.id, Kind.IFRAME.value, FIGURE, made))


def plan_silent(draft: Draft, by_place: Mapping[At, list[Reference]]) -> None:
    """Take away what acts without JavaScript, and a noscript element in which nothing is left."""
    found: dict[int, tuple[Part, list[Edit]]] = {}
    for at, references in by_place.items():
        wanted = [r for r in references if consents(draft.register, r)]
        if not wanted:
            continue
        part = draft.page.silent.get(at)
        outer = draft.page.around(part) if part is not None else None
        if part is None or outer is None:
            draft.leave(at, wanted, [], Reason("guess"))
        elif part.tag not in _TAKEN or (part.tag == "style" and not elements.only_fetches(part.element.text)):
            draft.leave(at, wanted, [], Reason("style" if part.tag == "style" else "handler"))
        elif other := next((r for r in references if r not in wanted and r.party is Party.THIRD), None):
            draft.leave(at, wanted, [], Reason("undeclared", {"what": other.host}))
        else:
            service = consents(draft.register, wanted[0])
            assert service is not None
            splice = Splice(part.edges.start, part.edges.end or part.edges.opened)
            edit = Edit(*at, service.id, wanted[0].kind.value, REMOVED, (splice,))
            found.setdefault(outer.edges.start, (outer, []))[1].append(edit)
    for outer, edits in found.values():
        draft.edits += _emptied(draft, outer, edits)


def _emptied(draft: Draft, outer: Part, edits: list[Edit]) -> list[Edit]:
    start, closed, end = outer.edges.opened, outer.edges.closed, outer.edges.end
    if closed is None or end is None:
        return edits
    pieces, at = [], start
    for splice in sorted(splice for edit in edits for splice in edit.splices):
        if not start <= splice.start <= splice.end <= closed:
            return edits
        pieces.append(draft.page.text[at : splice.start])
        at = max(at, splice.end)
    rest = "".join((*pieces, draft.page.text[at:closed]))
    if _EMPTY.sub("", rest):
        return edits
    whole = Splice(outer.edges.start, end)
    return [Edit(e.line, e.column, e.service, e.what, e.how, (whole,)) for e in edits]
