"""What was made of a tree, as people and programs read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from samtykke import catalogue
from samtykke.locale import Translate
from samtykke.register import Register
from samtykke.rules.base import shown

from .edits import LOCAL, REMOVED, Edit, Left
from .injection import BANNER, LINK, STATEMENT

_LONGEST_PATH = 300


def _(message: str) -> str:
    """Mark a message for translation; it is translated where it is shown."""
    return message


WORDS = {
    "script": _("scripts"),
    "settings": _("scripts that set it up"),
    "iframe": _("frames"),
    "image": _("pictures"),
    "stylesheet": _("style sheets"),
    "font": _("typefaces"),
    "media": _("films and sounds"),
    "hint": _("hints"),
    "object": _("objects"),
    "icon": _("icons"),
    "storage": _("storage"),
    "connection": _("addresses in scripts"),
}
"""What is referred to, in the plural; anything else by its kind."""


def summary(edits: Iterable[tuple[str, Edit]], register: Register, t: Translate) -> list[str]:
    """Lines that tell, by service, what is served by the site or waits now, and what is gone; `edits`: (path, edit)."""
    counted: dict[str, Counter[tuple[str, str]]] = {}
    pages: dict[str, set[str]] = {}
    for path, edit in edits:
        counted.setdefault(edit.service, Counter())[edit.how, edit.what] += 1
        pages.setdefault(edit.service, set()).add(path)
    names = {service.id: service.name for service in register.service}
    lines = []
    for id_ in (*(one for one in names if one in counted), *sorted(counted.keys() - names.keys())):
        found = counted[id_]
        local = _listed({what: n for (how, what), n in sorted(found.items()) if how == LOCAL}, t)
        waiting = _listed({what: n for (how, what), n in sorted(found.items()) if how not in (LOCAL, REMOVED)}, t)
        gone = _listed({what: n for (how, what), n in sorted(found.items()) if how == REMOVED}, t)
        said = [t("served by the site itself: %(what)s") % {"what": local}] if local else []
        said += [t("waits for consent: %(what)s") % {"what": waiting}] if waiting else []
        said += [t("removed: %(what)s") % {"what": gone}] if gone else []
        said.append(t("files: %(count)d") % {"count": len(pages[id_])})
        lines.append(f"{names.get(id_) or _known(id_)}: {'; '.join(said)}")
    return lines


def _known(service: str) -> str:
    """What the catalogue calls a service that the register does not have."""
    known = catalogue.load().services.get(service)
    return known.name if known is not None else service


def injected(parts: Iterable[str], t: Translate) -> list[str]:
    """The line on what was put into pages; none where nothing was."""
    counted = Counter(parts)
    words = {
        BANNER: _("consent banner"),
        LINK: _("button that reopens the choice"),
        STATEMENT: _("parts of the statement"),
    }
    said = ", ".join(f"{t(words[part])} {counted[part]}" for part in words if counted[part])
    return [t("Put into pages: %(what)s") % {"what": said}] if said else []


def left_lines(left: Sequence[tuple[str, Left]], register: Register, t: Translate) -> list[str]:
    """Lines on what is left as it is: each reason once, with the first place, and how often it is met."""
    lines = []
    for places in _grouped(left):
        path, first = places[0]
        service = register.find_service(first.service)
        name = service.name if service is not None else _known(first.service)
        what = f"{name} ({shown(first.host)})" if first.host else name
        # What pages hold must not speak to the terminal.
        reason = t(first.reason.message) % {key: shown(str(value)) for key, value in first.reason.values.items()}
        lines.append(f"{shown(path, _LONGEST_PATH)}:{first.line}:{first.column}: {what}: {reason}")
        if len(places) > 1:
            lines.append("  " + t("and %(count)d more") % {"count": len(places) - 1})
        lines.append(f"  → {t(first.reason.remedy)}")
    return lines


def as_data(
    changed: Sequence[str], edits: Iterable[tuple[str, Edit]], left: Iterable[tuple[str, Left]], t: Translate
) -> dict[str, Any]:
    """The same with stable keys, for programs."""
    return {
        "version": 1,
        "changed": list(changed),
        "edits": [
            {"path": path, "line": e.line, "column": e.column, "service": e.service, "kind": e.what, "how": e.how}
            for path, e in edits
        ],
        "left": [
            {
                "path": path, "line": one.line, "column": one.column, "service": one.service, "kind": one.what,
                "host": one.host, "reason": one.reason.key, "message": t(one.reason.message) % one.reason.values,
                "remedy": t(one.reason.remedy),
            }
            for path, one in left
        ],
    }  # fmt: skip


def _grouped(left: Iterable[tuple[str, Left]]) -> Iterable[list[tuple[str, Left]]]:
    found: dict[tuple[object, ...], list[tuple[str, Left]]] = {}
    for path, one in left:
        what = tuple(sorted((k, v) for k, v in one.reason.values.items() if k != "where"))
        found.setdefault((one.service, one.host, one.reason.key, what), []).append((path, one))
    return found.values()


def _listed(counts: Mapping[str, int], t: Translate) -> str:
    return ", ".join(f"{t(WORDS.get(what, what))} {count}" for what, count in counts.items())
