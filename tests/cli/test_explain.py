"""`explain`, `rules` and `services`: what a person or a script asks the command about."""

from __future__ import annotations

import inspect
import json
import re
from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner, Result

from samtykke.catalogue import load
from samtykke.cli import main
from samtykke.cli.explain import command
from samtykke.explain import Teller, service_data
from samtykke.guide import TOPICS, read
from samtykke.locale import translator
from samtykke.rules import RULES

TODAY = date(2026, 11, 24)


def run(*args: str, **environ: str) -> Result:
    return CliRunner().invoke(main, args, env={"LC_ALL": "", "LANG": "C.UTF-8", **environ})


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_explains_itself(rule) -> None:
    english, norwegian = run("explain", rule.id, "--lang", "en"), run("explain", rule.id, "--lang", "nb")

    for done, t in ((english, translator("en")), (norwegian, translator("nb"))):
        words = " ".join(done.output.split())
        assert done.exit_code == 0
        assert done.output.startswith(f"{rule.id} (")
        for part in (t(rule.title), t(rule.why), t(rule.remedy), rule.example):
            assert " ".join(part.split()) in words
    assert "To mend it:" in english.output
    assert "To mend it:" not in norwegian.output


def test_the_level_of_a_rule_and_whether_it_is_unverified() -> None:
    assert run("explain", "undeclared-third-party", "--lang", "en").output.startswith(
        "undeclared-third-party (error)\n"
    )
    assert "(warning, could not be verified)" in run("explain", "opaque-script", "--lang", "en").output


def test_a_service_with_its_sources() -> None:
    text = run("explain", "google-analytics", "--lang", "nb").output

    assert "cookie _ga: 2 år" in text
    assert "https://developers.google.com/analytics/devguides/collection/ga4/cookie-usage" in text
    assert "leverandørens dokumentasjon, 22. november 2026" in text
    assert 'settings = { measurement_id = "…" }' in text
    assert "googletagmanager.com/gtag/js" in text


def test_a_service_of_which_little_is_known_says_so() -> None:
    text = run("explain", "disqus", "--lang", "en").output

    assert "is not documented in full. Measure it" in text
    assert 'data-service="disqus"' in text


def test_a_service_that_has_ended_is_not_loaded() -> None:
    text = run("explain", "addthis", "--lang", "nb").output

    assert "avviklet 31. mai 2023" in text
    assert "Slik lastes den" not in text


def test_a_service_that_needs_a_certified_tool() -> None:
    assert "https://support.google.com/admob/answer/13554020" in run("explain", "google-adsense").output
    assert "13554020" not in run("explain", "google-analytics").output


def test_a_host_leads_to_its_service() -> None:
    assert run("explain", "Fonts.GStatic.com").output.startswith("google-fonts: ")


@pytest.mark.parametrize(
    ("word", "lang", "said"),
    [
        ("remot-font", "en", "Did you mean «remote-font»?"),
        ("gogle-analytics", "nb", "Mente du «google-analytics»?"),
        ("qqqqqq", "en", "See samtykke rules and samtykke services."),
        ("cdn.example", "nb", "verken en regel, en kjent tjeneste eller et emne"),
    ],
)
def test_a_typo_is_exit_2(word: str, lang: str, said: str) -> None:
    done = run("explain", word, "--lang", lang)

    assert done.exit_code == 2
    assert said in done.output


def test_a_topic_is_its_chapter_with_links_that_can_be_followed() -> None:
    text = run("explain", "adoption").output
    assert text.startswith("# Starting on a site that is there already\n")
    assert "`samtykke explain configuration`" in text
    assert ".md)" not in text
    assert json.loads(run("explain", "adoption", "--format", "json").output) == {"topic": "adoption", "text": text}


@pytest.mark.parametrize("topic", TOPICS)
def test_topics_are_there_and_are_named_in_the_help(topic: str) -> None:
    assert "](" not in re.sub(r"\]\(https?:", "", read(topic)).replace("](address)", "")
    assert re.search(rf"\b{topic}\b", inspect.cleandoc(command.help or "").rpartition("Topics are")[2])


def test_the_language_is_that_of_the_environment() -> None:
    assert (
        "Slik retter du" in run("explain", "remote-font").output or "Hvorfor:" in run("explain", "remote-font").output
    )
    assert "Why:" in run("explain", "remote-font", LANG="en_GB.UTF-8").output


def test_rules_are_listed_in_their_order() -> None:
    lines = run("rules", "--lang", "nb").output.splitlines()

    assert [line.split()[1] for line in lines] == [rule.id for rule in RULES]
    assert lines[0].split()[0] == "feil"


def test_services_are_listed() -> None:
    lines = run("services", "--lang", "en").output.splitlines()

    assert [line.split()[0] for line in lines] == sorted(load().services)
    assert "needs a certified consent tool" in next(line for line in lines if line.startswith("google-adsense "))
    assert "ended" in next(line for line in lines if line.startswith("addthis "))


def test_json() -> None:
    rules = json.loads(run("rules", "--format", "json").output)
    services = json.loads(run("services", "--format", "json").output)

    assert (rules["version"], services["version"]) == (1, 1)
    assert {rule["id"] for rule in rules["rules"]} == {rule.id for rule in RULES}
    by_id = {service["id"]: service for service in services["services"]}
    assert by_id["google-analytics"]["storage"][0]["lifetime"] == "P2Y"
    assert json.loads(run("explain", "google-analytics", "--format", "json").output) == by_id["google-analytics"]
    assert json.loads(run("explain", "remote-font", "--format", "json").output) in rules["rules"]


def test_what_was_checked_long_ago_is_to_be_checked_again() -> None:
    teller = Teller("en", translator("en"))
    known = load().services["google-analytics"]
    old = replace(known, storage=(replace(known.storage[0], checked=date(2025, 5, 1)), *known.storage[1:]))

    assert "check it again" not in teller.service(known, TODAY)
    assert "check it again" in teller.service(old, TODAY)
    assert "to be checked again" in teller.services([old], TODAY)
    assert service_data(old, "en", TODAY)["stale"]
    assert not service_data(known, "en", TODAY)["stale"]
