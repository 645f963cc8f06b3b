"""Calendar files (RFC 5545): one beside every course that is to come, and one for all of them, to subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

from icalendar import Calendar, Event

from pelican import signals

from . import clock
from .courses import Course, course, is_course
from .formatting import read
from .helpers import document_description


def register() -> None:
    """Called by the plugin."""
    signals.article_writer_finalized.connect(write)


def write(generator: Any, writer: Any) -> None:
    """`article_writer_finalized`: each file beside its page, and the one for all at `KURSKALENDER`."""
    settings, output = generator.settings, Path(writer.output_path)
    site, domain = settings["SITE_ADDRESS"], settings["SITE_ADDRESS"].partition("//")[2]
    coming = []
    for article in chain(generator.articles, generator.translations):
        found = course(article) if is_course(article) else None
        if found is None or found.over:
            continue
        event = _event(found, site, domain)
        _save(output / found.calendar, _calendar([event], settings["SITENAME"]))
        if article.in_default_lang:
            coming.append((found.start, event))
    events = [event for _, event in sorted(coming, key=lambda entry: entry[0])]
    _save(output / settings["KURSKALENDER"], _calendar(events, settings["SITENAME"]))


def _calendar(events: Iterable[Event], name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//{name}//{clock.ZONE.key}//NO")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(event)
    return calendar


def _event(found: Course, site: str, domain: str) -> Event:
    document, event = found.document, Event()
    event.add("uid", f"{document.slug}@{domain}")
    # When the text was last changed, not when it was built: the same content gives the same file.
    event.add("dtstamp", getattr(document, "modified", None) or document.date)
    event.add("summary", document.title)
    event.add("description", document_description(document))
    event.add("url", f"{site}/{document.url}")
    if found.place:
        event.add("location", found.place)
    first, last = _bounds(found)
    event.add("dtstart", first)
    event.add("dtend", last)
    return event


def _bounds(found: Course) -> tuple[date | datetime, date | datetime]:
    """Start and end as a calendar wants them: whole days where no hour is given, the end being the day after.

    Hours are in UTC, which every calendar shows in its owner's time and which needs no table of time zones.
    """
    day, opens = read(found.start)
    last, _ = read(found.end) if found.end else (day, None)
    if opens is None:
        return day, last + timedelta(days=1)
    start = datetime.combine(day, opens.replace(tzinfo=None), clock.ZONE)
    return start.astimezone(UTC), found.ends.astimezone(UTC)


def _save(path: Path, calendar: Calendar) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(calendar.to_ical())
