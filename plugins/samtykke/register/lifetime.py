"""Lifetimes as the register writes them: ISO 8601 durations, `session`, `forever` and `unknown`."""

from __future__ import annotations

import re
from datetime import timedelta

import isodate
from babel.lists import format_list
from babel.units import format_unit

WORDS = ("session", "forever", "unknown")

PATTERN = (
    r"^(session|forever|unknown|"
    r"P(?=[0-9T])([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+S)?)?)$"
)
"""What the published schema checks; whole numbers only, so that the words below say what is written."""

_DURATION = re.compile(
    r"P(?=[0-9T])(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)W)?(?:([0-9]+)D)?"
    r"(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)S)?)?"
)
_UNITS = ("year", "month", "week", "day", "hour", "minute", "second")
_LETTERS = ("P%sY", "P%sM", "P%sW", "P%sD", "PT%sH", "PT%sM", "PT%sS")
_LONGEST_TEXT = 40

_DAYS_PER_YEAR = 365
_DAYS_PER_MONTH = 365 / 12
_LONGEST = timedelta(days=100 * _DAYS_PER_YEAR)

_PHRASES = {
    "nb": {"session": "til nettleseren lukkes", "forever": "utløper ikke", "unknown": "ikke kjent"},
    "nn": {"session": "til nettlesaren blir lukka", "forever": "går ikkje ut", "unknown": "ikkje kjend"},
    "en": {"session": "until the browser is closed", "forever": "does not expire", "unknown": "not known"},
}

# What people write instead, in Norwegian and English. A lone «m» is left out: minutes or months?
_SPOKEN_UNITS = (
    "y yr yrs year years år",
    "mo mos mth month months mnd mnd. måned måneder månad månader",
    "w wk week weeks uke uker veke veker",
    "d day days dag dager dagar døgn",
    "h hr hrs hour hours t time timer timar",
    "min min. mins minute minutes minutt minutter",
    "s sec secs second seconds sek sek. sekund sekunder",
)
_SPOKEN_WORDS = {
    "session": ("session cookie", "sesjon", "økt", "økten", "until closed", "til nettleseren lukkes"),
    "forever": (
        "never",
        "permanent",
        "eternal",
        "evig",
        "alltid",
        "for alltid",
        "for ever",
        "utløper ikke",
        "no expiry",
    ),
    "unknown": ("ukjent", "ikke kjent", "ikkje kjend", "not known", "none", "?"),
}
_SPOKEN_NUMBERS = {"en": 1, "ein": 1, "ett": 1, "eitt": 1, "one": 1, "a": 1, "to": 2, "two": 2, "tre": 3, "three": 3}


def parse(text: str) -> timedelta | None:
    """The length of an ISO 8601 duration, a month counted as a twelfth of 365 days; None for the three words.

    Raises ValueError for anything else, for fractions, for zero and for more than a hundred years.
    """
    if text in WORDS:
        return None
    if len(text) > _LONGEST_TEXT or not _DURATION.fullmatch(text):
        raise ValueError(text)
    try:
        value = isodate.parse_duration(text)
        if isinstance(value, isodate.Duration):
            days = float(value.years) * _DAYS_PER_YEAR + float(value.months) * _DAYS_PER_MONTH
            value = timedelta(days=days) + value.tdelta
    except (isodate.ISO8601Error, ArithmeticError, TypeError) as error:
        raise ValueError(text) from error
    if not timedelta() < value <= _LONGEST:
        raise ValueError(text)
    return timedelta(seconds=value.total_seconds())


def same(one: str, other: str) -> bool:
    """Whether two lifetimes say the same: the same word, or lengths within one part in a hundred."""
    if one in WORDS or other in WORDS:
        return one == other
    a, b = parse(one), parse(other)
    assert a is not None
    assert b is not None
    return abs(a - b) <= max(a, b) / 100


def words(text: str, lang: str) -> str:
    """A lifetime for people: `P2Y` is «2 år» in bokmål; the parts as written, not converted.

    A language that is not known reads English. Raises ValueError as `parse` does.
    """
    lang = lang.split("-", maxsplit=1)[0]
    if lang not in _PHRASES:
        lang = "en"
    if text in WORDS:
        return _PHRASES[lang][text]
    parse(text)
    match = _DURATION.fullmatch(text)
    assert match is not None
    amounts = [(int(number), unit) for number, unit in zip(match.groups(), _UNITS, strict=True) if number]
    parts = [format_unit(n, f"duration-{unit}", locale=lang) for n, unit in amounts if n]
    return format_list(parts, locale=lang)


def of_seconds(seconds: float) -> str:
    """A length in the largest unit that tells it within one part in a hundred: 63071999 is `P2Y`."""
    for letters, size in (("P%dY", _DAYS_PER_YEAR * 86_400), ("P%dD", 86_400), ("PT%dH", 3_600), ("PT%dM", 60)):
        number = round(seconds / size)
        if number and abs(number * size - seconds) <= seconds / 100:
            return letters % number
    return f"PT{max(1, round(seconds))}S"


def guess(text: str) -> str | None:
    """What somebody meant who wrote `30 min`, `2 år`, `2Y`, `p1y` or `økt`: a valid lifetime, or None."""
    folded = " ".join(text.split()).casefold()
    if not folded or len(folded) > _LONGEST_TEXT:
        return None
    for word in WORDS:
        if folded == word or folded in _SPOKEN_WORDS[word]:
            return word
    return next((candidate for candidate in _candidates(folded) if _valid(candidate)), None)


def _candidates(folded: str) -> list[str]:
    """Readings of a text, the likeliest first: a number with a unit, else ISO 8601 with a slip."""
    found: list[str] = []
    match = re.fullmatch(r"p?t?([0-9]+|[a-zå]+) ?([a-zåø.]+)", folded)
    if match:
        number = _SPOKEN_NUMBERS.get(match[1], match[1])
        for names, letters in zip(_SPOKEN_UNITS, _LETTERS, strict=True):
            if match[2] in names.split() and str(number).isdigit():
                found.append(letters % number)
    upper = folded.upper().replace(" ", "")
    return [upper, f"P{upper}", *found] if upper.startswith("P") else [*found, f"P{upper}"]


def _valid(text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True
