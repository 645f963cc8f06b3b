"""What was really observed, in a form that is kept with the site and compared from run to run: sorted, no times."""

from __future__ import annotations

import json
from typing import Any

from samtykke.model import Party
from samtykke.register import lifetime

from .model import AuditResult, CookieSeen, StorageSeen

VERSION = 1


def render(result: AuditResult) -> str:
    """JSON: the third parties that were contacted, and everything that was stored, each with the longest lifetime."""
    hosts = sorted({r.host for v in result.visits for r in v.requests if r.party is Party.THIRD})
    items: dict[tuple[str, str, str], dict[str, Any]] = {}
    for visit in result.visits:
        everything: tuple[CookieSeen | StorageSeen, ...] = (*visit.cookies, *visit.storage)
        for seen in everything:
            kind = seen.kind.value if isinstance(seen, StorageSeen) else "cookie"
            place = seen.domain if isinstance(seen, CookieSeen) else seen.origin
            length = _length(seen)
            known = items.get((kind, seen.name, place))
            if known is None or length > known["seconds"]:
                items[(kind, seen.name, place)] = {
                    "kind": kind, "name": seen.name, "place": place, "party": seen.party.value,
                    "lifetime": _words(seen), "seconds": length,
                }  # fmt: skip
    storage = [{key: value for key, value in items[key_].items() if key != "seconds"} for key_ in sorted(items)]
    record = {"version": VERSION, "mode": result.mode, "browser": result.browser, "hosts": hosts, "storage": storage}
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _length(seen: CookieSeen | StorageSeen) -> float:
    return seen.lifetime or 0.0 if isinstance(seen, CookieSeen) else 0.0


def _words(seen: CookieSeen | StorageSeen) -> str:
    if isinstance(seen, CookieSeen):
        return "session" if seen.lifetime is None else lifetime.of_seconds(seen.lifetime)
    return "session" if seen.kind == "session" else "forever"
