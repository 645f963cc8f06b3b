"""What a driver of a consent tool must be able to do.

A driver is one object without state of its own: everything is read from the page each time. It presses the buttons that
a visitor would press wherever there are any, since a button that does something else than it says is what an audit is
to find; the tool's interface is for what has no button, and for reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from samtykke.audit.model import Role

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


class BannerError(Exception):
    """The banner could not be driven. What it was to show is then unverified.

    The message says why, in English: a sentence that the rules translate, then in brackets what it is about.
    """

    def __init__(self, text: str, about: object = "") -> None:
        super().__init__(f"{text} ({about})" if about else text)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A category of the register, for a tool that may know it by another name."""

    id: str
    titles: tuple[str, ...]
    """In every language that the register has."""
    services: tuple[str, ...]
    """The ids of its services."""


@dataclass(frozen=True, slots=True)
class Controls:
    """The controls of a banner, where there are any, as locators of elements that can be pressed."""

    first: tuple[tuple[Role, Locator], ...]
    """Of the first layer, in the order in which they stand."""
    second: tuple[tuple[Role, Locator], ...] = ()
    """Of the settings, once they are open; filled by `settings`."""


class Driver(Protocol):
    """Everything is asked of the page as it is now; waiting for the page to come to rest is the caller's."""

    @property
    def id(self) -> str:
        """Such as `klaro`."""

    @property
    def tested(self) -> bool:
        """Whether it has been tried with the tool itself."""

    async def detect(self, page: Page) -> bool:
        """Whether the tool is on the page, its banner shown or not."""

    async def shown(self, page: Page) -> bool:
        """Whether the first layer can be seen, and asks."""

    async def controls(self, page: Page) -> Controls:
        """What can be pressed on the first layer."""

    async def settings(self, page: Page) -> tuple[Controls, tuple[str, ...]]:
        """Open the settings, with nothing chosen: their controls, and the names of what is ticked already.

        Raises BannerError where there are none.
        """

    async def accept(self, page: Page) -> None:
        """Accept all. Raises BannerError."""

    async def reject(self, page: Page) -> None:
        """Reject all. Raises BannerError."""

    async def only(self, page: Page, category: Wanted, others: Sequence[Wanted]) -> None:
        """Accept one category and nothing else. Raises BannerError."""

    async def close(self, page: Page) -> bool:
        """Close the first layer without choosing: by its cross, else by Escape. False where it cannot be closed."""

    async def withdraw(self, page: Page) -> None:
        """After all was accepted: take it back, as a visitor would. Raises BannerError."""

    async def choice(self, page: Page) -> tuple[str, ...] | None:
        """The ids of the categories (the tool's own names) that have consent now; None where no choice is kept."""
