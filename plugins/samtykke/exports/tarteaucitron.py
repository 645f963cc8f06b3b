"""tarteaucitron: services in JavaScript, which load what pages mark as Samtykke does (`data-service`, `data-src`).

It has no marks for scripts of its own; its services are functions: https://github.com/AmauriC/tarteaucitron.js
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
    losses,
    markup,
    say,
    statement,
    text,
    word,
)
from .javascript import program, written

TOOL = "tarteaucitron"
_COMMENT = "Made by samtykke register export: change the register instead. Load it after tarteaucitron.js."
_SLOTS = ("analytic", "ads", "social", "video", "support", "api", "comment", "other")
"""Its categories; their names are ours to write, their number is not."""
_MOST_DAYS = 364
"""It keeps to a year whatever longer time it is given."""
_BODY = """\
// What is marked for a service is put to work in the order of the page.
const load = (id) => {{
  for (const element of document.querySelectorAll(`[data-service="${{id}}"]`)) {{
    if (element.localName !== "script") {{
      if (element.dataset.src) element.src = element.dataset.src;
    }} else if (element.type === "text/plain") {{
      const script = document.createElement("script");
      for (const {{ name, value }} of element.attributes) {{
        if (name !== "type" && name !== "data-src") script.setAttribute(name, value);
      }}
      if (element.dataset.type) script.type = element.dataset.type;
      script.async = element.hasAttribute("async");
      script.text = element.text;
      if (element.dataset.src) script.src = element.dataset.src;
      element.replaceWith(script);
    }}
  }}
}};

const services = {services};

window.tarteaucitronForceExpire = {days};
window.tarteaucitronForceLanguage = language === "en" ? "en" : "no";
window.tarteaucitronCustomText = {texts};
tarteaucitron.job = tarteaucitron.job || [];
for (const {{ id, type, name, patterns }} of services) {{
  // It looks for keys anywhere in its cookie: without the underscore, «google-map» would answer for «map».
  const key = `_${{id}}`;
  tarteaucitron.services[key] = {{
    key,
    type,
    name,
    needConsent: true,
    // It knows whole names only, so it is told those that are there when it asks.
    get cookies() {{
      const names = document.cookie.split(";").map((pair) => pair.split("=")[0].trim());
      return names.filter((found) => patterns.some((pattern) => pattern.test(found)));
    }},
    js: () => load(id),
  }};
  tarteaucitron.job.push(key);
}}
tarteaucitron.init({settings});"""


def export(register: Register, t: Translate) -> Export:
    """Services, texts and the call of `init`. Raises UnsupportedError where the register has too many categories."""
    found = groups(register, "en")
    asked = [group for group in found if group.id]
    if len(asked) > len(_SLOTS):
        message = t("%(tool)s has room for %(most)d categories; the register asks about %(count)d.")
        raise UnsupportedError(message % {"tool": TOOL, "most": len(_SLOTS), "count": len(asked)})
    settings = {
        "privacyUrl": say(lambda lang: statement(register, lang) or ""),
        "cookieName": register.site.cookie,
        "orientation": "bottom",
        "groupServices": True,
        "serviceDefaultState": "wait",
        "highPrivacy": True,
        "DenyAllCta": True,
        "AcceptAllCta": True,
        "moreInfoLink": False,  # it leads to the vendor's own description of the service, not to the provider's
        "mandatory": len(found) > len(asked),
        "mandatoryCta": False,
        "showIcon": True,
        "googleConsentMode": False,  # each would add services that the register does not know
        "bingConsentMode": False,
        "pianoConsentMode": False,
    }
    notes = [*losses(register, TOOL, t), asks_by_name(TOOL, t)]
    notes.append(t("%(tool)s cannot be told the language of all its words: it counts «cookies».") % {"tool": TOOL})
    if days(register) > _MOST_DAYS:
        notes.append(t("%(tool)s keeps a choice for at most a year.") % {"tool": TOOL})
    body = _BODY.format(
        services=written(
            [_service(register, slot, offer) for slot, group in _placed(asked) for offer in group.services]
        ),
        days=min(days(register), _MOST_DAYS),
        texts=written(_texts(register)),
        settings=written(settings),
    )
    return Export(program(_COMMENT, body), tuple(notes))


FORMAT = Format("tarteaucitron", export)


def _placed(asked: list[view.Group]) -> list[tuple[str, view.Group]]:
    return list(zip(_SLOTS, asked, strict=False))


def _service(register: Register, slot: str, offer: view.Offer) -> dict[str, Any]:
    declared = register.find_service(offer.id)
    assert declared is not None
    name = str(escape(offer.name))
    return {"id": offer.id, "type": slot, "name": name, "patterns": list(cookies(register, declared))}


def _texts(register: Register) -> dict[str, Any]:
    found: dict[str, Any] = {
        "middleBarHead": text("title"),
        "title": text("settings"),
        "disclaimer": say(lambda lang: f"<p>{escape(word('settings_intro', lang))}</p>"),
        "alertBigPrivacy": text("intro"),
        "alertSmall": text("show_services"),
        "personalize": text("choose"),
        "acceptAll": text("accept"),
        "allowAll": text("accept"),
        "denyAll": text("reject"),
        "all": text("your_choice"),
        "save": text("save"),
        "close": text("close"),
        "closeBanner": text("close"),
        "reload": text("reload"),
        "privacyUrl": text("statement"),
        "allow": text("allow"),
        "deny": text("deny"),
        "allowed": text("allowed"),
        "disallowed": text("denied"),
        "noCookie": text("stored_none"),
        "useNoCookie": text("stored_none"),
        "useCookieCurrent": text("stored_now"),
        "cookieDetail": text("storage"),
        "icon": text("open"),
        "newWindow": text("new_window"),
        "modalWindow": text("dialog"),
        "fallback": text("blocked"),
    }
    for position, group in enumerate(groups(register, "en")):
        if group.id:
            found[_SLOTS[position]] = _category(register, position)
            for n, offer in enumerate(group.services):
                found[f"desc-_{offer.id}"] = _description(register, position, n)
        else:
            found["mandatoryTitle"] = say(lambda lang: str(escape(groups(register, lang)[-1].title.text)))
            found["mandatoryText"] = say(lambda lang: _necessary(groups(register, lang)[-1], lang))
    return found


def _category(register: Register, position: int) -> dict[str, Any]:
    return {
        "title": say(lambda lang: str(escape(groups(register, lang)[position].title.text))),
        "details": say(lambda lang: str(escape(groups(register, lang)[position].purpose.text))),
    }


def _description(register: Register, group: int, position: int) -> Any:
    return say(lambda lang: markup(groups(register, lang)[group].services[position], lang))


def _necessary(group: view.Group, lang: str) -> str:
    services = (f"{escape(offer.name)}<br>{markup(offer, lang)}" for offer in group.services)
    # Once more with its title: where services are grouped, it hides the line above.
    return "<br><br>".join([f"<strong>{escape(group.title.text)}</strong><br>{escape(group.purpose.text)}", *services])
