"""What is ignored: by a comment, by the register, by the baseline; each with a reason, none silently."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from samtykke.checking import Result, Target, check
from samtykke.exit import ExitCode
from samtykke.register import RegisterError

SITE = '[site]\nurl = "https://www.example.no"\n'
IMAGE = '<img src="https://cdn.example/a.png" alt="">'
TODAY = date(2026, 11, 27)


@pytest.fixture
def judged(tmp_path: Path) -> Iterator:
    def run(pages: dict[str, str], register: str = "", *, only: str = "", lang: str = "en") -> Result:
        out = tmp_path / "output"
        out.mkdir(exist_ok=True)
        for name, html in pages.items():
            head = "" if name.endswith("xml") else '<!doctype html><html lang="nb"><title>x</title>'
            (out / name).write_text(head + html, "utf-8")
        file = tmp_path / "register.toml"
        file.write_text(SITE + register, "utf-8")
        return check(Target.open(out / only if only else out, file), lang, jobs=1, today=TODAY)

    return run


def told(result: Result) -> list[tuple[str, int]]:
    return [(f.rule, f.position.line) for f in result.findings]


def left(result: Result) -> list[tuple[str, str, str]]:
    return [(s.finding.host, s.ignorer.by, s.ignorer.reason) for s in result.suppressed]


COMMENT = "<!-- samtykke: ignore[undeclared-third-party] we own it -->"


def test_a_comment_ignores_in_the_element_that_follows(judged) -> None:
    result = judged({"a.html": f"\n{COMMENT}\n<p>text {IMAGE}</p>\n{IMAGE}"})

    assert left(result) == [("cdn.example", "inline", "we own it")]
    assert told(result) == [("undeclared-third-party", 4)]


@pytest.mark.parametrize(
    "body", [f"<p>{COMMENT} text {IMAGE}</p>", f"<p>{COMMENT}</p>\n<p>{IMAGE}</p>", f"<body>{COMMENT}\r\n\r\n{IMAGE}"]
)
def test_a_comment_ignores_in_the_element_that_starts_next(judged, body: str) -> None:
    assert told(judged({"a.html": body})) == []


@pytest.mark.parametrize(
    "body",
    [
        f"{IMAGE}\n{COMMENT}",
        f"{COMMENT}<p>text</p>\n{IMAGE}",
        f"<script>document.write(`{COMMENT}{IMAGE}`)</script>",
        f"<textarea>{COMMENT}</textarea>{IMAGE}",
        f'<iframe srcdoc="{COMMENT}&lt;img src=https://cdn.example/a.png&gt;" title="x"></iframe>',
        "<!-- samtykke: ignore[remote-font] we own it -->" + IMAGE,
    ],
)
def test_a_comment_ignores_nothing_else(judged, body: str) -> None:
    assert "undeclared-third-party" in dict(told(judged({"a.html": body})))


def test_an_unused_comment_is_told(judged) -> None:
    result = judged({"a.html": f"<p>x</p>\n\n{COMMENT}<p>y</p>\n{COMMENT}"})

    assert told(result) == [("unused-ignore", 3), ("unused-ignore", 4)]
    assert result.exit_code() is ExitCode.CLEAN


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        ("ignore[undeclared-third-party]", "does not say why"),
        ("ignore", "does not say which rule"),
        ("ignore[] reason", "does not say which rule"),
        ("ignore[undeclared-third-part] reason", "Did you mean «undeclared-third-party»?"),
        ("ignore[unused-ignore] reason", "there is no such rule"),
    ],
)
def test_a_comment_without_rule_or_reason_ignores_nothing(judged, comment: str, says: str) -> None:
    result = judged({"a.html": f"<!-- samtykke: {comment} -->{IMAGE}"})
    messages = {f.rule: f.message for f in result.findings}

    assert says in messages["invalid-ignore"]
    assert "undeclared-third-party" in messages


def test_a_feed_ignores_what_is_ignored_on_the_page(judged) -> None:
    html = f"{COMMENT}<p>{IMAGE}</p>"
    entry = "<entry><content type='html'>%s</content></entry>"
    feed = "<feed xmlns='http://www.w3.org/2005/Atom'>%s</feed>"
    text = html.replace("<", "&lt;").replace('"', "&quot;")

    result = judged({"a.html": html, "feed.xml": feed % (entry % text)})
    assert told(result) == []
    assert sorted(s.finding.position.path for s in result.suppressed) == ["a.html", "feed.xml"]

    other = text.replace("a.png", "b.png") + "&lt;img src='https://evil.example/'&gt;"
    result = judged({"a.html": html, "feed.xml": feed % (entry % other)})
    assert [f.url for f in result.findings] == ["https://cdn.example/b.png", "https://evil.example/"]


IGNORE = '[[ignore]]\nrule = "undeclared-third-party"\npath = "%s"\nreason = "we own it"\n'


@pytest.mark.parametrize("path", ["a.html", "*", "a*"])
def test_the_register_ignores_by_path(judged, path: str) -> None:
    result = judged({"a.html": IMAGE}, IGNORE % path)

    assert left(result) == [("cdn.example", "register", "we own it")]
    assert told(result) == []


def test_the_register_ignores_by_host(judged) -> None:
    pages = {"a.html": f'{IMAGE}<img src="https://evil.example/a.png" alt="">'}

    result = judged(pages, IGNORE % "*" + 'host = "*.EXAMPLE"\n')
    assert len(result.suppressed) == 2
    result = judged(pages, IGNORE % "*" + 'host = "cdn.example"\n')
    assert [f.host for f in result.findings] == ["evil.example"]


def test_an_unused_ignore_of_the_register_is_told_where_it_stands(judged) -> None:
    pages = {"a.html": IMAGE, "b.html": "<p>x"}
    register = IGNORE % "b.html"

    assert sorted(told(judged(pages, register))) == [("undeclared-third-party", 1), ("unused-ignore", 3)]
    # Of one file, nothing can be said of the others.
    assert told(judged(pages, register, only="a.html")) == [("undeclared-third-party", 1)]


def test_an_ignore_of_the_register_ends(judged) -> None:
    pages = {"a.html": IMAGE}

    assert told(judged(pages, IGNORE % "*" + "until = 2026-11-27\n")) == []
    result = judged(pages, IGNORE % "*" + "until = 2026-11-26\n")
    assert sorted(told(result)) == [("undeclared-third-party", 1), ("unused-ignore", 3)]
    assert "2026-11-26" in result.findings[-1].message


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('rule = "opaque-scrip"', "Did you mean «opaque-script»?"),
        ('rule = "unused-ignore"', "no rule «unused-ignore»"),
        ('until = "2027-01-01"', "must be a date"),
        ('reason = ""', "«reason» is empty"),
        ('because = "x"', "«because» is not a key"),
    ],
)
def test_a_wrong_ignore_is_an_error_in_the_register(judged, line: str, says: str) -> None:
    key = line.split(" ", maxsplit=1)[0]
    kept = [one for one in (IGNORE % "*").splitlines() if not one.startswith(f"{key} ")]

    with pytest.raises(RegisterError, match=says.replace("?", r"\?")):
        judged({"a.html": IMAGE}, "\n".join([*kept, line]))


def test_a_reason_is_required(judged) -> None:
    with pytest.raises(RegisterError, match="«reason» is missing"):
        judged({"a.html": IMAGE}, (IGNORE % "*").rpartition("reason")[0])


@pytest.mark.slow
def test_what_could_not_be_verified_can_be_ignored(judged) -> None:
    pages = {"a.html": "<script>while(true){}</script>"}
    assert judged(pages).exit_code() is ExitCode.UNVERIFIED

    result = judged(pages, IGNORE.replace("undeclared-third-party", "opaque-script") % "a.html")

    assert result.exit_code() is ExitCode.CLEAN
    assert [s.finding.rule for s in result.suppressed] == ["opaque-script"]


def test_norwegian(judged) -> None:
    result = judged({"a.html": f"{COMMENT}<p>y</p>"}, IGNORE % "*", lang="nb")

    assert {f.message for f in result.findings} == {
        "Kommentaren unntar fra undeclared-third-party, men det er ingenting å unnta i elementet som følger.",
        "Registeret unntar * fra undeclared-third-party, men kontrollen finner ingenting å unnta der. "
        "Behold det bare hvis samtykke audit gjør det.",
    }


def baseline(tmp_path: Path, result: Result, until: str = "2026-12-31") -> Path:
    from samtykke import baseline as module  # noqa: PLC0415

    file = tmp_path / module.NAME
    module.write(file, module.accept(result.findings, date.fromisoformat(until)))
    return file


def test_the_baseline_accepts_what_was_there_and_no_more(judged, tmp_path: Path) -> None:
    pages = {"a.html": IMAGE, "b.html": IMAGE}
    baseline(tmp_path, judged(pages))

    result = judged({**pages, "b.html": IMAGE + '<img src="https://evil.example/a.png" alt="">'})

    assert [f.host for f in result.findings] == ["evil.example"]
    assert [s.ignorer.by for s in result.suppressed] == ["baseline", "baseline"]


def test_the_baseline_ends(judged, tmp_path: Path) -> None:
    baseline(tmp_path, judged({"a.html": IMAGE}), "2026-11-26")

    assert sorted(told(judged({"a.html": IMAGE}))) == [("undeclared-third-party", 1), ("unused-ignore", 4)]


def test_a_stale_line_of_the_baseline_is_told(judged, tmp_path: Path) -> None:
    baseline(tmp_path, judged({"a.html": IMAGE, "b.html": IMAGE}))

    result = judged({"a.html": "<p>x</p>"})

    (stale,) = result.findings
    assert (stale.rule, stale.position.line) == ("unused-ignore", 4)
    assert "a.html" in stale.message


@pytest.mark.parametrize(
    "text", ["", "[]", '{"version": 2}', '{"version": 1, "findings": [{"rule": 1}]}', "[" * 100_000]
)
def test_a_broken_baseline_is_an_error(judged, tmp_path: Path, text: str) -> None:
    from samtykke.baseline import NAME, BaselineError  # noqa: PLC0415

    (tmp_path / NAME).write_text(text, "utf-8")

    with pytest.raises(BaselineError):
        judged({"a.html": IMAGE})


def test_each_line_of_the_baseline_is_one_finding(judged, tmp_path: Path) -> None:
    lines = baseline(tmp_path, judged({"a.html": IMAGE, "b.html": IMAGE})).read_text("utf-8").splitlines()

    assert json.loads(lines[3].rstrip(",")) == {
        "rule": "undeclared-third-party",
        "path": "a.html",
        "host": "cdn.example",
        "until": "2026-12-31",
        "fingerprint": json.loads(lines[3].rstrip(","))["fingerprint"],
    }
    assert json.loads("\n".join(lines))["version"] == 1
