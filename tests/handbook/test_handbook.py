"""The documentation as a site: built by Pelican, checked by ourselves, every link alive, and readable."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import turbohtml

from browser.chromium import Chromium
from browser.common import findings
from browser.harness import Site, serve
from browser.test_site_markup import checked
from handbook.navigation import GROUPS
from handbook.reader import document
from multicase import links
from samtykke.checking import Target, check
from samtykke.rules import RULES
from samtykke.rules.docs import FILES

ROOT = Path(__file__).parents[2]
NORWEGIAN = {"redaktor.html", "regler.html", "til-selskapet.html"}


def build(root: Path, output: Path) -> subprocess.CompletedProcess[str]:
    """As `make docs` does; the settings and texts of `root`, with our own plugins."""
    pelican = str(Path(sys.executable).with_name("pelican"))
    environ = {k: v for k, v in os.environ.items() if not k.startswith("SAMTYKKE")} | {"NO_COLOR": "1"}
    return subprocess.run(
        [pelican, "--settings", "docs/pelicanconf.py", "--output", str(output)],
        cwd=root,
        env=environ | {"PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("handbook") / "output"
    done = build(ROOT, output)
    assert done.returncode == 0, done.stdout + done.stderr
    return output


@pytest.fixture(scope="module")
def pages(book: Path) -> dict[str, turbohtml.Document]:
    return {page.name: turbohtml.parse(page.read_bytes(), encoding="utf-8") for page in sorted(book.glob("*.html"))}


def texts(page: turbohtml.Document, css: str) -> list[str]:
    return [" ".join(element.text.split()) for element in page.select(css)]


def test_every_text_is_a_page_and_has_its_place() -> None:
    listed = [name for _heading, names in GROUPS for name in names]
    assert len(listed) == len(set(listed))
    there = {path.name for folder in (ROOT / "docs", ROOT) for path in folder.glob("*.md")}
    assert set(listed) == there


def test_the_pages(pages: dict[str, turbohtml.Document]) -> None:
    """A title of its own for each, one heading of the first order, its language, and a way to all others."""
    titles = Counter(texts(page, "title")[0] for page in pages.values())
    assert set(titles.values()) == {1}
    assert len(pages) == sum(len(names) for _heading, names in GROUPS)
    for name, page in pages.items():
        assert len(page.select("h1")) == 1, name
        (html,) = page.select("html")
        assert html.attr("lang") == ("nb" if name in NORWEGIAN else "en"), name
        (description,) = page.select("meta[name=description]")
        assert description.attr("content"), name
        hrefs = {link.attr("href") for link in page.select("nav a")}
        assert hrefs >= set(pages), name
        (current,) = page.select("nav [aria-current]")
        assert current.attr("href") == name
        ids = Counter(element.attr("id") for element in page.select("[id]"))
        assert set(ids.values()) == {1}, name


def test_what_is_in_another_language_says_so(pages: dict[str, turbohtml.Document]) -> None:
    for name, page in pages.items():
        for link in page.select("nav li > a[href$='.html']"):
            own = "nb" if name in NORWEGIAN else "en"
            theirs = "nb" if link.attr("href") in NORWEGIAN else "en"
            assert link.attr("lang") == (theirs if own != theirs else None), (name, link.attr("href"))


def test_every_rule_has_its_place_in_both_languages(pages: dict[str, turbohtml.Document]) -> None:
    for name in FILES.values():
        page = pages[name.replace(".md", ".html")]
        assert [element.attr("id") for element in page.select("main h2")] == [rule.id for rule in RULES]
        # Tags that rules speak of are text, and no markup.
        assert page.select("main noscript, main base, main script") == []


def test_every_link_leads_somewhere(book: Path) -> None:
    assert links.check(book) == []
    internal = [link for link in book.glob("*.html") if 'href="architecture.html' in link.read_text("utf-8")]
    assert internal


def test_the_check_finds_nothing(book: Path) -> None:
    result = check(Target.open(book, ROOT / "docs/register.toml"), "en", jobs=1)
    assert result.findings == ()
    assert result.exit_code() == 0
    assert result.pages == len(list(book.glob("*.html")))


def test_a_broken_link_or_a_third_party_ends_the_build(tmp_path: Path) -> None:
    """With the file, the line, and all of it in one go."""
    for path in ("docs", "theme/css"):
        shutil.copytree(ROOT / path, tmp_path / path, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"):
        shutil.copy(ROOT / path, tmp_path / path)
    with (tmp_path / "docs/policy.md").open("a", encoding="utf-8") as file:
        file.write("\n[gone](gone.md)\n\n[there](audit.md#nowhere)\n\n<img src='https://pics.example/a.png' alt=''>\n")
    lines = (tmp_path / "docs/policy.md").read_text("utf-8").splitlines()

    done = build(tmp_path, tmp_path / "out")

    assert done.returncode == 1, done.stdout + done.stderr
    said = done.stdout + done.stderr
    assert f"docs/policy.md:{lines.index('[gone](gone.md)') + 1}: «gone.md» fører ikke noe sted." in said
    assert f"docs/policy.md:{lines.index('[there](audit.md#nowhere)') + 1}: " in said
    assert "pics.example" in said
    assert "undeclared-third-party" in said


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("[a](../README.md)", '<a href="index.html">a</a>'),
        ("[a](audit.md)", '<a href="audit.html">a</a>'),
        ("[a](audit.md#x)", '<a href="audit.html#x">a</a>'),
        ("[a](../CONTRIBUTING.md)", '<a href="contributing.html">a</a>'),
        ("[a](#x)", '<a href="#x">a</a>'),
        ("[a](https://x.example/a.md)", '<a href="https://x.example/a.md">a</a>'),
        ("[a `b`](../action.yml)", "a <code>b</code> (<code>action.yml</code>)"),
        ("[`action.yml`](../action.yml)", "<code>action.yml</code>"),
        ("[audit.md](audit.md#x)", '<a href="audit.html#x">The audit</a>'),
        ("[docs/audit.md](audit.md)", '<a href="audit.html">The audit</a>'),
        ("[redaktor.md](redaktor.md)", '<a href="redaktor.html" lang="nb" hreflang="nb">Redaktørens håndbok</a>'),
        ("x [a](audit.md), [b](#x).", 'x <a href="audit.html">a</a>, <a href="#x">b</a>.'),
        ("[a](nowhere.md)", '<a href="nowhere.md">a</a>'),
        ("[a](../../outside.txt)", '<a href="../../outside.txt">a</a>'),
        ("[a](../content/pages/om.md)", '<a href="../content/pages/om.md">a</a>'),
    ],
)
def test_links_of_the_repository_become_those_of_the_site(written: str, made: str) -> None:
    assert document(written, ROOT / "docs/x.md", ROOT).html == f"<p>{made}</p>\n"


def test_headings_get_the_ids_that_links_expect() -> None:
    made = document("# T `x`\n\nWords.\n\n## Når — «å»?\n\n## a\n\n## a\n\n### b\n", ROOT / "docs/x.md", ROOT)
    assert (made.title, made.description) == ("T x", "Words.")
    assert made.headings == (("når--å", "Når — «å»?"), ("a", "a"), ("a-1", "a"))


def test_tables_have_no_style_of_their_own() -> None:
    made = document("| a | b |\n| --- | ---: |\n| 1 | 2 |\n", ROOT / "docs/x.md", ROOT).html
    assert '<td class="right">2</td>' in made
    assert "style=" not in made


@pytest.mark.browser
def test_pages_are_valid(book: Path) -> None:
    """And keep to the policy that they state; only that nothing on a disk is «self» is not held against them.

    Some of each kind: lists with code in them, tables with figures, tags in text, Norwegian.
    """
    some = [book / f"{name}.html" for name in ("index", "catalogue", "soundness", "regler")]
    said = [(m["url"].rpartition("/")[2], m.get("lastLine"), m["message"]) for m in checked(*some)]
    assert len(said) >= len(some)
    assert [one for one in said if "external stylesheet “style.css” blocked" not in one[2]] == []


@pytest.fixture(scope="module")
def site(book: Path) -> Iterator[Site]:
    with serve(book) as served:
        yield served


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), [(360, True), (1440, False)], ids=["phone, dark", "desk, light"])
def test_it_can_be_read(chromium: Chromium, site: Site, width: int, dark: bool) -> None:
    """Nothing is wider than the screen, and axe finds nothing: contrast, names, order."""
    found = {}
    with chromium.open(site.url, dark=dark, size=(width, 800)) as visit:
        for page in ("index.html", "rules.html", "redaktor.html", "audit.html", "json.html", "architecture.html"):
            visit.goto(f"{site.url}/{page}")
            assert visit.evaluate("document.scrollingElement.scrollWidth") <= width, page
            found[page] = findings(visit)
    assert {page: problems for page, problems in found.items() if problems} == {}


@pytest.mark.browser
def test_by_the_keyboard(chromium: Chromium, site: Site) -> None:
    """The first stop leads past the head; on a small screen the second one but the name leads to the menu."""
    with chromium.open(f"{site.url}/audit.html", size=(360, 800)) as visit:
        visit.press("Tab")
        assert visit.evaluate("document.activeElement.className") == "skip-link"
        assert visit.evaluate("document.activeElement.getBoundingClientRect().width") > 40
        visit.press("Enter")
        assert visit.evaluate("document.activeElement.id") == "content"
        visit.goto(f"{site.url}/audit.html")
        visit.press("Tab", "Tab", "Tab")
        assert visit.evaluate("document.activeElement.className") == "book-menu"
        visit.press("Enter")
        assert visit.evaluate("document.activeElement.id") == "pages"
        visit.press("Tab")
        assert visit.evaluate("document.activeElement.getAttribute('href')") == "index.html"
