"""The drivers of consent tools, with the real packages from npm, and with a banner of no known make."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright

from audit.site import build
from browser import samples
from browser.chromium import program
from browser.harness import serve
from browser.test_export_tools import OWN_FILES, PACKAGES, TOOLS, Tool
from samtykke.audit.banners import DRIVERS, Driver, Wanted
from samtykke.audit.model import Role
from samtykke.exports import FORMATS
from samtykke.locale import translator
from samtykke.register.model import Register

pytestmark = pytest.mark.browser

Run = Callable[[Callable[[Page], Awaitable[Any]]], Any]
BY_ID = {driver.id: driver for driver in DRIVERS}


class Loop:
    """A browser of Playwright's asynchronous sort, in a thread of its own: the other tests have the synchronous one."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._runner = asyncio.Runner()
        self._browser, self._page = self._run(self._start())

    def _run(self, work: Any) -> Any:
        return self._thread.submit(self._runner.run, work).result(timeout=60)

    async def _start(self) -> tuple[Browser, Page]:
        self._playwright = await async_playwright().start()
        path = program()
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = await self._playwright.chromium.launch(executable_path=path, args=flags)
        context = await browser.new_context()
        await context.route(re.compile(r"^https://"), lambda route: route.fulfill(body=""))
        return browser, await context.new_page()

    def page(self, work: Callable[[Page], Awaitable[Any]]) -> Any:
        """What comes of something done with the page, which has no cookies; third parties answer nothing."""

        async def run() -> Any:
            try:
                return await work(self._page)
            finally:
                await self._page.goto("about:blank")
                await self._page.context.clear_cookies()

        return self._run(run())

    async def _stop(self) -> None:
        await self._browser.close()
        await self._playwright.stop()

    def close(self) -> None:
        self._run(self._stop())
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    loop = Loop()
    yield loop.page
    loop.close()


def wanted(register: Register) -> dict[str, Wanted]:
    return {
        c.id: Wanted(
            c.id,
            tuple(filter(None, (c.title.nb, c.title.nn, c.title.en))),
            tuple(s.id for s in register.gated_services() if s.category == c.id),
        )
        for c in register.category
        if not c.necessary
    }


def write(tool: Tool, folder: Path, register: Register) -> None:
    """A page with the tool, configured by our export."""
    for name in tool.files():
        (folder / Path(name).name).write_bytes((PACKAGES / name).read_bytes())
    for glob in OWN_FILES.get(tool.name, ()):
        package = PACKAGES / tool.files()[0].split("/")[0]
        for found in package.glob(glob):
            copy = folder / found.relative_to(package)
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(found.read_bytes())
    config = FORMATS[tool.name].export(register, translator("en")).text
    (folder / "config.js").write_text(config, encoding="utf-8")
    (folder / "index.html").write_text(tool.page("nb"), encoding="utf-8")


async def opened(page: Page, url: str, driver: Driver, slow: float = 0) -> None:
    await page.goto(url)
    for _ in range(60):
        if await driver.shown(page):
            break
        await page.wait_for_timeout(50)
    assert await driver.shown(page)
    await page.wait_for_timeout(slow * 1000)


async def settled(page: Page, driver: Driver, choice: set[str] | None) -> None:
    """Wait for a choice, across reloads."""
    for _ in range(60):
        try:
            found = await driver.choice(page)
        except Exception:  # between two pages
            found = ("?",)
        if (found if found is None else set(found)) == choice:
            return
        await page.wait_for_timeout(50)
    assert (found if found is None else set(found)) == choice


@pytest.mark.slow
@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_a_known_tool_is_recognized_and_driven(tool: Tool, tmp_path: Path, run: Run) -> None:
    register = samples.register()
    write(tool, tmp_path, register)
    driver = BY_ID[tool.name]
    categories = wanted(register)
    consented: set[str] = set()

    async def journey(page: Page, url: str) -> None:
        nonlocal consented
        await opened(page, url, driver, tool.slow)
        assert [d.id for d in DRIVERS if d.id != "unknown" and await d.detect(page)] == [tool.name]
        assert await driver.choice(page) is None
        roles = [role for role, _ in (await driver.controls(page)).first]
        assert {Role.ACCEPT, Role.REJECT, Role.SETTINGS} <= set(roles)

        await driver.accept(page)
        await page.wait_for_timeout(300)
        everything = set(await driver.choice(page) or ())
        await driver.withdraw(page)
        await page.wait_for_timeout(1000)
        nothing = set(await driver.choice(page) or ())
        assert everything > nothing

        await page.context.clear_cookies()
        await opened(page, url, driver, tool.slow)
        await driver.reject(page)
        await settled(page, driver, nothing)
        await page.reload()
        await page.wait_for_timeout(500)
        assert not await driver.shown(page)

        await page.context.clear_cookies()
        await opened(page, url, driver, tool.slow)
        controls, ticked = await driver.settings(page)
        assert ticked == ()
        assert {Role.REJECT, Role.SAVE} & {role for role, _ in controls.second}

        await page.context.clear_cookies()
        await opened(page, url, driver, tool.slow)
        await driver.only(page, categories["analytics"], [])
        await page.wait_for_timeout(300)
        some = set(await driver.choice(page) or ()) - nothing
        assert some
        assert some < everything - nothing
        assert all("analytics" in name or "counter" in name for name in some), some

    with serve(tmp_path) as site:
        run(lambda page: journey(page, f"{site.url}/index.html"))


def test_a_homemade_banner_is_driven_by_its_words(tmp_path: Path, run: Run) -> None:
    driver = BY_ID["unknown"]
    site = build(tmp_path, homemade=True)
    marketing = Wanted("marketing", ("Markedsføring",), ("ads",))
    kept = "/valg=([^;]*)/.exec(document.cookie)?.[1]"

    async def journey(page: Page, url: str) -> None:
        await page.goto(url)
        assert [d.id for d in DRIVERS if await d.detect(page)] == ["unknown"]
        assert await driver.shown(page)
        roles = [role for role, _ in (await driver.controls(page)).first]
        assert roles == [Role.REJECT, Role.ACCEPT, Role.SETTINGS, Role.CLOSE]
        assert await driver.close(page)
        assert not await driver.shown(page)
        assert await page.evaluate(kept) is None

        await page.reload()
        await driver.reject(page)
        assert await page.evaluate(kept) == "ingen"

        await page.context.clear_cookies()
        await page.reload()
        controls, ticked = await driver.settings(page)
        assert Role.SAVE in {role for role, _ in controls.second}
        assert ticked == ()
        await driver.only(page, marketing, [])
        assert await page.evaluate(kept) == "marketing"
        await page.reload()
        assert not await driver.shown(page)
        assert await driver.detect(page)

        await page.context.clear_cookies()
        await page.reload()
        await driver.accept(page)
        assert await page.evaluate(kept) == "analytics.marketing"
        await driver.withdraw(page)
        await page.wait_for_function(f"{kept} === 'ingen'")

    with serve(site) as served:
        run(lambda page: journey(page, f"{served.url}/index.html"))


BUTTONS = """<p>{about}</p><button onclick="done('accept')">{accept}</button>
<a href="#" onclick="done('reject')">{reject}</a><button>{choose}</button>"""
FIXED = '<div style="position: fixed; bottom: 0; background: #eee">{}</div>'
PAGE = """<!doctype html><meta charset="utf-8"><title>x</title>
<nav><button>Logg inn</button><a href="/x">Cookies</a></nav>
<main><h1>Nyheter</h1><p>Om personvern og informasjonskapsler.</p><button>Godta bestillingen</button></main>
<script>function done(what) {{ top.document.title = what }}</script>{}<footer><a href="/y">Personvern</a></footer>"""
SAID = {
    "nb": ("Vi bruker informasjonskapsler.", "Godta alle", "Bare nødvendige", "Innstillinger"),
    "nn": ("Vi bruker informasjonskapslar.", "Godta alle informasjonskapslar", "Berre naudsynte", "Vel sjølv"),
    "sv": ("Vi använder kakor.", "Godkänn alla kakor", "Endast nödvändiga kakor", "Inställningar"),
    "da": ("Vi bruger cookies.", "Tillad alle", "Afvis alle", "Tilpas"),
    "en": ("We use cookies.", "I agree", "Continue without accepting", "Manage preferences"),
    "de": ("Wir verwenden Cookies.", "Alle akzeptieren", "Nur notwendige Cookies", "Einstellungen"),
}


def _said(lang: str) -> str:
    return BUTTONS.format(**dict(zip(("about", "accept", "reject", "choose"), SAID[lang], strict=True)))


WRAPPED = {
    **{lang: FIXED.format(_said(lang)) for lang in SAID},
    "in the flow of the page": f"<section><div>{_said('nb')}</div></section>",
    "in a shadow root": "<script>Object.assign(document.body.appendChild(document.createElement('div')).attachShadow("
    f"{{mode: 'open'}}), {{innerHTML: {FIXED.format(_said('nb'))!r}}})</script>",
    "in a frame": f"<iframe style='position: fixed; bottom: 0' srcdoc='<script>done = parent.done</script>"
    f"{_said('nb').replace(chr(39), '&amp;#39;')}'></iframe>",
    "with pictures for buttons": FIXED.format(
        "<p>Denne siden bruker cookies</p>"
        "<a role=button onclick=\"done('reject')\"><img alt='Avvis alle' src='data:,'></a>"
        "<input type=button value='Godta alle' onclick=\"done('accept')\"><button aria-label='Tilpass valg'>⚙</button>"
    ),
}


@pytest.mark.parametrize("where", WRAPPED)
def test_banners_are_found_by_role_and_words(where: str, tmp_path: Path, run: Run) -> None:
    driver = BY_ID["unknown"]
    (tmp_path / "index.html").write_text(PAGE.format(WRAPPED[where]), "utf-8")

    async def journey(page: Page, url: str) -> None:
        for work, title in ((driver.accept, "accept"), (driver.reject, "reject")):
            await page.goto(url)
            assert {Role.ACCEPT, Role.REJECT, Role.SETTINGS} == {r for r, _ in (await driver.controls(page)).first}
            await work(page)
            assert await page.title() == title

    with serve(tmp_path) as served:
        run(lambda page: journey(page, served.url))


@pytest.mark.parametrize(
    "markup",
    [
        "",
        FIXED.format("<p>Meld deg på nyhetsbrevet!</p><button>Ja takk</button><button>Nei takk</button>"),
        FIXED.format("<p>Vi bruker informasjonskapsler</p><a href='/'>Les mer</a>"),
        f'<div style="display: none">{FIXED.format(_said("nb"))}</div>',
    ],
    ids=["none", "another question", "nothing to answer with", "hidden"],
)
def test_what_is_no_banner_is_not_taken_for_one(markup: str, tmp_path: Path, run: Run) -> None:
    driver = BY_ID["unknown"]
    (tmp_path / "index.html").write_text(PAGE.format(markup), "utf-8")

    async def look(page: Page, url: str) -> bool:
        await page.goto(url)
        return await driver.shown(page)

    with serve(tmp_path) as served:
        assert not run(lambda page: look(page, served.url))
