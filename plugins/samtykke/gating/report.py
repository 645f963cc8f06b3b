"""What is missing in the register, as the editor reads it: where, what, and the entry to paste."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from samtykke.catalogue import Catalogue
from samtykke.catalogue.draft import draft
from samtykke.locale import Translate
from samtykke.register import Register

from .embeds import Missing


def report(
    missing: Iterable[tuple[str, Missing]], register: Register, shown: str, catalogue: Catalogue, t: Translate
) -> Iterator[tuple[str, str]]:
    """(message, first place) for each service; `missing` are (place, what), `shown` is the register's path."""
    by_service: dict[tuple[str, bool], list[tuple[str, Missing]]] = {}
    for place, one in missing:
        by_service.setdefault((one.service, one.declared), []).append((place, one))
    for (service, declared), found in by_service.items():
        known = catalogue.services[service]
        hosts = sorted({one.host for _, one in found})
        named = ", ".join(f'"{host}"' for host in hosts)
        values = {"service": known.name, "id": service, "file": shown, "hosts": named}
        where = "".join(f"\n  {place}: {one.written}" for place, one in found)
        if declared:
            message = t(
                "%(service)s is in the register, but not so that this content may wait for consent. In %(file)s, under "
                '[[service]] with id = "%(id)s", hosts must hold %(hosts)s, and basis must be "consent".'
            )
            yield message % values + where, found[0][0]
        else:
            message = t("%(service)s is not in the register, so this content cannot be shown:")
            offer = t(
                "Paste this at the end of %(file)s, read it through, and build again. "
                "Or make an ordinary link of it, which fetches nothing: [text](address)."
            )
            entry = draft(known, register, hosts, t)
            yield f"{message % values}{where}\n{offer % values}\n\n{entry}", found[0][0]


def line_of(source: Path, written: str) -> int | None:
    """The line of the Markdown on which an address stands, from 1; as it is, or with its ampersands escaped."""
    try:
        lines = source.read_text("utf-8-sig", "replace").splitlines()
    except OSError:
        return None
    for needle in (written, written.replace("&", "&amp;")):
        for number, line in enumerate(lines, 1):
            if needle in line:
                return number
    return None
