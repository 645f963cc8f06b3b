"""From a file to a `Register`, or to everything that is wrong with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from samtykke.files import shown_path, why

from . import checks, faults
from .errors import Complaint, Keys, RegisterError, RegisterProblem, _, shown
from .model import Register
from .positions import locate

Check = Callable[[Register], Iterable[Complaint]]
"""A further check by a part that the register does not know, such as the catalogue's on `load`."""

LARGEST = 1_000_000
"""Bytes; a register of a hundred services has about a tenth of it."""

_MOST_PROBLEMS = 200

_DEEPEST = 50

# What tomllib says most often, by its beginning. What is not here is passed on in English.
_SYNTAX = (
    ("Cannot overwrite a value", _("a key stands here that has a value already.")),
    ("Cannot declare", _("this table is there already.")),
    ("Cannot mutate immutable", _("a finished list or table cannot be added to.")),
    ("Cannot redefine namespace", _("this table is there already.")),
    ("Duplicate inline table key", _("a key stands here that has a value already.")),
    ("Expected '=' after a key", _("an equals sign is missing after the key.")),
    ("Expected newline or end of document", _("there is something after the value; each key has a line of its own.")),
    ("Expected ']", _("a closing bracket is missing.")),
    ("Unclosed array", _("a list is not closed with ], or lacks a comma.")),
    ("Unclosed inline table", _("a table is not closed with }, or lacks a comma; it must stand on one line.")),
    ("Unterminated string", _("a text is not closed with a quotation mark.")),
    ('Expected "\'"', _("a text is not closed with a quotation mark.")),
    ("Expected \"'''\"", _("a text is not closed with a quotation mark.")),
    ("Illegal character", _("a text must end on its line; longer ones stand in three quotation marks.")),
    ("Found invalid character", _("there is a character that may not stand here.")),
    ("Unescaped '\\'", _("a backslash in a text is written \\\\.")),
    ("Invalid hex value", _("the character code after the backslash is not valid.")),
    ("Escaped character is not", _("the character code after the backslash is not valid.")),
    ("Invalid initial character for a key", _("no key can begin with this character.")),
    ("Invalid statement", _("this is neither a key nor a table.")),
    ("Invalid value", _("this is not a value; texts stand in quotation marks.")),
    ("Invalid date or datetime", _("there is no such date.")),
)
# tomllib's time grows with the square of a key's parts: a minute for fifty thousand.
_LONG_KEY = re.compile(r"""(?:[\w"'-]{1,60}[ \t]{0,9}\.[ \t]{0,9}){50}""")
_NOT_UTF8 = re.compile("[\ud800-\udfff]")
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def load(path: Path, extra: Iterable[Check] = ()) -> Register:
    """The register of a file.

    Raises RegisterError with every problem found, sorted by place; `extra` runs when all else is well.
    """
    return parse(read(path), path, extra)


def read(path: Path) -> str:
    """The text of a register file, without a byte order mark. Raises RegisterError where it is no readable text."""
    name = shown_path(path).as_posix()
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError:
        hint = _("«samtykke init» writes a first one.") if path.name == "register.toml" else ""
        raise _error(name, _("there is no such file."), hint=hint) from None
    except IsADirectoryError:
        raise _error(name, _("this is a folder, not a file.")) from None
    except (OSError, ValueError) as error:
        reason = why(error) if isinstance(error, OSError) else str(error)
        message = _("this is a folder, not a file.") if path.is_dir() else _("the file cannot be read: %(reason)s.")
        raise _error(name, message, {"reason": shown(reason)}) from None
    if len(raw) > LARGEST:
        raise _error(name, _("the file is larger than 1 MB; this cannot be a register."))
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _error(name, _("the file is saved as UTF-16."), hint=_("Save it as UTF-8."))
    return _utf8(raw.decode("utf-8-sig", "surrogateescape"), name)


def parse(text: str, path: Path | str = "register.toml", extra: Iterable[Check] = ()) -> Register:
    """The register of a text; `path` is what problems name. Raises RegisterError as `load` does."""
    name = path.as_posix() if isinstance(path, Path) else path
    text = _utf8(text.removeprefix("\ufeff"), name)
    data = toml(text, name)
    found: list[Complaint] = []
    register: Register | None = None
    try:
        register = Register.model_validate(data)
    except ValidationError as error:
        found += faults.complaints(error)
    found += checks.complaints(data)
    if register is not None and not found:
        found += [complaint for check in extra for complaint in check(register)]
    if register is None or found:
        raise RegisterError(placed(found, text, name, data))
    return register


def _utf8(text: str, name: str) -> str:
    """The text, if it has no byte that `surrogateescape` had to carry over. Raises RegisterError."""
    match = _NOT_UTF8.search(text)
    if match is None:
        return text
    line, column = _end(text[: match.start()])
    byte = {"byte": f"0x{ord(match[0]) & 0xFF:02X}"}
    message = _("the file is not UTF-8: here stands the byte %(byte)s.")
    raise _error(name, message, byte, _("Save it as UTF-8."), line=line, column=column)


def _end(text: str) -> tuple[int, int]:
    """Line and column just after a text."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def toml(text: str, name: str) -> dict[str, Any]:
    """The TOML of a text as plain data, with tuples for lists: the models take nothing else. Raises RegisterError."""
    long_key = _LONG_KEY.search(text)
    if long_key is not None:
        line, column = _end(text[: long_key.start()])
        raise _error(name, _("the file is nested too deeply."), line=line, column=column)
    try:
        data: dict[str, Any] = tomllib.loads(text)
        return {key: _tuples(value) for key, value in data.items()}
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(str(error), text, name) from None
    except RecursionError:
        raise _error(name, _("the file is nested too deeply.")) from None
    except ValueError as error:  # a number of thousands of digits
        raise _error(name, _("the file is not valid TOML: %(detail)s."), {"detail": shown(str(error))}) from None


def _tuples(value: object, depth: int = 0) -> object:
    if depth > _DEEPEST:
        raise RecursionError
    if isinstance(value, list):
        return tuple(_tuples(entry, depth + 1) for entry in value)
    if isinstance(value, dict):
        return {key: _tuples(entry, depth + 1) for key, entry in value.items()}
    return value


def _syntax_error(detail: str, text: str, name: str) -> RegisterError:
    match = _AT.search(detail)
    said = detail[: match.start()] if match else detail
    if match and match[1]:
        line, column = int(match[1]), int(match[2])
    else:
        line, column = _end(text)
    values: dict[str, str] = {}
    message = next((message for start, message in _SYNTAX if said.startswith(start)), "")
    if not message:
        message, values = _("the file is not valid TOML: %(detail)s."), {"detail": shown(said)}
    return _error(name, message, values, line=line, column=column)


def _error(
    name: str, message: str, values: Mapping[str, str] | None = None, hint: str = "", *, line: int = 1, column: int = 1
) -> RegisterError:
    return RegisterError((RegisterProblem(name, line, column, "", message, values or {}, hint),))


def placed(found: Sequence[Complaint], text: str, name: str, data: Mapping[str, Any]) -> tuple[RegisterProblem, ...]:
    """Complaints with their places, in the order of the file; beyond two hundred only how many."""
    problems = []
    for complaint in found[:_MOST_PROBLEMS]:
        line, column = locate(text, complaint.keys)
        problems.append(
            RegisterProblem(
                name,
                line,
                column,
                key_path(complaint.keys, data),
                complaint.message,
                complaint.values,
                complaint.hint,
                complaint.hint_values,
            )
        )
    problems.sort(key=lambda problem: (problem.line, problem.column, problem.key))
    left = len(found) - len(problems)
    if left:
        line, column = text.count("\n") + 1, 1
        message = _("%(count)s more problems are not shown.")
        problems.append(RegisterProblem(name, line, column, "", message, {"count": str(left)}))
    return tuple(problems)


def key_path(keys: Keys, data: Mapping[str, Any]) -> str:
    """`service[2] (google-analytics).storage[0].lifetime`: the way to a key, with the id of what it goes through."""
    written = ""
    value: object = data
    for key in keys:
        if isinstance(key, int):
            written += f"[{key}]"
            value = value[key] if isinstance(value, tuple) and key < len(value) else None
            id_ = value.get("id") if isinstance(value, Mapping) else None
            written += f" ({shown(id_)})" if isinstance(id_, str) else ""
        else:
            written += f".{shown(key)}" if written else shown(key)
            value = value.get(key) if isinstance(value, Mapping) else None
    return written
