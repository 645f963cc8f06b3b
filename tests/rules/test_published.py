"""What should not lie in the output, by name and by content."""

from __future__ import annotations

import pytest

from rules.conftest import REGISTER

PAGE = "<!doctype html><html lang=nb><title>x</title><body>x"
TEXT = REGISTER.read_text("utf-8")
ARTICLE = "Title: En nyhet\nDate: 2026-01-01\nStatus: draft\n\nTekst\n"
YAML = "---\ntitle: En nyhet\ntags: [a]\n---\n\nTekst\n"
RST = "En nyhet\n========\n\n:date: 2026-01-01\n:category: nyheter\n\nTekst\n"


PUBLISHED = [
    ("register.toml", TEXT, "error"),
    ("files/kopi.txt", "\ufeff# kommentar\n" + TEXT.replace("\n", "\r\n"), "error"),
    ("register.toml.bak", TEXT, "error"),
    ("register.toml~", TEXT, "error"),
    ("register", TEXT, "error"),
    (".env", "KEY=1", "error"),
    (".env.production", "KEY=1", "error"),
    ("nyheter/en.md", ARTICLE, "warning"),
    ("nyheter/en.text", YAML, "warning"),
    ("nyheter/en.rst", RST, "warning"),
    ("pelicanconf.py", "SITENAME = 'x'", "warning"),
    ("pyproject.toml", "[project]", "warning"),
    ("index.html~", PAGE, "warning"),
    ("index.html.orig", PAGE, "warning"),
    (".index.html.swp", "b0VIM", "warning"),
    ("#index.html#", PAGE, "warning"),
    (".git/config", "[core]", "warning"),
    ("under/.svn/entries", "12", "warning"),
    (".cache/samtykke/sources-1.json", "{}", "warning"),
]
MAY_BE = [
    ("robots.txt", "User-agent: *\nDisallow:\n"),
    ("llms.txt", "# Eksempel\n\n> Title: nei\n"),
    (".well-known/security.txt", "Contact: mailto:a@example.no\nExpires: 2027-01-01T00:00:00Z\n"),
    ("lisens.md", "# Lisens\n\nDate: i dag\n"),
    ("guide.md", "En guide.\n\nTitle: slik skriver du\nDate: 2026-01-01\n"),
    ("netlify.toml", '[build]\npublish = "output"\n'),
    ("data.toml", '[[service]]\nname = "buss"\n'),
    (".env.example", "KEY="),
    ("CNAME", "www.example.no\n"),
    ("nedlasting.zip", "PK"),
    ("a/git/b.html", PAGE),
    (".git", "gitdir: ../.git/worktrees/output\n"),
]


@pytest.fixture(scope="module")
def levels(judge) -> dict[str, list[str]]:
    """Folder of the case → the levels of what was found in it."""
    pages = {"index.html": PAGE}
    pages |= {f"p{number}/{path}": content for number, (path, content, _) in enumerate(PUBLISHED)}
    pages |= {f"m{number}/{path}": content for number, (path, content) in enumerate(MAY_BE)}
    found: dict[str, list[str]] = {}
    for finding in judge(pages).findings:
        if finding.rule == "register-published":
            assert finding.fingerprint
            found.setdefault(finding.position.path.partition("/")[0], []).append(finding.level)
    return found


@pytest.mark.parametrize("number", range(len(PUBLISHED)), ids=[path for path, *_ in PUBLISHED])
def test_published(levels: dict[str, list[str]], number: int) -> None:
    assert levels.get(f"p{number}") == [PUBLISHED[number][2]]


@pytest.mark.parametrize("number", range(len(MAY_BE)), ids=[path for path, _ in MAY_BE])
def test_may_be_published(levels: dict[str, list[str]], number: int) -> None:
    assert f"m{number}" not in levels


def test_leftovers_alone_are_nothing_examined(judge) -> None:
    """A folder with nothing but its history was not examined, whatever else is said of it."""
    assert judge({".git/config": "[core]"}).documents == 0


def test_leftovers_in_norwegian(judge) -> None:
    norwegian = judge({"register.toml": TEXT, "a.md": ARTICLE}, lang="nb")

    found = [f.message for f in norwegian.findings if f.rule == "register-published"]
    assert [message.split(" ")[0] for message in found] == ["Registeret", "Kilden"]
