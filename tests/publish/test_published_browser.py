"""The published site under its own policy, in real browsers: the banner works, what is consented to is let through."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from browser.harness import Browser, World, settle, until
from browser.test_multicase import REGISTER, button, gated, names, service_of, services

pytestmark = pytest.mark.browser
ORIGIN = "https://www.multicase.no"
WATCH = (
    "window.blocked = [];"
    "addEventListener('securitypolicyviolation', e => blocked.push(e.violatedDirective + ' ' + e.blockedURI));"
)


def world(published: Path) -> World:
    return World(answers=services, own={ORIGIN: published / "www"})


def test_the_banner_works_and_nothing_consented_to_is_blocked(browser: Browser, published: Path) -> None:
    with browser.open(f"{ORIGIN}/", world=world(published), scripts=[WATCH]) as visit:
        until(visit, "document.querySelector('.samtykke-banner').checkVisibility()")
        assert visit.requests == []
        visit.click(button("accept"))
        until(visit, f"new Set((window.ran || []).map(u => new URL(u).host)).size >= {len(gated(REGISTER))}", 20)
        settle(visit)
        assert visit.evaluate("blocked") == []
        assert {service_of(urlsplit(r.url).hostname or "") for r in visit.requests} == set(gated(REGISTER))
        assert "_ga" in names(visit)
        for page in ("/personvern/", "/nyheter/", "/kurs/", "/kontakt/", "/sok/", "/en/"):
            visit.goto(f"{ORIGIN}{page}")
            settle(visit)
            assert visit.evaluate("blocked") == [], page
        visit.goto(f"{ORIGIN}/kontakt/")
        visit.evaluate("document.querySelector('figure[data-service]').scrollIntoView()")
        until(visit, "document.querySelector('figure[data-service] iframe')")
        settle(visit)
        assert "google-maps" in {service_of(urlsplit(r.url).hostname or "") for r in visit.requests}
        assert visit.evaluate("blocked") == []


def test_the_policy_stops_what_is_not_declared(browser: Browser, published: Path) -> None:
    """Else the test above would prove nothing."""
    with browser.open(f"{ORIGIN}/", world=world(published), scripts=[WATCH]) as visit:
        for make in (
            "Object.assign(document.createElement('script'), {src: 'https://undeclared.test/x.js'})",
            "Object.assign(document.createElement('img'), {src: 'https://undeclared.test/x.png'})",
            "Object.assign(document.createElement('iframe'), {src: 'https://undeclared.test/'})",
            "Object.assign(document.createElement('script'), {text: 'window.inline = 1'})",
        ):
            visit.evaluate(f"(document.body.append({make}), 1)")
        until(visit, "blocked.length >= 4")
        settle(visit)
        stopped = visit.evaluate("blocked.map(b => b.split(' ')[0].replace('-elem', ''))")
        assert sorted(stopped) == ["frame-src", "img-src", "script-src", "script-src"]
        # Firefox shows its interception a frame before it asks the policy, and says that it is blocked.
        assert {r.url for r in visit.requests} <= {"https://undeclared.test/"}
        assert visit.evaluate("window.inline === undefined")
