"""Measurements, printed as ratios within this run: machines differ, and this one is shared.

`make bench`. What reading the pages of corpus.py costs beside parsing them, within one process, and how long the
command takes to say anything; speed.py measures whole checks.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import corpus
import turbohtml

from samtykke.extract import SiteContext, scan
from samtykke.site import read, walk
from samtykke.urls import Hosts

PAGES = 1000


def cpu(work: Callable[[], object], rounds: int = 3) -> float:
    """Median seconds of CPU time."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def of_command(command: list[str], rounds: int = 15) -> float:
    """Seconds of CPU time of a command, the least of several: what else the machine does only ever adds to it."""
    times = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603  our own command
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def main() -> None:
    """Print the table."""
    samtykke = str(Path(sys.executable).with_name("samtykke"))
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        corpus.make(root / "site", PAGES)
        documents = [read(entry) for entry in walk(root / "site")]
        pages = [d for d in documents if d.kind == "html"]
        size = sum(len(d.raw) for d in pages)
        site = SiteContext(hosts=Hosts("https://www.example.no", ()), root=str(root / "site"))
        parse = cpu(lambda: [turbohtml.parse(d.raw, scripting=True) for d in pages])
        cold = cpu(lambda: [scan(d, site) for d in documents], 1)  # every distinct script runs in the sandbox
        warm = cpu(lambda: [scan(d, site) for d in documents])  # the sandbox remembers them all
    print(f"corpus: {len(pages)} pages, {size / 1e6:.1f} MB, median {size / len(pages) / 1e3:.0f} KB")
    print(f"parse only:              {parse:6.2f} s CPU, {len(pages) / parse:6.0f} pages/s")
    print(f"extraction:              {cold:6.2f} s CPU, {len(pages) / cold:6.0f} pages/s, {cold / parse:.2f} × parse")
    print(f"  scripts remembered:    {warm:6.2f} s CPU, {len(pages) / warm:6.0f} pages/s, {warm / parse:.2f} × parse")
    click = of_command([sys.executable, "-c", "import click"])
    for label, args in (("--help:        ", ["--help"]), ("--help, bokmål:", ["--help", "--lang", "nb"])):
        start = of_command([samtykke, *args])
        print(f"samtykke {label} {start * 1e3:6.0f} ms CPU, {start / click:.2f} × import click ({click * 1e3:.0f} ms)")


if __name__ == "__main__":
    main()
