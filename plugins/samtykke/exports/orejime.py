"""Orejime 3: anything inside `<template data-purpose="…">`, with `data-contextual` for a placeholder.

Its options: the README of the npm package `orejime`.
"""

from __future__ import annotations

from typing import Any

from markupsafe import escape

from samtykke.banner import view
from samtykke.locale import Translate
from samtykke.register.model import Register

from .base import (
    Export,
    Format,
    UnsupportedError,
    asks_by_name,
    cookies,
    days,
    groups,
    key,
    losses,
    markup,
    say,
    statement,
    text,
    word,
)
from .javascript import program, written

TOOL = "Orejime"
_COMMENT = "Made by samtykke register export: change the register instead. Load it before orejime-standard-nb.js."
_HOST_ONLY = " "
"""As a domain, none: left out, Orejime names the host in it, and a cookie that was set without a domain stays."""
_BODY = """\
window.orejimeConfig = {settings};"""


def export(register: Register, t: Translate) -> Export:
    """The `orejimeConfig` that Orejime looks for. Raises UnsupportedError without a privacy statement."""
    if not register.site.statement:
        message = t("%(tool)s demands the address of the privacy statement: write it as statement under [site].")
        raise UnsupportedError(message % {"tool": TOOL})
    settings = {
        "privacyPolicyUrl": say(lambda lang: statement(register, lang) or ""),
        "cookie": {"name": register.site.cookie, "duration": days(register), "sameSite": "lax"},
        "translations": _translations(),
        "purposes": [_group(register, i, group) for i, group in enumerate(groups(register, "en"))],
    }
    notes = [*losses(register, TOOL, t), asks_by_name(TOOL, t)]
    notes.append(
        t("%(tool)s does not load the page anew on withdrawal: a script that has run goes on until the page is left.")
        % {"tool": TOOL}
    )
    return Export(program(_COMMENT, _BODY.format(settings=written(settings))), tuple(notes))


FORMAT = Format("orejime", export)


def _translations() -> dict[str, Any]:
    linked = say(lambda lang: f"{word('intro', lang)} {{privacyPolicy}}")
    return {
        "banner": {
            "title": text("title"),
            "description": linked,
            "privacyPolicyLabel": text("statement"),
            "accept": text("accept"),
            "acceptTitle": text("accept"),
            "decline": text("reject"),
            "declineTitle": text("reject"),
            "configure": text("choose"),
            "configureTitle": text("settings"),
        },
        "modal": {
            "title": text("settings"),
            "description": say(lambda lang: f"{word('settings_intro', lang)} {{privacyPolicy}}"),
            "privacyPolicyLabel": text("statement"),
            "close": text("close"),
            "closeTitle": text("close"),
            "acceptAll": text("accept"),
            "declineAll": text("reject"),
            "save": text("save"),
            "saveTitle": text("save"),
        },
        "contextual": {
            "title": text("blocked_title"),
            "description": say(lambda lang: word("embed", lang) % {"name": "{purpose}"}),
            "privacyPolicyLabel": text("statement"),
            "accept": text("always"),
            "accepted": text("shown"),
        },
        "purpose": {
            "mandatory": text("always_on"),
            "mandatoryTitle": text("necessary_purpose"),
            "enabled": text("on"),
            "disabled": text("off"),
            "partial": text("partial"),
        },
        "misc": {
            "newWindowTitle": text("new_window"),
            "updateNeeded": text("changed"),
            "poweredBy": say(lambda lang: f"{word('made_with', lang)} {TOOL}"),
        },
    }


def _group(register: Register, position: int, group: view.Group) -> dict[str, Any]:
    return {
        "id": f"category:{key(group, register)}",  # no service can be called that
        "title": say(lambda lang: groups(register, lang)[position].title.text),
        "description": say(lambda lang: str(escape(groups(register, lang)[position].purpose.text))),
        "isMandatory": True if not group.id else None,
        "purposes": [_purpose(register, position, n, offer) for n, offer in enumerate(group.services)],
    }


def _purpose(register: Register, group: int, position: int, offer: view.Offer) -> dict[str, Any]:
    declared = register.find_service(offer.id)
    assert declared is not None
    needed = declared.basis != "consent"
    names = () if needed else cookies(register, declared)
    return {
        "id": offer.id,
        "title": offer.name,
        "description": say(lambda lang: markup(groups(register, lang)[group].services[position], lang)),
        "isMandatory": True if needed else None,
        "cookies": [entry for name in names for entry in (name, [name, "/", _HOST_ONLY])],
    }
