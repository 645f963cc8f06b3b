"""The register of multicase.no: every cookie row of the statement of 2018, and what the site loads today."""

from __future__ import annotations

from pathlib import Path

import pytest

from samtykke import catalogue
from samtykke.register import Register, load

PATH = Path(__file__).parents[2] / "content" / "register.toml"


@pytest.fixture(scope="module")
def register() -> Register:
    return load(PATH)


@pytest.mark.parametrize(
    ("service", "written", "name", "lifetime"),
    [
        ("aspnet", ".ASPXANONYMOUS", ".ASPXANONYMOUS", "unknown"),
        ("aspnet", ".ASPXAUTH", ".ASPXAUTH", "unknown"),
        ("aspnet", "ASP.NET_SessionId", "ASP.NET_SessionId", "unknown"),
        ("google-analytics", "_utma", "__utma", "P2Y"),
        ("google-analytics", "_utmb", "__utmb", "PT30M"),
        ("google-analytics", "_utmc", "__utmc", "PT30M"),
        ("google-analytics", "_utmz", "__utmz", "P6M"),
        ("google-analytics", "_utmv", "__utmv", "forever"),
        ("google-analytics", "_utmt", "__utmt", "P6M"),
        ("pure-chat", "Purechat", "*", "P6M"),
        ("addthis", "AddThis", "*", "P6M"),
    ],
)
def test_every_row_of_the_statement(register: Register, service: str, written: str, name: str, lifetime: str) -> None:
    found = register.find_service(service)
    assert found is not None
    rows = [item for item in found.storage if written in (item.name, *item.alias)]
    assert [(item.name, item.lifetime) for item in rows] == [(name, lifetime)]
    assert rows[0].legacy == name.startswith("__")


def test_what_google_analytics_sets_today_is_declared(register: Register) -> None:
    service = register.find_service("google-analytics")
    assert service is not None
    assert {"_ga", "_ga_*"} <= {item.name for item in service.storage if not item.legacy}


def test_every_text_is_there_in_bokmal_and_english(register: Register) -> None:
    texts = [t for c in register.category for t in (c.title, c.purpose)] + [p.text for p in register.promise]
    for service in register.service:
        texts += [service.purpose, *filter(None, (service.reason, service.transfer))]
        texts += [item.purpose for item in service.storage]
    assert all(text.nb and text.en for text in texts)


def test_no_category_is_empty(register: Register) -> None:
    assert {c.id for c in register.category} == {s.category for s in register.service}


def test_the_settings_are_those_that_the_catalogue_asks_for(register: Register) -> None:
    known = catalogue.load().services
    loaded = [service for service in register.service if service.load]
    assert {service.id for service in loaded} == {"google-analytics", "pure-chat", "addthis"}
    for service in loaded:
        assert service.load is not None
        assert known[service.id].tags(service.load.settings)


def test_the_promises_of_the_statement(register: Register) -> None:
    assert {p.id: p.within for p in register.promise} == {
        "ip-anonymised": None,
        "newsletter-by-consent": None,
        "course-data-erased": "P1M",
        "answer-within-30-days": "P30D",
    }
