"""The headers, whole: what stands in the pages is named by hash, and each server is told in its own words."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from browser import samples
from samtykke import catalogue
from samtykke.cli import main
from samtykke.cli.policy import FORMS
from samtykke.locale import translator
from samtykke.policy import SERVERS, Headers, Inline, complete, policy
from samtykke.policy.inline import sha256

NOTHING = samples.register(service=())
SOME = samples.register()
EN = translator("en")


def made(tmp_path: Path, body: str, register=SOME, **options: object) -> tuple[Headers, dict[str, list[str]]]:
    (tmp_path / "index.html").write_text(f"<!doctype html><title>x</title>{body}", "utf-8")
    whole = complete(policy(register, catalogue.load()), register, Inline.of(tmp_path, register), EN, **options)  # type: ignore[arg-type]
    name = next(iter(whole.values))
    directives = {d.split(" ")[0]: d.split(" ")[1:] for d in whole.values[name].split("; ")}
    return whole, directives


def test_what_stands_in_the_pages_is_named(tmp_path: Path) -> None:
    gated = samples.inline("analytics", "counter", "count()")
    foreign = samples.inline("analytics", "nobody", "other()")
    data = '<script type="application/ld+json">{}</script>'
    _, directives = made(tmp_path, f"<style>p {{}}</style><script>own()</script>{gated}{foreign}{data}")

    assert {sha256("own()"), sha256("count()")} <= set(directives["script-src"])
    assert sha256("other()") not in directives["script-src"]
    assert sha256("{}") not in directives["script-src"]
    assert sha256("p {}") in directives["style-src"]
    assert "'unsafe-inline'" not in directives["script-src"]


def test_what_cannot_be_named_is_told(tmp_path: Path) -> None:
    whole, directives = made(tmp_path, '<p onclick="x()" style="color: red">x</p>', NOTHING)

    assert directives["style-src-attr"] == ["'unsafe-inline'"]
    assert len(whole.notes) == 2
    assert whole.notes[0].startswith("index.html has handlers")
    assert made(tmp_path, "<p>x</p>", NOTHING)[0].notes == ()
    many = "".join(f"<script>own({n})</script>" for n in range(200))
    assert "servers may refuse" in made(tmp_path, many, NOTHING)[0].notes[0]


def test_trusted_types_are_enforced_where_no_service_brings_scripts(tmp_path: Path) -> None:
    whole, directives = made(tmp_path, "", NOTHING)
    assert directives["require-trusted-types-for"] == ["'script'"]
    assert "Content-Security-Policy-Report-Only" not in whole.values

    whole, directives = made(tmp_path, "")
    assert "require-trusted-types-for" not in directives
    assert whole.values["Content-Security-Policy-Report-Only"] == "require-trusted-types-for 'script'"
    assert "Google Analytics" in whole.notes[-1]


def test_report_only(tmp_path: Path) -> None:
    whole, directives = made(tmp_path, "", report_only=True, report_to="/reports")

    assert "Content-Security-Policy" not in whole.values
    assert directives["report-uri"] == ["/reports"]
    assert whole.values["Reporting-Endpoints"] == 'samtykke="/reports"'


def test_every_server_is_offered() -> None:
    assert tuple(SERVERS) == FORMS


def read_back(name: str, text: str) -> dict[str, str]:
    """The headers as the server would send them."""
    if name in ("headers", "_headers"):
        lines = text.splitlines()[name == "_headers" :]
        return {k.strip(): v for k, _, v in (line.partition(": ") for line in lines)}
    pattern = {
        "nginx": r'add_header (\S+) "((?:[^"\\]|\\.)*)" always;',
        "apache": r'  Header always set (\S+) "((?:[^"\\]|\\.)*)"',
        "caddy": r'\t(\S+) "((?:[^"\\]|\\.)*)"',
    }[name]
    found = re.findall(pattern, text)
    return {key: re.sub(r"\\(.)", r"\1", value) for key, value in found}


@pytest.mark.parametrize("name", [form for form in FORMS if form != "meta"])
def test_a_server_sends_all_of_it(tmp_path: Path, name: str) -> None:
    whole, _ = made(tmp_path, "<script>own()</script>", report_to="https://reports.example/x")

    text, _notes = SERVERS[name](whole, EN)

    assert read_back(name, text) == whole.values


class Metas(HTMLParser):
    found: dict[str, str]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        given = dict(attrs)
        self.found[given.get("http-equiv") or given.get("name") or ""] = given["content"] or ""


def test_a_page_says_what_it_can(tmp_path: Path) -> None:
    whole, _ = made(tmp_path, "", report_to="/reports")
    text, (note,) = SERVERS["meta"](whole, EN)
    parser = Metas()
    parser.found = {}
    parser.feed(text)

    assert list(parser.found) == ["Content-Security-Policy", "referrer"]
    assert "script-src 'self'" in parser.found["Content-Security-Policy"]
    assert "frame-ancestors" not in text
    assert "report-uri" not in text
    for lost in ("frame-ancestors", "report-uri", "Permissions-Policy", "Strict-Transport-Security"):
        assert lost in note


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text('<!doctype html><title>x</title><p onclick="x()">', "utf-8")

    def run(*args: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(main, ["policy", "site", "--jobs", "1", *args], env={"LANG": "en_US"})
        return done.exit_code, done.stdout, done.stderr

    assert run()[0] == 2
    (tmp_path / "register.toml").write_text('[site]\nurl = "https://www.example.no"\n', "utf-8")
    code, out, err = run("--for", "nginx")
    assert code == 0
    assert out.startswith('add_header Content-Security-Policy "default-src ')
    assert "Note: index.html has handlers" in err
    assert "Note: In nginx" in err
    assert run("--for", "caddy", "-o", "caddy/headers")[:2] == (0, "")
    assert (tmp_path / "caddy" / "headers").read_text("utf-8").startswith("header {\n\tContent-Security-Policy ")
    assert run("--report-to", 'x";\n')[0] == 2
