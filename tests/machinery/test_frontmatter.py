"""Mistakes in what courses and translations say of themselves, told in Norwegian; without a build for each."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from pelican.settings import DEFAULT_CONFIG

from multicase.frontmatter import Source, _address, _choices, _dates, _originals

SLUG = "«Slug» er bare a–z, tall og bindestreker,"


def source(**meta: str) -> Source:
    return Source("kurs/a.md", None, True, {key: [value] for key, value in meta.items()})


def found(one: Source) -> list[str]:
    return [*_dates(one), *_choices(one, lambda name: name)]


@pytest.mark.parametrize(
    ("meta", "said"),
    [
        ({"plasser": "tolv"}, "«Plasser» er et tall, ikke «tolv»."),
        ({"fullt": "snart"}, "«Fullt» er ja eller nei, ikke «snart»."),
        ({"skjema": ""}, "«Skjema» er ja eller nei, ikke «»."),
        ({"start": "2027-02-03", "frist": "2027-02-04"}, "«Frist» (2027-02-04) er etter at kurset er over."),
        ({"frist": "i mai"}, "«Frist» er ikke en dato: «i mai». Skriv for eksempel Frist: 2027-01-20"),
        ({"slettet": "ja"}, "«Slettet» er ikke en dato: «ja». Skriv for eksempel Slettet: 2027-02-20"),
    ],
)
def test_mistakes(meta: dict[str, str], said: str) -> None:
    assert found(source(**meta)) == [said]


@pytest.mark.parametrize(
    ("meta", "said"),
    [
        (
            {"slug": "Kurs C æ"},
            ["«Slug» er bare a–z, tall og bindestreker, ikke «Kurs C æ». Skriv for eksempel Slug: kurs-c-ae"],
        ),
        ({"slug": "æ/.."}, ["«Slug» er bare a–z, tall og bindestreker, ikke «æ/..». Skriv for eksempel Slug: ae"]),
        ({"category": "Kurss"}, ["«Category» er Nyheter eller Kurs, ikke «Kurss»."]),
        ({"slug": "kurs-2027", "category": "Nyheter"}, []),
        ({}, []),
    ],
)
def test_where_it_is_published(meta: dict[str, str], said: list[str]) -> None:
    settings = {**DEFAULT_CONFIG, "ARTICLE_PATHS": ["nyheter", "kurs"]}
    assert list(_address(source(**meta), settings)) == said


def test_what_is_right() -> None:
    right = {"start": "2027-02-03 09:00", "slutt": "2027-02-04", "frist": "2027-02-03", "plasser": "12", "fullt": "Nei"}
    assert found(source(**right)) == []


def test_a_translation_of_nothing() -> None:
    def page(path: str, slug: str, **meta: str) -> Source:
        return Source(path, SimpleNamespace(slug=slug), False, {key: [value] for key, value in meta.items()})

    pages = [page("om.md", "om"), page("en/a.md", "about", oversetter="omm"), page("en/c.md", "c", oversetter="kurs")]
    context: dict[str, Any] = {"categories": [(SimpleNamespace(slug="kurs"), [])]}
    assert list(_originals(pages, context)) == [
        ("en/a.md", "«Oversetter» viser til «omm», som ikke finnes. Mente du «om»?")
    ]
