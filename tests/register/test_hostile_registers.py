"""Whatever a register contains, the outcome is a register or a RegisterError, and the report can be read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samtykke.locale import translator
from samtykke.register import RegisterError, category_digests, digest, parse
from samtykke.register.model import Category, Load, Promise, Register, Service, Site, Storage, Text

MODELS = (Register, Site, Promise, Category, Service, Storage, Load, Text)
KEYS = sorted({name for model in MODELS for name in model.model_fields} | {"x", "", "æ.b"})
SCALARS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(
        ["P2Y", "consent", "necessary", "NO", "analytics", "https://a.no", "*.a.no", "2 år", "_ga_*", "a.no"]
    ),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=30,
)


def toml(value: object) -> str:
    """A value as TOML writes it inline; JSON's escapes are TOML's, apart from DEL and the surrogate pairs."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml(key)} = {toml(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml(entry) for entry in value) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value).lower()


def outcome(text: str) -> None:
    """Parse; anything but a register or a readable RegisterError fails the test."""
    try:
        register = parse(text)
    except RegisterError as error:
        refused = error
    else:
        assert digest(register)
        assert set(category_digests(register)) == {category.id for category in register.category}
        return
    for lang in ("nb", "en"):
        assert len(refused.report(translator(lang)).split("\n")) == len(refused.problems) + 1
    assert all(problem.line >= 1 and problem.column >= 1 for problem in refused.problems)


@settings(max_examples=150)
@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6))
def test_any_data(data: dict[str, object]) -> None:
    outcome("".join(f"{toml(key)} = {toml(value)}\n" for key, value in data.items()))


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    outcome(text)


@settings(max_examples=100)
@given(st.data())
def test_a_right_register_with_one_thing_changed(minimal: str, data: st.DataObject) -> None:
    lines = minimal.split("\n")
    number = data.draw(st.integers(0, len(lines) - 1))
    key = lines[number].split("=")[0]
    change = data.draw(st.sampled_from(["", f"{key} = ", "[[service]]", lines[number] * 2]))
    lines[number] = change + (toml(data.draw(VALUES)) if change.endswith("= ") else "")
    outcome("\n".join(lines))


@pytest.mark.parametrize(
    "text", ["", "\x00", "\ufeff", "\ud800", "[site]\r", "site = []", "[[site]]", "service = [1, [2], {}]"]
)
def test_odd_texts(text: str) -> None:
    outcome(text)
