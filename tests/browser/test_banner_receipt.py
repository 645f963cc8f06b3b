"""The receipt: what the visitor sees and keeps, and what the site gets if its register asks for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser import samples
from browser.common import CONTENT, DECLARED, REJECT, custom, done, whole
from browser.harness import Browser, Site, Visit, settle, until
from samtykke.banner.texts import wording
from samtykke.register import category_digests, digest

pytestmark = pytest.mark.browser
SENT = samples.register(site={"url": "https://www.example.test", "receipts": "/kvittering"})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with whole(tmp_path_factory.mktemp("site")) as served:
        yield served


def test_it_can_be_seen_and_tells_all(browser: Browser, site: Site) -> None:
    with browser.open(site.url + "/index.html") as visit:
        assert visit.evaluate("document.querySelector('[data-samtykke-receipt]').hidden") is True
        done(visit, REJECT)
        visit.click("footer [data-samtykke-open]")
        visit.click("[data-samtykke-receipt] summary")
        until(visit, "document.querySelector('pre').checkVisibility()")
        receipt = json.loads(visit.evaluate("document.querySelector('pre').textContent"))
        assert receipt.pop("time").startswith("20")
        assert receipt == {
            "site": site.url.removeprefix("http://"),
            "mechanism": "reject",
            "language": "nb",
            "register": digest(DECLARED),
            "text": wording("nb"),
            "categories": {
                id_: {"digest": category_digests(DECLARED)[id_], "answered": True}
                for id_ in ("analytics", "functional", "media")
            },
            "services": dict.fromkeys(["counter", "google-analytics", "chat", "map", "video"], False),
        }
        assert site.posts == []


def test_it_can_be_downloaded(chromium: Any, site: Site) -> None:
    with chromium.open(site.url + "/index.html") as visit:
        done(visit)
        visit.click("footer [data-samtykke-open]")
        visit.click("[data-samtykke-receipt] summary")
        with visit.page.expect_download() as download:
            visit.click("[data-samtykke-do=receipt]")
        text = Path(download.value.path()).read_text(encoding="utf-8")
        assert text == visit.evaluate("document.querySelector('pre').textContent")
        assert json.loads(text)["mechanism"] == "accept"
        assert download.value.suggested_filename == "samtykke-127.0.0.1.json"


def received(visit: Visit, site: Site, number: int) -> list[Any]:
    """The receipts that the site has got, once there are so many."""
    for _ in range(100):
        if len(site.posts) >= number:
            break
        visit.rest(0.05)
    settle(visit, 0.1)
    assert {path for path, _ in site.posts} <= {"/kvittering"}
    return [json.loads(body) for _, body in site.posts]


def test_the_site_gets_every_choice_if_its_register_says_so(browser: Browser, tmp_path: Path) -> None:
    with custom(tmp_path, CONTENT, SENT) as served, browser.open(served.url) as visit:
        settle(visit, 0.1)
        visit.click("[data-samtykke-do=once]")  # no choice
        settle(visit, 0.1)
        assert served.posts == []
        done(visit)
        until(visit, "window.ran?.length === 4")
        visit.evaluate("(window.old = true)")
        visit.evaluate("samtykke.withdraw()")  # the page is loaded anew meanwhile
        until(visit, "!window.old && document.readyState === 'complete'")
        receipts = received(visit, served, 2)
        assert [(r["mechanism"], any(r["services"].values())) for r in receipts] == [
            ("accept", True),
            ("withdraw", False),
        ]
        told = visit.evaluate("document.querySelector('[data-samtykke-receipt]').textContent")
        assert "kvitteringen hver gang" in told
        assert list(visit.evaluate("Object.keys(localStorage)")) == []


def test_a_browser_without_beacons_chooses_all_the_same(browser: Browser, tmp_path: Path) -> None:
    none = "Navigator.prototype.sendBeacon = undefined;"
    with custom(tmp_path, CONTENT, SENT) as served, browser.open(served.url, scripts=[none]) as visit:
        done(visit)
        until(visit, "window.ran?.length === 4")
        assert served.posts == []
