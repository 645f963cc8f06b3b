"""Our own banner: by its attributes, as `banner/templates` writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from samtykke.audit.model import Role

from .base import BannerError, Controls, Wanted, _

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

_BANNER = "[data-samtykke-banner]"
_DIALOG = "[data-samtykke-dialog]"
_DO = {Role.REJECT: "reject", Role.ACCEPT: "accept", Role.SETTINGS: "open", Role.SAVE: "save", Role.CLOSE: "close"}


class _Samtykke:
    id = "samtykke"
    tested = True

    async def detect(self, page: Page) -> bool:
        return await page.locator("script[data-samtykke-config]").count() > 0

    async def shown(self, page: Page) -> bool:
        return await page.locator(_BANNER).first.is_visible()

    async def controls(self, page: Page) -> Controls:
        return Controls(tuple(await _pressable(page, _BANNER)))

    async def settings(self, page: Page) -> tuple[Controls, tuple[str, ...]]:
        await _press(page, f"{_BANNER} [data-samtykke-do=open]")
        ticked = page.locator(f"{_DIALOG} input[type=checkbox]:checked:not(:disabled)")
        names = await ticked.evaluate_all("boxes => boxes.map(box => (box.labels[0] || box).textContent.trim())")
        first = await self.controls(page)
        return Controls(first.first, tuple(await _pressable(page, _DIALOG))), tuple(names)

    async def accept(self, page: Page) -> None:
        await _press(page, f"{_BANNER} [data-samtykke-do=accept]")

    async def reject(self, page: Page) -> None:
        await _press(page, f"{_BANNER} [data-samtykke-do=reject]")

    async def only(self, page: Page, category: Wanted, others: Sequence[Wanted]) -> None:
        del others  # nothing is ticked but what is ticked here
        await _press(page, f"{_BANNER} [data-samtykke-do=open]")
        await _press(page, f"{_DIALOG} [data-samtykke-group='{category.id}'] [data-samtykke-all]")
        await _press(page, f"{_DIALOG} [data-samtykke-do=save]")

    async def close(self, page: Page) -> bool:
        if not await page.locator(f"{_BANNER} [data-samtykke-do=close]").count():
            return False
        await _press(page, f"{_BANNER} [data-samtykke-do=close]")
        return True

    async def withdraw(self, page: Page) -> None:
        # The link that every page must have; the element itself may be anything.
        await _press(page, "[data-samtykke-open]")
        await _press(page, f"{_DIALOG} [data-samtykke-do=reject]")

    async def choice(self, page: Page) -> tuple[str, ...] | None:
        found = await page.evaluate("() => window.samtykke && window.samtykke.choice && window.samtykke.choice()")
        return tuple(found["categories"]) if found and found["time"] else None


async def _pressable(page: Page, place: str) -> list[tuple[Role, Locator]]:
    found = []
    for role, name in _DO.items():
        control = page.locator(f"{place} [data-samtykke-do={name}]").first
        if await control.count() and await control.is_visible():
            found.append((role, control))
    return found


async def _press(page: Page, css: str) -> None:
    from playwright.async_api import Error  # noqa: PLC0415

    try:
        await page.locator(css).first.click(timeout=10_000)
    except Error as error:
        raise BannerError(_("it could not be pressed"), css) from error


DRIVER = _Samtykke()
