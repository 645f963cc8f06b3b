"""`python -m samtykke.rules.docs`: docs/rules.md and docs/regler.md, generated from the rules themselves."""

from __future__ import annotations

import sys
from pathlib import Path

from samtykke.files import write_atomically
from samtykke.locale import translator
from samtykke.model import Level

from .registry import RULES

FILES = {"en": "rules.md", "nb": "regler.md"}
_HEADS = {
    "en": """# Rules

Generated from the rules by `python -m samtykke.rules.docs`; change a rule's own file instead.

Levels: an error fails the check; a warning and a note are told. A rule marked *unverified* says that something could
not be established: alone it leads to exit code 3. Rules of the *audit* say what a real browser was seen to do
(`samtykke audit`); some speak of the HTML as well.
""",
    "nb": """# Regler

Laget av reglene med `python -m samtykke.rules.docs`; det er i regelens egen fil det skal endres.

En feil stanser kontrollen; en advarsel og en merknad blir sagt. En regel som er merket *ikke undersøkt*, sier at noe
ikke kunne fastslås: Alene gir den sluttkode 3. Regler fra *revisjonen* sier hva en virkelig nettleser ble sett å gjøre
(`samtykke audit`); noen av dem gjelder HTML-en også.
""",
}
_MARKS = {"en": ("unverified", "audit"), "nb": ("ikke undersøkt", "revisjon")}


def page(lang: str = "en") -> str:
    """The page in a language, as Markdown."""
    t = translator(lang)
    levels = {Level.ERROR: t("error"), Level.WARNING: t("warning"), Level.NOTE: t("note")}
    parts = [_HEADS[lang]]
    for rule in RULES:
        marks = zip(_MARKS[lang], (rule.unverified, rule.observe), strict=True)
        said = ", ".join([levels[rule.level], *(mark for mark, holds in marks if holds)])
        fence = "toml" if "[[" in rule.example or " = " in rule.example else "html"
        parts.append(
            f"## {rule.id}\n\n*{said}* — {_text(t(rule.title))}.\n\n"
            f"**{_label(t('Why:'))}** {_text(t(rule.why))}\n\n**{t('Example:').removesuffix(':')}**\n\n"
            f"```{fence}\n{rule.example}\n```\n\n**{_label(t('To mend it:'))}** {_text(t(rule.remedy))}\n"
        )
    return "\n".join(parts)


def _label(text: str) -> str:
    return text.removesuffix(":") + "."


def _text(text: str) -> str:
    """Tags that are meant as text."""
    return text.replace("<", "\\<")


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs")
    for language, name in FILES.items():
        write_atomically(folder / name, page(language))
