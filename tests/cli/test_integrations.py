"""Hooks, CI and editors: what is offered for them is executed as they would, as far as that goes without them."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from samtykke.cli import main

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
ENVIRON = {k: v for k, v in os.environ.items() if not k.startswith(("SAMTYKKE", "GITHUB"))} | {
    "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
    "LANG": "en_US.UTF-8",
    "SAMTYKKE_JOBS": "1",
}
PAGE = '<!doctype html><html lang="nb"><title>x</title>\n<img src="https://cdn.example/a.png" alt="">'
REGISTER = '[site]\nurl = "https://www.example.no"\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "index.html").write_text(PAGE, "utf-8")
    (tmp_path / "register.toml").write_text(REGISTER, "utf-8")
    return tmp_path


def shell(script: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(
        command, cwd=cwd, env=ENVIRON | environ, capture_output=True, text=True, timeout=180, check=False
    )


ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS = {step.get("name", step.get("uses")): step for step in ACTION["runs"]["steps"]}


def test_the_github_action_checks_and_reports(project: Path) -> None:
    summary, output = project / "summary", project / "output"
    done = shell(
        STEPS["Check"]["run"],
        project,
        SITE="public",
        ARGS="--quiet",
        RUNNER_TEMP=str(project),
        GITHUB_ACTIONS="true",
        GITHUB_STEP_SUMMARY=str(summary),
        GITHUB_OUTPUT=str(output),
    )

    assert done.returncode == 0, done.stderr
    told = dict(line.split("=", 1) for line in output.read_text("utf-8").splitlines())
    assert told["exit-code"] == "1"
    assert json.loads(Path(told["sarif-file"]).read_text("utf-8"))["version"] == "2.1.0"
    assert summary.read_text("utf-8").startswith("## Samtykke: the check failed")
    assert "\n::error file=public/index.html,line=2," in done.stdout
    assert shell(STEPS["Result"]["run"], project, CODE=told["exit-code"]).returncode == 1


def test_the_github_action_runs_nothing_of_what_it_is_given(project: Path) -> None:
    given = {"SITE": '$(touch a); "; touch b; "', "ARGS": "$(touch c) ; touch d"}
    temporary = {"RUNNER_TEMP": str(project), "GITHUB_STEP_SUMMARY": str(project / "s")}
    shell(STEPS["Check"]["run"], project, **given, **temporary, GITHUB_OUTPUT=str(project / "o"))

    assert "exit-code=2" in (project / "o").read_text("utf-8")
    assert not {"a", "b", "c", "d"} & {path.name for path in project.iterdir()}
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", ""), "an input must never be pasted into a script"


def test_every_output_of_the_action_is_made() -> None:
    made = set(re.findall(r'echo "([\w-]+)=', STEPS["Check"]["run"]))
    assert set(ACTION["outputs"]) == made
    assert set(re.findall(r"inputs\.([\w-]+)", json.dumps(ACTION))) == set(ACTION["inputs"])


@pytest.mark.slow
@pytest.mark.parametrize(
    "hook", yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")), ids=lambda h: h["id"]
)
def test_a_hook_passes_what_is_right_and_stops_what_is_not(project: Path, hook: dict) -> None:
    if hook["id"] == "samtykke-markdown":
        (project / "a.md").write_text("![x](/x.png)\n", "utf-8")
        assert shell(f"{hook['entry']} a.md", project).returncode == 0
        (project / "a.md").write_text("![x](https://cdn.example/x.png)\n", "utf-8")
        assert shell(f"{hook['entry']} a.md", project).returncode == 1
        assert hook["types"] == ["markdown"]
        return

    def run() -> int:
        given = ["register.toml"] if hook.get("pass_filenames", True) else ["public"]
        if hook.get("pass_filenames", True):
            assert re.search(hook["files"], "content/register.toml")
        return shell(" ".join([hook["entry"], *given]), project).returncode

    before = (project / "register.toml").read_text("utf-8")
    if hook["id"] == "samtykke-check":
        assert run() == 1
        (project / "public" / "index.html").write_text("<!doctype html><title>x</title><p>x", "utf-8")
    assert run() == 0
    assert (project / "register.toml").read_text("utf-8") == before
    (project / "register.toml").write_text(
        REGISTER + ('\n\n\nown_hosts = [ "example.no" ]\n' if hook["id"].endswith("fmt") else "wrong = 1\n"), "utf-8"
    )
    # What changes a file is stopped by pre-commit itself.
    assert run() == 2 or (project / "register.toml").read_text("utf-8") == REGISTER + '\nown_hosts = [ "example.no" ]\n'


def test_the_gitlab_job(project: Path) -> None:
    job = yaml.safe_load((ROOT / "docs/ci/gitlab-ci.yml").read_text("utf-8"))["samtykke"]
    install, *rest = job["script"]
    assert install.endswith("pip install --quiet samtykke")

    done = shell("\n".join(rest), project, **job["variables"])

    assert done.returncode == 1
    assert "undeclared-third-party" in done.stdout
    assert "<failure" in (project / job["artifacts"]["reports"]["junit"]).read_text("utf-8")


def test_the_problem_matcher_reads_what_is_printed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    (task,) = json.loads((ROOT / "docs/ci/tasks.json").read_text("utf-8"))["tasks"]
    pattern = task["problemMatcher"]["pattern"]

    done = CliRunner().invoke(main, [*task["args"], "public"], env={"LANG": "nb_NO", "SAMTYKKE_JOBS": "1"})

    (line,) = done.stdout.splitlines()
    found = re.fullmatch(pattern["regexp"], line)
    assert found is not None
    named = {key: found[number] for key, number in pattern.items() if key != "regexp"}
    assert named["file"] == "public/index.html"
    assert (named["line"], named["column"], named["severity"]) == ("2", "1", "error")
    assert named["code"] == "undeclared-third-party"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no shell")
def test_watch_checks_again_when_something_changes(project: Path) -> None:
    command = [str(BIN / "samtykke"), "check", "public", "--watch", "--format", "lines"]
    running = subprocess.Popen(
        command, cwd=project, env=ENVIRON, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
    )
    try:
        assert running.stdout is not None
        assert running.stdout.readline().startswith("public/index.html:2:1: error: ")
        time.sleep(1.5)  # the next look must find the first state
        (project / "public" / "index.html").write_text("\n" + PAGE, "utf-8")
        assert running.stdout.readline().startswith("public/index.html:3:1: error: ")
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 130
    finally:
        running.kill()
        running.communicate()
