"""Many things in little room: a site of 100,000 pages has as many paths, and more than twice as many findings."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar, overload

Thing = TypeVar("Thing", bound=Hashable)


class Packed(Sequence[str]):
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

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[one] for one in range(len(self))[index]]
        at = range(len(self))[index]
        return self._bytes[self._ends[at - 1] if at else 0 : self._ends[at]].decode("utf-8", "surrogatepass")


class Picked(Sequence[str]):
    """Some of the texts of others, by their numbers; equal to any sequence of the same."""

    __hash__ = None  # type: ignore[assignment]
    """As lists have none."""

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

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self._texts[number] for number in self._numbers[index]]
        return self._texts[self._numbers[index]]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    def __repr__(self) -> str:
        return repr(self[:])


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
