"""Services that stand in a page by their name only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samtykke import catalogue
from samtykke.model import Evidence, Gate, Kind, Party, Position, Reference, Scan, State
from samtykke.naming import Namer
from samtykke.register import Register, Service
from samtykke.register.model import Site

SERVICE = {"name": "Film", "provider": "F", "country": "NO", "basis": "consent", "purpose": {"nb": "Film."}}


def _named(service: str, *declared: tuple[str, list[str]]) -> Reference:
    services = (Service(id=i, hosts=tuple(h), category="media", **SERVICE) for i, h in declared)  # type: ignore[arg-type]
    register = Register(site=Site(url="https://www.example.no"), service=tuple(services))
    gate = Gate("iframemanager", None, service)
    reference = Reference(
        Position("a.html"), Kind.IFRAME, "x", "", "", Party.THIRD, State.GATED, Evidence.ATTRIBUTE, gate, service
    )
    (found,) = Namer(register, catalogue.load()).name(Scan("a.html", "html", (reference,))).references
    return found


@pytest.mark.parametrize(
    ("service", "declared", "host"),
    [
        ("youtube", [], "youtube.com"),
        ("youtube", [("youtube", ["www.youtube-nocookie.com"])], "www.youtube-nocookie.com"),
        ("youtube", [("film", ["pay.example"]), ("annet", ["www.youtube.com"])], "www.youtube.com"),
        ("youtube", [("film", ["*.youtube-nocookie.com"])], "www.youtube-nocookie.com"),
        ("youtube", [("film", ["notyoutube.com"])], "youtube.com"),
        ("dailymotion-x", [("dailymotion-x", ["geo.example"])], "geo.example"),
        ("nobody-knows-it", [("film", ["geo.example"])], ""),
    ],
)
def test_a_placeholder_gets_its_host(service: str, declared: list[tuple[str, list[str]]], host: str) -> None:
    found = _named(service, *declared)
    assert (found.host, found.url) == (host, f"https://{host}/" if host else "")
    assert found.service == service


def test_a_reference_of_a_service_is_otherwise_the_same() -> None:
    """Whatever fields a reference has: `Reference.of` names them one by one."""
    gate = Gate("samtykke", "marketing", "x")
    reference = Reference(
        Position("a.html", 2, 3), Kind.IMAGE, "//a.example/", "https://a.example/", "a.example", Party.THIRD,
        State.GATED, Evidence.EXECUTED, gate, None, True,
    )  # fmt: skip
    assert reference.of("y") == replace(reference, service="y")
