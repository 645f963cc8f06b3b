"""tarteaucitron.js 1: a pair of buttons, yes and no, for each of its services."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samtykke.audit.model import Role

from .base import BannerError, Controls, Wanted, _
from .known import Known, press, visible
from .switches import Switch

if TYPE_CHECKING:
    from playwright.async_api import Page

_SERVICES = """() => tarteaucitron.job.filter((key) => tarteaucitron.services[key]).map((key) => ({
  key, type: tarteaucitron.services[key].type, name: tarteaucitron.services[key].name,
  on: tarteaucitron.state[key] === true,
}))"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tarteaucitron(Known):
    async def settings(self, page: Page) -> tuple[Controls, tuple[str, ...]]:
        # Named, as super() knows no class that slots have made anew.
        controls, _ = await Known.settings(self, page)
        return controls, tuple(switch.label for _, switch in await _services(page) if switch.on)

    async def only(self, page: Page, category: Wanted, others: Sequence[Wanted]) -> None:
        del others  # everything else is refused
        await self._open_settings(page)
        services = await _services(page)
        if not any(switch.belongs(category) for _, switch in services):
            raise BannerError(_("no service of the category was found"), category.id)
        for key, switch in services:
            answer = "Allowed" if switch.belongs(category) else "Denied"
            await page.evaluate("(id) => document.getElementById(id).click()", f"{key}{answer}")
        if await visible(page, self.settings_layer):
            await press(page, self.second[Role.SAVE])


async def _services(page: Page) -> list[tuple[str, Switch]]:
    return [
        (s["key"], Switch((s["key"], s["type"]), s["name"], s["on"], fixed=False))
        for s in await page.evaluate(_SERVICES)
    ]


DRIVER = _Tarteaucitron(
    id="tarteaucitron",
    tested=True,
    source="https://github.com/AmauriC/tarteaucitron.js",
    present="window.tarteaucitron && tarteaucitron.userInterface",
    banner="#tarteaucitronAlertBig",
    first={
        Role.ACCEPT: "#tarteaucitronPersonalize2",
        Role.REJECT: "#tarteaucitronAllDenied2",
        Role.SETTINGS: "#tarteaucitronCloseAlert, #tarteaucitronPersonalize",
        Role.CLOSE: "#tarteaucitronCloseCross",
    },
    settings_layer="#tarteaucitron",
    second={
        Role.ACCEPT: "#tarteaucitronAllAllowed",
        Role.REJECT: "#tarteaucitronAllDenied",
        Role.SAVE: "#tarteaucitronClosePanel",
    },
    switches="",
    reopen="#tarteaucitronManager, #tarteaucitronAlertSmall button, a[href='#tarteaucitron']",
    reopen_by="tarteaucitron.userInterface.openPanel()",
    withdrawal=(Role.REJECT,),
    kept="(s => Object.values(s).some(v => v !== 'wait') ? Object.keys(s).filter(k => s[k] === true) : null)"
    "(tarteaucitron.state)",
)
