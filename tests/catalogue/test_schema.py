import json
import tomllib
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from samtykke.catalogue import schema
from samtykke.catalogue.load import SERVICES

SCHEMA = json.loads(schema.text())


def plain(value: object) -> object:
    """TOML's dates as JSON has them."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def test_the_committed_schema_is_that_of_the_model() -> None:
    assert schema.PATH.read_text("utf-8") == schema.text(), "run python -m samtykke.catalogue.schema"


def test_the_schema_takes_our_files_and_refuses_unknown_keys() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(SCHEMA)
    for path in SERVICES.glob("*.toml"):
        data = plain(tomllib.loads(path.read_text("utf-8")))
        assert list(validator.iter_errors(data)) == [], path
        assert isinstance(data, dict)
        assert not validator.is_valid({**data, "colour": "red"})


@pytest.mark.parametrize("path", sorted(SERVICES.glob("*.toml")), ids=lambda path: path.stem)
def test_the_file_refers_to_the_schema(path: object) -> None:
    first = path.read_text("utf-8").partition("\n")[0]  # type: ignore[attr-defined]
    assert first == "#:schema ../../schema/catalogue.schema.json"
