"""How the command begins and ends: what it waits for, what it says beside its results, and where that goes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.test_cli import ENVIRON, PAGE, samtykke
from samtykke.cli.output import wants_color

HEAVY = (
    "ada_url", "asyncio", "babel", "bs4", "concurrent.futures", "cryptography", "difflib", "jinja2", "markdown",
    "multiprocessing",
    "pelican", "playwright", "publicsuffixlist", "pydantic", "quickjs", "rcssmin", "rich", "tinycss2", "tomllib",
    "tree_sitter", "turbohtml",
    "samtykke.catalogue", "samtykke.checking", "samtykke.config", "samtykke.extract", "samtykke.register",
    "samtykke.reports", "samtykke.rules",
)  # fmt: skip
"""What --help must not wait for."""
LOADED = """
import sys
from samtykke.__main__ import run
sys.argv = ["samtykke", *sys.argv[1:]]
try:
    run()
except SystemExit as end:
    assert not end.code, end.code
print(*sorted(sys.modules), file=sys.stderr)
"""


@pytest.fixture
def output(tmp_path: Path) -> Path:
    out = tmp_path / "output"
    out.mkdir()
    (out / "index.html").write_text(PAGE, "utf-8")
    return out


@pytest.mark.parametrize("args", [["--help"], ["--help", "--lang", "nb"], ["check", "--help"], ["--version"]], ids=str)
def test_help_waits_for_nothing_heavy(args: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *args], env=ENVIRON, capture_output=True, text=True, check=True
    )

    assert done.stdout.startswith(("Usage: samtykke", "Bruk: samtykke", "samtykke, version"))
    assert sorted(set(done.stderr.split()) & set(HEAVY)) == []


def test_the_list_of_what_is_heavy_is_of_this_world(output: Path) -> None:
    """Else the test above would pass for a name that nothing bears any more."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, "inventory", "--no-config"],
        cwd=output.parent, env=ENVIRON, capture_output=True, text=True, check=True,
    )  # fmt: skip
    absent = {"asyncio", "cryptography", "difflib", "jinja2", "markdown", "pelican", "playwright", "quickjs"}
    assert set(HEAVY) - set(done.stderr.split()) <= absent | {"babel", "bs4", "tinycss2", "tree_sitter", "rcssmin"}


def test_verbose_tells_on_stderr_what_is_read_and_from_where(output: Path) -> None:
    (output.parent / "register.toml").write_text('[site]\nurl = "https://www.example.no"\n', "utf-8")
    (output.parent / "samtykke.toml").write_text('fail-on = "warning"\n', "utf-8")

    plain = samtykke("check", "--format", "json", "--lang", "en", cwd=output.parent)
    done = samtykke("check", "--format", "json", "--lang", "en", "-v", cwd=output.parent, SAMTYKKE_JOBS="1")

    assert (done.stdout, done.returncode) == (plain.stdout, plain.returncode)
    assert plain.stderr == ""
    for told in (
        "Settings: ", "Setting fail-on is warning, from samtykke.toml:1.", "Setting jobs is 1, from SAMTYKKE_JOBS.",
        "Setting verbose is True, from --verbose.",
        "register.toml, 0 services.",
        "Reading 1 files below output, in 1 ",
        "Read index.html: 1 references, 0 stored items.", "the rules took ", "1 findings, 0 ignored", "Done.",
    ):  # fmt: skip
        assert told in done.stderr, told
    norwegian = samtykke("check", "--lang", "nb", "--verbose", cwd=output.parent).stderr
    assert "Lest index.html: 1 henvisninger, 0 lagrede elementer." in norwegian
    assert all(line.lstrip()[0].isdigit() for line in norwegian.splitlines())


def test_what_a_page_is_called_cannot_speak_to_the_terminal(output: Path) -> None:
    (output / "a\x1b[31m\nb.html").write_text(PAGE, "utf-8")

    done = samtykke("inventory", "-v", cwd=output.parent)

    assert "\x1b" not in done.stderr
    assert not any(line.startswith("b.html") for line in done.stderr.splitlines())


@pytest.mark.parametrize(
    "command", [["baseline", "write"], ["init", "--yes"], ["policy", "--register", "r.toml"]], ids=str
)
def test_quiet_says_nothing_beside_the_result(command: list[str], output: Path) -> None:
    (output.parent / "r.toml").write_text('[site]\nurl = "https://www.example.no"\n', "utf-8")

    loud = samtykke(*command, cwd=output.parent)
    for made in ("register.toml", "samtykke-baseline.json"):
        (output.parent / made).unlink(missing_ok=True)
    quiet = samtykke(*command, "--quiet", cwd=output.parent)

    assert (loud.returncode, quiet.returncode) == (0, 0)
    assert loud.stderr or loud.stdout
    assert quiet.stderr == ""
    assert quiet.stdout == ("" if command[0] != "policy" else loud.stdout)


def test_what_is_given_goes_before_a_file_that_says_the_opposite(output: Path) -> None:
    (output.parent / "samtykke.toml").write_text("quiet = true\n", "utf-8")

    done = samtykke("check", "--verbose", "--lang", "en", cwd=output.parent)
    told = json.loads(samtykke("config", "--json", "-v", cwd=output.parent).stdout)["settings"]

    assert "Setting verbose is True" in done.stderr
    assert (told["quiet"]["value"], told["verbose"]["origin"]) == (False, "--verbose")
    assert samtykke("check", "--lang", "en", cwd=output.parent, SAMTYKKE_VERBOSE="1").returncode == 2


@pytest.mark.parametrize(
    ("choice", "environ", "terminal", "colored"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"FORCE_COLOR": ""}, False, False),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ("never", {"FORCE_COLOR": "1"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
    ],
)
def test_color(
    choice: str, environ: dict[str, str], terminal: bool, colored: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stream(io.StringIO):
        def isatty(self) -> bool:
            return terminal

    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)

    assert wants_color(choice, Stream()) is colored


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
@pytest.mark.parametrize("command", ["rules", "check"])
def test_a_disk_that_is_full(command: str, output: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [str(Path(sys.executable).with_name("samtykke")), command],
            cwd=output.parent, env=ENVIRON, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip

    assert done.returncode == 4
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="file descriptors of POSIX")
def test_streams_that_are_closed(output: Path) -> None:
    command = f"'{Path(sys.executable).with_name('samtykke')}'"

    def code(script: str) -> int:
        return subprocess.run(["sh", "-c", script], cwd=output.parent, env=ENVIRON, timeout=60, check=False).returncode

    assert code(f"{command} check >&-") == 1
    assert code(f"{command} check 2>&- >/dev/null") == 1
    assert code(f"{command} check --format json=a.json >&- 2>&-") == 1
    assert json.loads((output.parent / "a.json").read_text("utf-8"))["documents"] == 1
    assert code(f"{command} chek >&- 2>&-") == 2


def test_a_pipe_that_breaks_between_us_and_a_worker_is_a_fault_of_ours(output: Path) -> None:
    """Not exit 1: that would be findings."""
    (output.parent / "sitecustomize.py").write_text(
        "import samtykke.checking\n"
        "def boom(*a, **k): raise BrokenPipeError(32, 'Broken pipe')\n"
        "samtykke.checking.check = boom\n",
        "utf-8",
    )

    done = samtykke("check", cwd=output.parent, PYTHONPATH=str(output.parent))

    assert done.returncode == 4
    assert "Broken pipe" in done.stderr


def test_nothing_to_accept_is_no_baseline(output: Path) -> None:
    (output / "index.html").unlink()

    assert samtykke("baseline", "write", cwd=output.parent).returncode == 3
    assert not (output.parent / "samtykke-baseline.json").exists()


def test_the_next_command_can_be_pasted(output: Path) -> None:
    there = output.rename(output.parent / "blåbær og syltetøy")

    done = samtykke("init", there.name, "--yes", "--lang", "en", cwd=output.parent)

    assert done.stdout.rstrip().endswith("Next: samtykke check 'blåbær og syltetøy'")
