"""The drivers that are written by documentation, with pages marked as it says: not the tools, but no slip of ours either.

Each page has a first layer, settings and a way back; what is pressed is kept as the cookie `kept`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page

from audit.test_banner_drivers import BY_ID, Run, run
from browser.harness import serve
from samtykke.audit.banners import Wanted
from samtykke.audit.model import Role

__all__ = ["run"]  # the fixture
pytestmark = pytest.mark.browser

SCRIPT = """<script>
const show = (id) => { for (const layer of ["first", "second"]) document.getElementById(layer).hidden = layer !== id; };
const keep = (what) => { document.cookie = `kept=${what}; path=/`; show(""); };
const on = () => [...document.querySelectorAll("#second input")].filter((box) => box.checked).map((box) => box.title);
const kept = () => /kept=([^;]*)/.exec(document.cookie)?.[1];
document.addEventListener("click", ({ target }) => {
  const act = target.closest("[data-act]")?.dataset.act;
  if (act === "save") keep(on().join("+") || "none");
  else if (act === "settings") show("second");
  else if (act) keep(act);
});
addEventListener("DOMContentLoaded", () => kept() ? show("") : show("first"));
</script>"""

COOKIEBOT = """<script id="Cookiebot"></script>
<div id="CybotCookiebotDialog"><div id="first">
<button data-act="none" id="CybotCookiebotDialogBodyButtonDecline">Avvis</button>
<button data-act="settings" id="CybotCookiebotDialogBodyLevelButtonCustomize">Tilpass</button>
<button data-act="all" id="CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll">Tillat alle</button></div>
<div id="second">
<input type="checkbox" class="CybotCookiebotDialogBodyLevelButton" disabled checked id="CybotCookiebotDialogBodyLevelButtonNecessary">
<input type="checkbox" class="CybotCookiebotDialogBodyLevelButton" title="statistics" id="CybotCookiebotDialogBodyLevelButtonStatistics">
<input type="checkbox" class="CybotCookiebotDialogBodyLevelButton" title="marketing" id="CybotCookiebotDialogBodyLevelButtonMarketing">
<button data-act="save" id="CybotCookiebotDialogBodyLevelButtonLevelOptinAllowallSelection">Tillat valgte</button></div></div>
<script>window.Cookiebot = { renew: () => show("first"), get hasResponse() { return !!kept(); },
  get consent() { return { statistics: /all|statistics/.test(kept()), marketing: /all|marketing/.test(kept()) }; } };</script>"""
ONETRUST = """<div id="onetrust-consent-sdk"><div id="onetrust-banner-sdk"><div id="first">
<button data-act="all" id="onetrust-accept-btn-handler">Godta alle</button>
<button data-act="none" id="onetrust-reject-all-handler">Avvis alle</button>
<button data-act="settings" id="onetrust-pc-btn-handler">Innstillinger</button></div></div>
<div id="second"><div id="onetrust-pc-sdk">
<button data-act="none" class="ot-pc-refuse-all-handler">Avvis alle</button>
<input type="checkbox" class="category-switch-handler" id="ot-group-id-C0002" title="C0002">
<input type="checkbox" class="category-switch-handler" id="ot-group-id-C0004" title="C0004">
<button data-act="save" class="save-preference-btn-handler">Bekreft mine valg</button></div></div></div>
<button class="ot-sdk-show-settings" data-act="settings">Informasjonskapsler</button>
<script>window.OneTrust = { IsAlertBoxClosed: () => !!kept() };
Object.defineProperty(window, "OnetrustActiveGroups", { get: () => ({ all: ",C0001,C0002,C0004,", none: ",C0001," })[kept()] ??
  `,C0001,${kept()},` });</script>"""
COOKIEYES = """<div class="cky-consent-container" id="first">
<button data-act="settings" class="cky-btn cky-btn-customize">Tilpass</button>
<button data-act="none" class="cky-btn cky-btn-reject">Avvis alle</button>
<button data-act="all" class="cky-btn cky-btn-accept">Godta alle</button></div>
<div class="cky-modal cky-modal-open" id="second"><div class="cky-preference-center">
<div class="cky-switch"><input type="checkbox" id="ckySwitchanalytics" title="analytics"></div>
<div class="cky-switch"><input type="checkbox" id="ckySwitchadvertisement" title="advertisement"></div>
<button data-act="none" class="cky-btn cky-btn-reject">Avvis alle</button>
<button data-act="save" class="cky-btn cky-btn-preferences">Lagre</button></div></div>
<button class="cky-btn-revisit" data-act="settings">Samtykke</button>
<script>window.getCkyConsent = () => ({ isUserActionCompleted: !!kept(), categories: { necessary: true,
  analytics: /all|analytics/.test(kept()), advertisement: /all|advertisement/.test(kept()) } });</script>"""
COOKIE_INFORMATION = """<div id="coiOverlay"><div id="coiPage-1"><div id="first">
<button data-act="none" class="coi-banner__decline">Avvis alle</button>
<button data-act="settings" class="coi-banner__settings">Innstillinger</button>
<button data-act="all" class="coi-banner__accept">Godta alle</button></div></div>
<div id="coiPage-2"><div id="second">
<input type="checkbox" id="cookie_cat_statistic" title="cookie_cat_statistic">
<input type="checkbox" id="cookie_cat_marketing" title="cookie_cat_marketing">
<button data-act="none" class="coi-banner__decline">Avvis alle</button>
<button data-act="save" class="coi-banner__lastpage">Bekreft valg</button></div></div></div>
<script>window.CookieConsent = { renew: () => show("first") };
addEventListener("click", () => { if (kept()) document.cookie = "CookieInformationConsent=1"; });
window.CookieInformation = { getConsentGivenFor: (name) => kept() === "all" || (kept() ?? "").includes(name) };</script>"""
USERCENTRICS = """<div id="usercentrics-root"></div>
<template><div id="first" data-testid="uc-default-wall">
<button data-act="settings" data-testid="uc-more-button">Innstillinger</button>
<button data-act="none" data-testid="uc-deny-all-button">Avvis</button>
<button data-act="all" data-testid="uc-accept-all-button">Godta alle</button></div>
<div id="second"><div data-testid="uc-tab-content">
<button role="switch" aria-checked="false" aria-label="Statistikk" title="statistics"></button>
<button role="switch" aria-checked="false" aria-label="Markedsføring" title="marketing"></button></div>
<button data-act="none" data-testid="uc-deny-all-button">Avvis</button>
<button data-act="save" data-testid="uc-save-button">Lagre innstillinger</button></div></template>
<script>
const root = document.getElementById("usercentrics-root").attachShadow({ mode: "open" });
root.append(document.querySelector("template").content);
const get = (id) => root.getElementById(id);
const layer = (id) => { for (const one of ["first", "second"]) get(one).hidden = one !== id; };
root.addEventListener("click", ({ target }) => {
  if (target.role === "switch") target.ariaChecked = String(target.ariaChecked !== "true");
  const act = target.dataset.act;
  const on = [...root.querySelectorAll("[role=switch][aria-checked=true]")].map((one) => one.title);
  if (act === "settings") return layer("second");
  if (!act) return;
  document.cookie = `kept=${act === "save" ? on.join("+") || "none" : act}; path=/`;
  layer("");
});
addEventListener("DOMContentLoaded", () => layer(kept() ? "" : "first"));
window.UC_UI = { isInitialized: () => true, isConsentRequired: () => !kept(), showSecondLayer: () => layer("second"),
  getServicesBaseInfo: () => ["statistics", "marketing"].map((name) => ({ name,
    consent: { status: kept() === "all" || kept().includes(name) } })) };
</script>"""
DIDOMI = """<div id="didomi-host"><div id="didomi-notice"><div id="first">
<button data-act="settings" id="didomi-notice-learn-more-button">Les mer</button>
<button data-act="none" id="didomi-notice-disagree-button">Avvis</button>
<button data-act="all" id="didomi-notice-agree-button">Godta</button></div></div>
<div class="didomi-consent-popup-preferences"><div id="second">
<input type="checkbox" id="analytics" title="analytics"><input type="checkbox" id="advertising" title="advertising">
<button data-act="none" id="btn-toggle-disagree">Avvis alle</button>
<button data-act="save" id="btn-toggle-save">Lagre</button></div></div></div>
<script>window.Didomi = { preferences: { show: () => show("second") }, shouldUserStatusBeCollected: () => !kept(),
  getCurrentUserStatus: () => ({ purposes: Object.fromEntries(["analytics", "advertising"].map((id) =>
    [id, { id, enabled: kept() === "all" || kept().includes(id) }])) }) };</script>"""

PAGES = {
    "cookiebot": (COOKIEBOT, {"statistics", "marketing"}, "statistics"),
    "onetrust": (ONETRUST, {"C0001", "C0002", "C0004"}, "C0002"),
    "cookieyes": (COOKIEYES, {"necessary", "analytics", "advertisement"}, "analytics"),
    "cookieinformation": (
        COOKIE_INFORMATION,
        {"cookie_cat_functional", "cookie_cat_statistic", "cookie_cat_marketing"},
        "cookie_cat_statistic",
    ),
    "usercentrics": (USERCENTRICS, {"statistics", "marketing"}, "statistics"),
    "didomi": (DIDOMI, {"analytics", "advertising"}, "analytics"),
}


@pytest.mark.parametrize("tool", PAGES)
def test_a_page_marked_as_documented_is_driven(tool: str, tmp_path: Path, run: Run) -> None:
    driver = BY_ID[tool]
    markup, everything, statistics = PAGES[tool]
    always = everything & {"C0001", "necessary"}
    text = f'<!doctype html><html lang="nb"><meta charset="utf-8"><title>x</title><h1>x</h1>{SCRIPT}{markup}'
    (tmp_path / "index.html").write_text(text, "utf-8")

    async def chosen(page: Page) -> set[str] | None:
        found = await driver.choice(page)
        return None if found is None else set(found)

    async def journey(page: Page, url: str) -> None:
        await page.goto(url)
        assert not driver.tested
        assert await driver.detect(page)
        assert [d.id for d in BY_ID.values() if d.id != "unknown" and await d.detect(page)] == [tool]
        assert await driver.shown(page)
        assert {Role.ACCEPT, Role.REJECT, Role.SETTINGS} <= {role for role, _ in (await driver.controls(page)).first}
        assert await chosen(page) is None

        await driver.accept(page)
        assert await chosen(page) == everything
        assert not await driver.shown(page)
        await driver.withdraw(page)
        assert await chosen(page) == always

        await page.context.clear_cookies()
        await page.reload()
        await driver.only(page, Wanted("analytics", ("Statistikk",), ()), [])
        assert await chosen(page) == always | {statistics}

        await page.context.clear_cookies()
        await page.reload()
        await driver.reject(page)
        assert await chosen(page) == always

    with serve(tmp_path) as site:
        run(lambda page: journey(page, site.url))
