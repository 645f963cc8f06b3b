"""From files to the catalogue: our own, unvalidated (the tests have seen to it), and a user's, validated."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from samtykke.locale import Translate
from samtykke.texts import Wording

from .matching import Catalogue
from .model import KnownService, KnownStorage, LoadTag, Operator


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


OWN_ERRORS = frozenset(
    {"load_one", "load_async", "storage_known", "retired", "certified_cmp", "storage_twice", "settings"}
)
"""The kinds of error that `source.py` raises with messages of its own."""
SERVICES = Path(__file__).parent / "services"


@dataclass(frozen=True, slots=True)
class CatalogueProblem:
    """What is wrong in a user's catalogue file."""

    path: Path
    key: str
    """Dotted, with numbers from 0 in lists: `storage.0.lifetime`; empty for the whole file."""
    message_id: str
    """English, with places for `values`."""
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.message_id % self.values

    def render(self, t: Translate) -> str:
        """Place and what is wrong, on one line."""
        return f"{self.path}: {self.key + ': ' if self.key else ''}{t(self.message_id) % self.values}"


class CatalogueError(Exception):
    """A user's catalogue files cannot be used; `problems` has all that is wrong with them."""

    def __init__(self, problems: tuple[CatalogueProblem, ...]) -> None:
        super().__init__("\n".join(p.render(str) for p in problems))
        self.problems = problems

    def report(self, t: Translate) -> str:
        """All of it in the reader's language, a line each."""
        return "\n".join(p.render(t) for p in self.problems)


@cache
def load(*extra: Path) -> Catalogue:
    """The catalogue; `extra` are a user's own files, of which one with a known id takes that service's place.

    Read once in a process. Raises CatalogueError for all that is wrong in the user's files, OSError where one
    cannot be read.
    """
    services = {service.id: service for service in map(read, sorted(SERVICES.glob("*.toml")))}
    problems: list[CatalogueProblem] = []
    for path in extra:
        problems += check(path)
    if problems:
        raise CatalogueError(tuple(problems))
    for path in extra:
        own = read(path)
        services[own.id] = own
    if extra:
        from .claims import clashes  # noqa: PLC0415  our own files have been compared by the tests

        found = tuple(CatalogueProblem(extra[-1], "match", *clash) for clash in clashes(services.values()))
        if found:
            raise CatalogueError(found)
    return Catalogue(services.values())


def check(path: Path) -> list[CatalogueProblem]:
    """All that is wrong with a catalogue file, by the model in `source.py`."""
    from pydantic import ValidationError  # noqa: PLC0415  only a user's own files are validated

    from .source import ServiceFile  # noqa: PLC0415

    try:
        ServiceFile.model_validate(_tuples(tomllib.loads(path.read_text("utf-8"))))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return [CatalogueProblem(path, "", _("this is not TOML in UTF-8: %(detail)s"), {"detail": str(error)})]
    except ValidationError as error:
        return [_problem(path, dict(e)) for e in error.errors(include_url=False)]
    return []


def _problem(path: Path, error: Mapping[str, Any]) -> CatalogueProblem:
    """One of pydantic's errors; those that the model raises itself are messages already."""
    sayings = {
        "missing": _("this key is missing."),
        "extra_forbidden": _("this key is not permitted here."),
        "string_pattern_mismatch": _("«%(value)s» does not have the right form (pattern %(pattern)s)."),
        "literal_error": _("«%(value)s» is none of %(expected)s."),
        "lifetime": _("«%(value)s» is no lifetime: ISO 8601 (P2Y, PT30M), session, forever or unknown."),
    }
    told = error.get("ctx") or {}
    values = {"detail": error["msg"], "value": str(error.get("input"))[:80]}
    values |= {key: str(value) for key, value in told.items() if key != "value"}
    own = error["type"] in OWN_ERRORS
    message = error["msg"] if own else sayings.get(error["type"], _("this cannot be used: %(detail)s"))
    return CatalogueProblem(path, ".".join(map(str, error["loc"])), message, values)


def read(path: Path) -> KnownService:
    """The service of a valid file."""
    data = tomllib.loads(path.read_text("utf-8"))
    match = data.get("match", {})
    return KnownService(
        id=data["id"],
        name=data["name"],
        vendor=data["vendor"],
        category=data["category"],
        status=data["status"],
        operator=Operator(**data["operator"]) if "operator" in data else None,
        status_since=data.get("status_since"),
        status_source=data.get("status_source"),
        labels=tuple(data.get("tags", ())),
        about=_text(data, "about"),
        advice=_text(data, "advice"),
        hosts=tuple(match.get("hosts", ())),
        urls=tuple(match.get("urls", ())),
        paths=tuple(match.get("paths", ())),
        fragments=tuple(match.get("fragments", ())),
        globals=tuple(match.get("globals", ())),
        storage=tuple(
            KnownStorage(**item | {"purpose": Wording(**item["purpose"])}) for item in data.get("storage", ())
        ),
        storage_known=data.get("storage_known", True),
        load=tuple(_tag(item) for item in data.get("load", ())),
        settings=tuple(data.get("settings", ())),
        needs_certified_cmp=data.get("needs_certified_cmp", False),
        needs_certified_cmp_source=data.get("needs_certified_cmp_source"),
        checked=data.get("checked"),
    )


def _text(data: Mapping[str, Any], key: str) -> Wording | None:
    return Wording(**data[key]) if key in data else None


def _tag(item: Mapping[str, Any]) -> LoadTag:
    return LoadTag(item.get("src", ""), item.get("body", ""), item.get("async", False), item.get("module", False))


def _tuples(value: object) -> object:
    """TOML's lists as tuples, which is what the strict model takes."""
    if isinstance(value, dict):
        return {key: _tuples(item) for key, item in value.items()}
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
