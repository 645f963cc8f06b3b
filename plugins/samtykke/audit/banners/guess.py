"""A banner of an unknown make: found by where its buttons stand and what they say, in frames and shadow roots too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samtykke.audit.model import Role

from . import switches
from .base import BannerError, Controls, Wanted, _
from .known import PATIENCE, pressed, reopening
from .words import Purpose, about, purpose

if TYPE_CHECKING:
    from playwright.async_api import Frame, Locator, Page

_PRESSED = "button, [role=button], a, input, summary, [role=switch], [role=checkbox], [onclick]"
_ROLES = {
    Purpose.ACCEPT: Role.ACCEPT,
    Purpose.REJECT: Role.REJECT,
    Purpose.CHOOSE: Role.SETTINGS,
    Purpose.SAVE: Role.SAVE,
    Purpose.CLOSE: Role.CLOSE,
}
_CONTROLS = Path(__file__).with_name("controls.js").read_text("utf-8")
_LONGEST = 4000
"""Characters of a place that is still a banner, unless it lies apart from the page."""


@dataclass(frozen=True, slots=True)
class Place:
    """What is taken for a banner, or for its settings."""

    buttons: tuple[tuple[Role, Locator], ...]
    """The first of each role, in the order in which they stand."""
    boxes: tuple[Locator, ...]
    apart: bool
    """It lies over the page, or is a dialog."""
    score: float

    @property
    def asks(self) -> bool:
        """Whether its buttons are those of a banner: apart from the page, one that answers is enough."""
        roles = {role for role, _ in self.buttons}
        if Role.SAVE in roles and self.boxes:
            return True
        return len(roles & {Role.ACCEPT, Role.REJECT, Role.SETTINGS}) >= (1 if self.apart else 2) and bool(
            roles & {Role.ACCEPT, Role.REJECT}
        )

    def find(self, role: Role) -> Locator | None:
        """The button of a role."""
        return next((button for found, button in self.buttons if found is role), None)


class _Guess:
    id = "unknown"
    tested = True

    async def detect(self, page: Page) -> bool:
        return await self._place(page, hidden=True) is not None

    async def shown(self, page: Page) -> bool:
        return await self._place(page) is not None

    async def controls(self, page: Page) -> Controls:
        place = await self._place(page)
        return Controls(place.buttons if place else ())

    async def settings(self, page: Page) -> tuple[Controls, tuple[str, ...]]:
        first = await self.controls(page)
        place = await self._settings(page)
        return Controls(first.first, place.buttons), await switches.ticked(place.boxes)

    async def accept(self, page: Page) -> None:
        await self._press(page, Role.ACCEPT)

    async def reject(self, page: Page) -> None:
        place = await self._place(page)
        button = _button(place, Role.REJECT)
        if button is not None:
            await pressed(button)
        else:
            await _refuse(await self._settings(page))

    async def only(self, page: Page, category: Wanted, others: Sequence[Wanted]) -> None:
        del others  # everything else is turned off
        place = await self._settings(page)
        await switches.only(place.boxes, category)
        save = place.find(Role.SAVE)
        if save is None:
            raise BannerError(_("the settings have no button that keeps them"))
        await pressed(save)

    async def close(self, page: Page) -> bool:
        place = await self._place(page)
        button = _button(place, Role.CLOSE)
        if button is None:
            return False
        await pressed(button)
        return True

    async def withdraw(self, page: Page) -> None:
        link = await reopening(page)
        if link is None:
            raise BannerError(_("the page has nothing that by its words brings the banner back"))
        await pressed(link)
        place = await self._wait(page)
        if place is None:
            raise BannerError(_("the banner did not come back"))
        if place.find(Role.REJECT) is None and not place.boxes:
            place = await self._settings(page)
        await _refuse(place)

    async def choice(self, page: Page) -> tuple[str, ...] | None:
        del page  # an unknown tool keeps it who knows how
        return None

    async def _press(self, page: Page, role: Role) -> None:
        place = await self._place(page)
        button = _button(place, role)
        if button is None:
            raise BannerError(_("no button was found that by its words is there for it"), role)
        await pressed(button)

    async def _place(self, page: Page, *, hidden: bool = False) -> Place | None:
        """The likeliest banner; with `hidden`, also one that is not shown now."""
        found = [place for frame in page.frames for place in await _places(frame, hidden=hidden)]
        return max((place for place in found if place.asks), key=lambda place: place.score, default=None)

    async def _settings(self, page: Page) -> Place:
        place = await self._place(page)
        if place is not None and place.find(Role.SAVE) and place.boxes:
            return place
        button = _button(place, Role.SETTINGS)
        if button is None:
            raise BannerError(_("no button was found that by its words leads to the settings"))
        await pressed(button)
        opened = await self._wait(page, lambda found: bool(found.find(Role.SAVE)))
        if opened is None:
            raise BannerError(_("no settings came up"))
        return opened

    async def _wait(self, page: Page, ready: Callable[[Place], bool] = bool) -> Place | None:
        for _attempt in range(PATIENCE // 100):
            place = await self._place(page)
            if place is not None and ready(place):
                return place
            await page.wait_for_timeout(100)
        return None


def _button(place: Place | None, role: Role) -> Locator | None:
    return place.find(role) if place else None


async def _refuse(place: Place) -> None:
    button = place.find(Role.REJECT)
    if button is None:
        await switches.none(place.boxes)
        button = place.find(Role.SAVE)
    if button is None:
        raise BannerError(_("the banner has neither a button that rejects nor one that keeps what is ticked"))
    await pressed(button)


async def _places(frame: Frame, *, hidden: bool) -> list[Place]:
    """What in a frame may be a banner."""
    from playwright.async_api import Error  # noqa: PLC0415

    locator = frame.locator(_PRESSED)
    try:
        found = await locator.evaluate_all(_CONTROLS)
    except Error:
        return []  # a frame that is gone, or was never loaded
    return list(_judged(found, locator, hidden=hidden))


def _judged(found: dict[str, Any], locator: Locator, *, hidden: bool) -> Iterator[Place]:
    for number, place in enumerate(found["places"]):
        within = [(i, c) for i, c in enumerate(found["controls"]) if number in c["within"]]
        if not (place["shown"] or hidden) or not about(place["text"]):
            continue
        if place["length"] > _LONGEST and not place["apart"]:
            continue
        buttons: dict[Role, Locator] = {}
        for index, control in within:
            if control["toggle"] or not (control["shown"] or hidden):
                continue
            meant = purpose(control["label"])
            if meant is not None and _ROLES[meant] not in buttons:
                buttons[_ROLES[meant]] = locator.nth(index)
        boxes = tuple(locator.nth(index) for index, control in within if control["toggle"])
        telling = sum(role in buttons for role in (Role.ACCEPT, Role.REJECT, Role.SETTINGS, Role.SAVE))
        # Of places within each other that have the same buttons, the innermost: the one with the least text.
        score = telling + (1.5 if place["apart"] else 0) + (1 if boxes else 0) - place["length"] / 2000
        yield Place(tuple(buttons.items()), boxes, place["apart"], score)


DRIVER = _Guess()
