"""Work done in a copy of this process, of which only its answer is left.

Setting up the stub page takes the engine longer than reading most pages does; a copy of a process has it set up, and a
world that ends with its copy is never seen by another page. A crash of the engine costs the scripts of one page.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import signal
import sys
import warnings
from collections.abc import Callable
from typing import NoReturn, TypeVar

Answer = TypeVar("Answer")

POSSIBLE = sys.platform == "linux"
"""Elsewhere the system has no cheap copies, or none that are safe beside its libraries' threads."""
_allowed = False
_SIGNAL_AT_PARENTS_DEATH = 1
"""PR_SET_PDEATHSIG of <sys/prctl.h>."""


def allow() -> None:
    """Let `apart` make copies, in a process of our own: other people's threads may hold locks that a copy waits for."""
    global _allowed  # noqa: PLW0603  a fact of the process
    _allowed = POSSIBLE
    # The worker's one other thread waits for its parent to end, and holds no lock.
    warnings.filterwarnings("ignore", ".*multi-threaded, use of fork", DeprecationWarning)


def allowed() -> bool:
    """Whether this process may be copied."""
    return _allowed


def apart(work: Callable[[], Answer], seconds: int) -> Answer | None:
    """What `work` returns, picklable, from a copy of this process; None where the copy was lost or took too long.

    `seconds` of processor time, after which the system ends it.
    """
    out, into = os.pipe()
    us = os.getpid()
    copy = os.fork()
    if copy == 0:
        _answer(work, into, seconds, us)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(copy, 0)
    if status != 0:
        return None
    answer: Answer = pickle.loads(told)  # noqa: S301  from a copy of ourselves, as all that workers tell
    return answer


def _answer(work: Callable[[], object], into: int, seconds: int, parent: int) -> NoReturn:
    """In the copy. Nothing of the process that it is a copy of may run here: no handler, no clean-up."""
    try:
        _end_with(parent)
        gc.disable()  # it would touch, and so copy, all there is
        _limit(seconds)
        with os.fdopen(into, "wb") as pipe:
            pipe.write(pickle.dumps(work(), pickle.HIGHEST_PROTOCOL))
        os._exit(0)
    finally:
        os._exit(1)


def _end_with(parent: int) -> None:
    """Who is killed takes no leave of its copies: the system ends them."""
    ctypes.CDLL(None).prctl(_SIGNAL_AT_PARENTS_DEATH, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it was sooner
        os._exit(1)


def _limit(seconds: int) -> None:
    import resource  # noqa: PLC0415  not on Windows

    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds if most == resource.RLIM_INFINITY else min(seconds, most), most))
