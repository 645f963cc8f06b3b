"""Where the server sends browsers on: a redirect to another host contacts it where the site loads something from there.

By itself a redirect is a link, `/chat` to some chat's invitation; with `<script src="/lib.js">` it is a third party's
script. Which of the two is known once all pages are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from urllib.parse import urlsplit

from samtykke.extract.servers import taken
from samtykke.model import Evidence, Kind, Party, Redirect, Reference, Scan, State
from samtykke.urls import Hosts, resolve

_ORDER = list(State)
_FILLED_IN = re.compile(r"[${]|%\{")
"""What stands for a part of the address asked for."""
_MOST = 200
"""References that one redirect makes: one of everything takes in whatever the site loads of itself."""


def redirected(scans: Iterable[Scan], hosts: Hosts) -> Iterator[Scan]:
    """The scans, settings of servers last, with the references that their redirects make."""
    settings: list[Scan] = []
    own: dict[tuple[str, Kind], Reference] = {}
    for scan in scans:
        for reference in scan.references:
            if reference.party is Party.FIRST and reference.evidence is not Evidence.LITERAL:
                known = own.setdefault((reference.url, reference.kind), reference)
                if _ORDER.index(reference.state) < _ORDER.index(known.state):
                    own[reference.url, reference.kind] = reference
        if scan.redirects:
            settings.append(scan)
        else:
            yield scan
    for scan in settings:
        sent = dict.fromkeys(r for redirect in scan.redirects for r in _sent(redirect, own.values(), hosts))
        yield replace(scan, references=(*scan.references, *sent))


def _sent(redirect: Redirect, own: Iterable[Reference], hosts: Hosts) -> Iterator[Reference]:
    """What the site loads of itself, from where it is sent on to."""
    target = resolve(_FILLED_IN.split(redirect.target, maxsplit=1)[0], hosts.base)
    if target is None or not target.host or hosts.party(target.host) is Party.FIRST:
        return
    for one in islice((r for r in own if taken(redirect.source, _path(r.url, hosts))), _MOST):
        yield replace(
            one, position=redirect.position, written=redirect.target, url=target.url, host=target.host,
            party=Party.THIRD, evidence=Evidence.ATTRIBUTE, service=None,
        )  # fmt: skip


def _path(url: str, hosts: Hosts) -> str:
    resolved = resolve(url, hosts.base)  # where the site's own address is not known, it is shown without a host
    return urlsplit(resolved.url).path if resolved is not None else ""
