"""Texts in several languages, and which of them a reader gets."""

from __future__ import annotations

from dataclasses import dataclass

ORDERS = {"nn": ("nn", "nb", "en"), "nb": ("nb", "nn", "en"), "en": ("en", "nb", "nn")}
"""A reader's language → the languages in which something is said to them: the first that there is."""


class Worded:
    """What has its words in `nb`, `nn` and `en`: None or empty where it has none, and at least one of them."""

    __slots__ = ()

    def in_language(self, lang: str) -> str:
        """The text in a language; what it lacks falls back nn → nb → en, and en → nb."""
        return self.chosen(lang)[1]

    def chosen(self, lang: str) -> tuple[str, str]:
        """(language, text) as `in_language` chooses, so that markup can say which language it is in."""
        for key in ORDERS.get(lang.split("-", maxsplit=1)[0], ORDERS["en"]):
            value: str | None = getattr(self, key)
            if value:
                return key, value
        raise AssertionError  # whoever made it has seen to it


@dataclass(frozen=True, slots=True)
class Wording(Worded):
    """A text of our own, which nobody needs to validate."""

    nb: str | None = None
    nn: str | None = None
    en: str | None = None
