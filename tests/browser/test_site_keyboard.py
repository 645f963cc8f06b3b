"""The site without a mouse: in order, in sight, and out again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from browser.common import REJECT, done
from browser.harness import Browser, Site, Visit, serve, until
from conftest import build_multicase

pytestmark = pytest.mark.browser
MENU = ["Hva vi gjør", "Nyheter", "Kurs og seminarer", "Om oss", "Kontakt"]


@pytest.fixture(scope="module")
def site(multicase: Path) -> Iterator[Site]:
    with serve(multicase) as served:
        yield served


def focused(visit: Visit) -> str:
    """The words of what has the focus; a form field's label."""
    name = "(e.labels?.[0] || e).innerText.trim()"
    return str(visit.evaluate(f"(e => e === document.body ? '' : {name})(document.activeElement)"))


def walk(visit: Visit, steps: int) -> list[str]:
    """What the next steps of Tab reach. Each must be in sight, above whatever else is there, and show a frame."""
    reached = []
    for _ in range(steps):
        visit.press("Tab")
        seen = visit.evaluate("""(e => {
          const box = e.getBoundingClientRect(), style = getComputedStyle(e), after = getComputedStyle(e, "::after");
          const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return {
            within: box.bottom > 0 && box.top < innerHeight && box.width > 0,
            above: top === e || e.contains(top) || top?.contains(e) || false,
            framed: [style, after].some(s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2),
          };
        })(document.activeElement)""")
        assert seen == {"within": True, "above": True, "framed": True}, focused(visit)
        reached.append(focused(visit))
    return reached


def test_from_the_top_of_a_page(browser: Browser, site: Site) -> None:
    with browser.open(f"{site.url}/kontakt/", size=(1280, 800)) as visit:
        done(visit, REJECT)
        visit.goto(f"{site.url}/kontakt/")
        assert walk(visit, 2 + len(MENU)) == ["Hopp til innholdet", "Multicase", *MENU]
        assert walk(visit, 4) == ["Søk", "English", "Forside", "post@multicase.no"]


def test_past_the_menu(browser: Browser, site: Site) -> None:
    with browser.open(f"{site.url}/nyheter/") as visit:
        done(visit, REJECT)
        visit.goto(f"{site.url}/nyheter/")
        visit.press("Tab", "Enter")
        until(visit, "document.activeElement === document.querySelector('main')")
        assert walk(visit, 2) == ["Forside", "Slik ser en nyhet ut"]
        visit.press("Enter")
        until(visit, "location.pathname === '/nyheter/eksempel-slik-ser-en-nyhet-ut/'")


def test_the_menu_of_a_phone(browser: Browser, site: Site) -> None:
    with browser.open(f"{site.url}/om/", size=(360, 780)) as visit:
        done(visit, REJECT)
        visit.goto(f"{site.url}/om/")
        assert walk(visit, 3) == ["Hopp til innholdet", "Multicase", "Meny"]
        visit.press("Enter")
        until(visit, "document.querySelector('#meny').matches(':popover-open')")
        assert walk(visit, 2) == MENU[:2]
        visit.press("Escape")
        until(visit, "!document.querySelector('#meny').matches(':popover-open')")
        assert focused(visit) == "Meny"
        visit.press("Enter", "Tab", "Enter")
        until(visit, "location.pathname === '/hva-vi-gjor/'")


def test_the_search_form(browser: Browser, site: Site) -> None:
    with browser.open(f"{site.url}/sok/") as visit:
        done(visit, REJECT)
        visit.goto(f"{site.url}/sok/")
        visit.evaluate("document.querySelector('main').focus()")
        reached = walk(visit, 2)
        assert reached == ["Forside", "Søkeord"]
        visit.press(*"kurs")
        until(visit, "document.querySelectorAll('#treff a').length > 1")
        first = visit.evaluate("document.querySelector('#treff a').innerText")
        assert walk(visit, 1) == [first]


def test_the_statement(browser: Browser, site: Site) -> None:
    """From the contents to a section, and to the button that changes the choice and back."""
    with browser.open(f"{site.url}/personvern/") as visit:
        done(visit, REJECT)
        visit.evaluate("document.querySelector('.toc a[href=\"#rettigheter\"]').focus()")
        visit.press("Enter")
        until(visit, "Math.abs(document.querySelector('#rettigheter').getBoundingClientRect().top) < 400")
        visit.evaluate("document.querySelector('main [data-samtykke-open]').focus()")
        visit.press("Enter")
        until(visit, "document.querySelector('dialog').open")
        visit.press("Escape")
        until(visit, "!document.querySelector('dialog').open")
        assert visit.evaluate("document.activeElement.matches('main [data-samtykke-open]')")


@pytest.fixture(scope="module")
def with_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site as it is once somebody receives what the form of the newsletter sends."""
    output = tmp_path_factory.mktemp("endpoint") / "output"
    build_multicase(output, 'NEWSLETTER_ENDPOINT="/nyhetsbrev/abonner"')
    with serve(output) as served:
        yield served


@pytest.mark.slow
@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_the_newsletter_form(browser: Browser, with_endpoint: Site, javascript: bool) -> None:
    """Nothing is sent before there is an address and a yes; then just these, and what they were given under."""
    address = f"{with_endpoint.url}/nyhetsbrev/"
    with_endpoint.posts.clear()
    # Without JavaScript nothing can be asked of the page: the same keys, from the form's heading on.
    with browser.open(address if javascript else f"{address}#skjema", javascript=javascript) as visit:
        if javascript:
            done(visit, REJECT)
            visit.goto(address)
            visit.evaluate("document.querySelector('main').focus()")
            assert walk(visit, 2) == ["Forside", "E-postadresse"]
        else:
            visit.rest(1)  # until it has gone to the heading, which nothing tells
            visit.press("Tab")
        visit.press("Enter")
        visit.press(*"kari@example.no", "Enter")
        visit.rest(1)
        assert with_endpoint.posts == [], "the box is not ticked"
        visit.press("Space")  # the browser has gone to what is lacking
        if javascript:
            assert visit.evaluate("document.activeElement.checked")
            assert walk(visit, 2) == ["Slik behandler vi opplysningene", "Meld meg på"]
        else:
            visit.press("Tab", "Tab")
        visit.press("Enter")
        end = time.monotonic() + 10
        while not with_endpoint.posts and time.monotonic() < end:
            visit.rest(0.05)
    ((path, body),) = with_endpoint.posts
    sent = dict(parse_qsl(body, strict_parsing=True))
    assert path == "/nyhetsbrev/abonner"
    assert sent.keys() == {"email", "consent", "lang", "statement"}
    assert (sent["email"], sent["consent"], sent["lang"]) == ("kari@example.no", "yes", "nb")
    assert date.fromisoformat(sent["statement"]) >= date(2026, 11, 1)
