"""The command's entry: whatever interrupts it, from the first import on, ends it with the exit code it should have."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

_INTERRUPTED = 128 + 2
_PIPE_CLOSED = 128 + 13


def run() -> NoReturn:
    """Run the command; 130 for Ctrl-C, 141 where the reader of the output has gone."""
    try:
        import click  # noqa: PLC0415

        from samtykke.cli import main  # noqa: PLC0415

        try:
            code = main(standalone_mode=False)
            if sys.stdout is not None:
                sys.stdout.flush()
        except click.ClickException as error:
            error.show()
            code = error.exit_code
        except click.Abort:
            code = _INTERRUPTED
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except BrokenPipeError:
        # Nothing more can be written, and Python would try once again on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = _PIPE_CLOSED
    sys.exit(code or 0)


if __name__ == "__main__":
    run()
