"""Everything that a real browser contacts is listed as live, and hardly anything else (recorded; see `record.py`)."""

from __future__ import annotations

from functools import cache

from truth.cases import cases
from truth.compare import TRUTH, Verdict, verdicts
from truth.known import ALARMS, MISSES


@cache
def _all() -> tuple[Verdict, ...]:
    return tuple(verdicts())


def test_every_construct_is_recorded() -> None:
    assert TRUTH.exists(), "run: PYTHONPATH=tests .venv/bin/python -m truth.record"
    assert {v.case.name for v in _all()} == {case.name for case in cases()}
    assert len(_all()) > 400


def test_whatever_was_contacted_is_live() -> None:
    missed = {v.case.name for v in _all() if v.missed}
    assert missed - set(MISSES) == set()
    assert set(MISSES) - missed == set(), "mended: take them off the list"


def test_what_is_known_to_be_missed_is_not_called_clean() -> None:
    unsaid = {v.case.name for v in _all() if v.missed and not v.unverified}
    assert unsaid == {name for name, said in MISSES.items() if not said}


def test_few_inert_constructs_are_called_live() -> None:
    inert = [v for v in _all() if not v.contacted and v.case.name not in ALARMS]
    wrong = [v.case.name for v in inert if v.alarms]
    assert len(wrong) <= 0.02 * len(inert), wrong
