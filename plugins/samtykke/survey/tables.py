"""The facts of a survey as Parquet: three tables, each a folder with a part for every unit.

`sites/` is written last, so that a unit whose part lies there is complete; one that is not is done again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from samtykke.files import write_atomically

from .model import ContactRow, Examined, SiteRow, StoredRow, Unit

TABLES: dict[str, type[SiteRow] | type[ContactRow] | type[StoredRow]] = {
    "contacts": ContactRow, "stored": StoredRow, "sites": SiteRow,
}  # fmt: skip
"""Name → what a row is, in the order in which they are written."""


def write(folder: Path, found: Examined) -> None:
    """Write a unit's parts, whole or not at all. Raises OSError."""
    import pyarrow as pa  # noqa: PLC0415  of the extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    for name, row in TABLES.items():
        rows: Sequence[Any] = getattr(found, name)
        table = pa.Table.from_pylist([asdict(one) for one in rows], schema=_schema(row))
        out = pa.BufferOutputStream()
        pq.write_table(table, out, compression="zstd")
        write_atomically(_part(folder, name, found.unit), out.getvalue().to_pybytes())


def done(folder: Path, unit: Unit) -> bool:
    """Whether an earlier run has all of a unit."""
    return _part(folder, "sites", unit).is_file()


def read(folder: Path, name: str, columns: Iterable[str]) -> list[dict[str, Any]]:
    """Rows of a table, of complete units only. Raises OSError, and ValueError for files that are not a survey's."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    rows: list[dict[str, Any]] = []
    for complete in sorted((folder / "sites").glob("*.parquet")):
        rows += pq.read_table(folder / name / complete.name, columns=list(columns)).to_pylist()
    return rows


def _schema(row: type[Any]) -> Any:
    import pyarrow as pa  # noqa: PLC0415

    types = {"str": pa.string(), "int": pa.int64()}
    return pa.schema([(field.name, types[str(field.type)]) for field in fields(row)])


def _part(folder: Path, name: str, unit: Unit) -> Path:
    key = "\0".join((unit.kind, unit.address, unit.site))
    return folder / name / f"{hashlib.sha256(key.encode('utf-8', 'surrogateescape')).hexdigest()[:32]}.parquet"
