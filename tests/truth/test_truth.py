"""Everything that a real browser contacts is listed as live, and hardly anything else (recorded; see `record.py`)."""

from __future__ import annotations

from functools import cache

from truth.cases import cases
from truth.compare import TRUTH, Verdict, short, verdicts
from truth.known import ALARMS, EXEMPT, MISSES, STATES


@cache
def _all() -> tuple[Verdict, ...]:
    return tuple(verdicts())


def _alarms() -> list[str]:
    return [short(host) for v in _all() for host in v.alarms]


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


def test_no_alarm_is_new() -> None:
    found = set(_alarms())
    assert found - ALARMS == set()
    assert ALARMS - found == set(), "mended: take them off the list"


def test_what_waits_for_a_state_is_contacted_in_it() -> None:
    contacted = {short(host) for v in _all() for host in v.contacted}
    assert {name: twin for name, twin in STATES.items() if twin not in contacted} == {}


def test_few_inert_hosts_are_called_live() -> None:
    inert = {short(host) for v in _all() for host in v.inert}
    alarms = set(_alarms())
    counted = alarms - EXEMPT
    figures = f"{len(alarms)} of {len(inert)}; without those of another state {len(counted)} of {len(inert - EXEMPT)}"
    print(figures)
    assert len(counted) <= 0.02 * len(inert - EXEMPT), figures
