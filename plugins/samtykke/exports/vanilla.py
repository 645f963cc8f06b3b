"""vanilla-cookieconsent 3: scripts with `type="text/plain" data-category data-service`, as Samtykke itself marks them.

Its options: https://cookieconsent.orestbida.com/reference/configuration-reference.html
"""

from __future__ import annotations

from typing import Any

from markupsafe import escape

from samtykke.banner import view
from samtykke.locale import Translate
from samtykke.register import category_digests
from samtykke.register.model import Register

from .base import Export, Format, cookies, days, domain, groups, key, losses, markup, say, statement, text, word
from .javascript import Code, Said, program, written

TOOL = "vanilla-cookieconsent"
_COMMENT = "Made by samtykke register export: change the register instead. Load it after cookieconsent.umd.js."
_RELOAD = Code("() => location.reload()")
"""Called when a service is refused that the page has let run: only a new page is without its script."""


def export(register: Register, t: Translate) -> Export:
    """What `CookieConsent.run` takes."""
    found = groups(register, "en")
    settings = {
        "revision": _revision(register, [group.id for group in found if group.id]),
        "hideFromBots": False,  # it takes every browser under automatic control for a bot, and tests could not see it
        "cookie": {"name": register.site.cookie, "expiresAfterDays": days(register)},
        "guiOptions": {
            "consentModal": {"layout": "box wide", "position": "bottom center", "equalWeightButtons": True},
            "preferencesModal": {"equalWeightButtons": True},
        },
        "categories": {key(group, register): _category(register, group) for group in found},
        "language": {
            "default": Code("language"),
            "translations": {Code("language"): _translation(register, len(found))},
        },
    }
    notes = losses(register, TOOL, t)
    notes.append(t("%(tool)s gates scripts only; embeds need its companion iframemanager.") % {"tool": TOOL})
    return Export(program(_COMMENT, f"CookieConsent.run({written(settings)});"), tuple(notes))


FORMAT = Format("vanilla-cookieconsent", export)


def _revision(register: Register, categories: list[str]) -> int:
    """A number that changes with what is consented to; visitors are then asked anew."""
    digests = category_digests(register)
    total = 0
    for id_ in sorted(categories):
        total = (total * 31 + int(digests[id_], 16)) % 2**31
    return total


def _category(register: Register, group: view.Group) -> dict[str, Any]:
    if not group.id:
        return {"enabled": True, "readOnly": True}
    return {"services": {offer.id: _service(register, offer) for offer in group.services}}


def _service(register: Register, offer: view.Offer) -> dict[str, Any]:
    declared = register.find_service(offer.id)
    assert declared is not None
    places: tuple[dict[str, str], ...] = ({}, {"domain": found}) if (found := domain(register)) else ({},)
    return {
        "label": str(escape(offer.name)),
        "cookies": [{"name": name, **place} for name in cookies(register, declared) for place in places],
        "onReject": _RELOAD,
    }


def _translation(register: Register, count: int) -> dict[str, Any]:
    sections: list[dict[str, Any]] = [{"description": text("settings_intro")}]
    sections.extend(_section(register, position) for position in range(count))
    return {
        "consentModal": {
            "title": text("title"),
            "description": text("intro"),
            "acceptAllBtn": text("accept"),
            "acceptNecessaryBtn": text("reject"),
            "showPreferencesBtn": text("choose"),
            "footer": _footer(register),
        },
        "preferencesModal": {
            "title": text("settings"),
            "acceptAllBtn": text("accept"),
            "acceptNecessaryBtn": text("reject"),
            "savePreferencesBtn": text("save"),
            "closeIconLabel": text("close"),
            "serviceCounterLabel": say(lambda lang: f"{word('service', lang)}|{word('services', lang)}"),
            "sections": sections,
        },
    }


def _section(register: Register, position: int) -> dict[str, Any]:
    group = groups(register, "en")[position]
    return {
        "title": say(lambda lang: str(escape(groups(register, lang)[position].title.text))),
        "description": say(lambda lang: _description(groups(register, lang)[position], lang)),
        "linkedCategory": key(group, register),
    }


def _description(group: view.Group, lang: str) -> str:
    services = (f"<strong>{escape(offer.name)}</strong><br>{markup(offer, lang)}" for offer in group.services)
    return "<br><br>".join([str(escape(group.purpose.text)), *services])


def _footer(register: Register) -> str | Said | None:
    if not register.site.statement:
        return None
    return say(lambda lang: f'<a href="{escape(statement(register, lang))}">{escape(word("statement", lang))}</a>')
