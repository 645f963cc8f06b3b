"""Beyond every bound stands a finding, and docs/limits.md says which."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hostile.limits import DOC, DOCUMENTS, TREES, Limit, parts, problems

SHOWN = [limit for limit in (*DOCUMENTS, *TREES) if limit.beyond and not (limit.posix and os.name == "nt")]


@pytest.mark.parametrize("limit", SHOWN, ids=[limit.name for limit in SHOWN])
def test_beyond_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: Limit) -> None:
    if limit.lowered:
        monkeypatch.setattr(*limit.lowered)
    tree = tmp_path / "tree"
    tree.mkdir()
    assert limit.beyond
    limit.beyond(tree)
    assert (limit.rule, limit.told) in [(p.rule, p.detail) for p in problems(tree)]


def test_the_table_is_that_of_the_code() -> None:
    assert DOC.read_text("utf-8") == "".join(parts()), "PYTHONPATH=tests python -m hostile.limits"
