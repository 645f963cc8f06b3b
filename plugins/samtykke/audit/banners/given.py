"""A banner whose controls are named by whoever audits, by CSS selectors: for one that its words do not give away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samtykke.audit.model import Role

from .base import _
from .known import Known

if TYPE_CHECKING:
    from playwright.async_api import Page

BANNER, LAYER, SWITCHES, REOPEN = "banner", "layer", "switches", "reopen"
PARTS = (BANNER, *(role.value for role in Role), LAYER, SWITCHES, REOPEN)
"""What can be named: the first layer and its buttons, the settings' place and switches, and what brings it all back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given(Known):
    async def detect(self, page: Page) -> bool:
        """By a locator, which looks into open shadow roots."""
        return await page.locator(self.banner).count() > 0


def given(selectors: Mapping[str, str]) -> Known:
    """The driver; `selectors` maps some of PARTS to CSS. Raises ValueError that says in English what is missing."""
    unknown = sorted(set(selectors) - set(PARTS))
    if unknown:
        raise ValueError(f"there is no {unknown[0]}: {', '.join(PARTS)}")
    if Role.ACCEPT not in selectors or not {Role.REJECT, Role.SETTINGS} & set(selectors):
        raise ValueError(_("accept, and reject or settings, have to be named"))
    if Role.SETTINGS in selectors and Role.SAVE not in selectors:
        raise ValueError(_("where settings is named, save has to be named too"))
    first: dict[Role, str] = {role: selectors[role] for role in Role if role in selectors and role is not Role.SAVE}
    second: dict[Role, str] = {Role.SAVE: selectors[Role.SAVE]} if Role.SAVE in selectors else {}
    return _Given(
        id="given",
        tested=True,
        present="",
        banner=selectors.get(BANNER, selectors[Role.ACCEPT]),
        first=first,
        settings_layer=selectors.get(LAYER, selectors.get(Role.SAVE, "")),
        second=second,
        switches=selectors.get(SWITCHES, ""),
        reopen=selectors.get(REOPEN, ""),
        withdrawal=(Role.SAVE,),
    )
