"""The statement in English says what the one in Norwegian does: section by section, and every fact of 2018."""

from __future__ import annotations

import re

import pytest

from content.conftest import CONTENT, Source, plain, read

FACTS = {
    1: r"Multicase Norge AS, by its managing director, is the controller.*Only the tasks are delegated, not the",
    2: r"through the site \(personopplysningsloven § 19\).*general information.*§ 18 first paragraph",
    3: r"web editor has the daily responsibility.*voluntary.*actively consented",
    4: r"is processor and itself does all development and all maintenance.*own servers, which are in Norway.*Only "
    r"Multicase Norge AS has access.*do not share it with third parties",
    5: r"carry out sales.*offers of products.*deliver what.*support to users.*improve and develop.*threats to security"
    r".*misuse.*orders, invoicing, payment.*newsletters",
    6: r"letters a to h the legal ground is mainly legitimate interest.*letter i, newsletters,.*actively consented",
    7: r"possible customers in order to sell and to market.*mainly that the contact has consented",
    8: r"assess your potential.*The ground is your consent",
    9: r"certificate.*confirms whose site it is.*all communication is encrypted",
    10: r"195\.159\.103\.82, only 195\.159\.103\.xx.*Google Analytics.*Multicase is processor for the statistics",
    11: r"Cookies are small text files.*First-party cookies are necessary.*set your browser not to accept them",
    12: r"newsletter by e-mail with news, existing functionality, courses, seminars, partners.*2–4 times a month"
    r".*database of its own.*withdraw your consent at any time.*processor for the newsletter",
    13: r"marketing manager.*EasyQuest.*always tell what a survey is to be used for.*anonymous.*do not share",
    14: r"Neither Multicase nor EasyQuest collects anything.*can see who has answered",
    15: r"collect the course fee.*is controller.*name and contact details \(e-mail\).*allergies or special needs.*one "
    r"month after the event, both in EasyQuest's systems and in Multicase's copies",
    16: r"straight to the network that you choose.*agreement that you have with the network.*store nothing.*AddThis",
    17: r"director of the department.*is recorded.*at least once a year.*account is deleted.*passed on to colleagues"
    r".*not encrypted",
    18: r"administration's department director.*§ 8 first paragraph and § 8 letter a, b or f, and § 9 letters a, b"
    r" and f.*pay level, hours, tax rate, tax municipality and trade union membership.*Name, position and field of"
    r" work",
    19: r"\(personopplysningsloven § 18 first paragraph\).*access to your own data.*corrected, erased or supplemented"
    r".*free of charge and within 30 days",
    20: r"E-mail: post@multicase\.no.*Telephone: \+47 33 29 33 00.*Postal address: Østre Kullerød 5, 3241 Sandefjord",
    21: r"The statement is of 11\.06\.2018",
}


@pytest.fixture(scope="module")
def english() -> Source:
    return read(CONTENT / "pages/en/privacy.md")


@pytest.mark.parametrize("number", range(1, 22))
def test_fact(number: int, english: Source) -> None:
    assert re.search(FACTS[number], english.text), number


def test_section_by_section(english: Source, statement: Source) -> None:
    """The same headings, blocks, lists and generated parts, in the same order."""
    shape = re.compile(r"^(#{2,3}) |^!!! (\w+)|^(- )|^<(li)>|^(<!-- samtykke: \w+ -->|\[TOC\])", re.MULTILINE)
    assert shape.findall(english.body) == shape.findall(statement.body)


def test_the_dates_and_the_cookies_are_the_same(english: Source, statement: Source) -> None:
    for key in ("original", "modified"):
        assert english.meta[key] == statement.meta[key]
    assert english.meta["oversetter"] == statement.meta["slug"]
    names = re.compile(r"`([^`]+)`")
    assert set(names.findall(english.body)) == set(names.findall(statement.body))
    assert plain(english.sections()["changes"]).startswith("The statement is of 11.06.2018.")
    assert "<!-- samtykke: changes -->" in english.sections()["changes"]
