"""What buttons of consent banners say, in bokmål, nynorsk, Swedish, Danish, English and German.

`purpose("Kun nødvendige informasjonskapsler")` is `Purpose.REJECT`. The phrases stand in `words.toml`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from enum import StrEnum
from functools import cache
from pathlib import Path


class Purpose(StrEnum):
    """What pressing a button means, in the order in which it is tried."""

    REJECT = "reject"
    SAVE = "save"
    """Keeps what is ticked."""
    ACCEPT = "accept"
    CHOOSE = "choose"
    """Leads to the choices."""
    CLOSE = "close"
    REOPEN = "reopen"
    """Outside the banner: brings it back."""


_SUBJECT = re.compile(
    r"\b(?:web ?)?(?:cookies?|cookie ?s|informasjonskaps(?:el|ler|lene|lar|lane)|"
    r"kakor(?:na)?|kaker|kapsler|cookierne|cookieene|cookies?en)\b"
)
_COMPOUND = re.compile(
    r"\b(?:cookie|informasjonskapsel|kak)(?=innstilling|inställning|indstilling|einstellung|valg|val\b)"
)
_ABOUT = re.compile(
    r"cookie|informasjonskaps|\bkak(?:or|er|inst)|samtyk|samtyc|consent|einwillig|personvern|privacy|privatliv|integritet|"
    r"datenschutz|privatsphäre|sporing|spårning|tracking|datainnsamling"
)
_LONGEST = 60
_MORE_WORDS = 3
"""How many words may follow a phrase: «Avvis alle og lukk»."""


_BY_PURPOSE: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _listed(meant: str) -> frozenset[str]:
    texts = "|".join(text for lang, text in _BY_PURPOSE[meant].items() if lang != "vague")
    return _split(texts)


def _split(text: str) -> frozenset[str]:
    return frozenset(filter(None, (" ".join(phrase.split()) for phrase in text.split("|"))))


_PHRASES = {meant: _listed(meant) for meant in Purpose if meant is not Purpose.REOPEN}
_REOPENING = _listed(Purpose.REOPEN)
_VAGUE = _split(_BY_PURPOSE[Purpose.REOPEN]["vague"])
_JOINS = {"og", "och", "and", "und", "alle", "alla", "all", "alt"}
_WHOLE = {"ok", "x", "ja", "no", "nei", "nej", "yes", "nein", "velg", "vel", "valg", "consent", "details", "options"}
"""Too short to mean anything where more follows: «Ja, jeg vil ha nyhetsbrev»."""


@cache
def purpose(label: str) -> Purpose | None:
    """What a button with that label is for, in a banner; None where the words are not known."""
    if label.strip() in {"×", "✕", "✖", "⨯", "╳", "🗙"}:
        return Purpose.CLOSE
    words = folded(label)
    if not words:
        return None
    for meant, phrases in _PHRASES.items():
        if words in phrases:
            return meant
    for meant, phrases in _PHRASES.items():
        if any(_begins(words, phrase) for phrase in phrases):
            return meant
    return None


@cache
def reopens(label: str) -> bool:
    """Whether a control outside the banner leads back to it by its label: «Informasjonskapsler», «Endre samtykke»."""
    if len(label) > _LONGEST:
        return False
    words = folded(label)
    if not words:
        return about(label)
    return words in _REOPENING and (words not in _VAGUE or about(label))


def about(text: str) -> bool:
    """Whether a text speaks of cookies, consent or privacy."""
    return bool(_ABOUT.search(unicodedata.normalize("NFKC", text).lower()))


def folded(label: str) -> str:
    """A label in lower case, without punctuation and without the cookies that it is about; empty if it is too long."""
    text = unicodedata.normalize("NFKC", label).lower()
    if len(text) > _LONGEST:
        return ""
    text = " ".join(re.sub(r"[\W_]+", " ", text).split())
    text = _COMPOUND.sub("", text)
    return " ".join(_SUBJECT.sub(" ", text).split())


def _begins(words: str, phrase: str) -> bool:
    more = words.removeprefix(f"{phrase} ").split()
    if phrase in _WHOLE or " ".join(more) == words or len(more) > _MORE_WORDS:
        return False
    return " " in phrase or more[0] in _JOINS  # «Godta og lukk», but not «Godta bestillingen»
