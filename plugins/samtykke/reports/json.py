"""JSON, version 1: stable keys, the same bytes for the same findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from samtykke.checking import Result
from samtykke.domains import registrable
from samtykke.model import Finding, Gate, Level, Reference, Scan, StorageWrite
from samtykke.suppress import Suppressed

from .base import Format, Style
from .pieces import dumped

VERSION = 1


def check(result: Result, style: Style) -> Iterator[str]:  # noqa: ARG001  JSON has one look
    """`{"version", "documents", "findings", "summary", "suppressed"}`; the keys are documented in docs/json.md."""
    summary = {level.value: result.count(level) for level in Level}
    yield from dumped(
        {
            "version": VERSION,
            "documents": result.documents,
            "findings": (_finding(f) for f in result.findings),
            "summary": {**summary, "unverified": result.unverified, "suppressed": len(result.suppressed)},
            "suppressed": (_suppressed(s) for s in result.suppressed),
        }
    )
    yield "\n"


def inventory(scans: Sequence[Scan], style: Style) -> Iterator[str]:  # noqa: ARG001
    """`{"version", "documents", "references", "storage"}`."""
    yield from dumped(
        {
            "version": VERSION,
            "documents": len(scans),
            "references": (_reference(r) for scan in scans for r in scan.references),
            "storage": (_storage(w) for scan in scans for w in scan.storage),
        }
    )
    yield "\n"


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
