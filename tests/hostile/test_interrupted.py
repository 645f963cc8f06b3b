"""Whatever ends a run: no half file, no worker left behind, and an exit code that says so."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from samtykke.files import write_atomically

PAGE = "<!doctype html><title>x</title><p>x<script>for (;;) {}</script>"


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace", "pathlib.Path.chmod"])
def test_a_full_disk_leaves_the_earlier_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    report = tmp_path / "report.json"
    write_atomically(report, "earlier")
    with monkeypatch.context() as patched:
        patched.setattr(step, full)
        with pytest.raises(OSError, match="No space left"):
            write_atomically(report, "later" * 100_000)
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]
    assert report.read_text("utf-8") == "earlier"


def test_what_fails_between_two_pieces_leaves_the_earlier_file(tmp_path: Path) -> None:
    def pieces() -> Iterator[str]:
        yield "later" * 100_000
        raise KeyboardInterrupt

    report = tmp_path / "report.json"
    write_atomically(report, "earlier")
    with pytest.raises(KeyboardInterrupt):
        write_atomically(report, pieces())
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]
    assert report.read_text("utf-8") == "earlier"


def test_no_disk_at_all(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(OSError, match=r"directory|exists"):
        write_atomically(tmp_path / "file" / "report.json", "x")


@pytest.mark.skipif(os.name == "nt", reason="signals and groups of processes are POSIX's")
@pytest.mark.parametrize(
    "name", [pytest.param("SIGINT", marks=pytest.mark.slow), "SIGTERM", pytest.param("SIGKILL", marks=pytest.mark.slow)]
)
def test_a_signal_ends_the_workers_too(tmp_path: Path, name: str) -> None:
    sent = signal.Signals[name]
    (tmp_path / "out").mkdir()
    for number in range(40):  # each script is endless, and takes its three seconds
        (tmp_path / "out" / f"{number}.html").write_text(PAGE.replace("x<", f"{number}<"), "utf-8")
    (tmp_path / "r.json").write_text("earlier", "utf-8")
    command = [str(Path(sys.executable).with_name("samtykke")), "check", "out", "--verbose", "--jobs", "2"]
    with subprocess.Popen(
        [*command, "--format", "json=r.json", "--lang", "en"],
        cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
    ) as run:  # fmt: skip
        assert run.stderr is not None
        assert any("Reading 40 files" in line for line in run.stderr)
        while len(_group(run.pid)) < 3:  # the command, and two workers at least
            assert run.poll() is None
            time.sleep(0.05)
        run.send_signal(sent)
        code = run.wait(60)
    assert code == (-sent if sent is signal.SIGKILL else 128 + sent)
    until = time.monotonic() + 60
    while _group(run.pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _group(run.pid)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "r.json"]
    assert (tmp_path / "r.json").read_text("utf-8") == "earlier"


def _group(leader: int) -> list[str]:
    """The processes of a group, without those that have ended."""
    listed = subprocess.run(["ps", "-eo", "pgid=,stat=,pid="], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if line.split()[0] == str(leader) and "Z" not in line.split()[1]]
