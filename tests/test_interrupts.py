from __future__ import annotations

import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import pytest

from samtykke.interrupts import held_back
from samtykke.workers import Worker


def test_ctrl_c_waits_for_the_end() -> None:
    done = []

    def work() -> None:
        with held_back():
            signal.raise_signal(signal.SIGINT)
            done.append("all")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["all"]
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_so_does_a_request_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    got: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _frame: got.append(number))
    try:
        with held_back():
            signal.raise_signal(signal.SIGTERM)
            assert got == []
        assert got == [signal.SIGTERM]
    finally:
        signal.signal(signal.SIGTERM, before)


def test_an_error_within_goes_first() -> None:
    def work() -> None:
        with held_back():
            signal.raise_signal(signal.SIGINT)
            raise ValueError

    with pytest.raises(KeyboardInterrupt) as raised:
        work()
    assert isinstance(raised.value.__context__, ValueError)


def test_another_thread_changes_nothing() -> None:
    before, seen = signal.getsignal(signal.SIGINT), []

    def work() -> None:
        with held_back():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [before]


def test_a_process_is_started_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    original = ProcessPoolExecutor.submit

    def submit(self: ProcessPoolExecutor, *args: Any) -> Any:
        signal.raise_signal(signal.SIGINT)
        started.append(original(self, *args))
        return started[0]

    monkeypatch.setattr(ProcessPoolExecutor, "submit", submit)
    worker = Worker()
    try:
        with pytest.raises(KeyboardInterrupt):
            worker.run(abs, -1)
        assert started[0].result(60) == 1
    finally:
        worker.close()
