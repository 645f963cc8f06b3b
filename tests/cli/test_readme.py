"""What the README shows is true."""

from __future__ import annotations

import re
from pathlib import Path

from samtykke.catalogue import loads
from samtykke.register import parse

README = Path(__file__).parents[2].joinpath("README.md").read_text("utf-8")


def test_the_register_that_it_shows_is_in_order() -> None:
    (text,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)

    register = parse(text, "README.md", [loads.complaints])

    assert [s.id for s in register.gated_services()] == ["google-analytics"]


def test_the_files_that_it_names_are_there() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert Path(__file__).parents[2].joinpath(target).exists(), target
