"""One visitor's way through some pages in one state of consent."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from samtykke.register import Register

from . import banner as looking
from .banners import DRIVERS, BannerError, Driver, Wanted
from .browser import Chromium
from .model import BannerSeen, ChoiceSeen, Page, Step, Trouble, Visit
from .site import Site
from .states import ACCEPT, BEFORE, ONLY, REJECT, WITHDRAW, State
from .watch import CrashedError, Visitor


@dataclass(frozen=True, slots=True)
class Ground:
    """What all journeys of an audit share."""

    chromium: Chromium
    site: Site
    register: Register
    lang: str
    pictures: bool
    patience: float
    """Seconds for a page to be loaded."""
    drivers: Sequence[Driver] = DRIVERS
    """Who is asked whether the banner is theirs, in this order."""


@dataclass
class Journey:
    """The pages in order; the choice is made on the first."""

    state: State
    pages: Sequence[Page]
    visits: list[Visit] = field(default_factory=list)
    pictures: list[dict[str, bytes]] = field(default_factory=list)

    async def go(self, ground: Ground) -> None:
        """Visit what is left of the pages, as far as one visitor gets. Raises CrashedError and keeps what was seen."""
        done = len(self.visits)
        async with Visitor(
            ground.chromium, ground.site, self.state, lang=ground.lang, patience=ground.patience
        ) as visitor:
            driver: Driver | None = None
            first = True
            for page in self.pages[done:]:
                visitor.begin(Step.LOAD if first else Step.NEXT)
                call = _Call(ground, self.state, visitor, page, driver)
                try:
                    await (call.first() if first else call.next())
                except CrashedError as error:
                    visitor.troubles.append(Trouble(error.kind, page.url))
                    raise
                finally:
                    self.visits.append(replace(call.seen(), first=first))
                    self.pictures.append(call.pictures)
                driver = call.driver
                if first and not call.settled:
                    return  # the page did not load, or the banner could not be pressed: another one, in a clean profile
                first = False


@dataclass
class _Call:
    """A visit as it is being made."""

    ground: Ground
    state: State
    visitor: Visitor
    page: Page
    driver: Driver | None
    banner: BannerSeen | None = None
    choices: list[ChoiceSeen] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    settled: bool = False
    """The visitor is in the state that was to be looked at."""

    async def first(self) -> None:
        """The page in a clean profile, then the choices of the state."""
        await self._open(self.visitor.goto(self.page.url))
        if not self._failed and self.state.script:
            await self._meet()
            if self.state.id == BEFORE and self.driver is not None and self.banner is not None and self.banner.shown:
                await self._inspect(self.driver)
            self.settled = not self.state.choices or await self._choose()
            if self.settled and self.state.reload:
                self.visitor.turn(Step.RELOAD)
                await self._open(self.visitor.reload())
                await self._ask()
        elif not self._failed:
            self.settled = True
        await self._leave()

    async def next(self) -> None:
        """A further page."""
        await self._open(self.visitor.goto(self.page.url))
        await self._ask()
        await self._leave()

    @property
    def _failed(self) -> bool:
        return any(t.fatal for t in self.visitor.troubles)

    async def _open(self, opening: Awaitable[None]) -> None:
        await opening
        if self._failed:
            return
        await self.visitor.rest()
        await self.visitor.scroll()
        await self.visitor.rest()
        await self.visitor.look()

    async def _leave(self) -> None:
        if not self._failed:
            await self.visitor.leave()
            await self.visitor.rest()

    async def _meet(self) -> None:
        """Who asks, and how that looks."""
        page = self.visitor.page
        self.driver = await self._safely(looking.find(page, self.ground.drivers))
        if self.driver is None:
            if self.ground.register.needs_consent():
                self.banner = BannerSeen("", problem="no banner was found")
                self.visitor.troubles.append(Trouble("banner", self.banner.problem))
            return
        self.banner = await self._safely(looking.first_layer(page, self.driver))
        await self._picture("banner")
        await self._ask()

    async def _inspect(self, driver: Driver) -> None:
        """What a visitor finds who looks round without choosing, and what closing the banner comes to."""
        page = self.visitor.page
        assert self.banner is not None
        self.visitor.turn(Step.CLOSING)
        if await self._safely(driver.close(page)):
            await self.visitor.rest()
            await self.visitor.look()
            await self._ask()
            if not await self._safely(driver.shown(page)):
                # Closed, not answered, it asks again on the next page; where it does not, closing it was an answer.
                await self.visitor.reload()
                await self.visitor.rest()
        if not await self._safely(driver.shown(page)):
            return
        self.visitor.turn(Step.LOAD)
        seen = await self._safely(looking.second_layer(page, driver, self.banner))
        if seen is not None:
            self.banner = seen
            await self._picture("settings")
            await self.visitor.rest()
            await self.visitor.look()

    async def _choose(self) -> bool:
        """Make the choices of the state, one after the other; whether that could be done."""
        if self.driver is None:
            return False
        for choice in self.state.choices:
            self.visitor.turn(Step.WITHDRAWAL if choice == WITHDRAW else Step.CHOICE, choice)
            try:
                await self.visitor.alive(self._press(self.driver, choice))
            except BannerError as error:
                self.visitor.troubles.append(Trouble("banner", f"{choice}: {error}"))
                return False
            await self.visitor.rest()
            await self.visitor.scroll()
            await self.visitor.rest()
            await self.visitor.look()
            await self._ask()
            await self._picture("after")
        return True

    async def _press(self, driver: Driver, choice: str) -> None:
        page = self.visitor.page
        if choice == ACCEPT:
            await driver.accept(page)
        elif choice == REJECT:
            await driver.reject(page)
        elif choice == WITHDRAW:
            await driver.withdraw(page)
        else:
            wanted = {w.id: w for w in categories(self.ground.register)}
            category = wanted[choice.removeprefix(ONLY)]
            await driver.only(page, category, [w for w in wanted.values() if w is not category])

    async def _ask(self) -> None:
        """What the tool says of the choice, and whether it asks."""
        if self.driver is None or self._failed or not self.state.script:
            return
        page = self.visitor.page
        kept = await self._safely(self.driver.choice(page))
        shown = await self._safely(self.driver.shown(page))
        self.choices.append(ChoiceSeen(self.visitor.step, kept, bool(shown)))

    async def _picture(self, name: str) -> None:
        if self.ground.pictures:
            self.pictures[name] = await self.visitor.picture()

    async def _safely(self, work: Awaitable[Any]) -> Any:
        """The result, or None where the page was in the way."""
        from playwright.async_api import Error  # noqa: PLC0415

        try:
            return await self.visitor.alive(work)
        except (Error, BannerError):
            return None

    def seen(self) -> Visit:
        """All that was seen."""
        visitor = self.visitor
        return Visit(
            page=self.page.path,
            url=self.page.url,
            state=self.state.id,
            requests=visitor.requests(),
            cookies=visitor.ledger.cookies,
            storage=visitor.ledger.items,
            banner=self.banner,
            choices=tuple(self.choices),
            consent_mode=visitor.commands(),
            console=tuple(visitor.console),
            troubles=tuple(visitor.troubles),
            began=visitor.began,
            duration=visitor.duration,
        )


def categories(register: Register) -> tuple[Wanted, ...]:
    """The categories that a banner asks about."""
    gated = register.gated_services()
    found = []
    for category in register.category:
        services = tuple(s.id for s in gated if s.category == category.id)
        titles = tuple(t for t in (category.title.nb, category.title.nn, category.title.en) if t)
        if services:
            found.append(Wanted(category.id, titles, services))
    return tuple(found)
