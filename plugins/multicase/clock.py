"""What time it is, for a build: one answer for everything that depends on it, in Norwegian time."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

__all__ = ["UTC", "ZONE", "now", "today"]

ZONE = ZoneInfo("Europe/Oslo")


def now() -> datetime:
    """The moment of the build; the environment's SOURCE_DATE_EPOCH (seconds since 1970) goes before.

    With it, two builds of the same tree are the same, by https://reproducible-builds.org/specs/source-date-epoch/.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return moment.astimezone(ZONE).replace(microsecond=0)


def today() -> date:
    """The day of the build."""
    return now().date()
