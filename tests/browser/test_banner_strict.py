"""The runtime under the strictest Content-Security-Policy and Trusted Types: the browsers have nothing to report."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import pytest

from browser import samples
from browser.common import CHAT, CONTENT, DECLARED, done, shown
from browser.harness import Browser, Site, serve, settle, until
from samtykke import banner

pytestmark = pytest.mark.browser
HASH = base64.b64encode(hashlib.sha256(banner.HEAD_SNIPPET.encode()).digest()).decode()
POLICY = f"default-src 'none'; script-src 'self' 'sha256-{HASH}'; style-src 'self'; require-trusted-types-for 'script'"
LISTEN = (
    "window.broken = []; document.addEventListener('securitypolicyviolation',"
    " e => broken.push(e.violatedDirective + ' ' + e.blockedURI));"
)


def reports(site: Site) -> list[str]:
    """What the browser has sent to the policy's report-uri; the icon that it asks for by itself left out."""
    found = [json.loads(body)["csp-report"] for _, body in site.posts]
    named = [f"{report['violated-directive']} {report['blocked-uri']}" for report in found]
    return [line for line in named if "favicon" not in line]


def strict(policy: str) -> dict[str, str]:
    return {"Content-Security-Policy": policy + "; report-uri /report"}


def test_without_consent_there_is_nothing_to_report(browser: Browser, tmp_path: Path) -> None:
    samples.write(tmp_path, DECLARED, {"index.html": samples.page(DECLARED, CONTENT)})
    with serve(tmp_path, strict(POLICY)) as served, browser.open(served.url, scripts=[LISTEN]) as visit:
        assert shown(visit)
        visit.click(".samtykke-banner [data-samtykke-do=open]")
        until(visit, "document.querySelector('dialog').open")
        visit.click("[data-samtykke-group=analytics] summary")
        visit.click("[data-samtykke-one=counter]")
        visit.press("Escape")
        done(visit, ".samtykke-banner [data-samtykke-do=reject]")
        visit.reload()
        visit.click("footer [data-samtykke-open]")
        visit.click("[data-samtykke-receipt] summary")
        visit.evaluate("samtykke.withdraw()")
        visit.evaluate("document.querySelector('main').append(document.createElement('p'))")
        settle(visit, 0.4)
        assert [line for line in visit.evaluate("broken") if "favicon" not in line] == []
        assert reports(served) == []


def test_a_report_would_arrive(browser: Browser, tmp_path: Path) -> None:
    page = samples.page(DECLARED, '<p style="color: red">x</p>')
    samples.write(tmp_path, DECLARED, {"index.html": page})
    with serve(tmp_path, strict(POLICY)) as served, browser.open(served.url, scripts=[LISTEN]) as visit:
        visit.evaluate("(() => { try { document.querySelector('main').innerHTML = '<b>x</b>' } catch {} })()")
        for _ in range(60):
            if len(reports(served)) >= 2:
                break
            visit.rest(0.05)
        assert {line.split()[0] for line in reports(served)} == {"style-src-attr", "require-trusted-types-for"}


def test_consent_needs_no_more_than_the_services_own_addresses(browser: Browser, tmp_path: Path) -> None:
    content = samples.script("functional", "chat", CHAT) + banner.block(DECLARED, "chat", "<p id=block>Hei</p>")
    samples.write(tmp_path, DECLARED, {"index.html": samples.page(DECLARED, content)})
    policy = POLICY.replace("'self' 'sha", "'self' https://chat.test 'sha") + "; trusted-types samtykke"
    with serve(tmp_path, strict(policy)) as served, browser.open(served.url, scripts=[LISTEN]) as visit:
        done(visit)
        until(visit, "window.ran?.length === 1 && document.getElementById('block')")
        settle(visit, 0.3)
        assert [line for line in visit.evaluate("broken") if "favicon" not in line] == []
        assert reports(served) == []
