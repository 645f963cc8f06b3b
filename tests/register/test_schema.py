"""The published schema is the model's, and agrees with it on what it can say."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from samtykke.register import schema

ROOT = Path(__file__).parents[2]


@pytest.fixture
def validator() -> Draft202012Validator:
    return Draft202012Validator(schema.json_schema())


def test_the_committed_file_is_current() -> None:
    committed = ROOT / "plugins" / "samtykke" / "schema" / "register.schema.json"
    assert committed == schema.PATH
    assert committed.read_text("utf-8") == schema.text(), "run python -m samtykke.register.schema"


def test_it_is_a_schema_without_a_host() -> None:
    made = schema.json_schema()
    Draft202012Validator.check_schema(made)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "/" not in made["$id"]
    assert set(made["properties"]) == {"site", "promise", "category", "service", "ignore"}
    assert "null" not in json.dumps(made)


def test_the_site_s_register_is_valid_and_points_to_it(validator: Draft202012Validator) -> None:
    path = ROOT / "content" / "register.toml"
    text = path.read_text("utf-8")
    assert list(validator.iter_errors(tomllib.loads(text))) == []
    assert text.startswith("#:schema ")
    assert (path.parent / text.split("\n")[0].removeprefix("#:schema ")).resolve() == schema.PATH.resolve()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('name = "Tall"', 'nmae = "Tall"'),
        ('  lifetime = "P2Y"', '  lifetime = "2 år"'),
        ('reason.nb = "Du ba om det."\n', ""),
        ('purpose.nb = "Teller besøk."', "purpose = {}"),
        ('basis = "consent"', 'basis = "legitimate interest"'),
        ('country = "IE"', "country = 1"),
    ],
)
def test_it_refuses_what_the_model_refuses(validator: Draft202012Validator, minimal: str, old: str, new: str) -> None:
    assert list(validator.iter_errors(tomllib.loads(minimal))) == []
    assert list(validator.iter_errors(tomllib.loads(minimal.replace(old, new))))


def test_writing_replaces_the_file_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "new" / "register.schema.json"
    schema.write(path)
    schema.write(path)
    assert path.read_text("utf-8") == schema.text()
    assert list(path.parent.iterdir()) == [path]
