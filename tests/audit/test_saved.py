"""What an audit saw survives JSON unchanged, for all that the types allow."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samtykke.audit.model import VERSION, AuditResult, Visit
from samtykke.audit.saved import dumps, loads

# What is kept is made of plain dictionaries; hypothesis knows other mappings too.
st.register_type_strategy(Mapping, lambda kind: st.dictionaries(*map(st.from_type, get_args(kind)), max_size=3))
st.register_type_strategy(float, st.integers(0, 10**9).map(lambda n: n / 16))
st.register_type_strategy(str, st.sampled_from(["", "a", "æ\n", "\x00", "😀</script>"]))


@given(st.from_type(Visit))
@settings(max_examples=8)
def test_visit(visit: Visit) -> None:
    assert loads(dumps(visit), Visit) == visit


@given(st.from_type(AuditResult))
@settings(max_examples=4)
def test_result(result: AuditResult) -> None:
    result = dataclasses.replace(result, version=VERSION)
    text = dumps(result)
    assert loads(text) == result
    assert dumps(loads(text)) == text


def test_another_version_is_refused() -> None:
    result = AuditResult("", "", "", 0, "", "stand-ins", "", "", (), (), (), version=VERSION + 1)
    with pytest.raises(ValueError, match="version"):
        loads(dumps(result))
