"""Real builds: a copy of a tiny site, and the real `pelican` as a subprocess."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SITES = Path(__file__).parents[1] / "sites"
ENVIRON = {k: v for k, v in os.environ.items() if not k.startswith("SAMTYKKE")} | {"COLUMNS": "200", "NO_COLOR": "1"}


@dataclass
class Site:
    """A Pelican root of its own, to be changed at will."""

    root: Path

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    def edit(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text("utf-8")
        assert old in text
        self.write(path, text.replace(old, new))

    def article(self, body: str, name: str = "limt") -> None:
        self.write(
            f"content/nyheter/{name}.md",
            f"Title: Limt inn\nDate: 2026-11-21\nSlug: {name}\n\nFør.\n\n{body}\n\nEtter.\n",
        )

    def command(self, name: str, *args: str) -> list[str]:
        return [str(Path(sys.executable).with_name(name)), *args]

    def run(self, name: str, *args: str, **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(name, *args),
            cwd=self.root,
            env=ENVIRON | environ,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def pelican(self, *args: str, **environ: str) -> subprocess.CompletedProcess[str]:
        return self.run("pelican", "content", *args, **environ)

    def samtykke(self, *args: str, **environ: str) -> subprocess.CompletedProcess[str]:
        return self.run("samtykke", *args, **environ)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    root = tmp_path / "site"
    shutil.copytree(SITES / "basic", root, ignore=shutil.ignore_patterns("output", ".cache", "__pycache__"))
    return Site(root)


@pytest.fixture
def watch(site: Site) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start `pelican -r`; it is ended with the test."""
    started: list[subprocess.Popen[str]] = []
    log = (site.root / "watch.log").open("w")

    def start(*args: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            site.command("pelican", "content", "-r", *args),
            cwd=site.root,
            env=ENVIRON | {"PYTHONUNBUFFERED": "1"},
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
        process.wait(10)
    log.close()
