"""Courses at every stage, as a reader and an editor meet them; and the calendars."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from icalendar import Calendar

from machinery.conftest import NOW, Site
from multicase import courses, deadlines
from samtykke.register import load
from theme.sample import PROJECT


def facts(site: Site, slug: str) -> dict[str, str]:
    terms = site.page(f"/kurs/{slug}/").select(".course-facts dl > div")
    return {term.dt.get_text(): term.dd.get_text() for term in terms}


def test_all_that_is_said_of_a_course(site: Site) -> None:
    assert facts(site, "apent") == {
        "Når": "1.–2. april 2030",
        "Hvor": "Sandefjord",
        "Pris": "2 500 kr",
        "Plasser": "1\u00a0200",
        "Påmeldingsfrist": "25. mars 2030",
        "Deltakernes opplysninger slettes senest": "2. mai 2030",
    }


@pytest.mark.parametrize(
    ("slug", "link", "shown"),
    [
        ("apent", True, []),
        ("fullt", False, ["Kurset er fulltegnet."]),
        ("stengt", False, ["Påmeldingen er stengt."]),
        ("holdt", False, ["Kurset er holdt."]),
    ],
)
def test_registration_is_open_full_closed_or_past(site: Site, slug: str, link: bool, shown: list[str]) -> None:
    side = site.page(f"/kurs/{slug}/").select_one(".course-facts")
    assert bool(side.select("a.button")) is link
    assert [p.get_text() for p in side.select(".course-closed:not([hidden])")] == shown


def test_the_page_knows_when_it_will_be_wrong(site: Site) -> None:
    """Registration closes at the end of the deadline's day in Norway, whenever the page was built."""
    side = site.page("/kurs/apent/").select_one(".course-facts")
    closes = "2030-03-26T00:00:00+01:00"
    assert side.select_one(f'[data-until="{closes}"] a.button')
    assert side.select_one(f'[data-from="{closes}"][hidden]').get_text() == "Påmeldingen er stengt."
    rows = site.page("/kurs/").select(".course-row")
    assert [row["data-until"] for row in rows if "Fullt" in row.get_text()] == ["2030-04-11T00:00:00+02:00"]


def test_what_has_been_moves_to_the_archive_by_itself(site: Site) -> None:
    coming = [a.get_text() for a in site.page("/kurs/").select(".course-row a")]
    past = [a.get_text() for a in site.page("/kurs/arkiv/").select(".course-row a")]
    assert coming == ["Stengt", "Apent", "Fullt"]
    assert past == ["Holdt", "Slettet"]
    trail = site.page("/kurs/holdt/").select(".breadcrumbs a")
    assert [a["href"] for a in trail] == ["/", "/kurs/", "/kurs/arkiv/"]


def test_the_editor_is_told_by_when_to_erase(site: Site) -> None:
    said = (site.root / "said").read_text("utf-8").splitlines()
    told = [line.strip() for line in said if "kurs/" in line]
    assert told == ["28. februar 2030: Holdt, holdt 31. januar 2030. FRISTEN ER UTE. content/kurs/holdt.md"]


def test_the_list_of_deadlines(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    lines = [deadlines.line(found) for found, _ in deadlines.listed(site.root / "content")]
    assert lines == [
        "1. januar 2030: Slettet, holdt 1. desember 2029. Slettet 20. desember 2029.",
        "28. februar 2030: Holdt, holdt 31. januar 2030. FRISTEN ER UTE.",
        "20. april 2030: Stengt, holdes til 20. mars 2030.",
        "2. mai 2030: Apent, holdes til 2. april 2030.",
        "10. mai 2030: Fullt, holdes til 10. april 2030.",
    ]


def test_the_month_is_the_registers_promise(monkeypatch: pytest.MonkeyPatch) -> None:
    register = load(PROJECT / "content/register.toml")
    (promise,) = [p for p in register.promise if p.id == courses.PROMISE]
    assert promise.within == "P1M"
    monkeypatch.setattr(courses, "_kept", courses.parse_duration("P1W"))
    found = courses.course(SimpleNamespace(title="x", start="2030-01-01"))
    assert found
    assert found.erase_by.isoformat() == "2030-01-08"


def test_midnight_belongs_to_the_day_before() -> None:
    found = courses.course(SimpleNamespace(title="x", start="2030-01-30", slutt="2030-01-31"))
    assert found
    assert found.erase_by.isoformat() == "2030-02-28"
    assert found.ends.isoformat() == "2030-02-01T00:00:00+01:00"


def test_calendar_files(site: Site) -> None:
    one = Calendar.from_ical((site.output / "kurs/apent/kalender.ics").read_bytes())
    (event,) = one.walk("VEVENT")
    assert event["UID"] == "apent@www.multicase.no"
    assert event.decoded("DTSTART").isoformat() == "2030-04-01T07:00:00+00:00"
    assert event.decoded("DTEND").isoformat() == "2030-04-02T13:00:00+00:00"
    assert event["LOCATION"] == "Sandefjord"
    assert event["URL"] == "https://www.multicase.no/kurs/apent/"
    every = Calendar.from_ical((site.output / "kurs/kalender.ics").read_bytes())
    assert [str(e["SUMMARY"]) for e in every.walk("VEVENT")] == ["Stengt", "Apent", "Fullt"]
    whole = every.walk("VEVENT")[2]
    assert whole.decoded("DTSTART").isoformat() == "2030-04-10"
    assert whole.decoded("DTEND").isoformat() == "2030-04-11"
    assert not (site.output / "kurs/holdt/kalender.ics").exists()
    assert site.page("/kurs/apent/").select('a[href="/kurs/apent/kalender.ics"]')
