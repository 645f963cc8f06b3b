"""Load random pages in real browsers and hold the scan against what they contact.

    PYTHONPATH=tests python -m fuzz.survey FIRST LAST

Prints every page on which a browser contacts a host that is not listed as live, and the figures.
"""

from __future__ import annotations

import sys
from collections import Counter

from fuzz.browsers import Contacts, contacts
from fuzz.generate import document
from fuzz.readings import UNVERIFIED, Page


def main() -> None:
    """Survey the seeds from FIRST up to LAST."""
    first, last = map(int, sys.argv[1:])
    raw = {f"s{seed}": document(seed) for seed in range(first, last)}
    seen = contacts(raw)
    figures: Counter[str] = Counter()
    for name, hosts in seen.items():
        _hold(name, Page(raw[name]), hosts, figures)
    for what, number in sorted(figures.items()):
        print(f"{number:7} {what}")


def _hold(name: str, page: Page, hosts: Contacts, figures: Counter[str]) -> None:
    listed = page.live
    figures["pages"] += 1
    figures["pages said to be unverified"] += bool(page.problems & UNVERIFIED)
    figures["pages called ambiguous"] += "ambiguous-markup" in page.problems
    figures["hosts contacted"] += len(hosts)
    figures["hosts contacted and listed as live"] += len(hosts.keys() & listed)
    figures["hosts listed as live"] += len(listed)
    figures["hosts listed as live and contacted"] += len(hosts.keys() & listed)
    for host in sorted(hosts.keys() - listed):
        said = bool(page.problems & UNVERIFIED)
        figures["hosts contacted and not listed, page unverified" if said else "hosts missed in silence"] += 1
        print("unverified" if said else "MISSED", name, host, *hosts[host], sep="\t", flush=True)
    for host in sorted(listed - hosts.keys()):
        print("alarm", name, host, sep="\t")


if __name__ == "__main__":
    main()
