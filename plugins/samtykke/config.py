"""Settings of the command and the plugin, and where each comes from.

The command line goes before the environment (`SAMTYKKE_FAIL_ON`), then `SAMTYKKE` in pelicanconf.py in a Pelican build,
then the file: `samtykke.toml`, or `[tool.samtykke]` in pyproject.toml, looked for upwards.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, ValidationError

from samtykke.files import shown_path, write_atomically
from samtykke.locale import Translate
from samtykke.register import Complaint, RegisterError, RegisterProblem, locate
from samtykke.register.errors import Keys, shown
from samtykke.register.faults import closest, complaints
from samtykke.register.load import placed, read, toml
from samtykke.register.model import Model
from samtykke.register.schema import FOLDER, json_schema
from samtykke.register.schema import text as schema_text

SCHEMA = FOLDER / "config.schema.json"
FILE = "samtykke.toml"
PYPROJECT = "pyproject.toml"
PREFIX = "SAMTYKKE_"
OTHER_VARIABLES = ("SAMTYKKE_BROWSER", "SAMTYKKE_CACHE", "SAMTYKKE_DEBUG", "SAMTYKKE_EDITOR", "SAMTYKKE_FAIL")
"""What else is read from the environment, where it is of use."""


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


class ConfigError(RegisterError):
    """The configuration cannot be used."""

    heading = _("The configuration cannot be used:")


class Settings(Model):
    """Every setting, by its name on the command line and in the file. Paths start from the file's folder."""

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"), populate_by_name=True)

    path: str = Field("output", min_length=1, description="The built site")
    register_: str | None = Field(None, alias="register", min_length=1, description="The register; found otherwise")
    baseline: str | None = Field(None, min_length=1, description="The baseline; found otherwise")
    base_url: str | None = Field(
        None, pattern=r"^https?://[^/\s?#@]+(/\S*)?$", description="The site's own address; the register's otherwise"
    )
    selfhost: str | None = Field(
        None, min_length=1, description="Own copies of libraries and typefaces; beside the register otherwise"
    )
    consent_tool: Literal["samtykke", "other"] = Field(
        "samtykke", description="Whose banner asks for consent; other: no page is asked for ours"
    )
    require_policy: bool = Field(False, description="Pages without a Content-Security-Policy are errors")
    fail_on: Literal["error", "warning", "note"] = Field(
        "error", description="The level from which findings end in exit code 1"
    )
    quiet: bool = Field(False, description="No notes and no progress; a check spells out only what fail-on counts")
    verbose: bool = Field(False, description="Say on stderr what is read, and how long it takes")
    format: tuple[Annotated[str, Field(min_length=1)], ...] = Field(
        (), description='Reports, each to the terminal or to a file: ["text", "json=report.json"]'
    )
    color: Literal["auto", "always", "never"] = Field("auto", description="NO_COLOR and FORCE_COLOR are honoured")
    jobs: int | None = Field(None, ge=1, le=64, description="Worker processes; by size otherwise")
    no_cache: bool = Field(False, description="Keep nothing of what was read for the next run, and use nothing kept")
    vendors: bool = Field(True, description="Name unknown hosts by what «samtykke catalogue fetch» has brought, if any")
    lang: Literal["nb", "en"] | None = Field(None, description="Language of the messages; from LANG otherwise")

    @property
    def asks(self) -> bool:
        """Whether it is our banner that asks for consent."""
        return self.consent_tool == "samtykke"


_Layer = tuple[str, Mapping[str, Any]]
"""Where settings come from, and what they are."""

KEYS = {field.alias or name: name for name, field in Settings.model_fields.items()}
"""A setting's name → the attribute."""
_PATHS = frozenset({"path", "register", "baseline", "selfhost"})
_SWITCHES = frozenset(field.alias or name for name, field in Settings.model_fields.items() if field.annotation is bool)


@dataclass(frozen=True, slots=True)
class Configuration:
    """All settings as they are in force."""

    settings: Settings
    origins: Mapping[str, str]
    """A setting's name → where its value comes from; what is not here has its default."""
    file: Path | None
    """The file that was read."""

    def value(self, key: str) -> Any:
        """A setting by its name."""
        return getattr(self.settings, KEYS[key])

    def without(self, key: str) -> Configuration:
        """The same with the default of one setting."""
        name = KEYS[key]
        settings = self.settings.model_copy(update={name: Settings.model_fields[name].default})
        return replace(self, settings=settings, origins={k: v for k, v in self.origins.items() if k != key})


def resolve(
    given: Mapping[str, Any] | None = None,
    start: Path | None = None,
    *,
    file: Path | None = None,
    discover: bool = True,
    pelican: Mapping[str, Any] | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Configuration:
    """The settings, with `given` from the command line; the file is looked for from `start`. Raises ConfigError."""
    file = file or (find(start or Path.cwd()) if discover else None)
    layers: list[_Layer] = []
    if file is not None:
        layers += _file_layers(file)
    if pelican is not None:
        written = {str(key).replace("_", "-"): _plain(value) for key, value in pelican.items()}
        layers.append(_checked("SAMTYKKE (pelicanconf.py)", written))
    for key in KEYS:
        variable = _variable(key)
        if environ.get(variable):
            layers.append(_checked(variable, {key: _from_environ(key, environ[variable])}))
    layers += (_checked(f"--{key}", {key: value}) for key, value in (given or {}).items() if value is not None)
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for origin, layer in layers:
        values |= layer
        origins |= dict.fromkeys(layer, origin)
    return Configuration(Settings.model_validate(values), origins, file)


def ignored(t: Translate, environ: Mapping[str, str] = os.environ) -> list[str]:
    """What to say of variables that look like settings and are none; whoever runs us may have such of their own."""
    known = (*OTHER_VARIABLES, *map(_variable, KEYS))
    told = []
    for name in sorted(environ):
        if name.startswith(PREFIX) and environ[name] and name not in known:
            message = t("%(name)s is no setting of Samtykke, and is ignored.") % {"name": shown(name)}
            near = closest(name.removeprefix(PREFIX), [other.removeprefix(PREFIX).lower() for other in known])
            hint = t("Did you mean «%(near)s»?") % {"near": PREFIX + near.upper()} if near else ""
            told.append(f"{message} {hint}".rstrip())
    return told


def _variable(key: str) -> str:
    return PREFIX + key.upper().replace("-", "_")


def find(start: Path) -> Path | None:
    """The file that holds for a folder: the nearest, upwards from it and then from the working folder."""
    start = start.resolve()
    for folder in (start, *start.parents, Path.cwd(), *Path.cwd().parents):
        if (folder / FILE).is_file():
            return folder / FILE
        pyproject = folder / PYPROJECT
        if pyproject.is_file() and _read(pyproject)[1] is not None:
            return pyproject
    return None


def _file_layers(file: Path) -> list[_Layer]:
    """A layer for each key, so that each has its line."""
    text, table = _read(file)
    name = shown_path(file).as_posix()
    keys: Keys = ("tool", "samtykke") if file.name == PYPROJECT else ()
    found = [_below(complaint, keys) for complaint in _complaints(table or {})]
    if found:
        raise ConfigError(placed(found, text, name, {}))
    return [
        (f"{name}:{locate(text, (*keys, key))[0]}", {key: _rooted(key, value, file.parent)})
        for key, value in (table or {}).items()
    ]


def _read(file: Path) -> tuple[str, Mapping[str, Any] | None]:
    """The text of a file, and the settings in it; None where a pyproject.toml has no table of ours."""
    try:
        text = read(file)
        if file.name != PYPROJECT:
            return text, toml(text, shown_path(file).as_posix())
        if "samtykke" not in text:  # most are other projects' and need not be parsed
            return text, None
        tool = toml(text, shown_path(file).as_posix()).get("tool")
    except RegisterError as error:
        raise ConfigError(error.problems) from None
    table = tool.get("samtykke") if isinstance(tool, dict) else None
    return text, table if isinstance(table, dict) else None


def _checked(origin: str, table: Mapping[str, Any]) -> _Layer:
    """A layer that is no file, if it is in order."""
    problems = tuple(
        RegisterProblem(origin, 0, 0, str(c.keys[0]), c.message, c.values, c.hint, c.hint_values)
        for c in _complaints(table)
    )
    if problems:
        raise ConfigError(problems)
    return origin, table


def _complaints(table: Mapping[str, Any]) -> list[Complaint]:
    try:
        Settings.model_validate(table)
    except ValidationError as error:
        return list(complaints(error, Settings))
    return []


def _below(complaint: Complaint, keys: Keys) -> Complaint:
    return replace(complaint, keys=(*keys, *complaint.keys))


def _rooted(key: str, value: Any, folder: Path) -> Any:
    """A path of a file starts from the file's folder, as a person would write it from the working folder."""
    if key in _PATHS:
        return str(shown_path(folder / value))
    if key == "format":
        return tuple(_rooted_format(report, folder) for report in value)
    return value


def _rooted_format(report: str, folder: Path) -> str:
    name, _equals, file = report.partition("=")
    return f"{name}={shown_path(folder / file)}" if file else report


def _from_environ(key: str, text: str) -> Any:
    """A setting from a variable: several reports are separated by white space."""
    if key == "format":
        return tuple(text.split())
    if key in _SWITCHES and text.lower() in ("1", "true", "0", "false"):
        return text.lower() in ("1", "true")
    return int(text) if key == "jobs" and text.isascii() and text.isdigit() else text


def _plain(value: object) -> object:
    """What Python code gives, as TOML would: paths as text, lists as tuples."""
    if isinstance(value, Path):
        return str(value)
    return tuple(value) if isinstance(value, list) else value


def schema() -> str:
    """The JSON Schema of samtykke.toml, for editors' tools; `python -m samtykke.config` writes it anew."""
    return schema_text(json_schema(Settings, SCHEMA.name, "Samtykke: settings of the command and the plugin"))


if __name__ == "__main__":
    write_atomically(SCHEMA, schema())
