"""A new editor's day by the guide: news, a course, a film, another word for a cookie; what it shows is what comes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from content.conftest import ROOT
from content.test_guides import EDITORS, blocks

ENVIRON = {k: v for k, v in os.environ.items() if not k.startswith("SAMTYKKE")} | {"NO_COLOR": "1", "COLUMNS": "300"}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("redaktor")
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "pelicanconf.py", folder)
    return folder


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", *command]
    return subprocess.run(line, cwd=root, env=ENVIRON, capture_output=True, text=True, timeout=300, check=False)


@pytest.mark.slow
def test_a_day(root: Path) -> None:
    news, course = blocks("markdown")
    film, refused, _ready = blocks("text")
    named = re.findall(r"[Ll]ag(?: filen)? `(content/[^`]+\.md)`", EDITORS)
    assert named == ["content/nyheter/2026-12-01-ny-modul.md", "content/kurs/vinterkurs.md"]
    (root / named[0]).write_text(f"{news}\n{film}", "utf-8")
    (root / named[1]).write_text(course, "utf-8")

    stopped = run(root, "pelican", "content")

    assert stopped.returncode == 1, stopped.stdout
    assert refused.strip() in stopped.stdout
    line = news.count("\n") + 2
    assert f"{named[0]}:{line}: {film.split()[0]}" in stopped.stdout
    entry = blocks("toml")[1]
    assert entry.strip() in stopped.stdout, "the guide shows the entry as it is offered"

    register = root / "content/register.toml"
    old = re.search(r'purpose\.nb = "(.+)"', blocks("toml")[0])[1]
    text = register.read_text("utf-8")
    assert text.count(old) == 1
    register.write_text(text.replace(old, "Skiller nettlesere fra hverandre.") + "\n" + entry, "utf-8")
    told = run(root, "samtykke", "register", "check")
    assert told.returncode == 0, told.stderr

    done = run(root, "pelican", "content")

    assert done.returncode == 0, done.stdout
    assert "Feil: 0" in done.stdout
    page = (root / "output/nyheter/ny-modul/index.html").read_text("utf-8")
    assert 'data-src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ" data-title="Slik bestiller du"' in page
    assert "Vinterkurs" in (root / "output/kurs/index.html").read_text("utf-8")
    statement = (root / "output/personvern/index.html").read_text("utf-8")
    assert "Skiller nettlesere fra hverandre." in statement
    assert "Innebygde filmer fra YouTube." in statement
    checked = run(root, "samtykke", "check", "output")
    assert checked.returncode == 0, checked.stdout


def test_what_the_guide_quotes_is_what_is_said() -> None:
    """Messages that editors are told to look for stand in the code, or its translations, word for word."""
    said = "\n".join(
        path.read_text("utf-8")
        for pattern in ("multicase/**/*.py", "samtykke/locale/nb/*.po", "pelican/**/watch/*")
        for path in (ROOT / "plugins").glob(pattern)
        if path.is_file()
    )
    for message in (
        "Siden er i orden", "Å se på: ", "Ikke bygget", "fører ikke noe sted", "siden finnes, men ikke stedet",
        "står ikke i registeret, så dette innholdet kan ikke vises", "Registeret kan ikke brukes",
        "Det var ingenting å undersøke", "kan legges ut. Oppsett for nginx og GitHub ligger ved siden av.",
    ):  # fmt: skip
        assert message in EDITORS, message
        assert message in said, message
