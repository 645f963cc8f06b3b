"""The banner in pages that know nothing of it: once, where it belongs, and anew when the register has changed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from browser import samples
from gating.sites import PAGES, REGISTER
from gating.test_plan_properties import PIECES
from samtykke.banner.config import config as embedded
from samtykke.gating.injection import Injected, Injector
from samtykke.register import load

REGISTERED = load(REGISTER)
INJECTOR = Injector(REGISTERED)
PAGE = (
    '<!DOCTYPE html>\r\n<html lang="{lang}">\n<head>\n<title>Å</title>\n<meta charset="utf-8">\n</head>\n<body class=a>\n'
    "<p>Tekst</p>\n<article><footer>Skrevet av</footer></article><footer id=f>Bunn</footer>\n</body>\n</html>\n"
)


def put(text: str, injector: Injector = INJECTOR) -> str:
    return injector.put(text.encode()).raw.decode()


def test_everything_stands_where_it_belongs_and_nothing_else_changes() -> None:
    before = PAGE.format(lang="nb")
    made = put(before)

    assert re.search(r'<meta charset="utf-8">\n<script data-choice.*\n<link rel="stylesheet" href="/samtykke/', made)
    assert re.search(
        r'<body class=a>\n<section class="samtykke-banner".*data-samtykke-runtime defer></script>', made, re.DOTALL
    )
    assert re.search(r"Bunn<button[^>]*data-samtykke-open[^>]*>Endre samtykke</button>\n</footer>\n</body>", made)
    rest = re.sub(r"\n<script data-choice.*?\n<link[^>]*>|\n<section.*?defer></script>|<button type[^>]*samtykke-open.*?</button>\n",
                  "", made, flags=re.DOTALL)  # fmt: skip
    assert rest == before


def test_once() -> None:
    made = put(PAGE.format(lang="nb"))
    assert INJECTOR.put(made.encode()).parts == ()
    assert put(made) == made


@pytest.mark.parametrize(
    ("lang", "label"), [("en", "Change consent"), ("nn-NO", "Endre samtykke"), ("de", "Change consent")]
)
def test_in_the_pages_language(lang: str, label: str) -> None:
    made = put(PAGE.format(lang=lang))
    expected = {"en": "en", "nn-NO": "nn", "de": "en"}[lang]
    assert '<section class="samtykke-banner"' in made
    assert BeautifulSoup(made, "html.parser").find("section")["lang"] == expected


def test_another_register_puts_another_banner_in_its_place() -> None:
    other = Injector(REGISTERED.model_copy(update={"service": REGISTERED.service[:-1]}))
    made = put(put(PAGE.format(lang="nb"), other))
    assert made == put(PAGE.format(lang="nb"))


def test_the_themes_own_banner_and_button_are_left() -> None:
    page = samples.page(REGISTERED, "")
    assert put(page) == page


def test_a_page_that_would_swallow_the_banner_is_left() -> None:
    page = "<!DOCTYPE html><title>a</title><p>b<script>"
    assert INJECTOR.put(page.encode()) == Injected(page.encode())


@pytest.mark.parametrize("text", ["<p>bit</p>", "google-site-verification: google1.html", "", '{"a": 1}'])
def test_what_is_no_whole_page_is_left(text: str) -> None:
    assert put(text) == text


def test_nothing_where_nothing_needs_consent() -> None:
    none = REGISTERED.model_copy(update={"service": REGISTERED.service[:2]})
    page = PAGE.format(lang="nb")
    assert put(page, Injector(none)) == page


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><title>a</title><p>b",
        "<!DOCTYPE html><p>b",
        "<!DOCTYPE html>",
        "<html><body>b",
        "<!DOCTYPE html><head><title>a</title></head>b<footer>c",
    ],
)
def test_pages_that_leave_out_tags(page: str) -> None:
    made = put(page)
    soup = BeautifulSoup(made, "html.parser")
    assert len(soup.select("[data-samtykke-banner]")) == 1
    assert len(soup.select("script[data-samtykke-runtime]")) == 1
    assert len(soup.select("button[data-samtykke-open]")) == 1
    assert put(made) == made


def test_the_statement_is_linked_where_it_lies(tmp_path: Path) -> None:
    def linked() -> str:
        made = put(PAGE.format(lang="nb"), replace(INJECTOR, root="/blogg", folder=tmp_path))
        return str(BeautifulSoup(made, "html.parser").select_one(".samtykke-banner a")["href"])

    assert linked() == "/blogg/personvern/"
    (tmp_path / "personvern.html").write_text("a")
    assert linked() == "/blogg/personvern.html"
    (tmp_path / "personvern").mkdir()
    (tmp_path / "personvern/index.html").write_text("a")
    assert linked() == "/blogg/personvern/"


def test_markers_become_the_statements_parts() -> None:
    made = put(
        PAGE.format(lang="nb").replace("<p>Tekst</p>", "<!-- samtykke: cookies --><!-- samtykke: recipients -->")
    )
    assert 'data-samtykke-table="cookies"' in made
    assert "Nødvendige" in made
    unknown = PAGE.format(lang="nb").replace("Tekst", "<!-- samtykke: ukjent -->")
    assert "<!-- samtykke: ukjent -->" in put(unknown)


def test_in_the_pages_own_encoding() -> None:
    before = PAGE.format(lang="nb").replace("utf-8", "windows-1252").encode("cp1252")
    made = INJECTOR.put(before).raw
    assert "Nødvendige".encode("cp1252") in made
    assert "’" not in made.decode("cp1252") or b"\x92" in made
    assert INJECTOR.put(made).raw == made


def test_a_page_that_does_not_say_its_encoding_gets_plain_ascii() -> None:
    """The server may say anything; the runtime's texts are JSON, where references mean nothing."""
    made = INJECTOR.put(b"<!DOCTYPE html><title>a</title><p>b").raw
    assert made.isascii()
    config = json.loads(BeautifulSoup(made, "html.parser").select_one("[data-samtykke-config]").string)
    assert config == embedded(REGISTERED, "nb")
    assert b"N&#248;dvendig" in made


@given(st.sampled_from([*sorted(PAGES), ""]), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(max_examples=60)
def test_whatever_stands_there(name: str, noise: str) -> None:
    page = PAGES[name].read_bytes() if name else b"<!DOCTYPE html>"
    made = INJECTOR.put(page + noise.encode())
    assert INJECTOR.put(made.raw).raw == made.raw, "a second time changes nothing"
