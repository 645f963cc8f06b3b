"""What a check costs, in seconds of processor time within this run; the figures go to docs/performance.md.

    python bench/speed.py 1000 10000        # numbers of pages; 1000 otherwise

Whole processes are measured, the command's with its workers and their copies. Wall time says nothing on a shared
machine; a ratio is of two things measured right after each other.
"""

# ruff: noqa: E501  commands and rows stand in one line

from __future__ import annotations

import math
import os
import platform
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import build
import corpus
import gate
from costs import Cost, cost

REPORT = Path(__file__).parents[1] / "docs" / "performance.md"
REGISTER = Path(__file__).parents[1] / "docs" / "register.toml"
PARSE = "import sys, pathlib, turbohtml\nfor p in sorted(pathlib.Path(sys.argv[1]).rglob('*.html')): turbohtml.parse(p.read_bytes(), scripting=True)"
"""Every page read and parsed, nothing kept."""
READ = "import sys, pathlib, turbohtml\nfor p in sorted(pathlib.Path(sys.argv[1]).rglob('*.html')): p.read_bytes()"
SHORT = (1_000, 10_000, 100_000)
"""Numbers of short pages, of which the memory is measured."""
SINGLE = (1, 4, 16, 62)
"""MB of one document; the last is just below the bound of 64 MiB."""
PEERS = {
    "lychee": ["lychee", "--offline", "--no-progress", "--root-dir", "{site}", "{site}"],
    "linkchecker": ["linkchecker", "--no-status", "--no-warnings", "{pages}"],
    "htmlproofer": ["htmlproofer", "--disable-external", "{site}"],
}
"""`{site}` is the folder, `{pages}` every page: linkchecker finds none in a folder."""


def check(site: Path, folder: Path, *options: str) -> Cost:
    """One `samtykke check` with its JSON report."""
    samtykke = str(Path(sys.executable).with_name("samtykke"))
    report = folder / "report.json"
    given = ["--register", str(REGISTER), "--base-url", "https://www.example.no/", "--format", f"json={report}"]
    return cost([samtykke, "check", str(site), *given, *options], folder)


def memory(number: int, folder: Path) -> int:
    """KB of the largest process of a check, cold and in two processes, of so many short pages."""
    site = folder / f"short-{number}"
    corpus.make(site, number, short=True)
    peak = check(site, folder, "--jobs", "2", "--no-cache").peak
    shutil.rmtree(site)
    return peak


def corpus_rows(number: int, folder: Path) -> tuple[list[str], float]:
    """The table's rows for a number of pages, and the milliseconds of a page cold."""
    site = folder / f"site-{number}"
    corpus.make(site, number)
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    bare, reading = (
        cost([sys.executable, "-c", PARSE, str(site)], folder),
        cost([sys.executable, "-c", READ, str(site)], folder),
    )
    parse = max(bare.cpu - reading.cpu, 1e-3)
    rows = [f"| parse alone (turbohtml, files read before) | {parse:.2f} | 1.0 | |"]

    def row(name: str, one: Cost, beside: float = parse) -> None:
        rows.append(
            f"| {name} | {one.cpu:.2f} ({one.user:.2f} + {one.system:.2f}) | {one.cpu / beside:.1f} | {one.peak / 1024:.0f} |"
        )

    cold = check(site, folder, "--jobs", "1", "--no-cache")
    row("`check`, one process, cold", cold)
    row("`check`, cold, and kept", check(site, folder, "--jobs", "1"))
    first = (folder / "report.json").read_bytes()
    warm = check(site, folder, "--jobs", "1")
    assert (folder / "report.json").read_bytes() == first, "warm is not what cold was"
    row("`check`, warm: nothing has changed", warm)
    page = site / "0" / "000005.html"
    page.write_text(page.read_text("utf-8").replace("</main>", "<img src=//new.example/></main>"), "utf-8")
    row("`check`, warm: one page has changed", check(site, folder, "--jobs", "1"))
    rows.append(f"| warm ÷ cold | {warm.cpu / cold.cpu:.3f} | | |")
    start = time.perf_counter()
    check(site, folder, "--jobs", "1", "--no-cache")
    middle = time.perf_counter()
    check(site, folder, "--jobs", "2", "--no-cache")
    rows.append(f"| two processes, by the clock | {(middle - start) / (time.perf_counter() - middle):.2f} × one | | |")
    for name, command in PEERS.items():
        if shutil.which(command[0]):
            pages = sorted(map(str, site.rglob("*.html")))
            given = [one for part in command for one in (pages if part == "{pages}" else [part.format(site=site)])]
            one = cost(given, folder, 900)
            row(name if one.ended else f"{name}, stopped after 15 minutes", one)
    shutil.rmtree(site)
    return rows, 1e3 * cold.cpu / number


def single_rows(folder: Path) -> list[str]:
    """One document of growing size."""
    rows = []
    for size in SINGLE:
        site = folder / "single"
        site.mkdir()
        (site / "a.html").write_text(corpus.single(size * 1_000_000), "utf-8")
        one = check(site, folder, "--jobs", "1", "--no-cache")
        rows.append(f"| {size} MB | {one.cpu:.2f} | {one.cpu / size:.2f} | {one.peak / 1024:.0f} |")
        shutil.rmtree(site)
    return rows


def main(numbers: Sequence[int]) -> None:
    """Measure, print and write."""
    head = (
        f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}, turbohtml {version('turbohtml')}, "
        f"quickjs-ng {version('quickjs-ng')}; load when it began: {os.getloadavg()[0]:.1f}"
    )
    lines = [
        "# What a check costs",
        "",
        "Made by `make bench` (bench/speed.py); seconds of processor time (user + system) of whole processes.",
        "",
        head,
        "",
    ]
    per_page: list[tuple[int, float]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in numbers:
            rows, each = corpus_rows(number, folder)
            per_page.append((number, each))
            lines += [
                f"## {number} pages",
                "",
                "| what | CPU s | ÷ parse | peak MB, largest process |",
                "| --- | --- | --- | --- |",
                *rows,
                "",
            ]
        if len(per_page) > 1:
            (few, fast), (many, slow) = per_page[0], per_page[-1]
            slope = 1 + math.log(slow / fast) / math.log(many / few)
            lines += [
                f"Growth of a cold check from {few} to {many} pages: {slope:.2f} on a log-log scale (1 is linear).",
                "",
            ]
        lines += [
            "## Memory, short pages",
            "",
            "| pages | peak MB, largest process |",
            "| --- | --- |",
            *(f"| {number} | {memory(number, folder) / 1024:.0f} |" for number in SHORT),
            "",
            "## One document",
            "",
            "| size | CPU s | s per MB | peak MB |",
            "| --- | --- | --- | --- |",
            *single_rows(folder),
            "",
            *gate.section(300, folder),
            *build.section(2000, folder),
        ]
    REPORT.write_text("\n".join(lines), "utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main([int(number) for number in sys.argv[1:]] or [1000])
