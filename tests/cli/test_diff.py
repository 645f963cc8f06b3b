"""What came, went or changed between two builds, or two reports."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from samtykke.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    ga = "https://www.googletagmanager.com/gtag/js?id=G-1"
    bodies = {
        "old": f'<script type="text/plain" data-category="analytics" data-src="{ga}"></script>'
        '<img src="https://gone.example/a.png" alt=""><script>localStorage.setItem("a", 1)</script>',
        "new": f'<script src="{ga}"></script><img src="https://came.example/a|b.png" alt="">'
        '<script>document.cookie = "b=1; max-age=60"</script>',
    }
    for name, body in bodies.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(f"<!doctype html><title>x</title>{body}", "utf-8")

    def invoke(*args: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(main, args, env={"LANG": "en_US", "SAMTYKKE_JOBS": "1"})
        return done.exit_code, done.stdout, done.stderr

    return invoke


@pytest.mark.slow
def test_two_builds(run: Run) -> None:
    code, out, err = run("diff", "old", "new", "--base-url", "https://www.example.no")

    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Services:",
        "  ~ google-analytics  gated → live",
        "Hosts:",
        "  + came.example  live",
        "  - gone.example  live",
        "  ~ www.googletagmanager.com  gated (google-analytics) → live (google-analytics)",
        "Storage:",
        "  + cookie b  1 minute",
        "  - local a  does not expire",
    ]
    assert run("diff", "old", "new", "--exit-code")[0] == 1
    same = run("diff", "old", "old", "--exit-code")
    assert same[:2] == (0, "Nothing has changed: the same services, hosts and storage.\n")


def test_reports_say_the_same_as_builds(run: Run) -> None:
    url = ("--base-url", "https://www.example.no")
    for name in ("old", "new"):
        assert run("inventory", name, "--format", f"json={name}.json", *url)[0] == 0

    assert (
        run("diff", "old.json", "new.json", "--format", "json")[1]
        == run("diff", "old", "new", "--format", "json", *url)[1]
    )
    changes = json.loads(run("diff", "old.json", "new.json", "--format", "json")[1])["changes"]
    assert {"kind": "host", "name": "came.example", "before": None, "after": "live"} in changes
    markdown = run("diff", "old.json", "new.json", "--format", "markdown")[1]
    assert markdown.startswith("|  | Kind | Name | Before | After |\n| --- |")
    assert "| `+` | Hosts | came.example |  | live |" in markdown
    norwegian = run("diff", "old.json", "new.json", "--lang", "nb")[1]
    assert "  ~ google-analytics  venter på samtykke → åpen\n" in norwegian
    assert "venter på samtykke (google-analytics) → åpen (google-analytics)\n" in norwegian


def test_reports_of_checks(run: Run) -> None:
    for name in ("old", "new"):
        run("check", name, "--format", f"json={name}.json")
    run("inventory", "new", "--format", "json=inventory.json")

    out = run("diff", "old.json", "new.json")[1]
    assert "  + undeclared-third-party came.example  error × 1" in out
    assert "  - undeclared-third-party gone.example  error × 1" in out
    assert run("diff", "old.json", "inventory.json")[0] == 2


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 2}', '{"version": 1, "references": [1]}', "[" * 100_000])
def test_what_is_no_report(run: Run, text: str) -> None:
    Path("a.json").write_text(text, "utf-8")

    code, out, err = run("diff", "a.json", "a.json")

    assert (code, out) == (2, "")
    assert "No report of Samtykke: a.json" in err
