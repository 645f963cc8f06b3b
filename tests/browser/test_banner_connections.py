"""The runtime with the whole world behind one trap: not a connection leaves before consent, none after its end.

Nothing is intercepted here. Every name leads to the trap, so what the browser opens is seen, preconnections too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.bidi import Firefox
from browser.chromium import Chromium
from browser.common import REJECT, done, shown, whole
from browser.harness import Browser, Site, World, serve, settle, until

pytestmark = pytest.mark.browser
OPEN = World(intercept=False)
THIRD = {"www.googletagmanager.com", "counter.test", "chat.test", "video.test"}
"""The hosts behind the page's gates."""
ERRANDS = ("mozilla.com", "mozilla.net", "mozilla.org", "firefox.com", "update.googleapis.com", "accounts.google.com")
"""Where the browsers themselves go, whatever is on the page."""


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def trapped(request: pytest.FixtureRequest) -> Iterator[Browser]:
    if request.param == "firefox":
        with Firefox(trapped=True) as firefox:
            yield firefox
    else:
        with Chromium(trapped=True, beside=request.getfixturevalue("chromium")) as chromium:
            yield chromium


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with whole(tmp_path_factory.mktemp("site")) as served:
        yield served


def reached(browser: Browser, since: int = 0) -> set[str]:
    """Names of the hosts that were connected to for the page; "" for a connection that named none."""
    lines = [*browser.connections[since:], *getattr(getattr(browser, "_without", None), "connections", ())]
    return {host for host in lines if not host.endswith(ERRANDS)}


def test_the_trap_sees_every_connection(trapped: Browser, tmp_path: Path) -> None:
    page = "<!doctype html><title>x</title><link rel=preconnect href=https://one.test><img src=http://two.test/x.png>"
    # Chromium's private profiles, which every visit is, connect to nothing ahead of need.
    wanted = {"two.test"} if trapped.name == "chromium" else {"one.test", "two.test"}
    tmp_path.joinpath("index.html").write_text(page, encoding="utf-8")
    with serve(tmp_path) as served, trapped.open(served.url, world=OPEN, wait=False) as visit:
        settle(visit, 1.5)
    assert reached(trapped) == wanted
    trapped.connections.clear()


def test_no_connection_before_consent_or_after_its_end(trapped: Browser, site: Site) -> None:
    start = len(trapped.connections)
    with trapped.open(site.url + "/index.html", world=OPEN) as visit:
        settle(visit, 0.5)
        assert shown(visit)
        done(visit, REJECT)
        visit.reload()
        settle(visit, 0.5)
        assert reached(trapped, start) == set()

        visit.click("footer [data-samtykke-open]")
        visit.click("dialog [data-samtykke-do=accept]")
        for _ in range(50):
            if reached(trapped, start) == THIRD:
                break
            visit.rest(0.1)
        assert reached(trapped, start) == THIRD  # so that the silence before and after means something

        visit.evaluate("(window.old = true)")
        visit.click("footer [data-samtykke-open]")
        visit.click("dialog [data-samtykke-do=reject]")
        until(visit, "!window.old && document.readyState === 'complete'")
        ended = len(trapped.connections)
        settle(visit, 0.5)
        visit.goto(site.url + "/en.html")
        settle(visit, 0.5)
        assert reached(trapped, ended) == set()


@pytest.mark.parametrize("how", [{"javascript": False}, {"gpc": True}], ids=["without JavaScript", "with GPC"])
def test_no_connection_where_consent_cannot_be(trapped: Browser, site: Site, how: dict[str, bool]) -> None:
    start = len(trapped.connections)
    with trapped.open(site.url + "/index.html", world=OPEN, **how) as visit:
        settle(visit, 0.5)
        visit.goto(site.url + "/en.html")
        settle(visit, 0.5)
    assert reached(trapped, start) == set()
