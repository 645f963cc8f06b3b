"""Dates and times for people and for machines, by Babel, in the language of the page being written.

Front matter gives text (`2027-02-03` or `2027-02-03 09:00`), Pelican gives datetimes; both are taken. A date that
cannot be read raises ValueError, which stops the build: a course with a wrong date is worse than none.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from jinja2 import pass_context
from jinja2.runtime import Context

from . import clock, messages

Moment = str | date | datetime

_NORWEGIAN = ("nb", "nn")
_PATTERNS = dict.fromkeys(_NORWEGIAN, "d. MMMM y") | {"en": "d MMMM y"}
"""Language -> how a date is written in running text; others have Babel's long form."""


def read(value: Moment) -> tuple[date, time | None]:
    """(day, time of day where one is given). Raises ValueError for what is neither."""
    if isinstance(value, datetime):
        return value.date(), value.timetz() if (value.hour or value.minute) else None
    if isinstance(value, date):
        return value, None
    text = value.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"«{text}» er ikke en dato. Skriv 2027-02-03 eller 2027-02-03 09:00.") from None
    return moment.date(), moment.time() if len(text) > len("2027-02-03") else None


@pass_context
def date_text(context: Context, value: Moment) -> str:
    """`3. februar 2027`."""
    lang = messages.language(context)
    return format_date(read(value)[0], _PATTERNS.get(lang, "long"), locale=lang)


@pass_context
def period_text(context: Context, start: Moment, end: Moment | None = None) -> str:
    """From one moment to another, as a reader says it: `3. februar 2027 kl. 09.00–15.00`, `3.–4. februar 2027`."""
    lang = messages.language(context)
    first, opens = read(start)
    last, closes = read(end) if end else (first, None)
    if (last, closes or time.max) < (first, opens or time.min):
        raise ValueError(f"Slutt ({end}) er før start ({start}).")
    if last != first:
        return _days(first, last, lang)
    text = format_date(first, _PATTERNS.get(lang, "long"), locale=lang)
    if opens:
        text += " kl. " if lang in _NORWEGIAN else ", "
        text += _clock(opens, lang) + (f"–{_clock(closes, lang)}" if closes else "")
    return text


@pass_context
def hours_text(context: Context, start: Moment, end: Moment) -> str:
    """When what lasts for days begins and ends: `Fra kl. 09.00 den første dagen til kl. 14.00 den siste`."""
    lang = messages.language(context)
    (first, opens), (last, closes) = read(start), read(end)
    if first == last or opens is None:
        return ""
    if lang in _NORWEGIAN:
        until = f" til kl. {_clock(closes, lang)} den siste" if closes else ""
        return f"Fra kl. {_clock(opens, lang)} den første dagen{until}"
    until = f" to {_clock(closes, lang)} on the last" if closes else ""
    return f"From {_clock(opens, lang)} on the first day{until}"


@pass_context
def deadline_text(context: Context, moment: datetime) -> str:
    """Until when: `19. januar 2027 kl. 12.00`; a midnight is the day before, `19. januar 2027`."""
    if moment.time() == time.min:
        return date_text(context, (moment - timedelta(seconds=1)).date())
    return period_text(context, moment.strftime("%Y-%m-%d %H:%M"))


@pass_context
def number_text(context: Context, number: int) -> str:
    """`1 200` in Norwegian, `1,200` in English."""
    return str(format_decimal(number, locale=messages.language(context)))


def iso(value: Moment) -> str:
    """For the `datetime` attribute: `2027-02-03` or `2027-02-03T09:00`; no zone, since a course is where it is."""
    day, hour = read(value)
    return datetime.combine(day, hour.replace(tzinfo=None)).isoformat("T", "minutes") if hour else day.isoformat()


def is_past(value: Moment, today: date | None = None) -> bool:
    """Whether the day is over, seen from the day of the build."""
    return read(value)[0] < (today or clock.today())


def phone_uri(number: str) -> str:
    """`+47 33 29 33 00` as an address: `tel:+4733293300`."""
    return "tel:" + re.sub(r"[^\d+]", "", number)


def _clock(moment: time, lang: str) -> str:
    return format_time(moment, "HH.mm" if lang in _NORWEGIAN else "HH:mm", locale=lang)


def _days(first: date, last: date, lang: str) -> str:
    whole = _PATTERNS.get(lang, "long")
    until = format_date(last, whole, locale=lang)
    if lang in _NORWEGIAN and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}.–{until}"
    if lang == "en" and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{until}"
    if lang in _PATTERNS and first.year == last.year:
        whole = whole.removesuffix(" y")
    return f"{format_date(first, whole, locale=lang)} – {until}"
