"""`samtykke selfhost`, and `samtykke gate` beside it: what they tell, and their exit codes."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from gating import sites
from samtykke.cli import main
from samtykke.exit import ExitCode
from samtykke.selfhost import fetch
from samtykke.selfhost.lock import LOCK
from selfhost.conftest import Project
from selfhost.hosts import GOOGLE, JQUERY, Answer

LINK = f'<link rel="stylesheet" href="{GOOGLE.replace("&", "&amp;")}">'
SCRIPT = f'<script src="{JQUERY}"></script>'
LOOSE = "https://unpkg.com/leaflet@1/dist/leaflet.js"


@pytest.fixture(autouse=True)
def loopback(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test may ask anybody else."""
    monkeypatch.setattr(fetch, "internet", lambda: project.world)
    monkeypatch.chdir(project.root)


def run(*args: str, lang: str = "en") -> Result:
    done = CliRunner().invoke(main, [*args, "--no-config"], env={"LANG": f"{lang}_XX.UTF-8", "SAMTYKKE_JOBS": "1"})
    assert done.exit_code != ExitCode.INTERNAL, done.output
    return done


def test_what_is_fetched_is_told(project: Project) -> None:
    project.world.files[LOOSE] = Answer(b"window.L = {}")
    project.page(LINK + f'<script src="{LOOSE}"></script>')
    done = run("selfhost", "public")

    assert done.exit_code == ExitCode.CLEAN
    entry = project.store.entries[GOOGLE]
    assert f"new: {GOOGLE} → selfhost/{entry.file} ({entry.bytes} B)\n" in done.stdout
    assert f"{LOOSE} names no exact version" in done.stdout
    assert "Licence, fonts.googleapis.com, fonts.gstatic.com: SIL Open Font License 1.1" in done.stdout
    assert done.stdout.endswith(
        "Kept in selfhost: 4 files, 386 B. New 4, changed 0, as before 0, no longer used 0, missing 0.\n"
    )
    again = run("selfhost", "public", "--quiet", lang="nb")
    assert again.stdout == (
        "Tatt vare på i selfhost: 4 filer, 386 B. Nye 0, endret 0, som før 4, ikke lenger i bruk 0, mangler 0.\n"
    )


def test_programs_are_told_too(project: Project) -> None:
    project.world.files[JQUERY] = Answer(b"", "text/plain", 503)
    project.page(LINK + SCRIPT)
    done = run("selfhost", "public", "--format", "json", "--exclude", "*latin*")
    assert done.exit_code == ExitCode.UNVERIFIED, "another time it may be there"
    data = json.loads(done.stdout)
    assert data["added"] == [GOOGLE, "https://fonts.gstatic.com/s/inter/v18/bold.woff2"]
    assert data["failures"] == [
        {"url": JQUERY, "place": "index.html:1", "message": "the server answers 503", "unreachable": True}
    ]


def test_what_is_refused_is_a_finding(project: Project) -> None:
    project.page(f'<script src="{JQUERY}" integrity="sha384-AAAA"></script>')
    done = run("selfhost", "public")
    assert done.exit_code == ExitCode.FINDINGS
    assert (
        f"index.html:1: {JQUERY}: its bytes are not those that the page's integrity attribute states\n" in done.stdout
    )


def test_a_dry_run_asks_nobody(project: Project) -> None:
    project.page(LINK + SCRIPT)
    done = run("selfhost", "public", "--dry-run")
    assert (done.exit_code, project.world.asked, project.folder.exists()) == (ExitCode.CLEAN, [], False)
    assert done.stdout == (
        f"index.html:1: {GOOGLE}\nindex.html:1: {JQUERY}\nWould be fetched, with what they load in turn: 2.\n"
    )


def test_nothing_to_examine(project: Project) -> None:
    assert run("selfhost", "public").exit_code == ExitCode.UNVERIFIED
    assert run("selfhost", "nowhere").exit_code == ExitCode.USAGE
    assert not project.folder.exists(), "where nothing is kept, there is no folder for it"


def test_stale_pages_are_not_pruned_by(project: Project) -> None:
    project.page(SCRIPT)
    project.gather()
    project.localise()
    project.world.files[JQUERY] = Answer(b"window.jQuery = 4")
    assert run("selfhost", "public", "--update").exit_code == ExitCode.CLEAN
    done = run("selfhost", "public", "--prune")
    assert done.exit_code == ExitCode.USAGE
    assert "Build them anew" in done.stderr
    assert project.store.entries


def test_a_lock_that_does_not_agree_ends_the_gate(project: Project) -> None:
    page = project.page(SCRIPT)
    project.gather()
    before = page.read_bytes()
    (project.folder / project.store.entries[JQUERY].file).write_bytes(b"evil()")
    done = run("gate", "public")
    assert done.exit_code == ExitCode.USAGE
    assert f"is not what was fetched from {JQUERY}" in done.stderr
    (project.folder / LOCK).write_text("{}")
    assert run("gate", "public").exit_code == run("selfhost", "public").exit_code == ExitCode.USAGE
    assert page.read_bytes() == before


def test_what_an_article_loads_is_judged_as_the_build_makes_it(project: Project) -> None:
    article = project.root / "sak.md"
    article.write_text(f"Title: Sak\n\n{SCRIPT}\n", "utf-8")
    assert run("markdown", "sak.md").exit_code == ExitCode.FINDINGS
    project.page(SCRIPT)
    project.gather()
    done = run("markdown", "sak.md")
    assert (done.exit_code, done.output) == (ExitCode.CLEAN, "")
    article.write_text(f"Title: Sak\n\n{SCRIPT}\n{LINK}\n", "utf-8")
    assert run("markdown", "sak.md").exit_code == ExitCode.FINDINGS, "of that, nothing is kept"


def test_the_gate_tries_both_together(project: Project) -> None:
    """Google Fonts is declared with consent: what the site itself serves need not wait, the rest does."""
    (project.root / "register.toml").write_bytes(sites.REGISTER.read_bytes())
    page = project.page(f'<title>a</title>\n{LINK}\n<img src="https://stats.example/p.gif">\n')
    project.gather()
    before = page.read_bytes()

    done = run("gate", "public", "--dry-run", "--diff", "--lang", "en")

    assert done.exit_code == ExitCode.CLEAN
    assert page.read_bytes() == before
    assert not (project.built / "selfhost").exists()
    assert f'-{LINK}\n+<link rel="stylesheet" href="/selfhost/inter.' in done.stdout
    assert (
        '+<img data-category="analytics" data-service="matomo" data-src="https://stats.example/p.gif">\n' in done.stdout
    )
    assert "Google Fonts: served by the site itself: style sheets 1; files: 1\n" in done.stderr
    assert "Files that would be changed: 1. Left as they are: 0." in done.stderr
