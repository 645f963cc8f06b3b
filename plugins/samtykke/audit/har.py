"""What was requested, as HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/), for tools that read it.

Bodies and cookies are left out, and values of headers that carry them were never kept. What HAR has no place for begins
with an underscore, as its specification asks for.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from .model import AuditResult, Initiator, Request, Visit

_UNKNOWN = -1


def render(result: AuditResult) -> str:
    """All visits as pages of one log, in the order in which they were made."""
    pages = [_page(number, visit, result) for number, visit in enumerate(result.visits, 1)]
    entries = [
        _entry(number, visit, request, result)
        for number, visit in enumerate(result.visits, 1)
        for request in sorted(visit.requests, key=lambda request: request.at)
    ]
    name, _, version = result.browser.partition(" ")
    log = {
        "version": "1.2",
        "creator": {"name": "Samtykke", "version": result.tool or "0"},
        "browser": {"name": name, "version": version},
        "pages": pages,
        "entries": entries,
    }
    return json.dumps({"log": log}, ensure_ascii=False, indent=1) + "\n"


def _began(visit: Visit, result: AuditResult) -> datetime:
    text = getattr(visit, "began", "") or result.started
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = datetime.fromtimestamp(0, UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _at(visit: Visit, result: AuditResult, milliseconds: float) -> str:
    moment = _began(visit, result) + timedelta(milliseconds=milliseconds)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _page(number: int, visit: Visit, result: AuditResult) -> dict[str, Any]:
    return {
        "id": f"visit-{number}",
        "title": f"{visit.page} ({visit.state})",
        "startedDateTime": _at(visit, result, 0),
        "pageTimings": {"onContentLoad": _UNKNOWN, "onLoad": _UNKNOWN},
    }


def _entry(number: int, visit: Visit, request: Request, result: AuditResult) -> dict[str, Any]:
    found: dict[str, Any] = {
        "pageref": f"visit-{number}",
        "startedDateTime": _at(visit, result, request.at),
        "time": 0,
        "request": {
            "method": request.method or "GET",
            "url": request.url,
            "httpVersion": "",
            "cookies": [],
            "headers": _headers(request.request_headers),
            "queryString": [
                {"name": name, "value": value}
                for name, value in parse_qsl(urlsplit(request.url).query, keep_blank_values=True, max_num_fields=None)
            ],
            "headersSize": _UNKNOWN,
            "bodySize": _UNKNOWN,
        },
        "response": {
            "status": request.status,
            "statusText": "",
            "httpVersion": "",
            "cookies": [],
            "headers": _headers(request.response_headers),
            "content": {"size": request.size, "mimeType": request.mime},
            "redirectURL": {n.lower(): v for n, v in request.response_headers}.get("location", ""),
            "headersSize": _UNKNOWN,
            "bodySize": request.size,
        },
        "cache": {},
        "timings": {"send": 0, "wait": 0, "receive": 0},
        "_resourceType": request.kind,
        "_initiator": _initiator(request.initiator),
        "_party": request.party.value,
        "_step": request.step.value,
        "_consent": request.consent,
        "_stoodIn": request.stood_in,
    }
    if request.error:
        found["response"]["_error"] = request.error
    return found


def _headers(pairs: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]


def _initiator(initiator: Initiator) -> dict[str, Any]:
    frames = [
        {"functionName": f.function, "url": f.url, "lineNumber": f.line, "columnNumber": f.column}
        for f in initiator.stack
    ]
    return {
        "type": initiator.kind,
        "url": initiator.url,
        "lineNumber": initiator.line,
        **({"stack": {"callFrames": frames}} if frames else {}),
    }
