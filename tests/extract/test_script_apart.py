"""Scripts are run in a copy of the process: the same answers, and a copy that is lost costs the scripts of one page."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from samtykke.extract import script as sandbox
from samtykke.extract import script_apart
from samtykke.extract.script import File, Opaque, Outcome, Script

PAGE = "https://www.example.no/"

pytestmark = pytest.mark.skipif(not script_apart.POSSIBLE, reason="there are no copies of processes")


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script_apart, "_allowed", True)
    monkeypatch.setattr(sandbox, "_known", type(sandbox._known)())


class Site:
    """Two files of a site."""

    def file(self, url: str, base: str) -> File | None:
        return self.module(url, base)

    def module(self, specifier: str, _base: str) -> File | None:
        texts = {"/a.js": "export const a = '//a.example/'", "/b.js": "fetch('//b.example/')"}
        return File(specifier, texts.get(specifier))


def _run() -> Outcome:
    scripts = [
        Script("import { a } from '/a.js'; fetch(a); document.cookie = 'c=1'", "module"),
        Script("var s = document.createElement('script'); s.src = '/b.js'; document.head.append(s)"),
        Script("if (document.getElementById('x')) fetch('//found.example/'); \ud800"),
        Script("fetch(unknown.address)"),
    ]
    return sandbox.run(scripts, PAGE, files=Site())


def test_a_copy_tells_the_same(monkeypatch: pytest.MonkeyPatch, copies: None) -> None:
    apart = _run()
    monkeypatch.setattr(script_apart, "_allowed", False)
    monkeypatch.setattr(sandbox, "_known", type(sandbox._known)())
    assert apart == _run()
    assert {load.url for load in apart.loads} >= {"//a.example/", "//b.example/"}


def test_no_world_sees_another(copies: None) -> None:
    sandbox.run([Script("window.seen = Array.prototype.seen = true; document.title = 'seen'")], PAGE)
    outcome = sandbox.run([Script("if (self.seen === true || [].seen || document.title === 'seen') fetch('/x')")], PAGE)
    assert outcome.loads == ()


def test_a_lost_copy_costs_one_page(monkeypatch: pytest.MonkeyPatch, copies: None) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sandbox, "_in_worlds", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        outcome = sandbox.run([Script("1"), Script("2")], PAGE)
    assert outcome == Outcome(opaque=(Opaque(0, "the engine gave up on it"), Opaque(1, "the engine gave up on it")))
    assert sandbox.run([Script("fetch('/y')")], PAGE).loads


def test_the_system_ends_a_copy_that_never_comes_back(copies: None) -> None:
    def for_ever() -> None:
        while True:
            pass

    assert script_apart.apart(for_ever, 1) is None


def test_the_second_world_does_not_see_the_first(copies: None) -> None:
    code = "if ([].seen) fetch('/x'); Array.prototype.seen = 1; if (document.getElementById('y')) fetch('/both')"
    assert [load.url for load in sandbox.run([Script(code)], PAGE).loads] == ["/both"]


def test_a_copy_ends_with_what_it_is_a_copy_of() -> None:
    code = (
        "import os, time; from samtykke.extract import script_apart as apart; apart.allow();"
        "apart.apart(lambda: (print(os.getpid(), flush=True), time.sleep(60)), 60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        copy = int(process.stdout.readline())
        process.kill()
    end = time.monotonic() + 20
    while not _is_over(copy):
        assert time.monotonic() < end, "the copy lives on"
        time.sleep(0.01)


def _is_over(process: int) -> bool:
    """Gone, or dead and waiting for somebody to ask."""
    try:
        return Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].split()[0] == b"Z"
    except OSError:
        return True
