"""Courses and seminars: articles of the category `kurs`, whose front matter says when, where, for whom and how.

Whether a course is over and registration closed is known at the build and goes stale with the page. Each moment
therefore stands in the page as text, and as `data-until` and `data-from`, which `static/js/moments.js` obeys.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from isodate import parse_duration
from jinja2 import pass_context
from jinja2.runtime import Context

from pelican import signals

from . import clock
from .declared import declared
from .formatting import read
from .languages import in_language

CATEGORY = "kurs"
PROMISE = "course-data-erased"
"""The register's promise of how long participants' data is kept after a course."""


_kept = parse_duration("P1M")
"""As the statement of 2018 has it, until the register of the build is read."""


def register() -> None:
    """Called by the plugin."""
    signals.initialized.connect(read_promise)


def read_promise(site: Any) -> None:
    """`initialized`: how long the register lets data be kept. One with mistakes is told of by the engine's plugin."""
    global _kept  # noqa: PLW0603  the one thing that courses, read anew for every page, take from the register
    found = declared(site.settings)
    promises = found.promise if found else ()
    _kept = next((parse_duration(p.within) for p in promises if p.id == PROMISE and p.within), _kept)


@dataclass(frozen=True)
class Course:
    """One course, at a moment."""

    document: Any
    start: str
    end: str
    """As written; empty where it ends on the day it starts, at an unknown hour."""
    place: str
    price: str
    seats: int | None
    full: bool
    registration: str
    """Address of the form; empty where there is none."""
    form: bool
    """Whether the form is shown in the page, behind the consent gate, and not only linked to."""
    closes: datetime
    """When registration closes: at the deadline (the end of its day, if it has no hour), or else at the start."""
    ends: datetime
    """When it is over; the end of the day where no hour is given."""
    erase_by: date
    """By when the participants' data must have been erased."""
    erased: date | None
    """When the editor says that it was."""
    now: datetime

    @property
    def calendar(self) -> str:
        """Where its calendar file is, relative to the root of the site."""
        return f"{self.document.url}kalender.ics"

    @property
    def over(self) -> bool:
        return self.now >= self.ends

    @property
    def closed(self) -> bool:
        return self.now >= self.closes

    @property
    def open(self) -> bool:
        """Whether one can sign up, as far as the build knows."""
        return bool(self.registration) and not self.full and not self.closed

    @property
    def overdue(self) -> bool:
        """Whether data should have been erased, and nobody has said that it was."""
        return self.over and self.erased is None and self.now.date() > self.erase_by


def is_course(document: Any) -> bool:
    """Whether an article is one."""
    return getattr(getattr(document, "category", None), "slug", "") == CATEGORY


def course(document: Any) -> Course | None:
    """What an article says of itself; None for one without a start. Raises ValueError for a wrong date."""
    start = str(getattr(document, "start", "") or "")
    if not start:
        return None
    end = str(getattr(document, "slutt", "") or "")
    deadline = str(getattr(document, "frist", "") or "")
    erased = str(getattr(document, "slettet", "") or "")
    seats = str(getattr(document, "plasser", "") or "")
    ends = _until(end or start) if end else _until(read(start)[0].isoformat())
    return Course(
        document=document,
        start=start,
        end=end,
        place=str(getattr(document, "sted", "") or ""),
        price=str(getattr(document, "pris", "") or ""),
        seats=int(seats) if seats.isdigit() else None,
        full=_yes(document, "fullt"),
        registration=str(getattr(document, "paamelding", "") or ""),
        form=_yes(document, "skjema"),
        closes=_until(deadline) if deadline else _from(start),
        ends=ends,
        erase_by=ends_on(ends) + _kept,
        erased=read(erased)[0] if erased else None,
        now=clock.now(),
    )


def ends_on(ends: datetime) -> date:
    """The last day of what ends at a moment: midnight belongs to the day before."""
    return (ends - timedelta(seconds=1)).date()


@pass_context
def upcoming_courses(context: Context, items: Iterable[Any]) -> list[Any]:
    """Courses that are not over, soonest first, in the page's language where they can; those without a date last."""
    return sorted((in_language(context, item) for item in items if not _over(item)), key=_order)


@pass_context
def past_courses(context: Context, items: Iterable[Any]) -> list[Any]:
    """Courses that are over, latest first."""
    return sorted((in_language(context, item) for item in items if _over(item)), key=_order, reverse=True)


def _over(document: Any) -> bool:
    found = course(document)
    return found is not None and found.over


def _order(document: Any) -> tuple[bool, str]:
    found = course(document)
    return (found is None, found.start if found else document.title)


def _from(value: str) -> datetime:
    day, hour = read(value)
    return datetime.combine(day, (hour or time.min).replace(tzinfo=None), clock.ZONE)


def _until(value: str) -> datetime:
    day, hour = read(value)
    if hour is None:
        return datetime.combine(day + timedelta(days=1), time.min, clock.ZONE)
    return datetime.combine(day, hour.replace(tzinfo=None), clock.ZONE)


def _yes(document: Any, key: str) -> bool:
    return str(getattr(document, key, "") or "").strip().lower() == "ja"
