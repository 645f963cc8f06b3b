"""The policy made from a register, in browsers: it stops what is not declared, and nothing that is consented to."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser import samples
from browser.common import ACCEPT, CHAT, CONTENT, DECLARED, done, urls
from browser.harness import Browser, serve, settle, until
from samtykke import catalogue
from samtykke.checking import Target, inventory
from samtykke.locale import translator
from samtykke.policy import Inline, complete, policy

pytestmark = pytest.mark.browser
EVIL = "https://evil.test/x.js"
OWN = "<script>window.own = true</script>\n"
# As an attack would: put in after the policy was made from the pages.
INJECTED = (
    f'<script src="{EVIL}"></script><script>window.injected = true</script><img src="https://pixel.test/a.png" alt="">'
)


def test_it_stops_what_is_not_declared_and_nothing_else(browser: Browser, tmp_path: Path) -> None:
    samples.write(tmp_path, DECLARED, {"index.html": samples.page(DECLARED, CONTENT + OWN)})
    scans = list(inventory(Target(tmp_path, DECLARED, None, "", DECLARED.site.url), jobs=1))
    made = policy(DECLARED, catalogue.load(), scans)
    whole = complete(made, DECLARED, Inline.of(tmp_path, DECLARED), translator("en"))
    sent = {name: value for name, value in whole.values.items() if name.startswith("Content-Security-Policy")}
    assert list(sent) == ["Content-Security-Policy", "Content-Security-Policy-Report-Only"]
    samples.write(tmp_path, DECLARED, {"index.html": samples.page(DECLARED, INJECTED + CONTENT + OWN)})

    with serve(tmp_path, sent) as served, browser.open(served.url) as visit:
        assert visit.evaluate("window.own") is True
        assert not visit.evaluate("'injected' in window")
        done(visit, ACCEPT)
        until(visit, "(window.ran || []).includes('inline')")
        settle(visit, 0.4)
        asked = urls(visit)
        assert CHAT in asked
        assert EVIL not in asked
        assert not any("pixel.test" in url for url in asked)


def test_the_same_page_without_it_asks_for_all(browser: Browser, tmp_path: Path) -> None:
    samples.write(tmp_path, DECLARED, {"index.html": samples.page(DECLARED, INJECTED + CONTENT + OWN)})

    with serve(tmp_path) as served, browser.open(served.url) as visit:
        settle(visit, 0.4)
        assert EVIL in urls(visit)
        assert visit.evaluate("window.injected") is True
