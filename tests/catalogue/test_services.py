"""Every service file is valid, agrees with the others, and knows its own from its neighbours (`fixtures/<id>.toml`)."""

import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from samtykke.catalogue import KnownService, load
from samtykke.catalogue.claims import conflicts
from samtykke.catalogue.load import SERVICES, check

FIXTURES = Path(__file__).parent / "fixtures"
FILES = sorted(SERVICES.glob("*.toml"))
IDS = [path.stem for path in FILES]


def fixture(service: str) -> dict[str, list[str]]:
    return tomllib.loads((FIXTURES / f"{service}.toml").read_text("utf-8"))


def owner(url: str, *, query: bool) -> str | None:
    parts = urlsplit(url)
    path = f"{parts.path}?{parts.query}" if query and parts.query else parts.path
    known = load().by_url(parts.hostname or "", path or "/")
    return known.id if known else None


def named(text: str) -> set[str]:
    return {signature.service for signature in load().signatures(text)}


def test_there_are_forty_services_or_more() -> None:
    assert len(FILES) >= 40


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_the_file_is_valid(path: Path) -> None:
    assert check(path) == []
    assert load().services[path.stem].id == path.stem, "a file bears its service's id"


def test_no_two_services_claim_the_same() -> None:
    assert conflicts(load().services.values()) == []


def test_no_fixture_is_left_behind() -> None:
    assert sorted(path.stem for path in FIXTURES.glob("*.toml")) == sorted(IDS)


@pytest.mark.parametrize("service", IDS)
def test_the_fixture_has_a_match_and_a_near_miss(service: str) -> None:
    cases = fixture(service)
    assert set(cases) <= {f"{a}_{b}" for a in ("match", "miss") for b in ("urls", "text", "storage")}
    known = load().services[service]
    assert any(cases.get(f"match_{kind}") for kind in ("urls", "text", "storage"))
    assert any(cases.get(f"miss_{kind}") for kind in ("urls", "text", "storage"))
    if known.hosts or known.urls or known.paths:
        assert cases["match_urls"]
        assert cases["miss_urls"]
    if known.fragments or known.globals:
        assert cases["match_text"]
        assert cases["miss_text"]


@pytest.mark.parametrize("service", IDS)
def test_the_service_is_known_by_its_own(service: str) -> None:
    cases = fixture(service)
    for url in cases.get("match_urls", []):
        assert owner(url, query=True) == service, url
    for text in cases.get("match_text", []):
        assert service in named(text), text
    for item in cases.get("match_storage", []):
        assert load().services[service].storage_named(*item.split(" ")), item


@pytest.mark.parametrize("service", IDS)
def test_the_service_is_not_taken_for_a_neighbour(service: str) -> None:
    cases = fixture(service)
    for url in cases.get("miss_urls", []):
        assert service not in (owner(url, query=True), owner(url, query=False)), url
    for text in cases.get("miss_text", []):
        assert service not in named(text), text
    for item in cases.get("miss_storage", []):
        assert load().services[service].storage_named(*item.split(" ")) is None, item


@pytest.mark.parametrize("service", IDS)
def test_every_fragment_and_global_is_found(service: str) -> None:
    known = load().services[service]
    for fragment in known.fragments:
        assert service in named(f"x.src = 'https://{fragment}'"), fragment
        assert service in named(f"x.src = '//www.{fragment}'".replace("/", "\\/")), fragment
    for call in known.globals:
        assert service in named(f"window.{call}"), call


@pytest.mark.parametrize("service", [s for s in load().services.values() if s.load], ids=lambda s: s.id)
def test_what_a_service_loads_is_its_own(service: KnownService) -> None:
    """The templates name addresses that the catalogue gives to the same service."""
    for tag in service.tags(dict.fromkeys(service.settings, "G-x1")):
        if tag.src:
            assert owner(tag.src, query=True) == service.id
        else:
            assert named(tag.body) == {service.id}


def test_the_status_of_what_has_ended() -> None:
    ended = {s.id: s.status_since.isoformat() for s in load().services.values() if s.status_since}
    assert ended == {
        "addthis": "2023-05-31",
        "google-analytics-classic": "2023-07-01",
        "google-analytics-universal": "2023-07-01",
        "google-plus": "2019-04-02",
        "mathjax-cdn": "2017-04-30",
    }
