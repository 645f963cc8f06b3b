"""Many things in little room: a site of 100,000 pages has as many paths, and more than twice as many findings."""

from __future__ import annotations

from abc import abstractmethod
from array import array
from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar, overload

Item = TypeVar("Item")
Thing = TypeVar("Thing", bound=Hashable)


class Remade(Sequence[Item]):
    """A sequence whose items are made anew each time they are asked for; equal to any sequence of the same."""

    __hash__ = None  # type: ignore[assignment]
    """As lists have none."""

    @abstractmethod
    def _at(self, place: int) -> Item:
        """The item at a place, from 0."""

    def _some(self, places: range) -> Sequence[Item]:
        """What a slice is."""
        return [self._at(place) for place in places]

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        places = range(len(self))[index]
        return self._some(places) if isinstance(places, range) else self._at(places)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    def __repr__(self) -> str:
        return repr(list(self))


class Packed(Remade[str]):
    """Texts end to end in UTF-8, each made anew when it is asked for: 8 bytes beside their letters, a `str` has 60."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("Q")

    def append(self, text: str) -> None:
        """Put one at the end."""
        self._bytes += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._bytes))

    def __len__(self) -> int:
        return len(self._ends)

    def _at(self, place: int) -> str:
        return self._bytes[self._ends[place - 1] if place else 0 : self._ends[place]].decode("utf-8", "surrogatepass")


class Picked(Remade[str]):
    """Some of the texts of others, by their numbers."""

    def __init__(self, texts: Packed) -> None:
        self._texts = texts
        self._numbers = array("I")

    def pick_last(self) -> None:
        """Take the last of the texts, if it is not here yet."""
        last = len(self._texts) - 1
        if not self._numbers or self._numbers[-1] != last:
            self._numbers.append(last)

    def __len__(self) -> int:
        return len(self._numbers)

    def _at(self, place: int) -> str:
        return self._texts[self._numbers[place]]


class Held(Generic[Thing]):
    """Things of which many are the same, each held once and known by a number."""

    def __init__(self) -> None:
        self.things: list[Thing] = []
        self._numbers: dict[Thing, int] = {}

    def number(self, thing: Thing) -> int:
        """The number of one, by which it is in `things`."""
        number = self._numbers.setdefault(thing, len(self.things))
        if number == len(self.things):
            self.things.append(thing)
        return number
