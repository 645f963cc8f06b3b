"""The sites of `misbehaving.py` are what they say, before anything is audited."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.misbehaving import CASES, Case
from audit.site import build


def test_names_tell_the_cases_apart() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_twins_differ(case: Case, tmp_path: Path) -> None:
    if case.headers:
        assert case.wrong == case.right == ()
        return
    wrong, right = (
        {path.name: path.read_bytes() for path in build(tmp_path / name, edits, homemade=case.homemade).rglob("*.*")}
        for name, edits in (("wrong", case.wrong), ("right", case.right))
    )
    changed = {name for name in {*wrong, *right} if wrong.get(name) != right.get(name)}

    assert changed, "the edits change nothing"
