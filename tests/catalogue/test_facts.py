"""The storage facts that rules and registers rest on, and the limits of what is known."""

from datetime import date

import pytest

from samtykke.catalogue import load

DOCUMENTED = {
    ("google-analytics", "_ga"): "P2Y",
    ("google-analytics", "_ga_*"): "P2Y",
    ("google-analytics-universal", "_ga"): "P2Y",
    ("google-analytics-universal", "_gid"): "PT24H",
    ("google-analytics-universal", "_gat"): "PT1M",
    ("google-analytics-universal", "_gac_*"): "P90D",
    ("google-analytics-classic", "__utma"): "P2Y",
    ("google-analytics-classic", "__utmb"): "PT30M",
    ("google-analytics-classic", "__utmc"): "session",
    ("google-analytics-classic", "__utmt"): "PT10M",
    ("google-analytics-classic", "__utmv"): "P2Y",
    ("google-analytics-classic", "__utmz"): "P6M",
    ("google-ads", "_gcl_au"): "P90D",
    ("addthis", "__atuvc"): "P13M",
    ("addthis", "__atuvs"): "PT30M",
    ("aspnet", ".ASPXANONYMOUS"): "P69DT10H40M",
    ("aspnet", ".ASPXAUTH"): "unknown",
    ("aspnet", "ASP.NET_SessionId"): "session",
}


@pytest.mark.parametrize(("service", "name"), DOCUMENTED)
def test_lifetime(service: str, name: str) -> None:
    item = load().services[service].storage_named("cookie", name)
    assert item is not None
    assert item.lifetime == DOCUMENTED[service, name]


@pytest.mark.parametrize(
    ("service", "name"),
    [
        ("google-analytics-classic", "__utmv"),
        ("google-analytics-universal", "_gac_x"),
        ("google-analytics-universal", "AMP_TOKEN"),
        ("google-analytics-universal", "_dc_gtm_UA-1"),
    ],
)
def test_what_only_some_sites_set_is_conditional(service: str, name: str) -> None:
    item = load().services[service].storage_named("cookie", name)
    assert item is not None
    assert item.conditional


def test_only_sourced_lifetimes_are_entered() -> None:
    """A new lifetime belongs in the table above, after its source has been read."""
    entered = {(s.id, i.name) for s in load().services.values() for i in s.storage if i.lifetime != "unknown"}
    assert entered - set(DOCUMENTED) == {
        ("google-analytics-universal", "_dc_gtm_*"),
        ("google-analytics-universal", "AMP_TOKEN"),
    }


def test_what_nothing_is_known_of_is_said_to_be_unknown() -> None:
    for service in ("pure-chat", "easyquest", "disqus"):
        known = load().services[service]
        assert not known.storage_known
        assert known.storage == ()


def test_pcid_is_not_pure_chats() -> None:
    assert load().services["pure-chat"].storage_named("cookie", "_pcid") is None


def test_each_service_says_when_it_was_checked() -> None:
    assert [s.id for s in load().services.values() if s.last_checked() is None] == []


@pytest.mark.parametrize(("day", "stale"), [(date(2028, 5, 23), False), (date(2028, 5, 25), True)])
def test_what_was_checked_eighteen_months_ago_is_stale(day: date, stale: bool) -> None:
    known = load().services["google-analytics"]
    assert known.last_checked() == date(2026, 11, 22)
    assert known.stale(day) is stale


def test_who_needs_a_certified_consent_tool() -> None:
    """Ads for visitors do; statistics, tag managers and the measuring of one's own campaigns do not."""
    needing = {s.id: s.needs_certified_cmp_source for s in load().services.values() if s.needs_certified_cmp}
    source = "https://support.google.com/admob/answer/13554020"
    assert needing == {"google-adsense": source, "google-ad-manager": source}


def test_only_what_google_documents_is_known_in_full() -> None:
    """Of all others, what is listed is not all, and the register has to say what was measured."""
    known = [s for s in load().services.values() if s.storage_known]
    assert {s.id for s in known} == {"google-analytics", "google-analytics-universal", "google-analytics-classic"}
    assert all(item.source.startswith("https://developers.google.com/") for s in known for item in s.storage)
