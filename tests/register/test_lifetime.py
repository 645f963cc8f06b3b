"""Lifetimes: what is valid, what is the same, how it reads."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from samtykke.register import lifetime


@pytest.mark.parametrize(
    ("text", "nb", "nn", "en"),
    [
        ("P2Y", "2 år", "2 år", "2 years"),
        ("PT30M", "30 minutter", "30 minutt", "30 minutes"),
        ("P6M", "6 måneder", "6 månadar", "6 months"),
        ("P30M", "30 måneder", "30 månadar", "30 months"),
        ("P1DT12H", "1 døgn og 12 timer", "1 døgn og 12 timar", "1 day and 12 hours"),
        ("PT90M", "90 minutter", "90 minutt", "90 minutes"),
        ("session", "til nettleseren lukkes", "til nettlesaren blir lukka", "until the browser is closed"),
        ("forever", "utløper ikke", "går ikkje ut", "does not expire"),
        ("unknown", "ikke kjent", "ikkje kjend", "not known"),
    ],
)
def test_words(text: str, nb: str, nn: str, en: str) -> None:
    found = [lifetime.words(text, lang).replace(", ", " ") for lang in ("nb", "nn", "en")]
    assert found == [nb, nn, en]


def test_a_language_that_is_not_known_reads_english_and_regions_are_ignored() -> None:
    assert lifetime.words("P2Y", "sv") == "2 years"
    assert lifetime.words("P2Y", "nb-NO") == "2 år"


@pytest.mark.parametrize(
    "text",
    ["", "P", "PT", "P1", "1Y", "P-1D", "-P1D", "P0D", "PT0S", "P1.5D", "P101Y", "p1y", "P1Y ", "P٣D",
     "P" + "9" * 30 + "Y", "P1H", "P1YT", "Session", "P9999999999Y"],
)  # fmt: skip
def test_impossible(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        lifetime.parse(text)


def test_lengths() -> None:
    assert lifetime.parse("P2Y") == timedelta(days=730)
    assert lifetime.parse("P69DT10H40M") == timedelta(minutes=100_000)
    assert lifetime.parse("P1W") == timedelta(days=7)
    assert lifetime.parse("forever") is None


def test_the_schema_s_pattern_agrees_with_the_parser_on_form() -> None:
    for text in ("P2Y", "PT30M", "P1Y2M3W4DT5H6M7S", "session", "unknown"):
        assert re.search(lifetime.PATTERN, text)
        lifetime.parse(text) if text in lifetime.WORDS else None
    for text in ("P", "PT", "P1YT", "P1.5D", "p1y", "30 min", "P1H"):
        assert not re.search(lifetime.PATTERN, text)


def test_same() -> None:
    assert lifetime.same("P1Y", "P365D")
    assert lifetime.same("P1Y", "P12M")
    assert not lifetime.same("P1Y", "P13M")
    assert not lifetime.same("forever", "P100Y")
    assert lifetime.same("session", "session")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("30 min", "PT30M"), ("2 years", "P2Y"), ("2 år", "P2Y"), ("6 mnd.", "P6M"), ("24h", "PT24H"), ("P2H", "PT2H"),
        ("p1y", "P1Y"), ("2Y", "P2Y"), ("en måned", "P1M"), ("økt", "session"), ("Session", "session"),
        ("never", "forever"), ("ukjent", "unknown"), ("14 dagar", "P14D"), ("1 veke", "P1W"),
        ("", None), ("snart", None), ("x", None), ("0 min", None), ("999 years", None), ("9" * 60 + " år", None),
    ],
)  # fmt: skip
def test_guess(written: str, meant: str | None) -> None:
    assert lifetime.guess(written) == meant
