"""Every message of the engine has a bokmål translation with the same places to fill in."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from samtykke.locale import preferred, translator

PLUGINS = Path(__file__).parents[2] / "plugins"
RULE_FIELDS = {"title", "why", "remedy", "noted"}


def messages() -> dict[str, str]:
    """Every literal handed to a translator, in code and templates, and the rules' texts, with the file of each."""
    found: dict[str, str] = {}
    for path in sorted(PLUGINS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name == "_" and path.is_relative_to(PLUGINS / "multicase"):
                continue  # the site's own words are bokmål to begin with
            if name in {"t", "_"} and node.args:
                texts = [node.args[0]]
            elif name == "Rule":
                texts = [k.value for k in node.keywords if k.arg in RULE_FIELDS]
            else:
                continue
            for text in texts:
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    found[text.value] = path.relative_to(PLUGINS).as_posix()
    for path in sorted(PLUGINS.rglob("templates/*.html")):
        parsed = Environment(autoescape=True).parse(path.read_text("utf-8"))
        for _line, _function, text in extract_from_ast(parsed, ["t"]):
            if isinstance(text, str):
                found[text] = path.relative_to(PLUGINS).as_posix()
    return found


MESSAGES = messages()
FIELD = re.compile(r"%\((\w+)\)[sd]")


def test_messages_are_found() -> None:
    assert len(MESSAGES) > 100


@pytest.mark.parametrize("message", list(MESSAGES))
def test_has_bokmaal(message: str) -> None:
    norwegian = translator("nb")(message)
    assert norwegian != message, f"{MESSAGES[message]}: no bokmål for {message!r}"
    assert sorted(FIELD.findall(norwegian)) == sorted(FIELD.findall(message))


def test_english_is_the_message() -> None:
    assert translator("en")("error") == "error"


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({}, "nb"),
        ({"LANG": "C.UTF-8"}, "nb"),
        ({"LANG": "nb_NO.UTF-8"}, "nb"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE@euro"}, "en"),
        ({"LANG": "no"}, "nb"),
        ({"LANG": "en_US", "LC_ALL": "POSIX"}, "nb"),
        ({"LANG": "en_US", "LC_ALL": "nn_NO"}, "nb"),
        ({"LANG": "nb_NO", "SAMTYKKE_LANG": "en"}, "en"),
    ],
)
def test_language_of_the_environment(environ: dict[str, str], lang: str) -> None:
    assert preferred(environ) == lang
