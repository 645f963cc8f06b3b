"""The baseline: findings that a site has today, accepted until a day. A JSON file with a line for each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from samtykke.files import malformed, shown_path, write_atomically
from samtykke.locale import Translate
from samtykke.model import Finding

NAME = "samtykke-baseline.json"
DAYS = 90
"""For how long findings are accepted where nothing else is said."""
_VERSION = 1
_FIRST_LINE = 4


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


class BaselineError(Exception):
    """The file is no baseline."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(path, detail)
        self.path = path
        self.detail = detail

    def report(self, t: Translate) -> str:
        """What is wrong, and what to do."""
        message = t("%(file)s is not a baseline: %(detail)s. «samtykke baseline write» makes a new one.")
        return message % {"file": shown_path(self.path), "detail": t(self.detail)}


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding that is accepted; those of the same fingerprint with it."""

    fingerprint: str
    rule: str
    path: str
    host: str
    until: date
    """The last day on which it is."""
    audited: bool = False
    """It was an audit that found it, and the audit tells when it is not found any more."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a file holds, in its order."""

    path: Path
    entries: tuple[Entry, ...]

    def lines(self) -> Iterator[tuple[int, Entry]]:
        """Each entry with its line in the file as `write` makes it."""
        return enumerate(self.entries, _FIRST_LINE)

    @property
    def shown(self) -> str:
        """Its path, from the working folder where it lies below it."""
        return shown_path(self.path).as_posix()


def find(root: Path) -> Path | None:
    """The baseline, looked for upwards from a tree and then from the working folder."""
    start = root.resolve()
    for folder in (start, *start.parents, Path.cwd(), *Path.cwd().parents):
        if (folder / NAME).is_file():
            return folder / NAME
    return None


def load(path: Path) -> Baseline:
    """Read a baseline. Raises BaselineError."""
    try:
        data = json.loads(path.read_text("utf-8"))
        if data["version"] != _VERSION:
            raise BaselineError(path, f"version {data['version']}")
        entries = tuple(
            Entry(
                fingerprint=_text(line["fingerprint"]),
                rule=_text(line["rule"]),
                path=_text(line["path"]),
                host=_text(line["host"]),
                until=date.fromisoformat(_text(line["until"])),
                audited=line.get("by") == "audit",
            )
            for line in data["findings"]
        )
    except FileNotFoundError:
        raise BaselineError(path, _("there is no such file")) from None
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise BaselineError(path, malformed(error)) from None
    return Baseline(path, entries)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def accept(
    findings: Iterable[Finding], until: date, earlier: Iterable[Entry] = (), *, audited: bool = False
) -> list[Entry]:
    """An entry for each fingerprint; what an earlier baseline has accepted keeps its day."""
    days = {entry.fingerprint: entry.until for entry in earlier}
    made = {
        f.fingerprint: Entry(f.fingerprint, f.rule, f.position.path, f.host, days.get(f.fingerprint, until), audited)
        for f in findings
    }
    return list(made.values())


def merged(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """One for each fingerprint, the first of each, in the order of the file."""
    made: dict[str, Entry] = {}
    for entry in entries:
        made.setdefault(entry.fingerprint, entry)
    return tuple(sorted(made.values(), key=lambda e: (e.path, e.rule, e.host, e.fingerprint)))


def write(path: Path, entries: Iterable[Entry]) -> None:
    """Write the file whole or not at all. Raises OSError."""
    lines = ",\n".join(json.dumps(_data(entry), ensure_ascii=True) for entry in entries)
    write_atomically(path, f'{{\n"version": {_VERSION},\n"findings": [\n{lines}\n]\n}}\n')


def _data(entry: Entry) -> dict[str, str]:
    return {
        "rule": entry.rule,
        "path": entry.path,
        "host": entry.host,
        "until": entry.until.isoformat(),
        "fingerprint": entry.fingerprint,
        **({"by": "audit"} if entry.audited else {}),
    }
