"""Measurements, printed as ratios within this run: machines differ, and this one is shared.

`make bench`. The pages are generated, 10 to 60 KB, with navigation, prose, images, a gate and inline scripts, one in
five of them different.
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import turbohtml

from samtykke.extract import SiteContext, scan
from samtykke.site import read, walk
from samtykke.urls import Hosts

PAGES = 1000
WORDS = ("erklæring", "nettsted", "besøk", "samtykke", "side", "kurs", "lager", "ordre", "kunde", "løsning", "år")
GATE = (
    '<script type="text/plain" data-category="analytics" data-service="google-analytics" '
    'data-src="https://www.googletagmanager.com/gtag/js?id=G-XXXXXXXXXX"></script>'
)


def make(folder: Path, number: int) -> None:
    """A site of `number` pages."""
    chance = random.Random(1)  # noqa: S311  the same pages in every run
    for index in range(number):
        parts = [f'<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>Side {index}</title>']
        parts.append(
            '<link rel="stylesheet" href="/css/a.css"><script src="/js/a.js" defer></script></head><body><nav>'
        )
        parts += (f'<a href="/side-{i}/">Side {i}</a>' for i in range(40))
        parts.append("</nav><main>")
        for _ in range(chance.randint(20, 140)):
            text = " ".join(chance.choice(WORDS) for _ in range(45))
            parts.append(f'<p class="tekst">{text} <a href="/x/{chance.random()}">les mer</a></p>')
            if chance.random() < 0.1:
                parts.append(
                    f'<figure><img src="/bilder/{index}.jpg" srcset="/bilder/{index}-2x.jpg 2x" alt=""></figure>'
                )
        salt = index if index % 5 == 0 else 0
        parts.append(f"<script>document.documentElement.dataset.page = '{salt}';</script>{GATE}</main></body></html>")
        folder.joinpath(f"{index:05}.html").write_text("\n".join(parts), "utf-8")
    folder.joinpath("css").mkdir()
    folder.joinpath("css/a.css").write_text("body { margin: 0 }\n", "utf-8")
    folder.joinpath("js").mkdir()
    folder.joinpath("js/a.js").write_text("document.documentElement.classList.add('js');\n", "utf-8")


def cpu(work: Callable[[], object], rounds: int = 3) -> float:
    """Median seconds of CPU time."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def wall(command: list[str], rounds: int = 5) -> float:
    """Median seconds from start to end of a command."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603  our own command
        times.append(time.perf_counter() - start)
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
        make(root, PAGES)
        documents = [read(entry) for entry in walk(root)]
        pages = [d for d in documents if d.kind == "html"]
        size = sum(len(d.raw) for d in pages)
        site = SiteContext(hosts=Hosts("https://www.example.no", ()), root=str(root))
        parse = cpu(lambda: [turbohtml.parse(d.raw, scripting=True) for d in pages])
        cold = cpu(lambda: [scan(d, site) for d in documents], 1)  # every distinct script runs in the sandbox
        warm = cpu(lambda: [scan(d, site) for d in documents])  # the sandbox remembers them all
        one = wall([samtykke, "check", name, "--jobs", "1"], 3)
        two = wall([samtykke, "check", name, "--jobs", "2"], 3)
    print(f"corpus: {len(pages)} pages, {size / 1e6:.1f} MB, median {size / len(pages) / 1e3:.0f} KB")
    print(f"parse only:              {parse:6.2f} s CPU, {len(pages) / parse:6.0f} pages/s")
    print(f"extraction:              {cold:6.2f} s CPU, {len(pages) / cold:6.0f} pages/s, {cold / parse:.2f} × parse")
    print(f"  scripts remembered:    {warm:6.2f} s CPU, {len(pages) / warm:6.0f} pages/s, {warm / parse:.2f} × parse")
    print(f"samtykke check --jobs 1: {one:6.2f} s wall")
    print(f"samtykke check --jobs 2: {two:6.2f} s wall, {one / two:.2f} × one worker")
    click = of_command([sys.executable, "-c", "import click"])
    for label, args in (("--help:        ", ["--help"]), ("--help, bokmål:", ["--help", "--lang", "nb"])):
        start = of_command([samtykke, *args])
        print(f"samtykke {label} {start * 1e3:6.0f} ms CPU, {start / click:.2f} × import click ({click * 1e3:.0f} ms)")


if __name__ == "__main__":
    main()
