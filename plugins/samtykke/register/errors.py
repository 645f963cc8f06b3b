"""What is wrong with a register, kept as message and values so that it can be said in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from samtykke.locale import Translate

Keys = tuple[str | int, ...]
"""The way to a place in the register: `("service", 2, "storage", 0, "lifetime")`, indices from 0."""

_LONGEST_VALUE = 80


def _(message: str) -> str:
    """Marks a message for translation; the translation happens when it is rendered."""
    return message


def shown(value: object) -> str:
    """A value of the register in a message: one line, nothing unprintable, at most 80 characters."""
    text = value if isinstance(value, str) else _toml(value)
    text = text[: _LONGEST_VALUE + 1]
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def _toml(value: object) -> str:
    """Numbers, dates and truth values as TOML writes them; of lists and tables only what they are."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "[…]"
    if isinstance(value, Mapping):
        return "{…}"
    try:
        return str(value)
    except ValueError:  # an integer of more digits than Python writes out
        return "…"


@dataclass(frozen=True, slots=True)
class Complaint:
    """A problem at a key, before its place in the file is known. Messages are English and take `%(name)s` values."""

    keys: Keys
    message: str
    values: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""
    hint_values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RegisterProblem:
    """One thing that is wrong, and where: line and column from 1, the column in characters."""

    path: str
    line: int
    column: int
    key: str
    """The way to it, for people: `service[2] (google-analytics).storage[0].lifetime`; empty for the file itself."""
    message_id: str
    values: Mapping[str, str] = field(default_factory=dict)
    hint_id: str = ""
    hint_values: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """`content/register.toml:12:3`; what is no file has no lines (0)."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path

    def message(self, t: Translate) -> str:
        """What is wrong."""
        reason = self.values.get("reason")  # the system's own words
        return t(self.message_id) % (self.values if reason is None else {**self.values, "reason": t(reason)})

    def hint(self, t: Translate) -> str:
        """How to mend it; empty where there is nothing to add."""
        return t(self.hint_id) % self.hint_values if self.hint_id else ""

    def render(self, t: Translate) -> str:
        """Place, key, what is wrong and the hint, on one line."""
        key = f" {self.key}:" if self.key else ""
        hint = self.hint(t)
        return f"{self.place}:{key} {self.message(t)}{' ' + hint if hint else ''}"


class RegisterError(Exception):
    """The register cannot be used; `problems` holds everything that was found, in the order of the file."""

    heading = _("The register cannot be used:")

    def __init__(self, problems: tuple[RegisterProblem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def report(self, t: Translate) -> str:
        """All problems, one a line, under a heading."""
        return "\n".join([t(self.heading), *(f"  {problem.render(t)}" for problem in self.problems)])

    def __str__(self) -> str:
        return self.report(_)
