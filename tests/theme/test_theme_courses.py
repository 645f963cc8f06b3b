"""Courses: when they are, which are over, and when one can still sign up."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace

import pytest

from multicase import courses, formatting
from theme.sample import Built

NB = {"DEFAULT_LANG": "nb"}
EN = {"DEFAULT_LANG": "en"}


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2027-02-03", None, "3. februar 2027"),
        ("2027-02-03 09:00", None, "3. februar 2027 kl. 09.00"),
        ("2027-02-03 09:00", "2027-02-03 15:30", "3. februar 2027 kl. 09.00–15.30"),
        ("2027-02-03", "2027-02-04", "3.–4. februar 2027"),
        ("2027-02-27 09:00", "2027-03-01 12:00", "27. februar – 1. mars 2027"),
        ("2026-12-31", "2027-01-02", "31. desember 2026 – 2. januar 2027"),
    ],
)
def test_periods_as_a_reader_says_them(start: str, end: str | None, text: str) -> None:
    assert formatting.period_text(NB, start, end) == text


def test_periods_in_english() -> None:
    assert formatting.period_text(EN, "2027-02-03", "2027-02-04") == "3–4 February 2027"
    assert formatting.period_text(EN, "2027-02-03 09:00", "2027-02-03 15:00") == "3 February 2027, 09:00–15:00"


def test_when_days_begin_and_end() -> None:
    days = ("2027-02-03 09:00", "2027-02-04 14:00")
    assert formatting.hours_text(NB, *days) == "Fra kl. 09.00 den første dagen til kl. 14.00 den siste"
    assert formatting.hours_text(EN, *days) == "From 09:00 on the first day to 14:00 on the last"
    assert formatting.hours_text(NB, days[0], "2027-02-04") == "Fra kl. 09.00 den første dagen"
    assert formatting.hours_text(NB, "2027-02-03", "2027-02-04") == ""
    assert formatting.hours_text(NB, "2027-02-03 09:00", "2027-02-03 15:00") == "", "the date says it"


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(ValueError, match="før start"):
        formatting.period_text(NB, "2027-02-03", "2027-02-02")
    with pytest.raises(ValueError, match="før start"):
        formatting.period_text(NB, "2027-02-03 15:00", "2027-02-03 09:00")


def test_what_is_not_a_date_is_refused_in_norwegian() -> None:
    with pytest.raises(ValueError, match="er ikke en dato"):
        formatting.date_text(NB, "3. februar")


def test_dates_for_machines() -> None:
    assert formatting.iso("2027-02-03") == "2027-02-03"
    assert formatting.iso("2027-02-03 09:00") == "2027-02-03T09:00"
    assert formatting.iso(datetime(2027, 2, 3)) == "2027-02-03"


def test_a_course_is_not_over_on_its_day() -> None:
    assert not formatting.is_past("2027-02-03 09:00", today=date(2027, 2, 3))
    assert formatting.is_past("2027-02-03 09:00", today=date(2027, 2, 4))


def test_courses_in_order() -> None:
    def course(title: str, **dates: str) -> SimpleNamespace:
        return SimpleNamespace(title=title, **dates)

    items = [
        course("senere", start="2091-01-01"),
        course("uten dato"),
        course("snart", start="2090-01-02 09:00"),
        course("eldst", start="2001-01-01"),
        course("i gang", start="2001-01-01", slutt="2090-01-01"),
        course("sist", start="2002-01-01"),
    ]
    assert [c.title for c in courses.upcoming_courses(NB, items)] == ["i gang", "snart", "senere", "uten dato"]
    assert [c.title for c in courses.past_courses(NB, items)] == ["sist", "eldst"]


def test_the_list_separates_what_is_over(built: Built) -> None:
    page = built.page("/kurs/")
    coming = page.select_one('section[aria-labelledby="kommende"]')
    assert [a.get_text() for a in coming.select("a")] == ["Snart", "Senere"]
    assert [t.get_text() for t in coming.select("time")] == [
        "3. februar 2090 kl. 09.00–15.00",
        "28. februar – 1. mars 2091",
    ]
    archive = built.page("/kurs/arkiv/")
    assert [a.get_text() for a in archive.select(".course-row a")] == ["Gammelt"]


def test_registration_is_a_plain_link_and_closes(built: Built) -> None:
    link = built.page("/kurs/snart/").select_one(".course-facts a.button")
    assert link["href"] == "https://easyquest.com/"
    over = built.page("/kurs/over/")
    assert not over.select(".course-facts a.button")
    assert "Kurset er holdt" in over.get_text()
