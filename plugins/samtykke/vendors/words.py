"""The hint in words: beside a message, never in it, so that nothing that is told apart by its message is moved."""

from __future__ import annotations

from collections.abc import Sequence

from samtykke.locale import Translate
from samtykke.model import Finding


def said(findings: Sequence[Finding], t: Translate) -> str:
    """The message of findings that are one matter, and who is probably behind their hosts."""
    names = dict.fromkeys(f.probably for f in findings if f.probably)
    return " ".join([findings[0].message, *(probably(name, t) for name in names)])


def probably(name: str, t: Translate) -> str:
    """A vendor's name, as the guess that it is."""
    return t("Probably %(name)s (by third-party-web).") % {"name": name}
