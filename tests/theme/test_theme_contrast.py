"""The colours can be read: WCAG 2.2 AA, in light and in dark."""

from __future__ import annotations

import re

import pytest

from theme.sample import PROJECT

TEXT = [
    ("ink", "page"),
    ("ink", "surface"),
    ("ink", "tint"),
    ("ink", "spark-tint"),
    ("muted", "page"),
    ("muted", "surface"),
    ("accent", "page"),
    ("accent", "surface"),
    ("accent", "tint"),
    ("accent", "spark-tint"),
    ("accent-strong", "surface"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("spark-ink", "spark-tint"),
    ("on-deep", "deep"),
    ("on-deep-muted", "deep"),
]
EDGES = [("edge", "page"), ("edge", "surface"), ("accent", "page"), ("on-deep", "deep")]
"""What shows where a control is and which has the focus: 3 to 1."""


def schemes() -> dict[str, dict[str, str]]:
    light, dark = (PROJECT / "theme/css/tokens.css").read_text("utf-8").split("@media (prefers-color-scheme: dark)")
    pattern = re.compile(r"--color-([\w-]+): (#[0-9a-f]{3,6});")
    first = dict(pattern.findall(light))
    return {"light": first, "dark": first | dict(pattern.findall(dark))}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * c for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_scheme_has_its_own_colours(scheme: str) -> None:
    assert schemes()["light"].keys() == schemes()["dark"].keys()
    assert schemes()["light"]["page"] != schemes()["dark"]["page"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read(scheme: str, text: str, ground: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_can_be_seen(scheme: str, edge: str, ground: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours[edge], colours[ground]) >= 3
