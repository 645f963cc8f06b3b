"""JSON, version 1: stable keys, the same bytes for the same findings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from samtykke.checking import Result
from samtykke.domains import registrable
from samtykke.model import Finding, Gate, Level, Reference, Scan, StorageWrite
from samtykke.suppress import Suppressed

from .base import Format, Style

VERSION = 1


def check(result: Result, style: Style) -> str:  # noqa: ARG001  JSON has one look
    """`{"version", "documents", "findings", "summary", "suppressed"}`; the keys are documented in docs/json.md."""
    summary = {level.value: result.count(level) for level in Level}
    return _dump(
        {
            "version": VERSION,
            "documents": result.documents,
            "findings": (_text(_finding(f)) for f in result.findings),
            "summary": {**summary, "unverified": result.unverified, "suppressed": len(result.suppressed)},
            "suppressed": (_text(_suppressed(s)) for s in result.suppressed),
        }
    )


def inventory(scans: Iterable[Scan], style: Style) -> str:  # noqa: ARG001
    """`{"version", "documents", "references", "storage"}`."""
    documents = 0
    references: list[str] = []
    storage: list[str] = []
    for scan in scans:
        documents += 1
        references += [_text(_reference(r)) for r in scan.references]
        storage += [_text(_storage(w)) for w in scan.storage]
    return _dump({"version": VERSION, "documents": documents, "references": iter(references), "storage": iter(storage)})


def _dump(data: Mapping[str, Any]) -> str:
    """An object in JSON with these members; an iterator, of texts in JSON, is an array.

    As `json.dumps` would write it, but without all of it as objects and as text at once: reports may be large.
    """
    return "".join(_pieces(data))


def _pieces(data: Mapping[str, Any]) -> Iterator[str]:
    before = "{"
    for name, value in data.items():
        yield f'{before}\n "{name}": '
        if isinstance(value, Iterator):
            yield from _array(value)
        else:
            yield _text(value).replace("\n", "\n ")
        before = ","
    yield "\n}\n"


def _array(texts: Iterator[str]) -> Iterator[str]:
    before = "["
    for text in texts:
        yield f"{before}\n  " + text.replace("\n", "\n  ")  # line breaks stand only between values
        before = ","
    yield "[]" if before == "[" else "\n ]"


def _text(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    # A lone surrogate (a file name that is not UTF-8) cannot be written as UTF-8.
    return text.encode("utf-8", "replace").decode("utf-8")


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "unverified": finding.unverified,
        "message": finding.message,
        "path": finding.position.path,
        "line": finding.position.line,
        "column": finding.position.column,
        "url": finding.url or None,
        "host": finding.host or None,
        "domain": registrable(finding.host) if finding.host else None,
        "service": finding.service or None,
        "probably": finding.probably or None,
        "source": finding.source,
        "fingerprint": finding.fingerprint,
        "help": finding.help,
    }


def _suppressed(suppressed: Suppressed) -> dict[str, Any]:
    by = suppressed.ignorer
    said = {
        "by": by.by,
        "reason": by.reason or None,
        "until": by.until.isoformat() if by.until else None,
        "path": by.position.path,
        "line": by.position.line,
    }
    return {**_finding(suppressed.finding), "suppression": said}


def _reference(reference: Reference) -> dict[str, Any]:
    return {
        "path": reference.position.path,
        "line": reference.position.line,
        "column": reference.position.column,
        "kind": reference.kind.value,
        "url": reference.url,
        "host": reference.host,
        "domain": registrable(reference.host),
        "party": reference.party.value,
        "state": reference.state.value,
        "evidence": reference.evidence.value,
        "gate": _gate(reference.gate),
        "service": reference.service,
    }


def _storage(write: StorageWrite) -> dict[str, Any]:
    return {
        "path": write.position.path,
        "line": write.position.line,
        "column": write.position.column,
        "kind": write.kind.value,
        "name": write.name,
        "lifetime": write.lifetime,
        "evidence": write.evidence.value,
        "service": write.service,
    }


def _gate(gate: Gate | None) -> dict[str, Any] | None:
    if gate is None:
        return None
    return {"convention": gate.convention, "category": gate.category, "service": gate.service}


FORMAT = Format("json", check, inventory)
