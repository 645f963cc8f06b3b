"""Loaders in the shapes that vendors document, gated where that is safe: then nothing of them acts, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from gating.loaders import LOADERS, QUIET, TOLD, WHOLE, gated, page, read, register
from samtykke.gating.acting import consents
from samtykke.model import Scan


def acting(scan: Scan) -> set[str]:
    return {one.host for one in scan.references if consents(register(), one)}


def test_a_hundred_and_more_wait() -> None:
    assert len(WHOLE) >= 100


@pytest.mark.parametrize("path", LOADERS, ids=lambda path: path.stem)
def test_it_waits_whole_or_is_told(path: Path) -> None:
    raw = page(path)
    before = read(raw)
    done = gated(raw, before)
    told = {one.host for one in done.left}
    after = acting(read(raw if done.raw is None else done.raw))

    assert bool(acting(before)) == (path.stem not in QUIET)
    assert bool(told) == (path.stem in TOLD)
    assert after <= told, "what still acts is told"
    assert path.read_bytes() in (done.raw or raw), "the loader's own text is as it was"
    if path in WHOLE:
        assert done.raw is not None
        assert after == set()
