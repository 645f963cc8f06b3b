"""The built site in real browsers: nothing before consent, what is declared after it, nothing left in the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from browser.harness import Answer, Browser, Site, Visit, World, serve, settle, stand_in, until
from samtykke.register import Register, load
from samtykke.urls import matches

pytestmark = pytest.mark.browser
REGISTER = load(Path(__file__).parents[2] / "content" / "register.toml")
OWN = REGISTER.site.cookie

# What the common services do to a visitor's browser once they run, as the catalogue documents it.
_GA = "for (const c of ['_ga=GA1.1.1.1', '_ga_X=1']) document.cookie = c + '; max-age=63072000; path=/';"


def services(url: str, use: str) -> Answer:
    """Google Analytics sets its cookies; the others only say that they ran."""
    answer = stand_in(url, use)
    if urlsplit(url).hostname == "www.googletagmanager.com" and use == "script":
        return Answer(f"(window.ran = window.ran || []).push({url!r}); {_GA}", "text/javascript")
    if use == "script":
        return Answer(f"(window.ran = window.ran || []).push({url!r});", "text/javascript")
    return answer


@pytest.fixture(scope="module")
def site(multicase: Path) -> Iterator[Site]:
    with serve(multicase) as served:
        yield served


def pages(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.html"))


def hosts(visit: Visit) -> set[str]:
    return {urlsplit(r.url).hostname or "" for r in visit.requests}


def names(visit: Visit) -> set[str]:
    return {cookie.name for cookie in visit.cookies()}


def gated(register: Register) -> list[str]:
    """The hosts that the gates on a page name, one a loaded service."""
    return [s.id for s in register.service if s.load is not None]


def service_of(host: str) -> str | None:
    return next((s.id for s in REGISTER.service if any(matches(p, host) for p in s.hosts)), None)


def button(kind: str) -> str:
    return f"[data-samtykke-banner] [data-samtykke-do={kind}]"


@pytest.mark.parametrize("javascript", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_nothing_before_a_choice_on_any_page(browser: Browser, site: Site, javascript: bool) -> None:
    """Every page, with JavaScript and without: no request to a third party, no cookie, nothing stored."""
    world = World(answers=services)
    all_pages = pages(site.folder)
    assert len(all_pages) > 12

    with browser.open(f"{site.url}/{all_pages[0]}", javascript=javascript, world=world) as visit:
        for page in all_pages[1:]:
            visit.goto(f"{site.url}/{page}")
        settle(visit)

        assert visit.requests == []
        assert visit.cookies() == []
        if javascript:
            assert visit.evaluate("localStorage.length + sessionStorage.length") == 0


def test_reject_keeps_everything_away(browser: Browser, site: Site) -> None:
    with browser.open(f"{site.url}/index.html", world=World(answers=services)) as visit:
        visit.click(button("reject"))
        settle(visit)
        visit.goto(f"{site.url}/personvern/")
        settle(visit)
        visit.reload()
        settle(visit)

        assert visit.requests == []
        assert names(visit) <= {OWN}


def test_accept_loads_what_is_declared_and_nothing_else(browser: Browser, site: Site) -> None:
    with browser.open(f"{site.url}/index.html", world=World(answers=services)) as visit:
        assert visit.evaluate("typeof window.ran") == "undefined"
        visit.click(button("accept"))
        until(visit, f"window.ran && window.ran.length >= {len(gated(REGISTER))}")
        settle(visit)

        assert {service_of(host) for host in hosts(visit)} == set(gated(REGISTER))
        assert {"_ga", "_ga_X", OWN} <= names(visit)
        declared = {item.name.rstrip("*") for s in REGISTER.service for item in s.storage if item.name != "*"}
        assert all(any(name.startswith(d) for d in declared) for name in names(visit))


def test_withdrawal_deletes_the_cookies(browser: Browser, site: Site) -> None:
    with browser.open(f"{site.url}/index.html", world=World(answers=services)) as visit:
        visit.click(button("accept"))
        until(visit, "document.cookie.includes('_ga_X')")

        visit.evaluate("samtykke.withdraw()")
        until(visit, "!document.cookie.includes('_ga')")
        settle(visit)
        before = len(visit.requests)
        visit.goto(f"{site.url}/personvern/")
        settle(visit)

        assert len(visit.requests) == before
        assert names(visit) <= {OWN}


def test_leftovers_of_the_old_statement_are_cleared(browser: Browser, site: Site) -> None:
    """Cookies of ga.js from before this site: declared as legacy, deleted at the first rejection."""
    with browser.open(f"{site.url}/index.html", world=World(answers=services)) as visit:
        visit.evaluate("document.cookie = '__utma=1; max-age=1000; path=/'")
        visit.evaluate("document.cookie = '__utmz=1; max-age=1000; path=/'")
        visit.click(button("reject"))
        until(visit, "!document.cookie.includes('__utm')")


@pytest.mark.slow
def test_every_page_can_reopen_the_choice(browser: Browser, site: Site) -> None:
    with browser.open(f"{site.url}/index.html", world=World(answers=services)) as visit:
        visit.click(button("reject"))
        for page in pages(site.folder):
            visit.goto(f"{site.url}/{page}")
            visit.click("footer [data-samtykke-open]")
            until(visit, "document.querySelector('dialog[open]')")
