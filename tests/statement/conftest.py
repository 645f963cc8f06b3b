"""A register with one of everything that the statement words."""

from __future__ import annotations

import pytest

from samtykke.register import Register, parse

TEXT = """\
[site]
url = "https://www.example.no"
name = "Eksempel AS"
earlier_statement = "2018"
cookie = "choice"

[[category]]
id = "necessary"
necessary = true
title = { nb = "Nødvendige", en = "Necessary" }
purpose.nb = "Må til."

[[category]]
id = "empty"
title.nb = "Tom"
purpose.nb = "Ingen bruker den."

[[category]]
id = "analytics"
title = { nb = "Statistikk", nn = "Statistikk", en = "Statistics" }
purpose = { nb = "Teller.", nn = "Tel.", en = "Counts." }

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
  name = "choice"
  lifetime = "P182D"
  purpose.nb = "Svaret."

[[service]]
id = "shop"
name = "Butikken"
provider = "Kasse AS"
country = "SE"
category = "necessary"
basis = "necessary"
set_by = "elsewhere"
reason = { nb = "Holder på kurven.", en = "Keeps the basket." }
purpose = { nb = "Kurv.", en = "Basket." }
  [[service.storage]]
  name = "*"
  alias = ["Kurv"]
  kind = "local"
  lifetime = "unknown"
  purpose.nb = "Kurven."

[[service]]
id = "stats"
name = "Tall & <b>Sånt</b>"
provider = '"Tall" <script>alert(1)</script>'
country = "US"
category = "analytics"
basis = "consent"
transfer.nb = "Etter <beslutning>."
policy = "https://stats.example/?a=1&b='<x>"
purpose = { nb = "Teller {besøk} & 'slikt' <img src=x>.", nn = "Tel besøk." }
  [[service.storage]]
  name = "_st_*"
  lifetime = "P2Y"
  purpose = { nb = "Skiller <i>nettlesere</i>.", nn = "Skil nettlesarar.", en = "Tells browsers apart." }
  [[service.storage]]
  name = "__old"
  alias = ["_old", "old"]
  kind = "session"
  party = "third"
  lifetime = "PT30M"
  legacy = true
  purpose.nb = "Gammel."

[[service]]
id = "map"
name = "Kart"
provider = "Kart AS"
country = "NO"
category = "analytics"
basis = "consent"
purpose.nb = "Viser kart."
"""


@pytest.fixture(scope="session")
def register() -> Register:
    """Four services in two categories, and a category that none uses."""
    return parse(TEXT)
