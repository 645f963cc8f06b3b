"""JSON, version 1: the view as data. All that was seen, request by request, is in the evidence's `results.json`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from samtykke.audit.model import Ignored
from samtykke.model import Finding

from .base import Drawn, Format


def render(drawn: Drawn) -> str:
    """The same bytes for the same result."""
    view, result = drawn.view, drawn.view.result
    errors, warnings, notes = view.counts
    data = {
        "version": 1,
        "site": result.site,
        "started": result.started,
        "seconds": result.seconds,
        "browser": result.browser,
        "mode": result.mode,
        "held": [r.url for visit in result.visits for r in visit.requests if r.held],
        "register": {"path": result.register_path, "digest": result.register_digest},
        "verdict": view.verdict.value,
        "summary": {
            "error": errors,
            "warning": warnings,
            "note": notes,
            "unverified": len(view.unverified),
            "suppressed": len(result.suppressed),
        },
        "unverified": list(view.unverified),
        "states": [{"id": id_, "title": title} for id_, title in view.states],
        "pages": {"opened": list(view.opened), "not_opened": list(view.unopened)},
        "findings": [_finding(f) for f in result.findings],
        "suppressed": [_finding(i.finding) | {"suppression": _suppression(i)} for i in result.suppressed],
        "services": [
            {
                "name": row.name,
                "category": row.category,
                "states": {
                    state: {"did": did.cell.value, "requests": did.requests, "stored": list(did.stored)}
                    for (state, _), did in zip(view.states, row.cells, strict=True)
                },
            }
            for row in view.rows
        ],
        "storage": [asdict(item) for item in view.items],
        "banner": asdict(view.banner) if view.banner else None,
        "drafts": [asdict(draft) for draft in result.drafts],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _finding(f: Finding) -> dict[str, Any]:
    return {
        "rule": f.rule,
        "level": f.level.value,
        "unverified": f.unverified,
        "message": f.message,
        "state": f.state,
        "page": f.position.path,
        "script": f.script,
        "url": f.url,
        "host": f.host,
        "service": f.service,
        "probably": f.probably,
        "source": f.source,
        "fingerprint": f.fingerprint,
        "help": f.help,
    }


def _suppression(ignored: Ignored) -> dict[str, Any]:
    """As the check's JSON has it."""
    return {
        "by": ignored.by,
        "reason": ignored.reason or None,
        "until": ignored.until.isoformat() if ignored.until else None,
        "path": ignored.position.path,
        "line": ignored.position.line,
    }


FORMAT = Format("json", render)
