"""What is packed comes out as it went in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtykke.packed import Held, Packed, Picked

TEXTS = st.lists(st.text(st.characters(exclude_categories=())), max_size=8)
"""Lone surrogates among them: names of files may have such."""


@given(TEXTS)
def test_texts(texts: list[str]) -> None:
    packed = Packed()
    for text in texts:
        packed.append(text)

    assert list(packed) == texts
    assert [packed[-number] for number in range(1, len(texts) + 1)] == texts[::-1]
    assert packed[1:3] == texts[1:3]
    with pytest.raises(IndexError):
        packed[len(texts)]


def test_picked() -> None:
    packed = Packed()
    every, some = Picked(packed), Picked(packed)
    for number, text in enumerate(("bøker", "", "kurs", "kurs")):
        packed.append(text)
        every.pick_last()
        every.pick_last()
        if number % 2:
            some.pick_last()

    assert list(every) == list(packed) == every[:]
    assert some == ("", "kurs")
    assert some != ["", "bøker"]
    assert some[-1] == "kurs"
    assert repr(some) == "['', 'kurs']"


@given(TEXTS)
def test_held(texts: list[str]) -> None:
    held = Held[str]()
    numbers = [held.number(text) for text in texts]

    assert [held.things[number] for number in numbers] == texts
    assert len(held.things) == len(set(texts))
