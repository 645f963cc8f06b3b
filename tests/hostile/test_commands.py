"""What a hostile tree, register or baseline says reaches the terminal as text, from every command."""

from __future__ import annotations

import json
import os
import re
import shutil
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from samtykke.cli import main
from samtykke.extract import SiteContext, scan
from samtykke.model import Scan
from samtykke.reports import FORMATS
from samtykke.site import Entry, read

RED, BELL, TURN = "\x1b[31m", "\x1b]0;mine\x07", "\u202e"
SPEAKS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What speaks to a terminal, or turns the reading order."""
PAGE = f"""<!doctype html><html lang="{RED}"><title>{RED}</title>
<!-- samtykke: ignore[undeclared-third-party] {BELL}{TURN} -->
<img src="https://evil.example/{RED}?{TURN}">
<!-- samtykke: ignore[no-{RED}-such] x{BELL} -->
<script src="https://evil.example/{BELL}::error::mine" data-category="{RED}" type="text/plain"></script>
<script>localStorage.setItem('{BELL}{TURN}', 1); document.cookie = '{TURN}::error::a=1'; null.x{RED}</script>
<script>fetch('https://e' + 'vil.example/\\n::error::mine\\u001b[31m'); throw new Error('{RED}')</script>
<script src="/gone-{RED}.js"></script><form action="https://evil.example/{RED}" method=post><input type=email></form>
<img src="https://a.example/1" src="https://b.example/{RED}"><base href="https://evil.example/{BELL}">
<iframe src="https://www.youtube.com/embed/{RED}" title="{RED}"></iframe>
<script src="https://unpkg.com/a/{RED}{TURN}\n::error::mine/b.js"></script>
<script async src="https://www.googletagmanager.com/gtag/js?id={RED}{TURN}" data-x="{BELL}"></script>"""
REGISTER = (Path(__file__).parents[1] / "rules" / "register.toml").read_text("utf-8")
MINE = "\u202e<b>::error::mine</b> | [a](https://evil.example) ]]>"
"""In the register, which takes no control characters."""
COMMANDS: Sequence[Sequence[str]] = (
    *[("check", "out", "--format", name) for name in FORMATS if name != "html"],
    ("check", "out", "--verbose"), ("check", "out", "--quiet"), ("inventory", "out"),
    ("inventory", "out", "--format", "json"), ("gate", "out", "--dry-run"), ("gate", "out", "--dry-run", "--diff"),
    ("selfhost", "out", "--dry-run"), ("selfhost", "out"), ("policy", "out"), ("markdown", f"content/{RED}a.md"),
    ("baseline", "write", "out"), ("diff", "out", "other"),
    ("register", "list"), ("register", "check"), ("init", "out", "--yes", "--register", "new.toml"), ("config",),
)  # fmt: skip


def _here(entries: Sequence[Entry], site: SiteContext, _readers: object, _memory: object = None) -> Iterator[Scan]:
    """What the workers do, in this process."""
    return (scan(read(entry), site) for entry in entries)


def _refuse(request: urllib.request.Request, seconds: float) -> NoReturn:
    """A host that answers with more than a status."""
    raise OSError(f"{RED}{TURN}\n::error::mine {request.full_url}")


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a tree, a register, a baseline and an article, all of them a stranger's."""
    out = tmp_path / "out"
    (out / f"{RED}folder").mkdir(parents=True)
    names = [f"{RED}red.html", "a\n::error::mine.html", f"{TURN}lmth.html", f"{RED}folder/{BELL}.html", "%0A::.css"]
    for name in names:
        (out / name).write_text(PAGE, "utf-8")
    with open(os.fsencode(out) + b"/bl\xe5\x9b.html", "wb") as file:  # noqa: PTH123
        file.write(PAGE.encode())
    (out / f"{RED}loop.html").symlink_to(f"{RED}loop.html")
    shutil.copytree(out, tmp_path / "other", symlinks=True)
    (tmp_path / "other" / f"{RED}red.html").write_text(PAGE + PAGE.replace("evil", "worse"), "utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / f"{RED}a.md").write_text(f"Title: {RED}\n\n{PAGE}\n\nhttps://youtu.be/x{BELL}", "utf-8")
    (tmp_path / "register.toml").write_text(REGISTER.replace("Eksempel AS", MINE), "utf-8")
    accepted = {"fingerprint": BELL, "rule": RED, "path": TURN, "host": RED, "until": "2020-01-01"}
    baseline = {"version": 1, "findings": [accepted]}
    (tmp_path / "samtykke-baseline.json").write_text(json.dumps(baseline), "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)  # as on a terminal
    monkeypatch.setattr("samtykke.following.scans", _here)
    monkeypatch.setattr("samtykke.mending.scans", _here)
    monkeypatch.setattr("samtykke.selfhost.fetch.internet", lambda: _refuse)
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="such names are not possible there")
@pytest.mark.parametrize("args", COMMANDS, ids=lambda args: ascii("-".join(args)))
def test_nothing_speaks_to_the_terminal(
    hostile: Path, args: Sequence[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit) as end:
        raise SystemExit(main([*args, "--lang", "en", "--no-config"], standalone_mode=False))
    said = capsys.readouterr()
    assert end.value.code in (0, 1, 3, None), said.err
    for text in (said.out, said.err):
        text.encode()
        lines = [line for line in text.split("\n") if SPEAKS.search(line)]
        assert not lines, [ascii(line) for line in lines[:5]]
        assert "--diff" in args or not re.search(r"^\s*::error::mine", text, re.MULTILINE)


@pytest.mark.skipif(os.name == "nt", reason="such names are not possible there")
def test_a_runner_hears_no_commands_in_a_diff(
    hostile: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    (hostile / "out" / "b.html").write_text(PAGE.replace("<iframe", "\n::error::mine\n<iframe"), "utf-8")
    with pytest.raises(SystemExit):
        raise SystemExit(main(["gate", "out", "--dry-run", "--diff", "--no-config"], standalone_mode=False))
    heard, token = [], ""
    for line in map(str.strip, capsys.readouterr().out.splitlines()):
        if token:
            token = "" if line == f"::{token}::" else token
        elif line.startswith("::stop-commands::"):
            token = line.removeprefix("::stop-commands::")
        elif line.startswith("::"):
            heard.append(line)
    assert not heard
