"""The page on the rules is what the rules say."""

from __future__ import annotations

from pathlib import Path

from samtykke.rules.docs import page


def test_docs_are_current() -> None:
    assert Path(__file__).parents[2].joinpath("docs/rules.md").read_text("utf-8") == page()
