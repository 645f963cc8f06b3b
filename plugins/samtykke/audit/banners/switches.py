"""The switches of a banner's settings, and which category of the register each belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .base import BannerError, Wanted, _

if TYPE_CHECKING:
    from playwright.async_api import Locator

_READ = """(box) => ({
  keys: [box.id, box.name, box.value, ...Object.values(box.dataset)].map((key) => String(key ?? "").slice(0, 120)),
  label: (
    [...(box.labels ?? [])].map((label) => label.innerText).join(" ") ||
    box.getAttribute("aria-label") ||
    (box.getAttribute("aria-labelledby") ?? "").split(" ")
      .map((id) => box.getRootNode().getElementById?.(id)?.innerText ?? "").join(" ") ||
    box.title || box.innerText || ""
  ).trim().replace(/\\s+/g, " ").slice(0, 200),
  on: box.checked ?? box.getAttribute("aria-checked") === "true",
  fixed: box.disabled === true || box.getAttribute("aria-disabled") === "true",
})"""

_SAME = (
    {"analytics", "analytic", "analyse", "statistics", "statistic", "statistikk", "statistik", "performance",
     "measurement", "ytelse", "måling", "c0002", "statistiken", "leistung"},
    {"marketing", "markedsføring", "marknadsføring", "marknadsföring", "ads", "advertisement", "advertising",
     "targeting", "annonser", "reklame", "werbung", "c0004"},
    {"functional", "functionality", "funksjonelle", "funksjoner", "funksjon", "funktionella", "funktionelle",
     "preferences", "preferanser", "funktional", "funktionell", "c0003"},
    {"media", "social", "sosiale", "video", "embedded", "embeds", "externalmedia", "c0005"},
)  # fmt: skip
"""Names of the same thing, in the keys and labels of tools and of registers."""


@dataclass(frozen=True, slots=True)
class Switch:
    """A checkbox or switch, as it stands."""

    keys: tuple[str, ...]
    """Its id, name, value and data attributes."""
    label: str
    on: bool
    fixed: bool
    """The visitor cannot change it."""

    def belongs(self, category: Wanted) -> bool:
        """Whether it is for the category, or for one of its services."""
        ids = {_plain(key) for key in (category.id, *category.services)}
        ends = {re.split(r"[:\s]|item-", key)[-1] for key in self.keys}
        if ids & {_plain(key) for key in (*self.keys, *ends)}:
            return True
        label = _plain(self.label)
        titles = {_plain(title) for title in category.titles}
        if label and any(label == title or label.startswith(f"{title} ") for title in titles):
            return True
        ours = _kinds(" ".join((category.id, *category.titles)))
        return bool(ours) and _kinds(" ".join((*self.keys, self.label[:60]))) == ours


async def each(found: Locator) -> list[Locator]:
    """The matches, one by one."""
    return [found.nth(index) for index in range(await found.count())]


async def read(box: Locator) -> Switch:
    """A switch as it stands."""
    found = await box.evaluate(_READ)
    return Switch(tuple(found["keys"]), found["label"], found["on"], found["fixed"])


async def ticked(boxes: Iterable[Locator]) -> tuple[str, ...]:
    """The names of those that are on although the visitor could turn them off."""
    found = [await read(box) for box in boxes]
    return tuple(switch.label or switch.keys[0] for switch in found if switch.on and not switch.fixed)


async def only(boxes: Sequence[Locator], category: Wanted) -> None:
    """Turn on what belongs to a category and turn off everything else. Raises BannerError where nothing does."""
    wanted = [(await read(box)).belongs(category) for box in boxes]
    if not any(wanted):
        raise BannerError(_("no switch for the category was found"), category.id)
    for turn in (False, True):
        for box, on in zip(boxes, wanted, strict=True):
            if on is turn:
                await _turn(box, on)


async def none(boxes: Iterable[Locator]) -> None:
    """Turn everything off that can be."""
    for box in boxes:
        await _turn(box, False)


async def _turn(box: Locator, on: bool) -> None:
    """Read anew before each click, as one may move others; by script, as they are often drawn over."""
    now = await read(box)
    if now.on is not on and not now.fixed:
        await box.evaluate("(box) => box.click()")


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.lower()).split())


def _kinds(text: str) -> frozenset[int]:
    """Which sets of `_SAME` a text has words of."""
    words = set(re.sub(r"[\W_]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)).lower().split())
    return frozenset(i for i, same in enumerate(_SAME) if words & same)
