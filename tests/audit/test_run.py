"""What an audit does when things go wrong: what was not seen is said, and the rest is not lost."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import pytest

from audit.site import build
from samtykke.audit.banners import BannerError
from samtykke.audit.browser import Chromium
from samtykke.audit.model import Trouble
from samtykke.audit.run import AuditError, Auditor, Options
from samtykke.audit.states import BEFORE
from samtykke.audit.watch import Visitor
from samtykke.checking import Target
from samtykke.exit import ExitCode
from samtykke.locale import translator
from samtykke.rules.observation import reason_of

pytestmark = pytest.mark.browser
PAGE = '<!doctype html><html lang="en"><title>{0}</title><p>{0}</p>{1}</html>'


def tree(folder: Path, **bodies: str) -> Target:
    """A site without a banner: its register has nothing to ask about."""
    for name, body in bodies.items():
        (folder / f"{name}.html").write_text(PAGE.format(name, body), "utf-8")
    register = folder / "register.toml"
    register.write_text('[site]\nurl = "https://site.test"\n', "utf-8")
    return Target.open(folder, register)


def crashing(monkeypatch: pytest.MonkeyPatch, command: str, *, times: int) -> list[str]:
    """The process of page `b` crashes, so many times."""
    left = [command] * times
    original = Visitor.rest

    async def rest(self: Visitor) -> None:
        if "/b.html" in self.page.url and left:
            gone = left.pop()
            await self.alive(self._session.send(gone))  # type: ignore[arg-type]
        await original(self)

    monkeypatch.setattr(Visitor, "rest", rest)
    return left


def kinds(result: Any) -> dict[str, list[str]]:
    return {v.page: [t.kind for t in v.troubles] for v in result.visits}


def test_a_crash_costs_one_page(samtykke_auditor: Auditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tree(tmp_path, a="", b="", c="")
    crashing(monkeypatch, "Page.crash", times=9)

    result = samtykke_auditor.audit(target, Options(states=("gpc",), compare=False, lang="en"))

    assert kinds(result) == {"a.html": [], "b.html": ["crash"], "c.html": []}
    assert [(f.rule, f.position.path, f.unverified) for f in result.findings] == [("page-not-verified", "b.html", True)]
    assert result.exit_code("error") is ExitCode.UNVERIFIED


def test_the_browser_is_started_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tree(tmp_path, a="", b="", c="")
    left = crashing(monkeypatch, "Browser.crash", times=1)

    with Auditor(sandbox=False) as auditor:
        result = auditor.audit(target, Options(states=(BEFORE,), compare=False))

    assert not left
    assert kinds(result) == {"a.html": [], "b.html": [], "c.html": []}
    assert result.exit_code("error") is ExitCode.CLEAN


def test_a_page_cannot_tell_that_it_is_audited(samtykke_auditor: Auditor, tmp_path: Path) -> None:
    """vanilla-cookieconsent shows no banner to a driven browser, and what tracks hides from one."""
    hiding = "if (!navigator.webdriver && !/headless/i.test(navigator.userAgent)) document.cookie = 'visitor=1'"
    result = samtykke_auditor.audit(
        tree(tmp_path, a=f"<script>{hiding}</script>"), Options(states=(BEFORE,), compare=False)
    )
    assert [f.rule for f in result.findings] == ["undeclared-storage"]


def test_the_register_is_named_as_a_person_would(
    samtykke_auditor: Auditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Evidence is handed on, and reports take it for a file of the site where it has another name than in findings."""
    monkeypatch.chdir(tmp_path)
    result = samtykke_auditor.audit(tree(tmp_path, a=""), Options(states=(BEFORE,), compare=False))
    assert result.register_path == "register.toml"


@pytest.mark.slow
def test_pages_that_are_in_the_way(samtykke_auditor: Auditor, tmp_path: Path) -> None:
    busy = "<script>(function again() { setTimeout(again, 10); })()</script>"
    spinning = "<script>onload = () => { for (;;); }</script>"
    asking = "<script>alert('x'); confirm('y'); onbeforeunload = (e) => e.preventDefault(); open('/a.html')</script>"
    target = tree(tmp_path, a=busy, b=spinning, c=asking)

    result = samtykke_auditor.audit(target, Options(states=(BEFORE,), compare=False, patience=10))

    found = kinds(result)
    assert found["a.html"] == []
    assert found["b.html"][-1] in {"timeout", "hang"}
    said = {t.text for v in result.visits if v.page == "c.html" for t in v.troubles if t.kind == "dialog"}
    assert {"x", "y"} <= said
    assert "popup" in found["c.html"]
    assert [f.position.path for f in result.findings] == ["b.html"]


def test_what_is_not_there_is_said(samtykke_auditor: Auditor, tmp_path: Path) -> None:
    target = tree(tmp_path, a="")
    empty = tmp_path / "empty"
    empty.mkdir()

    with pytest.raises(LookupError, match=r"nope\.html"):
        samtykke_auditor.audit(target, Options(pages=("nope.html",)))
    with pytest.raises(LookupError, match="nope"):
        samtykke_auditor.audit(target, Options(states=("nope",)))
    with pytest.raises(AuditError, match="no pages"):
        samtykke_auditor.audit(Target.open(empty, tmp_path / "register.toml"), Options(compare=False))


def test_no_browser(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="is not there"), Auditor(tmp_path / "chromium"):
        pass
    not_one = tmp_path / "false"
    not_one.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    not_one.chmod(0o755)
    with pytest.raises(AuditError, match="does not start"), Auditor(not_one):
        pass


def command(*args: str | Path, **kwargs: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "samtykke", "audit", "--no-sandbox", "--lang", "nb", *map(str, args)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **kwargs,
    )  # fmt: skip


def test_the_command_says_what_was_not_seen(tmp_path: Path) -> None:
    done = command(build(tmp_path), "--register", tmp_path / "register.toml", "--browser", tmp_path / "none")
    out, err = done.communicate(timeout=120)

    assert (done.returncode, out) == (3, "")
    assert err.startswith("Revisjonen kunne ikke gjennomføres: ")


@pytest.mark.slow
def test_an_interrupted_run_leaves_nothing_half_done(tmp_path: Path) -> None:
    site, evidence = build(tmp_path), tmp_path / "evidence"
    started = command(site, "--register", tmp_path / "register.toml", "--evidence", evidence, "--jobs", "1")
    end = time.monotonic() + 90
    while not list(evidence.glob("unfinished/*-before-*.json")) and time.monotonic() < end and started.poll() is None:
        time.sleep(0.05)
    os.kill(started.pid, signal.SIGINT)
    out, _ = started.communicate(timeout=60)

    assert (started.returncode, out) == (130, "")
    assert not (evidence / "results.json").exists()
    assert not (evidence / "SHA256SUMS").exists()
    kept = {path.name for path in evidence.glob("unfinished/*.json")}

    again = command(site, "--register", tmp_path / "register.toml", "--evidence", evidence)
    out, err = again.communicate(timeout=240)

    assert again.returncode == 0, out + err
    assert kept
    assert (evidence / "SHA256SUMS").exists()
    assert not (evidence / "unfinished").exists()


def test_why_a_banner_could_not_be_used_is_said_in_the_reader_s_language() -> None:
    said = Trouble("banner", f"reject: {BannerError('it could not be pressed', '#no: (x)')}")

    assert reason_of(said, translator("en")) == "it could not be pressed (#no: (x))"
    assert reason_of(said, translator("nb")) == "det lot seg ikke trykke på (#no: (x))"


def test_nothing_stays_open_where_the_browser_goes_before_a_page_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tree(tmp_path, a="", b="")
    original, left = Chromium.profile, [OSError("gone"), OSError("gone")]

    async def profile(self: Chromium, *args: Any, **options: Any) -> Any:
        if left:
            raise left.pop()
        return await original(self, *args, **options)

    monkeypatch.setattr(Chromium, "profile", profile)
    with warnings.catch_warnings(record=True, action="always") as told:
        with Auditor(sandbox=False) as auditor:
            result = auditor.audit(target, Options(states=(BEFORE,), compare=False))
        gc.collect()

    assert not left
    assert set(kinds(result)) == {"a.html", "b.html"}
    assert [str(one.message) for one in told if one.category is ResourceWarning] == []
