"""A first register for a site, from what its built pages hold; what is not known is left to complete."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

from samtykke.catalogue import Catalogue, KnownService, loads
from samtykke.catalogue.draft import country_line, draft, item, toml_string, unknown
from samtykke.domains import registrable
from samtykke.files import line_end
from samtykke.locale import Translate
from samtykke.model import Evidence, Kind, Party, Position, Scan, StorageWrite
from samtykke.register import Register, RegisterError, parse
from samtykke.register.hosts import complain, covers
from samtykke.register.unfinished import NO_COUNTRY
from samtykke.rules.base import shown
from samtykke.vendors import Vendors, probably

_CANONICAL = re.compile(rb"<link\b[^>]{0,300}\brel=[\"']?canonical\b[^>]{0,600}>", re.IGNORECASE)
_HREF = re.compile(rb"\bhref=[\"']?(https?://[^\"'\s>]{1,300})", re.IGNORECASE)
_LOCATION = re.compile(rb"<loc>\s*(https?://[^<\s]{1,300})", re.IGNORECASE)
_HEAD = 65_536
_MOST_PAGES = 20
_MEDIA = frozenset({Kind.IFRAME, Kind.IMAGE, Kind.MEDIA, Kind.FONT, Kind.STYLESHEET, Kind.ICON})


def address(root: Path) -> str | None:
    """The site's own address, as its pages give it (`rel=canonical`), its sitemap, or a CNAME file; None for none."""
    if not root.is_dir():
        return None
    pages = sorted(root.rglob("*.html"), key=lambda page: (len(page.parts), page.as_posix()))[:_MOST_PAGES]
    found = Counter(origin for page in pages if (origin := _canonical(_start(page))))
    if found:
        return found.most_common(1)[0][0]
    location = _LOCATION.search(_start(root / "sitemap.xml"))
    if location is not None:
        return _origin(location[1])
    name = _start(root / "CNAME").decode("ascii", "replace").strip()
    return f"https://{name}" if re.fullmatch(r"[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}", name) else None


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""


def _canonical(text: bytes) -> str | None:
    tag = _CANONICAL.search(text)
    href = _HREF.search(tag[0]) if tag else None
    return _origin(href[1]) if href else None


def _origin(written: bytes) -> str | None:
    try:
        parts = urlsplit(unescape(written.decode("utf-8", "replace")))
        host = parts.hostname
    except ValueError:
        return None
    return f"{parts.scheme.lower()}://{host}" if host and host not in ("localhost", "127.0.0.1") else None


@dataclass(slots=True)
class Seen:
    """What a site holds of others, and what its own scripts keep."""

    services: dict[str, set[str]] = field(default_factory=dict)
    """The catalogue's id → hosts."""
    unknown: dict[str, list[tuple[str, Kind, Position]]] = field(default_factory=dict)
    """The registered name → (host, kind, place)."""
    named: set[str] = field(default_factory=set)
    """Unknown hosts whose addresses stand in the text of scripts that were not seen to fetch from them."""
    storage: dict[tuple[str, str], StorageWrite] = field(default_factory=dict)
    documents: int = 0
    unread: list[str] = field(default_factory=list)
    """Paths of files of which it is not known what is in them."""

    @classmethod
    def of(cls, scans: Iterable[Scan], catalogue: Catalogue) -> Seen:
        """All of it; plain links are not references, and count for nothing."""
        seen = cls()
        for scan in scans:
            seen.documents += 1
            if scan.unread:
                seen.unread.append(scan.path)
            for one in scan.references:
                if one.party is not Party.THIRD or not one.host or complain(one.host):
                    continue  # what is no host name cannot be declared; the check reports it
                if one.service in catalogue.services:
                    seen.services.setdefault(str(one.service), set()).add(one.host)
                elif one.evidence is Evidence.LITERAL:
                    seen.named.add(one.host)
                else:
                    seen.unknown.setdefault(registrable(one.host), []).append((one.host, one.kind, one.position))
            for write in scan.storage:
                seen.storage.setdefault((write.kind.value, write.name), write)
        return seen


def first_register(
    seen: Seen,
    url: str,
    owner: str,
    catalogue: Catalogue,
    t: Translate,
    *,
    ours: bool = True,
    vendors: Vendors | None = None,
) -> str:
    """The text of a register that is in order, and declares what was seen; what is not known is marked `TODO`.

    `ours`: our banner asks for consent, and keeps the answer. `vendors` name who is probably behind the unknown, in
    comments.
    """
    known = sorted(seen.services)
    text = _head(url, owner, ours and bool(known or seen.unknown or _own(seen, catalogue)), t)
    taken: set[str] = set()
    for id_ in known:
        others = {host for other, hosts in seen.services.items() if other != id_ for host in hosts} | taken
        hosts = _hosts(catalogue.services[id_], seen.services[id_] - taken, others)
        taken |= set(hosts)
        text = add(text, draft(catalogue.services[id_], _read(text), hosts, t))
    used = set(known) | {"samtykke"}
    for name in sorted(seen.unknown):
        text = add(
            text, "\n".join(_unknown(name, seen.unknown[name], _free(name, used), _read(text), t, vendors=vendors))
        )
    own = _own(seen, catalogue)
    if own:
        text = add(text, "\n".join(_own_storage(own, _free("own-scripts", used), owner, _read(text), t)))
    named = sorted(seen.named - {host for places in seen.unknown.values() for host, _kind, _at in places})
    if named:
        told = t("Named in scripts that were not seen to fetch from there, and so not declared: %(hosts)s.")
        text = add(text, "# " + told % {"hosts": ", ".join(named)})
    _read(text)
    return text


def entry(known: KnownService, register: Register, settings: Mapping[str, str], t: Translate) -> str:
    """A register entry for a known service with all its hosts; with settings, its tags are loaded from the register."""
    taken = {host for service in register.service for host in service.hosts}
    shared = [url.partition("/")[0] for url in known.urls]
    # Of a host that several services share, not every subdomain is meant: but `www` is the same to everybody.
    shared += [f"www.{host}" for host in shared if registrable(host) == host]
    theirs = [*known.hosts, *(f"*.{host}" for host in known.hosts), *shared]
    made = draft(known, register, [host for host in dict.fromkeys(theirs) if host not in taken], t)
    if not settings:
        return made
    load = ["", "  [service.load]", '  kind = "catalogue"']
    written = (f"{key} = {toml_string(value)}" for key, value in settings.items())
    load.append("  settings = { " + ", ".join(written) + " }")
    return made + "\n".join(load) + "\n"


def _hosts(known: KnownService, seen: set[str], others: set[str]) -> list[str]:
    """The hosts to declare of a service: those of its own, for it goes on to where no page says, and those seen.

    None of its own that takes in what was seen of another service.
    """
    theirs = [
        host
        for host in (*known.hosts, *(f"*.{host}" for host in known.hosts))
        if not any(covers(host, other) or covers(other, host) for other in others)
    ]
    return [*sorted(h for h in seen if not any(covers(own, h) for own in theirs)), *theirs]


def add(text: str, entry: str) -> str:
    """A register with a further entry at its end. Nothing that stands there is touched. Raises RegisterError."""
    added = "\n\n" + entry.strip("\n") + "\n"
    made = text.rstrip("\r\n") + added.replace("\n", line_end(text))
    parse(made, "register.toml", [loads.complaints])
    return made


def _read(text: str) -> Register:
    return parse(text)


def _free(name: str, used: set[str]) -> str:
    """An id that is not taken, after a name."""
    id_ = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:50] or "service"
    number = 1
    while (free := id_ if number == 1 else f"{id_}-{number}") in used:
        number += 1
    used.add(free)
    return free


def _head(url: str, owner: str, asks: bool, t: Translate) -> str:
    lines = [
        f"# {t('The register: all that the site loads from others or keeps in the browser of whoever visits it.')}",
        f"# {t('TODO and ZZ: did not stand in the pages. Complete it; samtykke register check tells what is left.')}",
        "",
        "[site]",
        f"url = {toml_string(url)}",
        f"name = {toml_string(owner)}",
        "",
        "[[category]]",
        'id = "necessary"',
        "necessary = true",
        'title = { nb = "Nødvendige", en = "Necessary" }',
        'purpose = { nb = "Det som må til for at nettstedet skal virke.", en = "What the site cannot work without." }',
    ]
    if asks:
        lines += [
            "",
            f"# {t('Whoever asks for consent must keep the answer.')}",
            "[[service]]",
            'id = "samtykke"',
            f"name = {toml_string(t('Your choice of consent'))}",
            f"provider = {toml_string(owner)}",
            country_line(_home(url), t),
            'category = "necessary"',
            'basis = "necessary"',
            'reason = { nb = "Du ber oss huske hva du har svart.", en = "You ask us to remember your answer." }',
            'purpose = { nb = "Husker hva du har valgt.", en = "Remembers what you have chosen." }',
            "",
            "  [[service.storage]]",
            '  name = "samtykke"',
            '  lifetime = "P182D"',
            '  purpose = { nb = "Svaret ditt.", en = "Your answer." }',
        ]
    return "\n".join(lines) + "\n"


def _home(url: str) -> str:
    """The country of whoever has the site; an address in .no is a Norwegian's, of others it is not known."""
    return "NO" if (urlsplit(url).hostname or "").endswith(".no") else NO_COUNTRY


def _unknown(
    name: str,
    places: Sequence[tuple[str, Kind, Position]],
    id_: str,
    register: Register,
    t: Translate,
    *,
    vendors: Vendors | None,
) -> Iterator[str]:
    kinds = {kind for _host, kind, _at in places}
    hosts = sorted({host for host, _kind, _at in places})
    first = places[0][2]
    where = {"kinds": ", ".join(sorted(kinds)), "place": f"{shown(first.path)}:{first.line}", "number": len(places)}
    comments = [t("TODO: not in the catalogue. Seen as: %(kinds)s. Number: %(number)d. First in %(place)s.") % where]
    comments += (probably(who, t) for who in (vendors.names(hosts) if vendors else ()))
    yield from unknown(
        id_, name, "media" if kinds <= _MEDIA else "functional", register, t, hosts=hosts, comments=comments
    )


def _own(seen: Seen, catalogue: Catalogue) -> Mapping[tuple[str, str], StorageWrite]:
    """What the site's scripts keep and no service that was seen is known to keep."""
    known = [catalogue.services[id_] for id_ in seen.services]
    return {
        key: write
        for key, write in sorted(seen.storage.items())
        if write.name not in ("", "*", "samtykke") and not any(s.storage_named(*key) for s in known)
    }


def _own_storage(
    own: Mapping[tuple[str, str], StorageWrite], id_: str, owner: str, register: Register, t: Translate
) -> Iterator[str]:
    comment = t("TODO: kept by scripts of the site itself. Who has made them, and what is it for?")
    name = t("The site's own scripts")
    country = _home(register.site.url)
    yield from unknown(id_, name, "functional", register, t, provider=owner, country=country, comments=[comment])
    for (kind, name), write in own.items():
        yield from item(name[:200], kind, write.lifetime or "unknown")


__all__ = ["RegisterError", "Seen", "add", "address", "first_register"]
