"""Exit codes, the same for every command."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What a run says to whoever started it; where several apply, the order is 4, 2, 1, 3."""

    CLEAN = 0
    """Everything was examined and nothing at or above the level asked for was found."""
    FINDINGS = 1
    """There are findings at or above the level asked for."""
    USAGE = 2
    """The command, the configuration or the register is wrong; nothing was examined."""
    UNVERIFIED = 3
    """Nothing was there to examine, or something could not be verified."""
    INTERNAL = 4
    """A fault of ours."""
