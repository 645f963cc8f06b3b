"""The check's report as one HTML file: whole, safe whatever pages hold, and what it says of services and pages."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
import turbohtml

from audit.test_report import structure
from browser.chromium import Chromium
from browser.harness import serve
from browser.test_banner_accessible import findings as axe
from browser.test_site_markup import checked
from reports.test_formats import HOSTILE, finding, suppressed
from samtykke.checking import Result, Target, check
from samtykke.contacts import Contact, Stored
from samtykke.locale import translator
from samtykke.model import Finding, Kind, Level, Position, State, StorageKind
from samtykke.reports import Style
from samtykke.reports.excerpt import Excerpts
from samtykke.reports.html import check as pieces

STYLES = {lang: Style(translator(lang), lang=lang) for lang in ("nb", "en")}
REGISTER = Path(__file__).parents[1] / "rules" / "register.toml"
PAGE = """<!doctype html>
<html lang="nb"><head><title>x</title>
<link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Roboto">
</head><body>
\t<p>Blåbærsyltetøy &amp; <b>hei</b></p>
\t<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>
<script type="text/plain" data-category="functional" data-src="https://app.purechat.com/x.js"></script>
<script>document.cookie = "valg=1; max-age=31536000"</script>
<!-- samtykke: ignore[undeclared-third-party] our own -->
<img src="https://bilder.example/a.png" alt=""><img src="https://ukjent.example/b.png" alt="">
</body></html>
"""


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "output"
    (out / "om").mkdir(parents=True)
    for name in ("index.html", "om/index.html", "blåbær.html"):
        (out / name).write_text(PAGE, "utf-8")
    (out / "ren.html").write_text('<!doctype html><html lang="nb"><title>x</title><p>x', "utf-8")
    return check(Target.open(out, REGISTER), "en", jobs=1)


def report(result: Result, style: Style) -> str:
    return "".join(pieces(result, style))


def told(text: str) -> str:
    """What is to be read, without markup."""
    return " ".join(turbohtml.parse(text.replace("<", " <").encode()).text.split())


def test_it_tells_what_where_and_how_to_mend_it(found: Result) -> None:
    text = report(found, STYLES["en"])
    words = told(text)

    assert "The pages do not keep to the register. Errors: " in words
    assert "https://www.example.no" in words
    assert "4, of which 4 pages" in words
    for one in found.findings:
        assert escape(one.message, quote=False).replace("&", "&amp;").split("&")[0] in text
        assert f'id="{one.rule}"' in text
    assert "output/blåbær.html:6:2" in words
    assert re.search('<span class="here"><span class="number">6</span> +&lt;script async src=', text)
    assert "Blåbærsyltetøy &amp;amp; &lt;b&gt;hei" in text, "as it stands in the source"
    assert "our own" in words
    assert words.count("To mend it:") == len({f.rule for f in found.findings})


def test_what_scrolls_is_reached_by_keyboard_and_has_a_name(found: Result) -> None:
    opened = re.findall(r'<(?:pre|div class="wide")[^>]*>', report(found, STYLES["en"]))
    assert len(opened) > 5
    assert all(re.search(r' tabindex="0" role="group" aria-label(?:ledby)?="[^"]+"', tag) for tag in opened)


def test_who_is_contacted_from_where(found: Result) -> None:
    rows = re.findall(r"<tr>\n<th scope=\"row\">.*?</tr>", report(found, STYLES["en"]), re.DOTALL)
    services = {told(row).split(" ")[0]: told(row) for row in rows}

    assert (
        "Google Analytics www.googletagmanager.com , Statistics at once script ✕ needs consent, and acts"
        in "\n".join(map(told, rows))
    )
    assert "waits for consent script ✓ declared, and allowed so" in services["Pure"]
    assert "not in the register" in services["ukjent.example"]
    assert "blåbær.html index.html om/index.html" in services["ukjent.example"]
    assert "cookie" in services["valg"]
    assert "1 year" in services["valg"]
    assert "undeclared-third-party" in services["om/index.html"]
    assert services["ren.html"].endswith("–")


def test_both_languages_say_all_of_it(found: Result) -> None:
    norwegian, english = (told(report(found, STYLES[lang])) for lang in ("nb", "en"))

    assert "Sidene holder seg ikke til registeret." in norwegian
    assert "krever samtykke, men virker uten" in norwegian
    assert "Statistikk" in norwegian
    assert not re.search("Errors|Warnings|at once|What was found|To mend it", norwegian)
    assert "Samtykkekontroll" not in english
    assert '<html lang="nb">' in report(found, STYLES["nb"])


def test_it_needs_nothing_else_and_keeps_to_our_own_check(found: Result, tmp_path: Path) -> None:
    text = report(found, STYLES["nb"])
    seen = structure(text)

    assert not {"script", "link", "img", "iframe", "form", "object"} & set(seen.tags)
    assert {value for tag, _name, value in seen.acting if not (value or "").startswith("#")} == set()
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "report.html").write_text(text, "utf-8")
    assert check(Target.open(alone / "report.html", REGISTER), "en", jobs=1).findings == ()


def hostile(text: str) -> Result:
    """A result in which everything that a page or a register decides is that text."""
    path = text.replace("/", "_")
    one = replace(finding(text, path=path, url=text, host=text, service=text), help=text, written=text)
    return Result(
        1, 1, (one, replace(one, source=f"{path}:3")), Path("register.toml"), text, (suppressed(one, text),),
        contacts=(Contact(text, text, State.LIVE, Kind.SCRIPT, (path,)),),
        stored=(Stored(StorageKind.COOKIE, text, text, "P1Y", State.LIVE, (path,)),),
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", [*HOSTILE, "</style><style>*{display:none}", '" onload="alert(1)', "{{ 7 * 7 }}", "'><svg onload=alert(1)>"]
)
def test_what_pages_say_stays_text(text: str) -> None:
    harmless, made = (structure(report(hostile(words), STYLES["en"])) for words in ("plain", text))

    assert {**made.tags, "bdi": 0} == {**harmless.tags, "bdi": 0}, "a name that is not the host stands beside it"
    assert made.acting == harmless.acting


def test_what_could_not_be_verified_is_not_clean(found: Result) -> None:
    lost = replace(found, findings=(finding("Lost.", rule="unreadable-document"),))
    clean = replace(found, findings=())

    assert "It could not be verified that the site keeps to its register." in told(report(lost, STYLES["en"]))
    assert "Everything that the pages load is declared" in told(report(clean, STYLES["en"]))
    assert 'class="verdict clean"' in report(clean, STYLES["en"])
    empty = told(report(replace(clean, documents=0), STYLES["en"]))
    assert "Nothing was found to examine." in empty
    assert "did not pass" in empty
    bare = told(report(Result(1, 1, (), None, None), STYLES["en"]))
    assert "No register was found, so nothing is declared" in bare


def test_it_is_never_too_long(tmp_path: Path) -> None:
    many = tuple(finding(f"Matter {n % 400}.", path=f"{n}.html", line=n) for n in range(1, 30_001))
    made = Result(30_000, 30_000, many, None, None, root=tmp_path)

    text = report(made, STYLES["en"])

    assert len(text) < 4_000_000
    assert "… and 100 more." in told(text)
    assert "… and 29000 more." in told(text)
    assert "… and 35 more places" in told(text)


@pytest.mark.parametrize(
    ("raw", "line", "column", "shown"),
    [
        (b"a\r\nb <img>\r\nc", 2, 3, "b <img>"),
        (b"a\rb <img>\rc", 2, 3, "b <img>"),
        ("\ufeffa\nå <img>".encode(), 2, 3, "å <img>"),
        ("a\nå <img>".encode("cp1252"), 2, 3, "å <img>"),
        ("\ufeffa\nå <img>".encode("utf-16-le"), 2, 3, "å <img>"),
        (b"a\n" + b"x" * 900 + b"<img>" + b"y" * 900, 2, 901, "…" + "x" * 40 + "<img>" + "y" * 115 + "…"),
        (b"a\n   <i>\x1b[31m\n", 2, 4, "   <i>%1B[31m"),
        (b"    a\n\n    <i>\n", 3, 5, "<i>"),
        (b"a\nb", 3, 1, None),
        (b"a\nb", 2, 9, None),
        (b"<img>", 1, 1, None),
        (b"", 1, 1, None),
    ],
)
def test_what_stands_at_a_place(raw: bytes, line: int, column: int, shown: str | None, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(raw)
    at = Finding("x", Level.ERROR, "x", Position("a.html", line, column))

    lines = Excerpts(Result(1, 1, (), None, None, root=tmp_path)).of(at)

    assert next((one.text for one in lines if one.here), None) == shown
    assert [one.number for one in lines] == sorted(one.number for one in lines)


def test_nothing_outside_the_tree_is_shown(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a\nsecret <b>\n", "utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.html").symlink_to(tmp_path / "secret")
    excerpts = Excerpts(Result(1, 1, (), None, None, root=tmp_path / "out"))

    for path in ("a.html", "../secret", "gone.html"):
        assert excerpts.of(Finding("x", Level.ERROR, "x", Position(path, 2, 2))) == (), path


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(dark: bool, found: Result, chromium: Chromium, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(report(found, STYLES["nb"]), "utf-8")
    with serve(tmp_path) as site, chromium.open(site.url, dark=dark) as seen:
        assert seen.evaluate("getComputedStyle(document.querySelector('.verdict')).borderTopWidth") == "2px"
        assert axe(seen) == []


@pytest.mark.parametrize("width", [320, 1440])
def test_nothing_runs_out_of_the_page(width: int, found: Result, chromium: Chromium, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(report(hostile("https://evil.test/" + "a" * 3000), STYLES["nb"]), "utf-8")
    (tmp_path / "usual.html").write_text(report(found, STYLES["nb"]), "utf-8")
    for path in ("/index.html", "/usual.html"):
        with serve(tmp_path) as site, chromium.open(site.url + path, size=(width, 800)) as seen:
            assert seen.evaluate("document.documentElement.scrollWidth") <= width


def test_the_nu_checker_says_nothing(found: Result, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "found.html").write_text(report(found, STYLES["nb"]), "utf-8")
    (pages / "clean.html").write_text(
        report(replace(found, findings=(), contacts=(), stored=()), STYLES["en"]), "utf-8"
    )
    (pages / "hostile.html").write_text(report(hostile('"><b> & <!-- x'), STYLES["en"]), "utf-8")

    said = [(m["url"].rpartition("/")[2], m.get("lastLine"), m["message"]) for m in checked(pages)]
    # It does not reckon with hashes; below, a browser does.
    assert [one for one in said if not one[2].startswith("Inline style violates Content Security Policy")] == []
