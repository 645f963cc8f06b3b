"""The Norwegian guides say what works: their examples are tried, their names and links exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from content.conftest import ROOT
from samtykke.register import parse
from samtykke.rules.registry import RULES

EDITORS = (ROOT / "docs/redaktor.md").read_text("utf-8")
COMPANY = (ROOT / "docs/til-selskapet.md").read_text("utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", EDITORS, re.DOTALL)


def anchors(text: str) -> set[str]:
    """As GitHub makes them: lower case, punctuation gone, spaces as hyphens."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("text", [EDITORS, COMPANY], ids=["redaktor", "til-selskapet"])
def test_links_within_the_guide(text: str) -> None:
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors(text)


def test_the_register_examples_are_valid() -> None:
    """A whole service as it is to be added, and an item as it stands already."""
    register = (ROOT / "content/register.toml").read_text("utf-8")
    item, service = blocks("toml")
    declared = parse(register + "\n" + service, Path("register.toml"))
    assert declared.find_service("youtube") is not None
    assert all(line in register for line in item.splitlines()[1:])


def test_the_markers_are_those_of_the_statement() -> None:
    (markers,) = [block for block in blocks("html") if "samtykke:" in block]
    statement = (ROOT / "content/pages/personvern.md").read_text("utf-8")
    assert all(line in statement for line in markers.splitlines())


def test_the_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"`make ([a-z-]+)`", EDITORS)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_windows_commands() -> None:
    commands = "".join(blocks("powershell")).splitlines()
    assert commands == [
        "py -m venv .venv",
        r".venv\Scripts\pip install --require-hashes -r requirements\dev.txt",
        r".venv\Scripts\pip install --no-deps --no-build-isolation -e .",
        r".venv\Scripts\pelican content",
        r".venv\Scripts\samtykke check output",
        r".venv\Scripts\python -m pelican.plugins.samtykke.watch",
        r".venv\Scripts\python -m multicase.publish",
    ]
    assert (ROOT / "requirements/dev.txt").is_file()


def test_the_rules_that_are_explained_exist() -> None:
    ids = {rule.id for rule in RULES}
    rows = re.findall(r"^\| (`[a-z-]+`.*?) \|", EDITORS[EDITORS.index("## Når kontrollen sier nei") :], re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([a-z-]+)`", row)} - {"make"}
    assert named <= ids
    assert named >= {
        "undeclared-third-party", "ungated-service", "noscript-leak", "resource-hint-leak", "undeclared-storage",
        "statement-stale", "retired-service", "lifetime-mismatch",
    }  # fmt: skip
    warnings = {name for row in rows if "(advarsel)" in row for name in re.findall(r"`([a-z-]+)`", row)}
    assert warnings == {
        rule.id for rule in RULES if rule.id in named and rule.level == "warning" and not rule.unverified
    }


@pytest.mark.parametrize(
    "point",
    [
        "31. mai 2023", "1. juli 2023", "10 minutter", "til nettleseren lukkes", "2 år", "G-XXXXXXXXXX", "00000000-",
        ".ASPXANONYMOUS", "loven fra 2000", "artikkel 9", "Jobbsøkere", "tredjepart", "Databehandler",
        "nettleserinnstillinger", "`_ga`", "Hva Pure Chat lagrer, er ikke kjent",
    ],
)  # fmt: skip
def test_the_company_is_told(point: str) -> None:
    assert point in COMPANY


def test_observation_and_question_are_told_apart() -> None:
    for label in ("**2018:**", "**Nettstedet:**", "**Rådgiver:**", "**Avgjør:**"):
        assert COMPANY.count(label) > 3, label
