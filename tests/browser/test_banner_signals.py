"""What the vendors' consent interfaces hear, and when."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from browser import samples
from browser.common import GA, custom, done
from browser.harness import Browser, settle, until

pytestmark = pytest.mark.browser
BASE = samples.register().model_dump()
ADS = ("ad_storage", "ad_user_data", "ad_personalization")
DECLARED = samples.register(
    category=(*BASE["category"], {"id": "marketing", "title": {"nb": "Markedsføring"}, "purpose": {"nb": "Formålet."}}),
    service=(
        *BASE["service"],
        samples.service("uet", "marketing", "bat.bing.com", []),
        samples.service("clarity", "analytics", "www.clarity.ms", []),
        samples.service("google-ads", "marketing", "www.googleadservices.com", []),
    ),
)
CONTENT = (
    samples.script("analytics", "google-analytics", GA)
    + samples.inline("analytics", "google-analytics", "(function () { dataLayer.push(arguments) })('config', 'G-1')")
    + samples.inline("marketing", "uet", "uetq.push('pageLoad')")
    + samples.inline("analytics", "clarity", "clarity('start'); window.last = true")
)
SAID = (
    "({ google: (window.dataLayer ?? []).map(call => [...call]), uet: window.uetq ?? [],"
    " clarity: (window.clarity?.q ?? []).map(call => [...call]) })"
)
SILENCE: dict[str, list[Any]] = {"google": [], "uet": [], "clarity": []}


def google(*granted: str) -> dict[str, str]:
    """Every type, with those granted."""
    types = (*ADS, "analytics_storage", "functionality_storage", "personalization_storage")
    return {name: "granted" if name in granted else "denied" for name in types}


def test_nothing_is_said_before_a_choice_or_after_a_refusal(browser: Browser, tmp_path: Path) -> None:
    with custom(tmp_path, CONTENT, DECLARED) as served, browser.open(served.url) as visit:
        assert visit.evaluate(SAID) == SILENCE
        done(visit, ".samtykke-banner [data-samtykke-do=reject]")
        settle(visit, 0.1)
        assert visit.evaluate(SAID) == SILENCE
        assert visit.evaluate("['dataLayer', 'uetq', 'clarity', 'gtag'].filter(name => name in window)") == []


def test_default_then_update_then_the_tag_on_every_page(browser: Browser, tmp_path: Path) -> None:
    with custom(tmp_path, CONTENT, DECLARED) as served, browser.open(served.url) as visit:
        done(visit)
        for _ in range(2):  # at the choice, and on the page after it
            until(visit, "window.last")
            said = visit.evaluate(SAID)
            assert said["google"] == [
                ["consent", "default", google()],
                ["consent", "update", google(*ADS, "analytics_storage")],
                ["config", "G-1"],
            ]
            assert said["uet"] == [
                "consent", "default", {"ad_storage": "denied"},
                "consent", "update", {"ad_storage": "granted"},
                "pageLoad",
            ]  # fmt: skip
            assert said["clarity"] == [
                ["consentv2", {"ad_Storage": "denied", "analytics_Storage": "denied"}],
                ["consentv2", {"ad_Storage": "denied", "analytics_Storage": "granted"}],
                ["start"],
            ]
            visit.reload()


def test_consent_to_one_category_grants_no_more(browser: Browser, tmp_path: Path) -> None:
    with custom(tmp_path, CONTENT, DECLARED) as served, browser.open(served.url) as visit:
        visit.click(".samtykke-banner [data-samtykke-do=open]")
        visit.click("[data-samtykke-group=analytics] [data-samtykke-all]")
        visit.click("[data-samtykke-do=save]")
        until(visit, "window.last")
        said = visit.evaluate(SAID)
        assert said["google"][1] == ["consent", "update", google("analytics_storage")]
        assert said["uet"] == []


def test_withdrawal_is_told_before_the_page_goes(browser: Browser, tmp_path: Path) -> None:
    with custom(tmp_path, CONTENT, DECLARED) as served, browser.open(served.url) as visit:
        done(visit)
        until(visit, "window.last")
        told = visit.evaluate("(samtykke.withdraw(), [...dataLayer.at(-1)])")
        assert told == ["consent", "update", google()]
