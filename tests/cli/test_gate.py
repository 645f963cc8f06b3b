"""`samtykke gate` as it is started: what it changes, what it tells, and its exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gating import sites
from gating.sites import LEFT, PAGES, REGISTER

COMMAND = Path(sys.executable).with_name("samtykke")
ENVIRON = {k: v for k, v in os.environ.items() if not k.startswith("SAMTYKKE")} | {"LANG": "en_GB.UTF-8"}
GTAG = "gtag.html"


def run(*args: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "gate", *args, "--register", REGISTER, "--jobs", "1"],
        env=ENVIRON | environ, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def themes(tmp_path: Path) -> Path:
    folder = tmp_path / "bygd på norsk"
    folder.mkdir()
    return sites.write(folder, {f"{name}.html": PAGES[name].read_bytes() for name in PAGES if name not in LEFT})


def test_what_is_declared_waits_and_the_second_run_changes_nothing(themes: Path) -> None:
    before = files(themes)
    (themes / GTAG).chmod(0o640)

    done = run(themes)

    assert (done.returncode, done.stderr) == (0, "")
    assert "Google Analytics: waits for consent: scripts 4, scripts that set it up 3; removed: hints 2; files: 4\n" in (
        done.stdout
    )
    assert done.stdout.endswith(f"Files changed: {len(PAGES) - len(LEFT)}. Left as they are: 0.\n")
    after = files(themes)
    assert {name for name in after if before[name] != after[name]} == {
        name for name in before if name.endswith(".html")
    }
    assert after.keys() == before.keys()
    assert (themes / GTAG).stat().st_mode & 0o777 == 0o640

    again = run(themes)
    assert (again.returncode, files(themes)) == (0, after)
    assert again.stdout == "Nothing that is declared loads without consent: nothing was changed.\n"


@pytest.mark.slow
def test_the_check_finds_nothing_more_of_it(themes: Path) -> None:
    def rules() -> set[str]:
        command = [COMMAND, "check", themes, "--register", REGISTER, "--jobs", "1", "--format", "json"]
        done = subprocess.run(command, env=ENVIRON, capture_output=True, text=True, timeout=120, check=False)
        return {f["rule"] for f in json.loads(done.stdout)["findings"] if f["level"] == "error"}

    assert {"ungated-service", "resource-hint-leak", "noscript-leak"} <= rules()
    run(themes)
    # What is left is that these pages have neither banner nor statement.
    assert rules() <= {"banner-missing", "withdrawal-link-missing", "statement-stale", "undeclared-catalogue-storage"}


def test_dry_run_and_diff(themes: Path) -> None:
    before = files(themes)
    done = run(themes, "--dry-run", "--diff")

    assert done.returncode == 0
    assert files(themes) == before
    assert f"--- a/{GTAG}\n+++ b/{GTAG}\n" in done.stdout
    assert '-<link rel="preconnect" href="https://www.googletagmanager.com">\n' in done.stdout
    assert "Files that would be changed" in done.stderr
    applied = subprocess.run(["git", "apply", "-"], cwd=themes, input=done.stdout, text=True, check=False)
    assert applied.returncode == 0
    assert run(themes, "--dry-run").stdout == "Files that would be changed: 0. Left as they are: 0.\n"


def test_what_is_left_is_told_with_a_remedy_and_is_exit_1(themes: Path) -> None:
    (themes / "a.html").write_bytes(PAGES["jquery-cdn"].read_bytes())
    (themes / "b.html").write_bytes(PAGES["jquery-cdn"].read_bytes())

    done = run(themes)

    assert done.returncode == 1
    assert "a.html:5:1: jQuery (code.jquery.com): what stays needs «$», which it defines (line 6)\n" in done.stdout
    assert "  and 1 more\n  → Gate that with it by hand" in done.stdout
    norwegian = run(themes, "--lang", "nb").stdout
    assert "det som blir stående, trenger «$», som defineres her (linje 6)" in norwegian
    assert norwegian.endswith("Filer endret: 0. Blir stående: 2.\n")


def test_what_pages_hold_does_not_speak_to_the_terminal(tmp_path: Path) -> None:
    page = '<!DOCTYPE html><script data-cookieconsent="\x1b[31mx\x07" src="https://stats.example/m.js"></script>'
    (tmp_path / "a.html").write_text(page)
    done = run(tmp_path)
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert "%1B[31mx%07" in done.stdout


def test_json(themes: Path) -> None:
    (themes / "a.html").write_bytes(PAGES["jquery-cdn"].read_bytes())
    said = json.loads(run(themes, "--dry-run", "--format", "json").stdout)

    assert said["version"] == 1
    assert GTAG in said["changed"]
    assert {
        "path": GTAG,
        "line": 7,
        "column": 1,
        "service": "google-analytics",
        "kind": "settings",
        "how": "gated",
    } in (said["edits"])
    (left,) = said["left"]
    assert (left["path"], left["line"], left["reason"], left["host"]) == ("a.html", 5, "needed", "code.jquery.com")
    assert left["remedy"].startswith("Gate that")


def test_what_is_undeclared_or_no_page_is_never_touched(tmp_path: Path) -> None:
    sites.write(tmp_path, {})
    (tmp_path / "a.html").write_text("<!DOCTYPE html><p>a<script src=https://unknown.example/x.js></script>")
    (tmp_path / "a.css").write_text("@import 'https://fonts.googleapis.com/css?family=A';")
    (tmp_path / "a.js").write_text("new Image().src = 'https://stats.example/1.gif';")
    (tmp_path / "feed.xml").write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="html">'
        "&lt;img src=https://stats.example/2.gif></content></entry></feed>"
    )
    before = files(tmp_path)

    done = run(tmp_path, "--format", "json")

    assert done.returncode == 1
    assert files(tmp_path) == before
    assert {(one["path"], one["reason"]) for one in json.loads(done.stdout)["left"]} == {
        ("a.css", "document"), ("a.js", "file"), ("feed.xml", "feed"),
    }  # fmt: skip


def test_links_within_the_tree_are_left_to_what_they_lead_to(themes: Path) -> None:
    (themes / "lenke.html").symlink_to(themes / GTAG)
    assert run(themes).returncode == 0
    assert (themes / "lenke.html").is_symlink()
    assert b"text/plain" in (themes / GTAG).read_bytes()


def test_a_page_that_cannot_be_read_is_exit_3(themes: Path) -> None:
    (themes / "tom.html").write_text("")
    done = run(themes)
    assert done.returncode == 3
    assert "tom.html could not be read: it is empty" in done.stderr


def test_exit_codes_for_wrong_use(tmp_path: Path) -> None:
    assert run(tmp_path / "none").returncode == 2
    assert run(tmp_path).returncode == 3, "nothing to examine"
    assert run(tmp_path, "--diff", "--format", "json").returncode == 2
    command = [COMMAND, "gate", tmp_path, "--no-config"]
    done = subprocess.run(command, cwd=tmp_path, env=ENVIRON, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "No register was found" in done.stderr


def test_the_site_of_one_page(tmp_path: Path) -> None:
    page = tmp_path / "side.html"
    page.write_bytes(PAGES["gtag"].read_bytes())
    assert run(page).returncode == 0
    assert b"text/plain" in page.read_bytes()
