"""A small register that is right; the tests break one thing at a time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from samtykke.register import RegisterError, RegisterProblem, parse

MINIMAL = """\
[site]
url = "https://www.example.no"

[[category]]
id = "necessary"
necessary = true
title.nb = "Nødvendige"
purpose.nb = "Må til."

[[category]]
id = "analytics"
title.nb = "Statistikk"
purpose.nb = "Teller."

[[service]]
id = "choice"
name = "Valget"
provider = "Eksempel AS"
country = "NO"
category = "necessary"
basis = "necessary"
reason.nb = "Du ba om det."
purpose.nb = "Husker svaret."
  [[service.storage]]
  name = "samtykke"
  lifetime = "P182D"
  purpose.nb = "Svaret."

[[service]]
id = "stats"
name = "Tall"
provider = "Tall Ltd"
country = "IE"
category = "analytics"
basis = "consent"
hosts = ["cdn.stats.example"]
purpose.nb = "Teller besøk."
  [[service.storage]]
  name = "_st"
  lifetime = "P2Y"
  purpose.nb = "Skiller nettlesere."
"""


@pytest.fixture(scope="session")
def minimal() -> str:
    """The text of a valid register with two categories and two services."""
    return MINIMAL


@pytest.fixture
def broken() -> Callable[..., tuple[RegisterProblem, ...]]:
    """A function: the register with `old` replaced by `new` (pairs), as the problems that it gives."""

    def problems(*changes: tuple[str, str]) -> tuple[RegisterProblem, ...]:
        text = MINIMAL
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        with pytest.raises(RegisterError) as caught:
            parse(text, "content/register.toml")
        return caught.value.problems

    return problems
