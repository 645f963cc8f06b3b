"""One HTML file for people: no script, nothing fetched, for screens, screen readers and paper.

Everything that comes from a page is escaped by the template, shown without invisible characters, and never made a link:
who reads the report should not call on a tracker by it. The policy in its head would stop what slipped through.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.dates import format_datetime

from samtykke.audit.model import Role
from samtykke.model import Level
from samtykke.reports.base import Verdict
from samtykke.reports.document import document

from .base import Drawn, Format, Picture
from .timeline import Timeline

_FOLDER = Path(__file__).with_name("templates")
_MOST_LANES = 8
_MOST_PICTURES = 24


def render(drawn: Drawn) -> str:
    """The whole document."""
    return document(
        _FOLDER,
        "report.html",
        drawn.t,
        drawn.view.lang,
        version=drawn.view.result.tool,
        v=drawn.view,
        r=drawn.view.result,
        outcome=drawn.view.verdict.value,
        verdict=_verdict(drawn),
        unverified=drawn.view.unverified,
        gravest=[
            m.message for g in drawn.view.groups for m in g.matters if g.level is Level.ERROR and not g.unverified
        ],
        when=_when(drawn.view.result.started, drawn.view.lang),
        charts={id(timeline): _chart(timeline) for timeline in drawn.view.timelines},
        roles=_roles(drawn),
        pictures=[_picture(picture, drawn) for picture in drawn.pictures[:_MOST_PICTURES]],
        sums=drawn.sums,
    )


FORMAT = Format("html", render)


def _verdict(drawn: Drawn) -> str:
    """One sentence that stands by itself."""
    t, (errors, warnings, _) = drawn.t, drawn.view.counts
    if drawn.view.verdict is Verdict.UNVERIFIED:
        return t("It could not be verified that the site keeps to its register.")
    if drawn.view.verdict is Verdict.FOUND:
        return (
            t("The site does not do what its register says. Errors: %(errors)d. Warnings: %(warnings)d.")
            if errors
            else t("The site does on the whole what its register says. Warnings: %(warnings)d.")
        ) % {"errors": errors, "warnings": warnings}
    return t("In every state that was examined, the site did only what its register says and the visitor agreed to.")


def _when(started: str, lang: str) -> str:
    from datetime import datetime  # noqa: PLC0415

    try:
        moment = datetime.fromisoformat(started)
    except ValueError:
        return started
    return f"{format_datetime(moment, 'long', locale=lang)}"


@dataclass(frozen=True, slots=True)
class _Dot:
    x: float
    y: int
    cell: str
    title: str


def _chart(timeline: Timeline) -> Mapping[str, Any] | None:
    """Lanes of dots, one lane for each who was contacted; None where nobody was."""
    events = [(number, event) for number, stage in enumerate(timeline.stages) for event in stage.events]
    if not events:
        return None
    last = max(event.at for _, event in events) or 1
    lanes = list(dict.fromkeys(event.who for _, event in events))
    dots = [
        _Dot(round(event.at / last * 100, 2), lanes.index(event.who), event.cell.value, event.url)
        for _, event in events
        if event.who in lanes[:_MOST_LANES]
    ]
    turn = min((event.at for number, event in events if number > 0), default=None)
    return {
        "lanes": lanes[:_MOST_LANES],
        "more": max(0, len(lanes) - _MOST_LANES),
        "dots": dots,
        "turn": None if turn is None else round(max(0.0, turn / last * 100 - 1.5), 2),
        "last": last / 1000,
    }


def _roles(drawn: Drawn) -> dict[str, str]:
    t = drawn.t
    return {
        Role.ACCEPT: t("Accept"),
        Role.REJECT: t("Reject"),
        Role.SETTINGS: t("Choose"),
        Role.SAVE: t("Save"),
        Role.CLOSE: t("Close"),
    }


def _picture(picture: Picture, drawn: Drawn) -> dict[str, object]:
    t = drawn.t
    names = {
        "banner": t("The page as it opens"),
        "settings": t("The settings"),
        "choice": t("After the choice"),
        "after": t("After the choice"),
        "withdrawal": t("After the withdrawal"),
        "page": t("The page"),
    }
    width, height = int.from_bytes(picture.data[16:20], "big"), int.from_bytes(picture.data[20:24], "big")
    return {
        "state": picture.state,
        "page": picture.page,
        "title": names.get(picture.name, picture.name),
        "width": width,
        "height": height,
        "data": base64.b64encode(picture.data).decode(),
    }
