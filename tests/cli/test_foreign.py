"""Sites that other generators have built, as a newcomer meets them: init, check, and no Pelican anywhere.

The files are what bench/foreign_fixtures.py keeps of MkDocs, Sphinx and Eleventy; their own themes are tried by
bench/foreign.py.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from samtykke.register import parse

SITES = Path(__file__).parents[1] / "sites" / "foreign"
NAMES = ("mkdocs", "sphinx", "eleventy")
OTHERS = {"pelican", "playwright", "markdown", "multicase", "handbook"}
RUN = f"""
import sys
from samtykke.__main__ import run
try:
    run()
finally:
    there = {{name.partition(".")[0] for name in sys.modules}} & {OTHERS!r}
    print("imported:", *sorted(there), file=sys.stderr)
"""


@pytest.fixture(params=NAMES)
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder with a built site in it."""
    shutil.copytree(SITES / request.param, tmp_path / "public")
    return tmp_path


def samtykke(cwd: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, which tells what of the others it has imported."""
    command = [sys.executable, "-c", RUN, *args]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=180, check=False)
    assert done.stderr.endswith("imported:\n"), done.stderr
    return done


@pytest.mark.slow
def test_from_nothing_to_a_report(project: Path) -> None:
    done = samtykke(project, "init", "public", "--yes", "--lang", "en")
    assert done.returncode == 0
    assert "known services: 3, unknown third parties: 2" in done.stdout
    text = (project / "register.toml").read_text("utf-8")
    register = parse(text)
    assert register.site.url == "https://tur.example.org"
    assert {service.id for service in register.service} == {
        "samtykke", "google-analytics", "google-fonts", "youtube", "example-net", "unknown-chat-example", "own-scripts",
    }  # fmt: skip
    assert ("local", "theme") in {(item.kind, item.name) for s in register.service for item in s.storage}

    done = samtykke(project, "check", "public", "--format", "json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    rules = {finding["rule"] for finding in found["findings"]}
    assert rules == {"ungated-service", "remote-font", "overlong-lifetime", "unfinished-declaration"}
    assert found["summary"]["unverified"] == 0
    hosts = {f["host"] for f in found["findings"] if f["rule"] == "ungated-service"}
    assert hosts >= {
        "www.youtube.com",
        "www.googletagmanager.com",
        "widgets.unknown-chat.example",
        "pictures.example.net",
    }


@pytest.mark.slow
def test_without_a_register_all_of_it_is_undeclared(project: Path) -> None:
    done = samtykke(project, "check", "public", "--format", "json", "--base-url", "https://tur.example.org/")
    assert done.returncode == 1
    undeclared = {f["host"] for f in json.loads(done.stdout)["findings"] if f["rule"] == "undeclared-third-party"}
    assert undeclared == {
        "www.youtube.com", "www.googletagmanager.com", "widgets.unknown-chat.example", "pictures.example.net",
        "fonts.googleapis.com",
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_what_is_kept_is_our_own(name: str) -> None:
    """Nothing of a generator's theme lies here: pages, a style sheet and a script of ours."""
    files = [path for path in (SITES / name).rglob("*") if path.is_file()]
    assert {path.suffix for path in files} <= {".html", ".css", ".js", ".xml"}
    assert sum(path.stat().st_size for path in files) < 10_000
    for path in files:
        text = path.read_text("utf-8")
        assert "icense" not in text, path
        assert "(c)" not in text.lower(), path
