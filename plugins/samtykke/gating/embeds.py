"""An article's HTML, with what was pasted made into gated figures; everything else stays byte for byte.

What comes out has nothing more to be made of it: a second run changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samtykke import banner
from samtykke.register import Register
from samtykke.register.model import Service
from samtykke.urls import matches

from .places import Place, find, maybe, trimmed
from .providers import Address, Embed, recognise

_NAMES = {
    "film": {"nb": "Film fra %s", "nn": "Film frå %s", "en": "Film from %s"},
    "map": {"nb": "Kart fra %s", "nn": "Kart frå %s", "en": "Map from %s"},
    "post": {"nb": "Innlegg fra %s", "nn": "Innlegg frå %s", "en": "Post from %s"},
    "form": {"nb": "Skjema fra %s", "nn": "Skjema frå %s", "en": "Form from %s"},
    "content": {"nb": "Innhold fra %s", "nn": "Innhald frå %s", "en": "Content from %s"},
}
"""What content is called that has no title."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Something pasted that the register does not provide for."""

    service: str
    """The catalogue's id."""
    host: str
    """The host that would have to be declared."""
    written: str
    """The address as it stands in the article."""
    declared: bool
    """The service is in the register; it is only the host that is not, or consent is not asked for."""


@dataclass(frozen=True, slots=True)
class Gated:
    """The article as it may be published, and what is missing in the register, if anything."""

    html: str
    missing: tuple[Missing, ...] = ()
    embeds: int = 0


def gate(html: str, register: Register, lang: str) -> Gated:
    """Make gated figures of what was pasted; without a declaration it stays as it is, and is reported as missing.

    An iframe of no known provider becomes a figure where its host belongs to a service that waits for consent, and
    stays as it is otherwise: the check judges it. Hostile input makes no markup: addresses are composed anew, titles
    are escaped.
    """
    if not maybe(html):
        return Gated(html)
    figures: dict[Place, str] = {}
    missing: dict[Missing, None] = {}
    shown: set[str] = set()
    places = find(html)
    for place in places:
        embed = _embed(place, register)
        if embed is None or place.snippet is None:
            continue
        made = _figure(place, embed, register, lang)
        if made is None:
            host = _host(embed.frame)
            known = register.find_service(embed.service) is not None
            missing[Missing(embed.service, host, place.snippet.written, known)] = None
            continue
        figures[place] = made[1]
        shown.add(embed.service)
    for place in places:
        if place.loader in shown:
            figures[place] = ""
    return Gated(_spliced(html, figures), tuple(missing), len(figures))


def framed(place: Place, register: Register, lang: str) -> tuple[Service, str] | None:
    """The service of an iframe and the figure, of the same size, that takes its place.

    None where it is of no service that waits.
    """
    embed = _embed(place, register)
    size = place.snippet.size if place.snippet is not None else ""
    made = _figure(place, embed, register, lang, size) if embed is not None else None
    if made is None and (other := _plain(place, register)) is not None:  # declared under the address as it stands
        made = _figure(place, other, register, lang, size)
    return made


def opened(html: str, paragraph: tuple[int, int, int, int], figures: Mapping[Place, str]) -> str:
    """A paragraph of the source with figures in it: it is ended before each and begun again after it."""
    return _opened(html, paragraph, sorted(figures, key=_start), figures)


def _figure(place: Place, embed: Embed, register: Register, lang: str, size: str = "") -> tuple[Service, str] | None:
    service = _declared(embed, register)
    if service is None or place.snippet is None:
        return None
    title = place.snippet.title or embed.title or _name(embed.kind, service, lang)
    shape = size or place.snippet.shape or embed.ratio
    figure = banner.embed(register, service.id, embed.frame, title, lang, shape=shape, link=embed.link)
    return service, figure.strip()


def _embed(place: Place, register: Register) -> Embed | None:
    if place.snippet is None:
        return None
    known = recognise(place.snippet.address)
    return known if known is not None or not place.framed else _plain(place, register)


def _plain(place: Place, register: Register) -> Embed | None:
    """A frame as it was written, of a service that waits."""
    address = Address.read(place.snippet.address) if place.snippet is not None else None
    if address is None:
        return None
    host = _host(address.url)
    service = next((s for s in register.gated_services() if any(matches(p, host) for p in s.hosts)), None)
    return Embed(service.id, address.url, address.url, "content", "16/9") if service else None


def _declared(embed: Embed, register: Register) -> Service | None:
    """The service whose consent the frame waits for: by the catalogue's id, else any that has the host."""
    host = _host(embed.frame)
    having = [s for s in register.gated_services() if any(matches(pattern, host) for pattern in s.hosts)]
    return next((s for s in having if s.id == embed.service), having[0] if having else None)


def _name(kind: str, service: Service, lang: str) -> str:
    return _NAMES[kind].get(lang, _NAMES[kind]["en"]) % service.name


def _host(url: str) -> str:
    return url.split("/", 3)[2].partition(":")[0]


def _spliced(html: str, figures: dict[Place, str]) -> str:
    """The source with figures in the places; a paragraph around one is ended before it and begun again after it."""
    pieces: list[str] = []
    at = 0
    by_paragraph: dict[tuple[int, int, int, int] | None, list[Place]] = {}
    for place in figures:
        by_paragraph.setdefault(place.paragraph, []).append(place)
    whole: list[tuple[int, int, str]] = [(p.start, p.end, figures[p]) for p in by_paragraph.pop(None, [])]
    for paragraph, places in by_paragraph.items():
        assert paragraph is not None
        whole.append((paragraph[0], paragraph[3], _opened(html, paragraph, sorted(places, key=_start), figures)))
    for start, end, text in sorted(whole):
        pieces += (html[at:start], text)
        at = end
    return "".join((*pieces, html[at:]))


def _start(place: Place) -> int:
    return place.start


def _opened(html: str, paragraph: tuple[int, int, int, int], places: list[Place], figures: Mapping[Place, str]) -> str:
    start, at, closed, end = paragraph
    tag, ending = html[start:at], html[closed:end]
    parts: list[str] = []
    for place in [*places, None]:
        text = trimmed(html[at : place.start if place else closed])
        if text:
            parts.append(f"{tag}{text}{ending}")
            tag = "<p>"  # an id stands once
        if place:
            parts.append(figures[place])
            at = place.end
    return "\n".join(part for part in parts if part)
