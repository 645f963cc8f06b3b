"""The library: what docs/library.md shows is executed, and what is exported is what is promised."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import samtykke

DOCS = Path(__file__).parents[1] / "docs" / "library.md"
PAGE = '<!doctype html><html lang="nb"><title>x</title><img src="https://cdn.example/a.png" alt="">'


def test_what_the_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "index.html").write_text(PAGE, "utf-8")
    (tmp_path / "register.toml").write_text('[site]\nurl = "https://www.example.no"\n', "utf-8")
    (tmp_path / "wrong.toml").write_text('[site]\nurll = "https://www.example.no"\n', "utf-8")
    text = DOCS.read_text("utf-8")
    names: dict[str, object] = {}

    for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        exec(compile(code, str(DOCS), "exec"), names)  # noqa: S102  that is what is tested

    printed = capsys.readouterr().out
    assert printed.startswith(re.findall(r"```text\n(.*?)```", text, re.DOTALL)[0])
    assert "::error file=public/index.html,line=1" in printed


@pytest.mark.parametrize("piped", [False, True])
def test_a_program_without_a_guard_is_not_run_again_by_its_workers(tmp_path: Path, piped: bool) -> None:
    (tmp_path / "index.html").write_text('<!doctype html><img src="https://cdn.example/a.png">', "utf-8")
    (tmp_path / "register.toml").write_text('[site]\nurl = "https://site.test"\n', "utf-8")
    program = tmp_path / "program.py"
    text = "import samtykke\nfound = samtykke.check('.', 'register.toml').findings\nprint([f.host for f in found])\n"
    program.write_text(text, "utf-8")

    command, told = ([sys.executable, "-"], text) if piped else ([sys.executable, str(program)], None)
    done = subprocess.run(command, cwd=tmp_path, input=told, capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("['cdn.example']\n", "")


def test_what_is_exported_is_promised() -> None:
    promised = set(re.findall(r"`(\w+)`", DOCS.read_text("utf-8").split("## What is promised")[1]))

    for name in samtykke.__all__:
        assert getattr(samtykke, name) is not None
        assert name == "__version__" or name in promised, name
    with pytest.raises(AttributeError):
        _ = samtykke.nothing  # type: ignore[attr-defined]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        samtykke.check(tmp_path / "nowhere")


def test_neither_the_package_nor_help_imports_the_engine() -> None:
    code = "import sys, samtykke, samtykke.cli as c\nfor n in c.COMMANDS: c.main.get_command(None, n)\n"
    code += "print(sorted(m for m in ('pydantic', 'turbohtml', 'babel', 'rich', 'pelican') if m in sys.modules))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
