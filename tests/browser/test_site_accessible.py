"""Every kind of page for those who see, hear, read or point otherwise: axe-core, in light and in dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.chromium import Chromium
from browser.common import REJECT, done, findings
from browser.harness import Site, serve

pytestmark = pytest.mark.browser

KINDS = (
    "/",
    "/hva-vi-gjor/",
    "/nettbutikk/",
    "/nyheter/",
    "/nyheter/2026/",
    "/nyheter/eksempel-slik-ser-en-nyhet-ut/",
    "/nyheter/eksempel-svar-pa-en-undersokelse/",
    "/emne/",
    "/emne/kurs/",
    "/kurs/",
    "/kurs/arkiv/",
    "/kurs/eksempel-fagseminar/",
    "/kurs/eksempel-kurs-i-nettbutikk/",
    "/kontakt/",
    "/nyhetsbrev/",
    "/undersokelser/",
    "/sok/",
    "/personvern/",
    "/404.html",
    "/en/",
    "/en/privacy/",
)
"""A page of each kind, and of those in English the front page and the statement."""


@pytest.fixture(scope="module")
def site(multicase: Path) -> Iterator[Site]:
    with serve(multicase) as served:
        yield served


@pytest.mark.parametrize("dark", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["light", "dark"])
def test_axe_finds_nothing(chromium: Chromium, site: Site, dark: bool) -> None:
    """On a wide screen in light, on a phone in dark."""
    with chromium.open(site.url, dark=dark, size=(360, 780) if dark else (1440, 900)) as visit:
        done(visit, REJECT)
        found = {}
        for kind in KINDS:
            visit.goto(site.url + kind)
            found[kind] = findings(visit)
        assert {kind: problems for kind, problems in found.items() if problems} == {}


def test_nothing_is_wider_than_a_small_screen(chromium: Chromium, site: Site) -> None:
    """320 pixels, as at 400 % zoom (WCAG 1.4.10), and with text at twice the size (1.4.4)."""
    with chromium.open(site.url, size=(320, 640), javascript=False) as visit:
        for kind in KINDS:
            visit.goto(site.url + kind)
            width = visit.page.evaluate("document.documentElement.scrollWidth")
            assert width <= 320, kind
    with chromium.open(site.url, size=(640, 640)) as visit:
        done(visit, REJECT)
        for kind in KINDS:
            visit.goto(site.url + kind)
            visit.evaluate("document.documentElement.style.fontSize = '200%'")
            assert visit.evaluate("document.documentElement.scrollWidth") <= 640, kind


def test_what_is_pressed_is_large_enough(chromium: Chromium, site: Site) -> None:
    """24 pixels each way for what is not a link within a sentence (WCAG 2.5.8)."""
    with chromium.open(site.url, size=(360, 780)) as visit:
        done(visit, REJECT)
        for kind in KINDS:
            visit.goto(site.url + kind)
            small = visit.evaluate("""[...document.querySelectorAll("a, button, input, summary")]
              .filter(e => e.checkVisibility() && !e.closest("p, dd, td, .skip-link"))
              .filter(e => ![...e.parentElement.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
              .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
              .filter(([, box]) => box.width && (box.height < 24 || box.width < 24)).map(([html]) => html)""")
            assert small == [], kind
