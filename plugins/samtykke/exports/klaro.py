"""Klaro: elements with `data-name`, their addresses in `data-src`, and scripts of `type="text/plain"`.

Its options: https://klaro.org/docs/integration/annotated-configuration
"""

from __future__ import annotations

from typing import Any

from samtykke.banner import view
from samtykke.locale import Translate
from samtykke.register.model import Register

from .base import (
    Export,
    Format,
    asks_by_name,
    cookies,
    days,
    domain,
    groups,
    key,
    losses,
    plain,
    say,
    statement,
    text,
    word,
)
from .javascript import Code, program, written

TOOL = "Klaro"
_NOTHING = " "
"""A text that is not to be there; Klaro takes an empty one for missing, and says so to visitors."""
_COMMENT = "Made by samtykke register export: change the register instead. Load it before klaro.js."
_BODY = """\
const ran = new Set();

// Klaro calls this with every service, after it has erased the cookies of one that is refused.
const changed = (consent, service) => {{
  if (consent) ran.add(service.name);
  else if (ran.has(service.name)) location.reload();
}};

window.klaroConfig = {settings};"""


def export(register: Register, t: Translate) -> Export:
    """The `klaroConfig` that klaro.js looks for."""
    settings = {
        "version": 1,
        "cookieName": register.site.cookie,
        "cookieExpiresAfterDays": days(register),
        "default": False,
        "mustConsent": False,
        "acceptAll": True,
        "hideDeclineAll": False,
        "groupByPurpose": True,
        "showNoticeTitle": True,
        "styling": {"theme": ["light"]},
        "showDescriptionEmptyStore": True,
        "lang": Code("language"),
        "callback": Code("changed"),
        "purposeOrder": [key(group, register) for group in groups(register, "en")],
        "translations": {Code("language"): _translation(register)},
        "services": _services(register),
    }
    notes = [*losses(register, TOOL, t), asks_by_name(TOOL, t)]
    notes.append(
        t("%(tool)s draws yes and no in different colours, and the way to the choices as a link.") % {"tool": TOOL}
    )
    return Export(program(_COMMENT, _BODY.format(settings=written(settings))), tuple(notes))


FORMAT = Format("klaro", export)


def _translation(register: Register) -> dict[str, Any]:
    read = bool(register.site.statement)
    return {
        "privacyPolicyUrl": say(lambda lang: statement(register, lang) or "") if read else None,
        "privacyPolicy": {"name": text("statement"), "text": "{privacyPolicy}"},
        "consentNotice": {
            "title": text("title"),
            "description": say(lambda lang: word("intro", lang) + (" {privacyPolicy}" if read else "")),
            "changeDescription": text("changed"),
            "learnMore": text("choose"),
        },
        "consentModal": {"title": text("settings"), "description": text("settings_intro")},
        "ok": text("accept"),
        "acceptAll": text("accept"),
        "acceptSelected": text("save"),
        "decline": text("reject"),
        "save": text("save"),
        "close": text("close"),
        "poweredBy": say(lambda lang: f"{word('made_with', lang)} {TOOL}"),
        "service": {
            "purpose": text("purpose"),
            "purposes": text("purpose"),
            "required": {"title": say(lambda lang: f"({word('always_on', lang).lower()})"), "description": _NOTHING},
            "disableAll": {"title": text("accept"), "description": _NOTHING},
        },
        "purposeItem": {"service": text("service"), "services": text("services")},
        "contextualConsent": {
            "description": say(lambda lang: word("embed", lang) % {"name": "{title}"}),
            "acceptOnce": text("once"),
            "acceptAlways": text("always"),
            "descriptionEmptyStore": text("blocked_always"),
            "modalLinkText": text("open"),
        },
        "purposes": {key(group, register): _purpose(register, i) for i, group in enumerate(groups(register, "en"))},
    }


def _purpose(register: Register, position: int) -> dict[str, Any]:
    return {
        "title": say(lambda lang: groups(register, lang)[position].title.text),
        "description": say(lambda lang: groups(register, lang)[position].purpose.text),
    }


def _services(register: Register) -> list[dict[str, Any]]:
    found = enumerate(groups(register, "en"))
    return [_service(register, i, n, offer) for i, group in found for n, offer in enumerate(group.services)]


def _service(register: Register, group: int, position: int, offer: view.Offer) -> dict[str, Any]:
    declared = register.find_service(offer.id)
    assert declared is not None
    needed = declared.basis != "consent"
    names = () if needed else cookies(register, declared)
    wide = domain(register)
    return {
        "name": offer.id,
        "title": offer.name,
        "description": say(lambda lang: plain(groups(register, lang)[group].services[position], lang)),
        "purposes": [key(groups(register, "en")[group], register)],
        "required": needed,
        "cookies": [entry for name in names for entry in ([name, [name, "/", wide]] if wide else [name])],
    }
