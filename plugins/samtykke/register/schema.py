"""The JSON Schema of the register, for editors' tools: made from the model, committed, never written by hand."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from .model import Register

FOLDER = Path(__file__).parents[1] / "schema"
PATH = FOLDER / "register.schema.json"
TITLE = "Samtykke: the register of services, storage, categories and promises"


def json_schema(model: type[BaseModel] = Register, name: str = PATH.name, title: str = TITLE) -> dict[str, Any]:
    """The schema (draft 2020-12), with the arrays named as the tables of the TOML file."""
    made = _tidy(model.model_json_schema())
    made.pop("title", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": name, "title": title, **made}


def text(made: dict[str, Any] | None = None) -> str:
    """The schema as it stands in the file."""
    return json.dumps(made or json_schema(), ensure_ascii=False, indent=2) + "\n"


def write(path: Path = PATH) -> None:
    """Replace the file in one step, so that no reader meets half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        fresh.write_text(text(), encoding="utf-8", newline="\n")
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _tidy(schema: Any) -> Any:
    """Without what TOML does not have: null and its default; and without titles that only repeat the key."""
    if isinstance(schema, list):
        return [_tidy(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    fresh = {key: _tidy(value) for key, value in schema.items() if key != "properties"}
    if isinstance(schema.get("properties"), dict):
        fresh["properties"] = {name: _property(entry) for name, entry in schema["properties"].items()}
    return fresh


def _property(schema: dict[str, Any]) -> dict[str, Any]:
    tidy: dict[str, Any] = _tidy(schema)
    tidy.pop("title", None)
    if "default" in tidy and tidy["default"] is None:
        del tidy["default"]
    choices = [choice for choice in tidy.get("anyOf", []) if choice != {"type": "null"}]
    if len(choices) == 1:
        del tidy["anyOf"]
        tidy = {**choices[0], **tidy}
    return tidy


if __name__ == "__main__":
    write()
