"""The site without a mouse: in order, in sight, and out again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.common import REJECT, done
from browser.harness import Browser, Site, Visit, serve, until

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
