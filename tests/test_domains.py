"""Whose a name is: the longest suffix under which strangers register names, and one label more."""

from __future__ import annotations

import pytest

from samtykke.catalogue import load
from samtykke.domains import is_shared, registrable


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("cdn.a.example.co.uk", "example.co.uk"),
        ("www.google-analytics.com", "google-analytics.com"),
        ("a.ada.github.io", "ada.github.io"),
        ("d1.cloudfront.net", "d1.cloudfront.net"),
        ("www.oslo.kommune.no", "oslo.kommune.no"),
        ("cdn.example", "cdn.example"),
        ("www.xn--blbr-roah.no", "xn--blbr-roah.no"),
        ("www.firma.xn--55qx5d.cn", "firma.xn--55qx5d.cn"),
        ("co.uk", "co.uk"),
        ("localhost", "localhost"),
        ("192.0.2.1", "192.0.2.1"),
        ("[2001:db8::1]", "[2001:db8::1]"),
        ("", ""),
    ],
)
def test_registrable(host: str, domain: str) -> None:
    assert registrable(host) == domain


@pytest.mark.parametrize("name", ["no", "co.uk", "github.io", "kommune.no", "s3.amazonaws.com"])
def test_shared(name: str) -> None:
    assert is_shared(name)
    assert not is_shared(f"x.{name}")


def test_no_service_claims_what_strangers_share() -> None:
    """A claim on a suffix would take in everybody's sites."""
    assert [(s.id, host) for s in load().services.values() for host in s.hosts if is_shared(host)] == []
