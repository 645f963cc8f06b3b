"""The command's entry: whatever interrupts it, from the first import on, ends it with the exit code it should have."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

_INTERRUPTED = 128 + 2
_PIPE_CLOSED = 128 + 13
_FAULT = 4


def run() -> NoReturn:
    """Run the command; 130 for Ctrl-C, 141 where the reader of the output has gone, 4 where it cannot be written."""
    try:
        code = _run()
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except BrokenPipeError:
        _given_up()
        code = _PIPE_CLOSED
    except OSError as error:  # a full disk: what was printed is not there
        _given_up()
        print(f"samtykke: {error.strerror or error}", file=sys.stderr)
        code = _FAULT
    sys.exit(code)


def _run() -> int:
    """The command's own exit code."""
    import click  # noqa: PLC0415

    from samtykke.cli import main  # noqa: PLC0415

    try:
        return main(standalone_mode=False) or 0
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return _INTERRUPTED


def _given_up() -> None:
    """Nothing more can be written, and Python would try once again on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    run()
