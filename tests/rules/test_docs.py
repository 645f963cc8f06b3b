"""The pages on the rules are what the rules say."""

from __future__ import annotations

from pathlib import Path

import pytest

from samtykke.rules.docs import FILES, page


@pytest.mark.parametrize("lang", [*FILES])
def test_docs_are_current(lang: str) -> None:
    assert Path(__file__).parents[2].joinpath("docs", FILES[lang]).read_text("utf-8") == page(lang)
