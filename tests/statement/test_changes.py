"""The change log: what visitors should know, in three languages, and nothing of mended wording."""

from __future__ import annotations

import tomllib
from datetime import date

from bs4 import BeautifulSoup

from samtykke.register import parse
from samtykke.register.history import State
from samtykke.statement import change_log, changed

HEAD = """
[site]
url = "https://www.example.no"
statement = { nb = "personvern" }

[[category]]
id = "analytics"
title = { nb = "Statistikk", en = "Statistics" }
purpose = { nb = "Telle.", en = "Counting." }

[[category]]
id = "media"
title = { nb = "Innhold", en = "Content" }
purpose = { nb = "Vise.", en = "Showing." }
"""
ONE = """
[[service]]
id = "one"
name = "<One>"
category = "analytics"
  [[service.storage]]
  name = "a"
  lifetime = "P2Y"
  purpose.nb = "Gammel ordlyd."
  [[service.storage]]
  name = "gone"
  lifetime = "session"
"""
ONE_LATER = """
[[service]]
id = "one"
name = "<One>"
category = "media"
  [[service.storage]]
  name = "a"
  lifetime = "P6M"
  purpose.nb = "Ny ordlyd."
  [[service.storage]]
  name = "new"
  lifetime = "PT30M"
"""
TWO = '\n[[service]]\nid = "two"\nname = "Two"\ncategory = "media"\n'
REGISTER = parse(HEAD, "register.toml")


def state(day: int, text: str) -> State:
    return State(date(2026, 1, day), tomllib.loads(HEAD + text))


STATES = [state(1, ONE), state(2, ONE.replace("Gammel", "Bedre")), state(3, ONE_LATER + TWO), state(4, ONE_LATER)]


def sentences(lang: str) -> list[str]:
    log = BeautifulSoup(change_log(REGISTER, lang, STATES), "html.parser")
    return [part.get_text() for part in log.select("dt, dd")]


def test_bokmal() -> None:
    assert sentences("nb") == [
        "4. januar 2026",
        "Two ble fjernet.",
        "3. januar 2026",
        "Two kom til.",
        "<One> er flyttet fra «Statistikk» til «Innhold».",
        "a fra <One> varer nå 6 måneder, mot 2 år før.",
        "<One> lagrer nå new: 30 minutter.",
        "<One> lagrer ikke lenger gone.",
        "1. januar 2026",
        "Oversikten over tjenester og informasjonskapsler ble tatt i bruk.",
    ]


def test_english_and_nynorsk() -> None:
    assert sentences("en")[:2] == ["4 January 2026", "Two was removed."]
    assert "a from <One> now lasts 6 months; before, 2 years." in sentences("en")
    assert "a frå <One> varer no 6 månadar, mot 2 år før." in sentences("nn")


def test_a_mended_sentence_is_no_change() -> None:
    assert [day.day.day for day in changed(STATES)] == [4, 3]


def test_without_history_it_says_so() -> None:
    log = change_log(REGISTER, "nb", [])
    assert "historikken var ikke tilgjengelig" in log
    assert "<time" not in log


def test_an_earlier_register_may_have_said_anything() -> None:
    odd = State(date(2025, 1, 1), {"service": [{"id": "one", "storage": [{"name": "a", "lifetime": 7}]}, "x"]})
    found = BeautifulSoup(change_log(REGISTER, "nb", [odd, STATES[0]]), "html.parser").get_text()
    assert "varer nå 2 år, mot 7 før" in found
