"""What the stub page's record says: addresses and cookies in which something may not be known."""

from __future__ import annotations

import re
from urllib.parse import urljoin

_UNKNOWN = "\ua66e"
_FROM_PAGE = "\ua843"
_FETCHED = "\ua842"
_ESCAPED = "\ua844"
"""The letters by which the stub page marks what is not known, what stands in the page's own elements, and answers."""
_ENCODED = re.compile("%ea%99%ae|%ua66e|%ea%a1%8[24]|%ua84[24]", re.IGNORECASE)
_ENCODED_FROM_PAGE = re.compile("%ea%a1%83|%ua843", re.IGNORECASE)
MARKS = re.compile(f"[{_UNKNOWN}{_FROM_PAGE}{_FETCHED}{_ESCAPED}]+")
_MARKED_SCHEME = re.compile(rf"^\s*(?:https?)?{MARKS.pattern}:?(?=//)", re.IGNORECASE)
_AUTHORITY = re.compile(r"^\s*(?:([a-z][a-z0-9+.-]*):)?[\\/]{2,}([^/\\?#]*)", re.IGNORECASE)
_SCHEME = re.compile(r"^\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_NO_VALUE = re.compile(r"^\s*(?:undefined|null|nan|\[object [^\]]*\]|function\b[^/]*)(?=$|/)", re.IGNORECASE)
_NO_HOST = re.compile(r"(?:^|\.|-)(?:undefined|null|nan|\[object)(?:$|\.|-|\s)", re.IGNORECASE)
_LOADED = frozenset({"http", "https", "ws", "wss", "ftp"})


FROM_PAGE = "is read from the page's own elements"
"""The end of every reason that says no more than that the script was run without its page."""


def decoded(text: str) -> str:
    """The text with those letters as they are, where a script had them percent-encoded."""
    return _ENCODED_FROM_PAGE.sub(_FROM_PAGE, _ENCODED.sub(_UNKNOWN, text))


def from_page(url: str) -> bool:
    """Whether what is not known of it stands in the page's own elements."""
    return _FROM_PAGE in decoded(url)


def address(url: str) -> str | None:
    """The address with what is unknown in it as `*`; empty for what contacts nobody, None for an unknown host."""
    url = decoded(url)
    url = _MARKED_SCHEME.sub("", url)
    authority = _AUTHORITY.match(url)
    if authority:
        host = authority[2].rpartition("@")[2]
        name, colon, port = host.partition(":")
        if MARKS.search(name) or _NO_HOST.search(name):
            return None
        if colon and MARKS.search(port):
            url = url[: authority.end(2) - len(port) - 1] + url[authority.end(2) :]
    else:
        if MARKS.match(url.lstrip()):
            return None
        if _NO_VALUE.match(url):
            return ""
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() not in _LOADED:
        return ""
    return MARKS.sub("*", url)


def joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address


# ---- cookies

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME_OF_DAY = re.compile(r"\b(\d{1,2}):(\d{1,2}):(\d{1,2})")
_MONTH = re.compile("|".join(_MONTHS), re.IGNORECASE)
_YEAR = re.compile(r"\b(\d{4,6})\b|\b\d{1,2}[ -]\w+[ -](\d{2})\b")
_DAY = re.compile(r"\b(\d{1,2})\b(?!:)")
_AGES = 100 * 365 * 86400


def cookie(text: str, clock: int) -> tuple[str, str | None] | None:
    """(name, lifetime) of what is set to `document.cookie` at `clock` ms; None where it deletes a cookie."""
    pair, *attributes = text.split(";")
    name, equals, _ = pair.partition("=")
    name = MARKS.sub("*", name.strip()) if equals else "*"
    values = {key.strip().lower(): value.strip() for key, _, value in (a.partition("=") for a in attributes)}
    seconds: float | None
    for key in ("max-age", "expires"):
        value = values.get(key, "")
        if MARKS.search(value):
            return name, None
        seconds = _seconds(value) if key == "max-age" else _until(value, clock)
        if seconds is not None:
            return None if seconds <= 0 else (name, duration(seconds))
    # An attribute that is wholly unknown may be a date.
    return name, None if any(MARKS.search(key) for key in values) else "session"


def _seconds(text: str) -> float | None:
    return float(text[:20]) if re.match(r"-?\d+$", text) else None


def _until(text: str, clock: int) -> float | None:
    """Seconds from `clock` to a cookie date, read as RFC 6265 section 5.1.1 does; None where it is none."""
    time_of_day, month = _TIME_OF_DAY.search(text), _MONTH.search(text)
    if not time_of_day or not month:
        return None
    rest = text[: time_of_day.start()]
    year, day = _YEAR.search(rest) or _YEAR.search(text[time_of_day.end() :]), _DAY.search(rest)
    if not year or not day:
        return None
    number = int(year[1] or year[2])
    if year[2]:
        number += 1900 if number >= 70 else 2000
    days = _days(number, _MONTHS.index(month[0].lower()) + 1, int(day[1]))
    hours, minutes, seconds = (int(part) for part in time_of_day.groups())
    return days * 86400 + hours * 3600 + minutes * 60 + seconds - clock / 1000


def _days(year: int, month: int, day: int) -> int:
    """Days since 1 January 1970, for years that `datetime` does not reach too."""
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


def duration(seconds: float) -> str:
    """A length of time as people mean it, in ISO 8601: two years are P2Y, leap day or not; a century is `forever`."""
    if seconds >= _AGES:
        return "forever"
    # A date in a cookie has whole seconds, and the clock moves on while a script reckons.
    whole = max(1, round(seconds))
    for step in (86400, 3600, 60):
        nearest = round(whole / step) * step
        if nearest and abs(nearest - whole) <= 2:
            whole = nearest
            break
    days = whole / 86400
    years = round(days / 365.25)
    if years and abs(days - years * 365.25) <= 1 + years / 4:
        return f"P{years}Y"
    months = round(days * 12 / 365)
    if months and abs(days - months * 365 / 12) < 2 and (days % 1 or (days % 7 and days % 30)):
        return f"P{months}M"
    if whole % 86400 == 0 or days >= 3:
        return f"P{round(days)}D"
    for unit, letter in ((3600, "H"), (60, "M")):
        if whole % unit == 0:
            return f"PT{whole // unit}{letter}"
    return f"PT{whole}S"
