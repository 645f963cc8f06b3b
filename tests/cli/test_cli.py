"""The command as a person or a CI job uses it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ENVIRON = {k: v for k, v in os.environ.items() if not k.startswith("SAMTYKKE")} | {"COLUMNS": "100"}
PAGE = '<!doctype html><html lang="nb"><title>x</title><script src="https://cdn.example/x.js"></script>'


def samtykke(*args: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("samtykke")), *args]
    return subprocess.run(
        command, cwd=cwd, env=ENVIRON | environ, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture
def output(tmp_path: Path) -> Path:
    out = tmp_path / "output"
    out.mkdir()
    (out / "index.html").write_text(PAGE, "utf-8")
    return out


def test_findings_are_exit_1_and_text_is_plain(output: Path) -> None:
    done = samtykke("check", "output", "--lang", "en", cwd=output.parent)

    assert done.returncode == 1
    assert "error undeclared-third-party" in done.stdout
    assert "index.html:1:" in done.stdout
    assert "\x1b" not in done.stdout
    assert done.stderr == ""
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_clean_is_exit_0(output: Path) -> None:
    (output / "index.html").write_text("<!doctype html><title>x</title><p>ok", "utf-8")

    assert samtykke("check", cwd=output.parent).returncode == 0


def test_norwegian_is_the_default(output: Path) -> None:
    done = samtykke("check", cwd=output.parent, LANG="C.UTF-8", LC_ALL="")

    assert "feil undeclared-third-party" in done.stdout


def test_json_has_the_promised_keys(output: Path) -> None:
    done = samtykke("check", "--format", "json", cwd=output.parent)
    report = json.loads(done.stdout)

    assert list(report) == ["version", "documents", "findings", "summary", "suppressed"]
    assert report["version"] == 1
    assert report["documents"] == 1
    assert report["summary"] == {"error": 1, "warning": 0, "note": 0, "unverified": 0, "suppressed": 0}
    assert list(report["findings"][0]) == [
        "rule", "level", "unverified", "message", "path", "line", "column", "url", "host", "domain", "service",
        "probably", "source", "fingerprint", "help",
    ]  # fmt: skip
    assert report["findings"][0]["url"] == "https://cdn.example/x.js"


def test_json_is_the_same_for_the_same_input(output: Path) -> None:
    for number in range(40):
        (output / f"{number}.html").write_text(PAGE.replace("x.js", f"{number}.js"), "utf-8")

    one = samtykke("check", "--format", "json", "--jobs", "1", cwd=output.parent)
    two = samtykke("check", "--format", "json", "--jobs", "2", cwd=output.parent)

    assert one.stdout == two.stdout
    assert json.loads(one.stdout)["summary"]["error"] == 41


def test_several_formats_at_once(output: Path) -> None:
    done = samtykke("check", "--format", "text", "--format", "json=ut/rapport.json", cwd=output.parent)

    assert "undeclared-third-party" in done.stdout
    assert json.loads((output.parent / "ut/rapport.json").read_text("utf-8"))["documents"] == 1
    assert [p.name for p in (output.parent / "ut").iterdir()] == ["rapport.json"]
    umask = os.umask(0)
    os.umask(umask)
    assert (output.parent / "ut/rapport.json").stat().st_mode & 0o777 == 0o666 & ~umask


def test_inventory_json(output: Path) -> None:
    done = samtykke("inventory", "--format", "json", cwd=output.parent)
    report = json.loads(done.stdout)

    assert done.returncode == 0
    assert list(report) == ["version", "documents", "references", "storage"]
    (reference,) = report["references"]
    assert reference["host"] == "cdn.example"
    assert list(reference) == [
        "path", "line", "column", "kind", "url", "host", "domain", "party", "state", "evidence", "gate",
        "service",
    ]  # fmt: skip
    assert (reference["kind"], reference["state"], reference["party"]) == ("script", "live", "third")


def test_five_hosts_of_one_vendor_read_as_one(output: Path) -> None:
    tags = "".join(f'<img src="https://{n}.example.co.uk/x.png" alt="">' for n in "abcde")
    (output / "index.html").write_text(f"<!doctype html><title>x</title>{tags}", "utf-8")

    found = json.loads(samtykke("check", "--format", "json", cwd=output.parent).stdout)["findings"]
    text = samtykke("check", "--lang", "en", cwd=output.parent).stdout
    listed = samtykke("inventory", "--lang", "en", cwd=output.parent, COLUMNS="200").stdout

    assert {f["domain"] for f in found} == {"example.co.uk"}
    assert len({f["host"] for f in found}) == 5
    assert text.count("error undeclared-third-party") == 1
    assert text.count("index.html:1:") == 5
    assert "  c.example.co.uk\n" in text
    assert listed.count("example.co.uk  live") == 1
    assert "a.example.co.uk, b.example.co.uk, c.example.co.uk" in listed
    assert "references: 5, files: 1" in listed


def test_nothing_to_examine_is_exit_3(tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()

    done = samtykke("check", "tom", "--lang", "en", cwd=tmp_path)

    assert done.returncode == 3
    assert "Nothing was found" in done.stdout


@pytest.mark.parametrize(
    "args",
    [
        ["check", "nowhere"],
        ["check", "--format", "pdf"],
        ["chek"],
        ["check", "--jobs", "0"],
        ["check", "--base-url", "example.no"],
        ["check", "--format", "json", "--format", "text"],
    ],
)
def test_wrong_usage_is_exit_2(args: list[str], output: Path) -> None:
    done = samtykke(*args, cwd=output.parent)

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr


def test_a_bad_register_is_exit_2(output: Path) -> None:
    (output.parent / "register.toml").write_text('[site]\nurl = "example"\nfarge = 1\n', "utf-8")

    done = samtykke("check", cwd=output.parent)

    assert done.returncode == 2
    assert "register.toml:2" in done.stderr
    assert "register.toml:3" in done.stderr


def test_fail_on(output: Path) -> None:
    (output / "index.html").write_text('<!doctype html><title>x</title><img src="http://example.no/a.png">', "utf-8")
    options = ("--base-url", "https://example.no")

    assert samtykke("check", *options, cwd=output.parent).returncode == 0
    assert samtykke("check", *options, "--fail-on", "warning", cwd=output.parent).returncode == 1


def test_colour_only_when_asked_for(output: Path) -> None:
    assert "\x1b[" in samtykke("check", "--color", "always", cwd=output.parent).stdout
    assert "\x1b[" not in samtykke("check", "--color", "auto", cwd=output.parent).stdout


def test_a_fault_of_ours_is_exit_4(output: Path) -> None:
    (output.parent / "sitecustomize.py").write_text(
        "import samtykke.checking\ndef boom(*a, **k): raise RuntimeError('pang')\nsamtykke.checking.check = boom\n",
        "utf-8",
    )

    done = samtykke("check", cwd=output.parent, PYTHONPATH=str(output.parent))

    assert done.returncode == 4
    assert "pang" in done.stderr
    assert "Traceback" not in done.stderr


def test_register_check(output: Path) -> None:
    assert samtykke("register", "check", cwd=output).returncode == 2
    register = Path(__file__).parents[1] / "rules" / "register.toml"

    done = samtykke("register", "check", str(register), cwd=output)

    assert done.returncode == 0
    assert "4" in done.stdout


def test_one_file(output: Path) -> None:
    assert samtykke("check", "output/index.html", cwd=output.parent).returncode == 1


def test_hostile_names_and_addresses_are_shown_harmless(output: Path) -> None:
    (output / "a\x1b[31m.html").write_text(
        '<!doctype html><title>x</title><img src="//x.example/\x1b]0;x\x07">', "utf-8"
    )

    done = samtykke("check", cwd=output.parent)

    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout


def test_a_report_that_cannot_be_written_is_exit_2(output: Path) -> None:
    (output.parent / "fil").write_text("", "utf-8")

    done = samtykke("check", "--format", "json=fil/rapport.json", cwd=output.parent)

    assert done.returncode == 2
    assert "fil/rapport.json" in done.stderr


def _until_it_works(pid: int) -> None:
    """Wait until it has a worker, and that has had time to begin; where the system does not tell, wait for long."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    end = time.monotonic() + 60
    while time.monotonic() < end and children.exists() and not children.read_text():
        time.sleep(0.05)
    time.sleep(2 if children.exists() else 5)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_ended_in_the_middle(output: Path, number: int, code: int) -> None:
    """No traceback, no report, and no worker that lives on."""
    (output / "index.html").write_text(
        "<!doctype html><script>for (;;) { new Image().src = '/a' }</script>" * 40, "utf-8"
    )
    for copy in range(40):
        (output / f"{copy}.html").write_text(
            f"<!doctype html>{copy}<script>for (;;) {{ {copy} }}</script>" * 40, "utf-8"
        )
    command = [str(Path(sys.executable).with_name("samtykke")), "check"]
    process = subprocess.Popen(
        command, cwd=output.parent, env=ENVIRON, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    _until_it_works(process.pid)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)

    assert process.returncode == code
    assert out == b""
    assert b"Traceback" not in err
    assert err == b"" or number == signal.SIGKILL, "nobody can be silent who was killed"
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.2)
    pytest.fail("a worker lives on")


def test_quiet_tells_what_counts_and_the_sum(output: Path) -> None:
    (output / "index.html").write_text('<!doctype html><title>x</title><img src="http://example.no/a.png">', "utf-8")
    options = ("--base-url", "https://example.no", "--lang", "en")

    quiet = samtykke("check", "--quiet", *options, cwd=output.parent).stdout

    assert "insecure-url" not in quiet
    assert "Warnings: 1." in quiet
    assert "insecure-url" in samtykke("check", "-q", "--fail-on", "warning", *options, cwd=output.parent).stdout


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_reader_that_has_gone(output: Path) -> None:
    command = f"'{Path(sys.executable).with_name('samtykke')}' check; echo $? >&2"
    done = subprocess.run(
        ["sh", "-c", f"({command}) | true"], cwd=output.parent, env=ENVIRON, capture_output=True, text=True, check=False
    )

    assert done.stderr.split() in (["141"], ["1"]), "1: all was written before the reader had gone"


def test_a_baseline_accepts_what_is_there_today(output: Path) -> None:
    written = samtykke("baseline", "write", "--lang", "en", cwd=output.parent)
    assert (written.returncode, written.stderr) == (0, "")
    assert "samtykke-baseline.json accepts 1 findings" in written.stdout
    done = samtykke("check", "--lang", "en", cwd=output.parent)
    assert done.returncode == 0
    assert "undeclared-third-party  index.html  accepted by the baseline (until 2" in done.stdout
    assert "Ignored: 1." in done.stdout
    report = json.loads(samtykke("check", "--format", "json", cwd=output.parent).stdout)
    assert report["summary"]["suppressed"] == 1
    assert report["suppressed"][0]["suppression"]["by"] == "baseline"

    (output / "index.html").write_text(PAGE.replace("cdn.", "other."), "utf-8")
    done = samtykke("check", "--lang", "en", cwd=output.parent)
    assert done.returncode == 1
    assert "warning unused-ignore" in done.stdout

    (output.parent / "samtykke-baseline.json").write_text("{}", "utf-8")
    done = samtykke("check", "--lang", "en", cwd=output.parent)
    assert done.returncode == 2
    assert "samtykke-baseline.json is not a baseline" in done.stderr
    assert samtykke("baseline", "write", "--until", "2020-01-01", cwd=output.parent).returncode == 2
