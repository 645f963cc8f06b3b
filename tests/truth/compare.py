"""What the scan says of a construct, beside what browsers did with it: the differences.

PYTHONPATH=tests python -m truth.compare
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from samtykke.extract import SiteContext, scan
from samtykke.model import Evidence, Reference, Scan, State
from samtykke.site import Document, kind_of, sniff
from samtykke.urls import Hosts
from truth.cases import DOMAIN, Case, cases

TRUTH = Path(__file__).with_name("truth.json")


class Verdict(NamedTuple):
    """A construct's hosts, by the scan and by the browsers."""

    case: Case
    live: frozenset[str]
    contacted: dict[str, list[str]]
    unverified: bool
    """The scan says that it does not know."""

    @property
    def missed(self) -> list[str]:
        """Contacted, and not listed as live."""
        return sorted(self.contacted.keys() - self.live)

    @property
    def alarms(self) -> list[str]:
        """Listed as live, and contacted by nobody."""
        return sorted(self.live - self.contacted.keys())


def verdicts() -> Iterator[Verdict]:
    """Of every case that was recorded."""
    truth: dict[str, dict[str, list[str]]] = json.loads(TRUTH.read_text("utf-8"))
    for case in cases():
        if case.name in truth:
            scans = scanned(case)
            live = {r.host for one in scans for r in one.references if _counts(r)}
            unsure = {"ambiguous-markup", "opaque-script", "unreadable-document"}
            unverified = any(p.rule in unsure for one in scans for p in one.problems)
            yield Verdict(case, frozenset(live), truth[case.name], unverified)


def scanned(case: Case) -> list[Scan]:
    """All files of a case, read as the check reads an output tree."""
    with tempfile.TemporaryDirectory() as folder:
        for path, body in case.files.items():
            file = Path(folder) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
        site = SiteContext(Hosts("http://www.example.no"), folder)
        kinds = {path: kind_of(path.rpartition("/")[2]) or sniff(body[:512]) for path, body in case.files.items()}
        return [scan(Document(path, kind, case.files[path]), site) for path, kind in kinds.items() if kind]


def _counts(reference: Reference) -> bool:
    # A literal was not seen to load, and is told as a note.
    live = reference.state is State.LIVE and reference.evidence is not Evidence.LITERAL
    return live and reference.host.endswith("." + DOMAIN)


def main() -> None:
    """Print the differences."""
    for verdict in verdicts():
        for host in verdict.missed:
            print("MISS ", host, "unverified" if verdict.unverified else "", verdict.contacted[host])
        for host in verdict.alarms:
            print("ALARM", host)


if __name__ == "__main__":
    main()
