"""The reports: what they say of a result, in both languages, and of names that are hostile; made of evidence."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
import turbohtml

from audit.seen import PNG, REGISTER, RESULT, SITE, UNVERIFIED, finding, request, visit
from audit.test_evidence import made
from browser.chromium import Chromium
from browser.harness import World, serve
from browser.test_banner_accessible import findings as axe
from cli.test_cli import samtykke
from samtykke.audit.model import AuditResult, Initiator, Step
from samtykke.audit.report import FORMATS, Drawn, Verdict, drawn, view
from samtykke.audit.report.base import Picture
from samtykke.locale import translator
from samtykke.model import Level
from samtykke.register.lifetime import of_seconds

CLEAN = replace(
    RESULT, findings=(), drafts=(), visits=tuple(v for v in RESULT.visits if v.state == "reject"), states=("reject",)
)
HOSTILE = (
    "</title><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'-alert(1)-'",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "</style><style>*{display:none}</style>",
    "\u202egpj.exe\u2066",
    "\x1b[31mred\x1b]8;;http://x\x07",
    "a\x00b\r\nSet-Cookie: x",
    "https://evil.test/" + "a" * 3000,
    "<svg/onload=alert(1)>&lt;b&gt;&amp;",
    "\ud800 lone",
)  # fmt: skip


def hostile(text: str) -> AuditResult:
    """A result in which everything that a page decides is that text."""
    seen = visit("accept")
    item = replace(seen.cookies[0], name=text, setter=Initiator("script", text, 1))
    asked = replace(request("https://evil.test/", 5, Step.CHOICE, "accept"), url=text, host=text[:100], kind=text)
    assert seen.banner
    control = replace(seen.banner.controls[0], text=text, color=text)
    banner = replace(seen.banner, controls=(control,), preticked=(text,), problem=text, tool=text, closing="none")
    seen = replace(seen, page=text, cookies=(item,), requests=(asked,), banner=banner, storage=())
    found = finding("undeclared-third-party", Level.ERROR, text, "accept", page=text, url=text, host=text, script=text)
    return replace(
        RESULT, visits=(seen,), findings=(found,), site=text, register_path=text, browser=text,
        pages=(replace(RESULT.pages[0], path=text), replace(RESULT.pages[2], path=text)),
        troubles=(replace(UNVERIFIED, text=text),), drafts=(replace(RESULT.drafts[0], toml=text),),
    )  # fmt: skip


def rendered(result: AuditResult, name: str, lang: str = "nb") -> str:
    return FORMATS[name].render(drawn(result, REGISTER, lang))


class Structure(HTMLParser):
    """Counts elements, and keeps what could act."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.acting: list[tuple[str, str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for name, value in attrs:
            if name.startswith("on") or name in ("src", "href", "action", "srcset", "style", "formaction"):
                self.acting.append((tag, name, value))


def structure(text: str) -> Structure:
    found = Structure()
    found.feed(text)
    return found


def test_the_verdict_is_what_was_found() -> None:
    t = translator("en")
    assert view(RESULT, REGISTER, "en", t).verdict is Verdict.FOUND
    assert view(CLEAN, REGISTER, "en", t).verdict is Verdict.CLEAN
    lost = replace(CLEAN, troubles=(UNVERIFIED,))
    assert view(lost, REGISTER, "en", t).verdict is Verdict.UNVERIFIED
    assert view(replace(CLEAN, visits=()), REGISTER, "en", t).verdict is Verdict.UNVERIFIED
    seen = replace(CLEAN.visits[0], troubles=(UNVERIFIED,))
    assert view(replace(CLEAN, visits=(seen,)), REGISTER, "en", t).verdict is Verdict.UNVERIFIED
    assert (
        view(replace(CLEAN, findings=(finding("x", Level.NOTE, "x", "reject"),)), REGISTER, "en", t).verdict
        is Verdict.CLEAN
    )


def test_the_matrix_says_who_did_what_under_which_choice() -> None:
    rows = {row.name: row for row in view(RESULT, REGISTER, "en", translator("en")).rows}
    states = RESULT.states
    counter = dict(zip(states, rows["Telleren"].cells, strict=True))

    assert {state: did.cell.value for state, did in counter.items()} == {
        "before": "forbidden", "reject": "quiet", "only-analytics": "allowed", "only-marketing": "quiet",
        "accept": "allowed", "withdraw": "quiet", "gpc": "quiet", "no-script": "quiet",
    }  # fmt: skip
    assert counter["before"].requests == 2
    assert counter["accept"].stored == ("_teller",)
    assert [did.cell.value for did in rows["ukjent.test"].cells] == ["quiet"] * 4 + ["undeclared"] + ["quiet"] * 3
    assert rows["ukjent.test"].category == ""
    assert {did.cell.value for did in rows["Annonsene"].cells} == {"quiet"}


def test_a_state_that_was_not_looked_at_is_not_quiet() -> None:
    visits = tuple(replace(v, troubles=(UNVERIFIED,)) if v.state == "gpc" else v for v in RESULT.visits)
    result = replace(RESULT, visits=tuple(v for v in visits if v.state != "no-script"))
    row = next(r for r in view(result, REGISTER, "en", translator("en")).rows if r.name == "Annonsene")

    assert dict(zip(RESULT.states, (did.cell.value for did in row.cells), strict=True))["gpc"] == "unseen"
    assert dict(zip(RESULT.states, (did.cell.value for did in row.cells), strict=True))["no-script"] == "unseen"


def test_declared_and_observed_lifetimes_stand_side_by_side() -> None:
    items = view(RESULT, REGISTER, "en", translator("en")).items

    assert {item.name: (item.declared, item.observed, item.held) for item in items} == {
        "_teller": ("30 days", "2 years", "longer"),
        "samtykke": ("182 days", "182 days", "ok"),
        "_fremmed": ("", "until the browser is closed", "undeclared"),
        "fremmed": ("", "does not expire", "undeclared"),
        "_annonse": ("90 days", "", "unseen"),
    }
    assert {item.by for item in items} == {"/counter.js:2", ""}


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (63071999.6, "P2Y"),
        (2592000, "P30D"),
        (34560000, "P400D"),
        (1800, "PT30M"),
        (86399, "P1D"),
        (5, "PT5S"),
        (0.2, "PT1S"),
        (7200, "PT2H"),
    ],
)
def test_observed_lifetimes_are_said_in_whole_units(seconds: float, said: str) -> None:
    assert of_seconds(seconds) == said


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_result_is_the_same_bytes(name: str) -> None:
    assert rendered(RESULT, name) == rendered(RESULT, name)
    assert rendered(RESULT, name).endswith("\n")


@pytest.mark.parametrize("name", ["sarif", "junit", "github", "markdown"])
def test_the_formats_of_the_check_have_the_findings_too(name: str) -> None:
    text = rendered(RESULT, name)
    assert "undeclared-third-party" in text
    assert "request-before-consent" in text
    assert "index.html" in text


def test_in_text_what_is_said_of_no_state_names_none_and_a_remedy_stands_once() -> None:
    one, two = (finding("never-requested", Level.NOTE, f"{n}.", "", page=f"{n}.html") for n in ("one", "two"))
    text = rendered(replace(CLEAN, findings=(one, two)), "text", "en")
    assert "    one.html\n" in text
    assert (text.count("never-requested"), text.count("To mend it:")) == (1, 1)
    assert text.index("    two.html\n") < text.index("To mend it:")


def test_both_languages_say_all_of_it() -> None:
    norwegian, english = (rendered(RESULT, "html", lang) for lang in ("nb", "en"))
    assert '<html lang="nb">' in norwegian
    for words in (
        "Nettstedet gjør noe annet enn det registeret sier. Feil: 2.",
        "Bare Statistikk",
        "30 døgn",
        "lengre enn oppgitt",
    ):
        assert words in norwegian
    for words in (
        "The site does not do what its register says. Errors: 2.",
        "Only Statistics",
        "30 days",
        "longer than declared",
    ):
        assert words in english
    assert structure(norwegian).tags == structure(english).tags


def test_the_page_needs_nothing_else() -> None:
    found = structure(rendered(RESULT, "html"))
    assert found.tags["script"] == found.tags["link"] == found.tags["iframe"] == 0
    assert found.acting == [("a", "href", "#verdict")]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_pages_say_stays_text(text: str) -> None:
    text = text.encode("utf-8", "replace").decode() if "\ud800" in text else text
    page = rendered(hostile(text), "html")
    plain = structure(rendered(hostile("plain"), "html"))
    found = structure(page)

    assert found.tags == plain.tags
    assert found.acting == plain.acting
    shown = html.unescape(re.sub(r"<[^>]*>", "", page))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]", shown)
    assert "{{" not in page or "{{" in text
    assert "\x1b" not in rendered(hostile(text), "text")
    json.loads(rendered(hostile(text), "json"))


def test_the_policy_in_the_page_covers_its_style_and_nothing_more(chromium: Chromium, tmp_path: Path) -> None:
    page = rendered(RESULT, "html").replace(
        "<main>", "<main><script>window.ran = 1</script><img src='https://evil.test/x'>"
    )
    (tmp_path / "index.html").write_text(page, "utf-8")
    with serve(tmp_path) as site, chromium.open(site.url, world=World()) as seen:
        assert seen.evaluate("getComputedStyle(document.querySelector('.verdict')).borderTopWidth") == "2px"
        assert not seen.evaluate("window.ran")
        assert seen.requests == []


def pictured() -> Drawn:
    return replace(
        drawn(RESULT, REGISTER, "nb"),
        pictures=(Picture("Før noe valg", "index.html", "banner", PNG.read_bytes()),),
        sums="ab" * 32,
    )


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(dark: bool, chromium: Chromium, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(FORMATS["html"].render(pictured()), "utf-8")
    with serve(tmp_path) as site, chromium.open(site.url, dark=dark) as seen:
        assert axe(seen) == []


@pytest.mark.parametrize("width", [320, 360, 1440])
def test_nothing_runs_out_of_the_page(width: int, chromium: Chromium, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(rendered(hostile("https://evil.test/" + "a" * 3000), "html"), "utf-8")
    (tmp_path / "usual.html").write_text(FORMATS["html"].render(pictured()), "utf-8")
    for path in ("/index.html", "/usual.html"):
        with serve(tmp_path) as site, chromium.open(site.url + path, size=(width, 800)) as seen:
            assert seen.evaluate("document.documentElement.scrollWidth") <= width


def test_the_command_makes_reports_of_evidence(tmp_path: Path) -> None:
    made(tmp_path / "e")
    done = samtykke(
        "report",
        "e",
        "--lang",
        "en",
        "--format",
        "text",
        "--format",
        "html=r/report.html",
        "--format",
        "json=r.json",
        cwd=tmp_path,
    )

    assert done.returncode == 0, done.stderr
    assert "Errors: 2. Warnings: 1." in done.stdout
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["verdict"] == "found"
    page = (tmp_path / "r" / "report.html").read_text("utf-8")
    assert turbohtml.parse(page.encode()) is not None
    assert page.count("data:image/png;base64,") == len(RESULT.states)
    assert SITE in page


def test_the_command_goes_by_the_settings(tmp_path: Path) -> None:
    made(tmp_path / "e")
    (tmp_path / "samtykke.toml").write_text('format = ["markdown=ut/a.md"]\nlang = "en"\n', "utf-8")

    silent = samtykke("report", "e", cwd=tmp_path)
    told = samtykke("report", "e", "--format", "json", cwd=tmp_path)

    assert (silent.returncode, silent.stdout) == (0, "")
    assert (tmp_path / "ut" / "a.md").read_text("utf-8").startswith("## Samtykke: the check failed")
    assert json.loads(told.stdout)["verdict"] == "found"


def test_the_command_refuses_what_was_changed(tmp_path: Path) -> None:
    (made(tmp_path / "e") / "results.json").write_text("{}")
    done = samtykke("report", "e", "--lang", "nb", "--format", "json=r.json", cwd=tmp_path)

    assert done.returncode == 3
    assert "results.json" in done.stderr
    assert "ikke slik den var" in done.stderr
    assert not (tmp_path / "r.json").exists()
    assert samtykke("report", "nowhere", cwd=tmp_path).returncode == 2
