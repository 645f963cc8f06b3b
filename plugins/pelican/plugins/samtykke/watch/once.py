"""One build, in a process of its own: whatever goes wrong in it, the watching goes on.

    python -m pelican.plugins.samtykke.watch.once pelicanconf.py OUTPUT REPORT

REPORT is JSON: `{"built": bool, "notes": [{message, source, line}], "pages": {path: {source, findings, services}},
"elsewhere": [finding]}`. `built` says that the site was written, whatever was found in it.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from pathlib import Path
from typing import Any

from pelican.log import console
from pelican.log import init as init_logging

from pelican import get_instance, parse_arguments
from samtykke.files import write_atomically
from samtykke.model import Finding, Scan

from ..notes import NOTES, Note, tell


def main(settings: str, output: str, report: str) -> None:
    """Build, and report how it went."""
    NOTES.watching = True
    init_logging(level=logging.WARNING, name="pelican")
    built = False
    try:
        pelican, _ = get_instance(parse_arguments(["-s", settings, "-o", output]))
        with console.status("Bygger …"):
            pelican.run()
        built = True
    except SystemExit as stopped:  # the register is broken, and its mistakes are told
        built = not stopped.code
        if stopped.code and not NOTES.said:
            tell(f"Byggingen stanset (kode {stopped.code}).")
    except Exception as error:
        tell(*_told(error, Path(settings).resolve().parent))
    write_atomically(Path(report), json.dumps(_report(built=built), ensure_ascii=False))


def _told(error: Exception, project: Path) -> tuple[str, str | None, int | None]:
    """What is wrong and where: a template's own place, else the innermost line of the project's code."""
    name, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if not (name and line):
        frames = [f for f in traceback.extract_tb(error.__traceback__) if _below(f.filename, project)]
        name, line = (frames[-1].filename, frames[-1].lineno) if frames else (None, None)
    source = _below(name, project) if name else None
    where = f"{source}:{line}: " if source else ""
    return f"{where}Siden kan ikke bygges. {type(error).__name__}: {error}", source, line if source else None


def _below(name: str, project: Path) -> str | None:
    try:
        path = Path(name).resolve().relative_to(project)
    except (ValueError, OSError):
        return None
    return None if path.parts[0].startswith(".") else path.as_posix()


def _report(*, built: bool) -> dict[str, Any]:
    pages: dict[str, Any] = {
        scan.path: {"source": NOTES.sources.get(scan.path), "findings": [], "services": _services(scan)}
        for scan in NOTES.scans
        if scan.kind == "html"
    }
    elsewhere = []
    for finding in NOTES.findings:
        page = pages.get(finding.position.path)
        (page["findings"] if page else elsewhere).append(_finding(finding))
    return {"built": built, "notes": [_note(n) for n in NOTES.said], "pages": pages, "elsewhere": elsewhere}


def _note(note: Note) -> dict[str, Any]:
    return {"message": note.message, "source": note.source, "line": note.line}


def _finding(finding: Finding) -> dict[str, Any]:
    source, _, line = (finding.source or "").partition(":")
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "message": finding.message,
        "help": finding.help,
        "place": finding.source or f"{finding.position.path}:{finding.position.line}",
        "source": source or None,
        "line": int(line) if line.isdigit() else None,
    }


def _services(scan: Scan) -> list[dict[str, Any]]:
    """Who is contacted from a page, when: one entry for each service, or unknown host, and state."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for one in scan.references:
        if one.party.value != "third":
            continue
        key = (one.service or one.host, one.state.value)
        entry = found.setdefault(
            key,
            {
                "name": NOTES.names.get(one.service or "", one.service or one.host),
                "state": one.state.value,
                "category": one.gate.category if one.gate else None,
                "hosts": [],
            },
        )
        if one.host and one.host not in entry["hosts"]:
            entry["hosts"].append(one.host)
    return list(found.values())


if __name__ == "__main__":
    main(*sys.argv[1:])
