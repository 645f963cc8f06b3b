"""Looking at a banner as a visitor sees it: what can be pressed, how it looks, what is ticked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .banners import BannerError, Driver
from .model import BannerSeen, Control, Role
from .watch import page_script

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page


async def find(page: Page, drivers: Sequence[Driver]) -> Driver | None:
    """The driver of the consent tool that is on the page: the first that knows it."""
    from playwright.async_api import Error  # noqa: PLC0415

    for driver in drivers:
        try:
            if await driver.detect(page):
                return driver
        except Error:
            continue
    return None


async def first_layer(page: Page, driver: Driver) -> BannerSeen:
    """What the page shows as it opens."""
    shown = await driver.shown(page)
    found = await driver.controls(page) if shown else None
    controls = await _measured(found.first, 1) if found else ()
    return BannerSeen(driver.id, driver.tested, shown, controls)


async def second_layer(page: Page, driver: Driver, seen: BannerSeen) -> BannerSeen:
    """The same with what the settings have beside; they are left open."""
    from playwright.async_api import Error  # noqa: PLC0415

    try:
        found, ticked = await driver.settings(page)
    except (BannerError, Error):
        return seen  # not every banner has any
    more = await _measured(found.second, 2)
    return BannerSeen(
        seen.tool, seen.tested, seen.shown, (*seen.controls, *more), tuple(ticked), seen.closing, seen.problem
    )


async def _measured(controls: Sequence[tuple[Role, Locator]], clicks: int) -> tuple[Control, ...]:
    from playwright.async_api import Error  # noqa: PLC0415

    seen = []
    for role, locator in controls:
        try:
            look: dict[str, Any] = await locator.evaluate(page_script("measure.js"), timeout=2_000)
        except Error:
            continue  # it went while it was looked at
        seen.append(Control(role=role, clicks=clicks, **look))
    return tuple(seen)
