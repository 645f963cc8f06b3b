"""What an export is, and what all of them say and need of the register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import escape

from samtykke.banner import config, view
from samtykke.banner.texts import LANGUAGES, texts
from samtykke.domains import registrable
from samtykke.locale import Translate
from samtykke.register import lifetime
from samtykke.register.model import Register, Service

from .javascript import Code, Said, pattern
from .words import WORDS

CHOICE_DAYS = 182
"""How long a choice is kept where the register does not declare the choice's own cookie; as in the banner."""
UNDECLARED_NECESSARY = "_necessary"
"""The category of what is always on, where the register has none for it; no id of the register has an underscore."""


class UnsupportedError(ValueError):
    """The register cannot be told to this tool at all; the text says why, in the user's language."""


@dataclass(frozen=True, slots=True)
class Export:
    """The configuration, ending in a line break, and what it could not say, in the user's language."""

    text: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Format:
    """A tool: its name in the command, and what tells it a register that needs consent. May raise UnsupportedError."""

    name: str
    export: Callable[[Register, Translate], Export]


def say(find: Callable[[str], str]) -> str | Said:
    """What a function gives for each language of the banner; the page's own is chosen in the browser."""
    found = {lang: find(lang) for lang in LANGUAGES}
    return found["nb"] if len(set(found.values())) == 1 else Said(found)


def text(key: str) -> str | Said:
    """A text of the banner, or of `words`."""
    return say(lambda lang: word(key, lang))


def word(key: str, lang: str) -> str:
    """The same in one language."""
    return WORDS[lang][key] if key in WORDS[lang] else texts(lang)[key]


def groups(register: Register, lang: str) -> tuple[view.Group, ...]:
    """The categories with their services, what is always on last and under an id of its own."""
    asked = view.groups(register, lang)
    fixed = view.necessary(register, lang)
    return (*asked, fixed) if fixed else asked


def key(group: view.Group, register: Register) -> str:
    """The id of a group as `groups` gives it."""
    declared = next((c.id for c in register.category if c.necessary), UNDECLARED_NECESSARY)
    return group.id or declared


def facts(offer: view.Offer, lang: str) -> tuple[str, ...]:
    """What the dialog tells of a service, one fact a sentence; the provider's own policy apart."""
    t = texts(lang)
    found = [offer.purpose.text, f"{t['provider']}: {offer.provider} ({offer.country})."]
    if offer.reason:
        found.append(f"{t['reason']}: {offer.reason.text}")
    if offer.transfer:
        found.append(f"{t['transfer']}: {offer.transfer.text}")
    if not offer.storage:
        found.append(f"{t['storage']}: {t['nothing_stored'].lower()}.")
    stores = t["storage"]
    found.extend(f"{stores}: {i.name or t['any']} ({i.kind}, {i.lifetime}). {i.purpose.text}" for i in offer.storage)
    return tuple(found)


def plain(offer: view.Offer, lang: str) -> str:
    """`facts` as text."""
    policy = [f"{texts(lang)['policy']}: {offer.policy}"] if offer.policy else []
    return " ".join([*facts(offer, lang), *policy])


def markup(offer: view.Offer, lang: str) -> str:
    """`facts` as HTML, for tools that take no text: everything of the register's is escaped."""
    lines = [str(escape(fact)) for fact in facts(offer, lang)]
    if offer.policy:
        lines.append(f'<a href="{escape(offer.policy)}">{escape(texts(lang)["policy"])}</a>')
    return "<br>".join(lines)


def statement(register: Register, lang: str) -> str | None:
    """The address of the privacy statement, from the site's root."""
    page = register.site.statement_in(lang)
    return None if page is None else f"/{page}/"


def days(register: Register) -> int:
    """How long the tool is to keep a choice: as the register declares its cookie."""
    declared = register.find_storage("cookie", register.site.cookie)
    length = lifetime.parse(declared[1].lifetime) if declared else None
    return max(1, length.days) if length else CHOICE_DAYS


def domain(register: Register) -> str | None:
    """The domain on which tags like to set cookies: that of the site without `www` and the like."""
    found = registrable(register.site.url.split("//")[1].strip("/").split(":")[0])
    return f".{found}" if found else None


def cookies(register: Register, service: Service) -> tuple[Code, ...]:
    """Patterns of what a page can erase when a service is refused; they match no necessary cookie, nor the choice."""
    needed = [i.name for s in register.service if s.basis != "consent" for i in s.storage if i.kind == "cookie"]
    kept = [register.site.cookie, *(name for name in needed if name != register.site.cookie)]
    doomed = [i.name for i in service.storage if i.kind == "cookie" and i.party == "first"]
    return tuple(pattern(name, kept) for name in doomed if name.strip("*"))


def losses(register: Register, tool: str, t: Translate) -> list[str]:
    """What none of the tools can do with a register."""
    gated = register.gated_services()
    found = [t("%(tool)s does not heed Global Privacy Control.") % {"tool": tool}]
    stored = [
        f"{s.id}: {i.name}" for s in gated for i in s.storage if i.kind != "cookie" and not i.legacy and i.name != "*"
    ]
    if stored:
        message = t("%(tool)s erases cookies only; when consent is withdrawn, this stays: %(items)s.")
        found.append(message % {"tool": tool, "items": ", ".join(stored)})
    left = [i.name for s in gated for i in s.storage if i.legacy]
    if left:
        message = t("%(tool)s does not erase what earlier tags left with visitors who accept the service: %(names)s.")
        found.append(message % {"tool": tool, "names": ", ".join(left)})
    signalled = [s.id for s in gated if config.config(register, "en")["signals"].get(s.id)]
    if signalled:
        message = t("%(tool)s is not set up to send consent signals to Google or Microsoft for: %(services)s.")
        found.append(message % {"tool": tool, "services": ", ".join(signalled)})
    if register.site.receipts:
        message = t("%(tool)s sends no receipts to %(path)s.")
        found.append(message % {"tool": tool, "path": register.site.receipts})
    return found


def asks_by_name(tool: str, t: Translate) -> str:
    """Of tools whose choice is not bound to what was declared."""
    message = t("%(tool)s asks anew when a service is added, but not when what it stores or its provider changes.")
    return message % {"tool": tool}
