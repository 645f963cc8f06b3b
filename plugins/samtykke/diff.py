"""What came, went or changed between two builds: services, hosts, storage; or findings, of two reports of a check."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from samtykke.files import malformed
from samtykke.locale import Translate
from samtykke.model import Party, Scan
from samtykke.register import lifetime
from samtykke.reports.markdown import quoted, table
from samtykke.rules.base import shown

Kind = Literal["service", "host", "storage", "finding"]
Facts = Mapping[Kind, Mapping[str, str]]
"""kind → name → what there is to say of it; facts with equal sayings are the same."""
_WORD = re.compile(r"(?:(?<=^)|(?<=, ))(?:live|gated|action|error|warning|note)(?=$|, | \(| ×)")
KINDS: tuple[Kind, ...] = ("service", "host", "storage", "finding")


class DiffError(ValueError):
    """A file is no report of ours; `detail` is the reason, in English, to be translated."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Change:
    """A difference; `before` is empty for what came, `after` for what went."""

    kind: Kind
    name: str
    before: str
    after: str

    @property
    def sign(self) -> str:
        """`+`, `-` or `~`."""
        return "+" if not self.before else "-" if not self.after else "~"


def facts_of(scans: Iterable[Scan]) -> Facts:
    """The facts of a build."""
    entries: list[tuple[str, str, str, str]] = []
    storage: list[tuple[str, str, str]] = []
    for scan in scans:
        entries += [(r.party.value, r.host, r.state.value, r.service or "") for r in scan.references]
        storage += [(w.kind.value, w.name, w.lifetime or "") for w in scan.storage]
    return _facts(entries, storage)


def facts_in(path: Path) -> Facts:
    """The facts of a JSON report, of `inventory` or of `check`. Raises DiffError."""
    try:
        data = json.loads(path.read_text("utf-8"))
        if data["version"] != 1:
            raise DiffError(path, f"version {data['version']!r}")
        if "references" in data:
            references = [(r["party"], r["host"], r["state"], r["service"] or "") for r in data["references"]]
            return _facts(references, [(w["kind"], w["name"], w["lifetime"] or "") for w in data["storage"]])
        return _findings(data["findings"])
    except DiffError:
        raise
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DiffError(path, malformed(error)) from None


def _facts(references: Iterable[tuple[str, str, str, str]], storage: Iterable[tuple[str, str, str]]) -> Facts:
    hosts: dict[str, set[str]] = {}
    services: dict[str, set[str]] = {}
    for party, host, state, service in references:
        if service:
            services.setdefault(service, set()).add(state)
        if party == Party.THIRD and host:
            hosts.setdefault(host, set()).add(f"{state} ({service})" if service else state)
    kept: dict[str, set[str]] = {}
    for kind, name, lasts in storage:
        kept.setdefault(f"{kind} {name}", set()).add(lasts or "–")
    return {"service": _said(services), "host": _said(hosts), "storage": _said(kept), "finding": {}}


def _findings(findings: Iterable[Mapping[str, Any]]) -> Facts:
    counts: dict[str, dict[str, int]] = {}
    for one in findings:
        about = one["host"] or one["service"] or one["path"]
        levels = counts.setdefault(f"{one['rule']} {about}", {})
        levels[one["level"]] = levels.get(one["level"], 0) + 1
    said = {name: ", ".join(f"{level} × {n}" for level, n in sorted(levels.items())) for name, levels in counts.items()}
    return {"service": {}, "host": {}, "storage": {}, "finding": said}


def _said(sets: Mapping[str, set[str]]) -> dict[str, str]:
    return {name: ", ".join(sorted(values)) for name, values in sets.items()}


def compare(before: Facts, after: Facts) -> list[Change]:
    """Every change, kind by kind, in the order of the names."""
    return list(_changes(before, after))


def _changes(before: Facts, after: Facts) -> Iterator[Change]:
    for kind in KINDS:
        old, new = before[kind], after[kind]
        for name in sorted({*old, *new}):
            if old.get(name, "") != new.get(name, ""):
                yield Change(kind, name, old.get(name, ""), new.get(name, ""))


def as_text(changes: list[Change], t: Translate, lang: str) -> str:
    """A line for each change, under the kind of it."""
    if not changes:
        return t("Nothing has changed: the same services, hosts and storage.") + "\n"
    lines: list[str] = []
    for kind, title in _titles(t).items():
        of_kind = [c for c in changes if c.kind == kind]
        if of_kind:
            lines += [f"{title}:", *(f"  {c.sign} {shown(c.name)}  {_both(_worded(c, t, lang))}" for c in of_kind)]
    return "\n".join(lines) + "\n"


def as_markdown(changes: list[Change], t: Translate, lang: str) -> str:
    """A table, for a pull request."""
    if not changes:
        return t("Nothing has changed: the same services, hosts and storage.") + "\n"
    titles = _titles(t)
    rows = [
        [f"`{c.sign}`", titles[c.kind], quoted(c.name), quoted(c.before), quoted(c.after)]
        for c in (_worded(change, t, lang) for change in changes)
    ]
    return table(["", t("Kind"), t("Name"), t("Before"), t("After")], rows) + "\n"


def as_data(changes: list[Change]) -> dict[str, Any]:
    """For JSON, version 1."""
    listed = [{"kind": c.kind, "name": c.name, "before": c.before or None, "after": c.after or None} for c in changes]
    return {"version": 1, "changes": listed}


def _worded(change: Change, t: Translate, lang: str) -> Change:
    """The change with states, levels and lifetimes in the reader's language; the first two begin what is listed."""
    words = {
        "live": t("live"), "gated": t("gated"), "action": t("on action"),
        "error": t("error"), "warning": t("warning"), "note": t("note"),
    }  # fmt: skip

    def said(listed: str) -> str:
        if change.kind == "storage":
            return ", ".join(_lasting(text, lang) for text in listed.split(", "))
        return _WORD.sub(lambda word: words[word[0]], listed)

    return replace(change, before=said(change.before), after=said(change.after))


def _lasting(text: str, lang: str) -> str:
    """A lifetime in words; what is none, in a report of others' making, as it is."""
    try:
        return lifetime.words(text, lang)
    except ValueError:
        return text


def _titles(t: Translate) -> dict[Kind, str]:
    return {"service": t("Services"), "host": t("Hosts"), "storage": t("Storage"), "finding": t("Findings")}


def _both(change: Change) -> str:
    return " → ".join(shown(side) for side in (change.before, change.after) if side)
