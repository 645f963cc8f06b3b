"""What the scan says of a construct, beside what browsers did with it: the differences, and the figures.

PYTHONPATH=tests python -m truth.compare
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from samtykke.extract import SiteContext, scan
from samtykke.model import Evidence, Reference, Scan, State
from samtykke.site import Document, kind_of, sniff
from samtykke.urls import Hosts
from truth.cases import DOMAIN, Case, cases
from truth.known import ALARMS, EXEMPT

TRUTH = Path(__file__).with_name("truth.json")


class Verdict(NamedTuple):
    """A construct's hosts, by the scan and by the browsers."""

    case: Case
    live: dict[str, frozenset[Evidence]]
    """Host → how the scan knows that it is contacted."""
    contacted: dict[str, list[str]]
    """Host → who contacted it, and in which state."""
    unverified: bool
    """The scan says that it does not know."""

    @property
    def missed(self) -> list[str]:
        """Contacted, and not listed as live."""
        return sorted(self.contacted.keys() - self.live.keys())

    @property
    def inert(self) -> list[str]:
        """Named, and contacted by nobody."""
        asked = tuple(self.contacted)
        return sorted(h for h in self.case.named if not any(a == h or a.endswith("." + h) for a in asked))

    @property
    def alarms(self) -> list[str]:
        """Listed as live, and contacted by nobody."""
        return sorted(self.live.keys() - self.contacted.keys())


def short(host: str) -> str:
    """A host of a case without what all have in common: the name of the case, with `-2` for its second host."""
    return host.removesuffix("." + DOMAIN)


def verdicts() -> Iterator[Verdict]:
    """Of every case that was recorded."""
    truth: dict[str, dict[str, list[str]]] = json.loads(TRUTH.read_text("utf-8"))
    for case in cases():
        if case.name in truth:
            scans = scanned(case)
            live: dict[str, frozenset[Evidence]] = {}
            for r in (r for one in scans for r in one.references if _counts(r)):
                live[r.host] = live.get(r.host, frozenset()) | {r.evidence}
            unsure = {"ambiguous-markup", "opaque-script", "unreadable-document"}
            unverified = any(p.rule in unsure for one in scans for p in one.problems)
            yield Verdict(case, live, truth[case.name], unverified)


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
    """Print the differences, and the figures that stand in docs/soundness.md."""
    found = list(verdicts())
    for verdict in found:
        for host in verdict.missed:
            print("MISS ", host, "unverified" if verdict.unverified else "", verdict.contacted[host])
        for host in verdict.alarms:
            print("ALARM", host, "" if short(host) in ALARMS else "unlisted")
    contacted = [(v, host) for v in found for host in v.contacted]
    missed = [v for v in found for _host in v.missed]
    inert = [host for v in found for host in v.inert]
    alarms = [short(host) for v in found for host in v.alarms]
    counted = [name for name in alarms if name not in EXEMPT]
    print(f"{len(found)} constructs, {len(contacted)} contacted, {len(missed)} missed,", end=" ")
    print(f"{sum(not v.unverified for v in missed)} of them unsaid")
    print(f"{len(inert)} inert, {len(alarms)} called live ({100 * len(alarms) / len(inert):.1f} %);", end=" ")
    rest = len(inert) - len(alarms) + len(counted)
    print(f"without those of another state {rest} and {len(counted)} ({100 * len(counted) / rest:.1f} %)")
    for evidence in (Evidence.ATTRIBUTE, Evidence.EXECUTED, Evidence.SIGNATURE):
        hits = sum(evidence in v.live.get(host, ()) for v, host in contacted)
        wrong = sum(evidence in v.live[host] for v in found for host in v.alarms)
        print(f"{evidence}: {hits} contacted, {wrong} not")
    states = Counter(who.partition(" ")[2] or "on load" for v, host in contacted for who in v.contacted[host][:1])
    print(dict(states))


if __name__ == "__main__":
    main()
