"""Where a setting comes from: command line, environment, pelicanconf.py, file, default; and what is wrong with it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from samtykke import config
from samtykke.cli import main
from samtykke.locale import translator

PAGE = '<!doctype html><html lang="nb"><title>x</title><img src="https://cdn.example/a.png" alt="">'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("SAMTYKKE_LANG", "SAMTYKKE_FAIL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_order(here: Path) -> None:
    (here / "samtykke.toml").write_text('lang = "en"\nfail-on = "note"\njobs = 3\nquiet = true\n', "utf-8")

    found = config.resolve(
        {"jobs": 1},
        here,
        pelican={"fail_on": "warning", "lang": "nb"},
        environ={"SAMTYKKE_LANG": "en", "SAMTYKKE_FORMAT": "text json=a.json", "SAMTYKKE_JOBS": "2"},
    )

    assert found.settings.jobs == 1
    assert found.settings.lang == "en"
    assert found.settings.fail_on == "warning"
    assert found.settings.quiet is True
    assert found.settings.format == ("text", "json=a.json")
    assert found.settings.consent_tool == "samtykke"
    assert found.origins == {
        "lang": "SAMTYKKE_LANG",
        "fail-on": "SAMTYKKE (pelicanconf.py)",
        "jobs": "--jobs",
        "quiet": "samtykke.toml:4",
        "format": "SAMTYKKE_FORMAT",
    }


def test_it_is_found_upwards_and_paths_start_from_it(here: Path) -> None:
    (here / "pyproject.toml").write_text(
        '[project]\nname = "x"\n[tool.samtykke]\nregister = "content/r.toml"\nformat = ["json=ut/a.json", "text"]\n',
        "utf-8",
    )
    deep = here / "site" / "output"
    deep.mkdir(parents=True)
    (here / "site" / "pyproject.toml").write_text('[project]\nname = "samtykke-less"\n', "utf-8")

    found = config.resolve(start=deep, environ={})

    assert found.settings.register_ == "content/r.toml"
    assert found.settings.format == ("json=ut/a.json", "text")
    assert found.origins["register"] == "pyproject.toml:4"

    (here / "site" / "samtykke.toml").write_text('register = "r.toml"\n', "utf-8")
    assert config.resolve(start=deep, environ={}).settings.register_ == "site/r.toml"
    assert config.resolve(start=deep, environ={}, discover=False).settings.register_ is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            'fail-n = "note"',
            "samtykke.toml:1:1: fail-n: «fail-n» is not a key that belongs here. Did you mean «fail-on",
        ),
        ('\nfail-on = "notes"', "samtykke.toml:2:1: fail-on: «notes» is not possible here. Did you mean «note»?"),
        ("jobs = 0", "samtykke.toml:1:1: jobs: "),
        ('jobs = "2"', "samtykke.toml:1:1: jobs: "),
        ('quiet = "yes"', "must be true or false"),
        ('base-url = "example.no"', "A whole address"),
        ("fail-on = ", "this is not a value"),
    ],
)
def test_a_wrong_file(here: Path, text: str, says: str) -> None:
    (here / "samtykke.toml").write_text(text, "utf-8")

    with pytest.raises(config.ConfigError) as error:
        config.resolve(start=here, environ={})

    assert says in error.value.report(translator("en"))
    assert error.value.report(translator("nb")).startswith("Innstillingene kan ikke brukes:")


def test_a_wrong_pyproject_is_told_with_its_line(here: Path) -> None:
    (here / "pyproject.toml").write_text('[tool.samtykke]\nlang = "nb"\nlnag = "nb"\n', "utf-8")

    with pytest.raises(config.ConfigError, match=r"pyproject.toml:3:1: tool.samtykke.lnag: .* Did you mean «lang»"):
        config.resolve(start=here, environ={})


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"environ": {"SAMTYKKE_FAIL_ON": "never"}}, "SAMTYKKE_FAIL_ON: fail-on: «never» is not possible here."),
        ({"environ": {"SAMTYKKE_JOBS": "many"}}, "SAMTYKKE_JOBS: jobs:"),
        ({"environ": {}, "pelican": {"regsiter": "x"}}, "SAMTYKKE (pelicanconf.py): regsiter: «regsiter» is not a key"),
    ],
)
def test_wrong_elsewhere(here: Path, given: dict, says: str) -> None:
    with pytest.raises(config.ConfigError) as error:
        config.resolve(start=here, **given)

    assert says in error.value.report(translator("en"))


def test_the_committed_schema_is_current_and_agrees() -> None:
    assert config.SCHEMA.read_text("utf-8") == config.schema(), "run python -m samtykke.config"
    validator = Draft202012Validator(json.loads(config.schema()))
    assert not list(validator.iter_errors(tomllib.loads('fail-on = "note"\njobs = 2\nformat = ["text"]')))
    for wrong in ('fail-n = "note"', "jobs = 0", 'base-url = "x"', 'format = "text"'):
        assert list(validator.iter_errors(tomllib.loads(wrong))), wrong


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(here: Path) -> Run:
    (here / "public").mkdir()
    (here / "public" / "index.html").write_text(PAGE, "utf-8")

    def invoke(*args: str, **environ: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(main, args, env={"LANG": "en_US.UTF-8", **environ})
        return done.exit_code, done.stdout, done.stderr

    return invoke


def test_a_check_by_its_file(run: Run, here: Path) -> None:
    (here / "samtykke.toml").write_text('path = "public"\nformat = ["text", "json=a.json"]\njobs = 1\n', "utf-8")

    code, out, _ = run("check")
    assert code == 1
    assert "undeclared-third-party" in out
    assert json.loads((here / "a.json").read_text("utf-8"))["documents"] == 1

    code, out, err = run("check", "--no-config")
    assert (code, out) == (2, "")
    assert "output does not exist" in err

    code, out, _ = run("check", "--format", "json", "--jobs", "1", SAMTYKKE_LANG="nb")
    assert "Siden henter fra" in json.loads(out)["findings"][0]["message"]


def test_config_tells_all(run: Run, here: Path) -> None:
    (here / "other.toml").write_text('fail-on = "note"\n', "utf-8")
    (here / "register.toml").touch()

    code, out, _ = run("config", "--config", "other.toml", "public")
    assert code == 0
    lines = {line.split()[0]: line.split(maxsplit=1)[1] for line in out.splitlines()}
    assert lines["fail-on"] == '"note"  (other.toml:1)'
    assert lines["path"] == '"public"  (--path)'
    assert lines["quiet"] == "false  (default)"
    assert lines["register"] == '"register.toml"  (found)'
    assert sorted(lines) == sorted(config.KEYS)

    _, out, _ = run("config", "--json", SAMTYKKE_QUIET="1")
    data = json.loads(out)
    assert data["file"] is None
    assert data["settings"]["quiet"] == {"value": True, "origin": "SAMTYKKE_QUIET"}


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--format", "jsn"], "There is no report format «jsn». Did you mean «json»?"),
        (["--format", "text", "--format", "json"], "Only one report can go to the terminal"),
        (["--config", "none.toml"], "does not exist"),
    ],
)
def test_wrong_usage(run: Run, args: list[str], says: str) -> None:
    code, out, err = run("check", "public", *args)

    assert (code, out) == (2, "")
    assert says in err


def test_another_consent_tool_needs_no_banner_of_ours(run: Run, here: Path) -> None:
    gate = '<script type="text/plain" data-category="statistics" data-src="https://stats.example/x.js"></script>'
    (here / "public" / "index.html").write_text(f"<!doctype html><html lang=nb><title>x</title>{gate}", "utf-8")
    (here / "register.toml").write_text(
        '[site]\nurl = "https://www.example.no"\n'
        '[[category]]\nid = "necessary"\nnecessary = true\ntitle = { nb = "N" }\npurpose = { nb = "N" }\n'
        '[[category]]\nid = "statistics"\ntitle = { nb = "S" }\npurpose = { nb = "S" }\n'
        '[[service]]\nid = "choice"\nname = "C"\nprovider = "E"\ncountry = "NO"\ncategory = "necessary"\n'
        'basis = "necessary"\nreason = { nb = "C" }\npurpose = { nb = "C" }\n'
        'storage = [{ name = "samtykke", lifetime = "P182D", purpose = { nb = "C" } }]\n'
        '[[service]]\nid = "stats"\nname = "Stats"\nprovider = "E"\ncountry = "NO"\ncategory = "statistics"\n'
        'basis = "consent"\nhosts = ["stats.example"]\npurpose = { nb = "S" }\n',
        "utf-8",
    )

    ours = json.loads(run("check", "public", "--format", "json", "--jobs", "1")[1])
    assert {f["rule"] for f in ours["findings"]} == {"banner-missing", "withdrawal-link-missing"}
    other = run("check", "public", "--format", "json", "--jobs", "1", SAMTYKKE_CONSENT_TOOL="other")
    assert json.loads(other[1])["findings"] == []
    assert other[0] == 0


def test_annotations_by_themselves_in_github_actions(run: Run, here: Path) -> None:
    page = PAGE + '<img src="https://x.example/::error::%0A" alt="">\n::error::from the page'
    (here / "public" / "index.html").write_text(page, "utf-8")

    code, out, _ = run("check", "public", "--jobs", "1", GITHUB_ACTIONS="true")

    assert code == 1
    token = re.fullmatch(r"::stop-commands::([0-9a-f]{32})", out.splitlines()[0])
    assert token is not None
    end = out.splitlines().index(f"::{token[1]}::")
    commands = out.splitlines()[end + 1 :]
    assert len(commands) == 2
    assert all(line.startswith("::error file=public/index.html,line=1,") for line in commands)

    assert "::" not in run("check", "public", "--jobs", "1", "--format", "markdown", GITHUB_ACTIONS="")[1]
    (here / "summary.md").write_text("", "utf-8")
    run("check", "public", "--format", "sarif=a.sarif", "--format", "markdown=summary.md", GITHUB_ACTIONS="true")
    assert (here / "summary.md").read_text("utf-8").startswith("## Samtykke")
    assert json.loads((here / "a.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert run("inventory", "public", "--format", "sarif")[0] == 2


def test_a_variable_that_is_no_setting_is_told_of(here: Path) -> None:
    environ = {"SAMTYKKE_FAILON": "note", "SAMTYKKE_XYZZY": "1", "SAMTYKKE_JOBS": "1", "SAMTYKKE_CACHE": "x"}
    environ |= {"SAMTYKKE_QIUET": "", "_SAMTYKKE_COMPLETE": "bash_source", "LANG": "en_US"}
    told = [
        "SAMTYKKE_FAILON is no setting of Samtykke, and is ignored. Did you mean «SAMTYKKE_FAIL_ON»?",
        "SAMTYKKE_XYZZY is no setting of Samtykke, and is ignored.",
    ]
    assert config.ignored(translator("en"), environ) == told
    done = CliRunner().invoke(main, ["rules", "--lang", "en"], env={"SAMTYKKE_FAILON": "note"})
    assert (done.exit_code, done.stderr) == (0, told[0] + "\n")
    assert CliRunner().invoke(main, ["rules", "--quiet"], env={"SAMTYKKE_FAILON": "note"}).stderr == ""


def test_every_variable_that_is_read_is_known() -> None:
    """Else whoever sets it is told that it is ignored."""
    engine = Path(config.__file__).parent
    read = {
        name
        for folder in (engine, engine.parent / "pelican/plugins/samtykke")
        for path in folder.rglob("*.py")
        for name in re.findall(r"environ(?:\.get\(|\[)\"(SAMTYKKE_\w+)\"", path.read_text("utf-8"))
    }
    assert {"SAMTYKKE_DEBUG", "SAMTYKKE_FAIL"} <= read
    assert read <= set(config.OTHER_VARIABLES)
