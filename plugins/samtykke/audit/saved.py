"""What was seen, to JSON and back without loss."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from .model import VERSION, AuditResult

T = TypeVar("T")


@cache
def _adapter(kind: type[Any]) -> Any:
    from pydantic import TypeAdapter  # noqa: PLC0415  slow to import, and made once for each kind

    return TypeAdapter(kind)


def dumps(seen: object) -> str:
    """An `AuditResult`, a `Visit` or any other of the model as JSON, the same bytes for the same facts."""
    kind: Any = type(seen)
    text: bytes = _adapter(kind).dump_json(seen, indent=1)
    return text.decode("utf-8") + "\n"


def loads(text: str | bytes, kind: type[T] = AuditResult) -> T:  # type: ignore[assignment]
    """The same again. Raises ValueError for what is not of that kind, or of another version of the data."""
    wanted: Any = kind
    seen: T = _adapter(wanted).validate_json(text)
    if isinstance(seen, AuditResult) and seen.version != VERSION:
        raise ValueError(f"version {seen.version} of the audit's data, not {VERSION}")
    return seen
