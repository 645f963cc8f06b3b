"""Ctrl-C and a request to end, at a moment when they can be obeyed."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_NUMBERS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def held_back() -> Iterator[None]:
    """What interrupts the program waits for the end of this. In the middle of starting a process, or of letting one go,
    Python's own bookkeeping would be left half done: the command then waits for ever, or a worker tells of its end.

    A process that is started here does not hear Ctrl-C, which a terminal sends to all, until it sees to it itself.
    """
    if threading.current_thread() is not threading.main_thread():  # no other is interrupted
        yield
        return
    came: list[int] = []
    # Not by blocking them alone: another thread would take them, and the interruption come here all the same.
    before = {number: signal.signal(number, lambda got, _frame: came.append(got)) for number in _NUMBERS}
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if hasattr(signal, "pthread_sigmask") else None
    try:
        yield
    finally:
        if mask is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        for again in came:
            signal.raise_signal(again)
