"""A consent tool that is known by its selectors and its interface: most tools are one such table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samtykke.audit.model import Role

from . import switches
from .base import BannerError, Controls, Wanted, _
from .words import reopens

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

PATIENCE = 10_000
"""Milliseconds that a button has to become one that can be pressed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A driver as a table. CSS selectors reach into open shadow roots; JavaScript is an expression."""

    id: str
    tested: bool = False
    source: str = ""
    """Where the interface is described."""
    present: str
    """JavaScript that is true where the tool is on the page."""
    banner: str
    """The first layer."""
    first: Mapping[Role, str]
    settings_layer: str
    second: Mapping[Role, str]
    switches: str
    """The switches of the settings."""
    reopen: str
    """What brings the settings or the first layer back: an element, if the page has it."""
    reopen_by: str = ""
    """JavaScript that does the same; used where there is no such element, as pages write links of their own for it."""
    withdrawal: tuple[Role, ...] = (Role.REJECT,)
    """What is then pressed; SAVE after everything was turned off, where there is no button that rejects."""
    kept: str = "null"
    """JavaScript: an array of what has consent, or null where no choice is kept."""

    async def detect(self, page: Page) -> bool:
        return bool(await page.evaluate(f"() => !!({self.present})"))

    async def shown(self, page: Page) -> bool:
        return await visible(page, self.banner) is not None

    async def controls(self, page: Page) -> Controls:
        return Controls(await pressable(page, self.first))

    async def settings(self, page: Page) -> tuple[Controls, tuple[str, ...]]:
        first = await self.controls(page)
        await self._open_settings(page)
        names = await switches.ticked(await self._boxes(page))
        return Controls(first.first, await pressable(page, self.second)), names

    async def accept(self, page: Page) -> None:
        await press(page, self.first[Role.ACCEPT])

    async def reject(self, page: Page) -> None:
        if Role.REJECT in self.first and await visible(page, self.first[Role.REJECT]):
            await press(page, self.first[Role.REJECT])
            return
        await self._open_settings(page)
        await self._refuse(page)

    async def only(self, page: Page, category: Wanted, others: Sequence[Wanted]) -> None:
        del others  # everything else is turned off
        await self._open_settings(page)
        await switches.only(await self._boxes(page), category)
        await press(page, self.second[Role.SAVE])

    async def close(self, page: Page) -> bool:
        css = self.first.get(Role.CLOSE)
        if css is None or not await visible(page, css):
            return False
        await press(page, css)
        return True

    async def withdraw(self, page: Page) -> None:
        await self._reopen(page)
        if self.first.get(Role.REJECT) and await visible(page, self.first[Role.REJECT]):
            await press(page, self.first[Role.REJECT])
            return
        if not await visible(page, self.settings_layer) and self.first.get(Role.SETTINGS):
            await self._open_settings(page)
        await self._refuse(page)

    async def choice(self, page: Page) -> tuple[str, ...] | None:
        found = await page.evaluate(f"() => {self.kept}")
        return None if found is None else tuple(str(name) for name in found)

    async def _boxes(self, page: Page) -> list[Locator]:
        return await switches.each(page.locator(self.switches)) if self.switches else []

    async def _open_settings(self, page: Page) -> None:
        if not await visible(page, self.settings_layer):
            if Role.SETTINGS not in self.first:
                raise BannerError(_("it has no way to the settings"), self.id)
            await press(page, self.first[Role.SETTINGS])
        await appear(page, self.settings_layer)

    async def _refuse(self, page: Page) -> None:
        for role in self.withdrawal:
            if role is Role.SAVE:
                await switches.none(await self._boxes(page))
            await press(page, self.second[role])

    async def _reopen(self, page: Page) -> None:
        link = await visible(page, self.reopen) or await reopening(page)
        if link is not None:
            await pressed(link)
        elif self.reopen_by:
            await page.evaluate(f"() => {{ {self.reopen_by}; }}")
        else:
            raise BannerError(_("the page has nothing that brings the banner back"))
        await appear(page, f"{self.settings_layer}, {self.banner}")


async def pressable(page: Page, buttons: Mapping[Role, str]) -> tuple[tuple[Role, Locator], ...]:
    """The buttons that can be seen."""
    found = [(role, await visible(page, css)) for role, css in buttons.items()]
    return tuple((role, button) for role, button in found if button is not None)


async def visible(page: Page, css: str) -> Locator | None:
    """The first match that can be seen."""
    if not css:
        return None
    found = page.locator(css).locator("visible=true").first
    return found if await found.count() else None


async def appear(page: Page, css: str) -> None:
    """Wait until a match can be seen. Raises BannerError."""
    from playwright.async_api import Error  # noqa: PLC0415

    try:
        await page.locator(css).locator("visible=true").first.wait_for(timeout=PATIENCE)
    except Error as error:
        raise BannerError(_("it did not appear"), css) from error


async def press(page: Page, css: str) -> None:
    """A real click. Raises BannerError."""
    await pressed(page.locator(css).locator("visible=true").first, css)


async def pressed(button: Locator, name: str = "") -> None:
    """A real click. Raises BannerError."""
    from playwright.async_api import Error  # noqa: PLC0415

    try:
        await button.click(timeout=PATIENCE)
    except Error as error:
        raise BannerError(_("it could not be pressed"), name) from error


async def reopening(page: Page) -> Locator | None:
    """A control of the page that by its words leads back to the banner."""
    buttons = page.locator("button, a, [role=button], summary").locator("visible=true")
    labels = await buttons.evaluate_all(
        "(all) => all.map((one) => (one.getAttribute('aria-label') || one.innerText || '').trim())"
    )
    found = next((index for index, label in enumerate(labels) if reopens(label)), None)
    return None if found is None else buttons.nth(found)
