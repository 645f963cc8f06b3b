"""The JSON Schema of a catalogue file. `python -m samtykke.catalogue.schema` writes it anew."""

from __future__ import annotations

import json
from pathlib import Path

from .source import ServiceFile

PATH = Path(__file__).parents[1] / "schema" / "catalogue.schema.json"


def text() -> str:
    """The schema (draft 2020-12) as it is committed."""
    schema = ServiceFile.model_json_schema(by_alias=True)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8", newline="\n")
