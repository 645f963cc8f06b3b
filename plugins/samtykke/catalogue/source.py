"""The shape of a catalogue file: what `services/*.toml` and a user's own files are validated against.

The published JSON Schema is made from these classes; their descriptions stand in it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from samtykke.register.model import Id, Lifetime, Model, Text


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


_LABEL = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?"
_HOST = rf"({_LABEL}\.)+{_LABEL}"
_PATH = r"/[!-~]*"

Host = Annotated[str, Field(pattern=rf"^{_HOST}$", max_length=253)]
Url = Annotated[str, Field(pattern=rf"^{_HOST}{_PATH}$", max_length=300)]
File = Annotated[str, Field(pattern=r"^/[a-z0-9_.-]+\.[a-z0-9]+$", max_length=100)]
Fragment = Annotated[str, Field(pattern=rf"^{_HOST}(/[a-z0-9_./-]*)?$", max_length=200)]
Call = Annotated[str, Field(pattern=r"^[A-Za-z_$][!#-\[\]-~ ]*$", min_length=4, max_length=100)]
Source = Annotated[str, Field(pattern=r"^https://\S+$")]
SettingName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Label = Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$", max_length=30)]


class Match(Model):
    """What the service is known by."""

    hosts: tuple[Host, ...] = Field((), description="Every subdomain is meant")
    urls: tuple[Url, ...] = Field(
        (), description="host/start-of-path, for hosts that several services share; goes before hosts"
    )
    paths: tuple[File, ...] = Field((), description="/file names on any host, for software that sites serve themselves")
    fragments: tuple[Fragment, ...] = Field(
        (), description="host or host/start-of-path in lower case, searched in the text of scripts"
    )
    globals: tuple[Call, ...] = Field((), description="Names and calls; ' stands for any quote, spaces do not count")


class Operator(Model):
    """Whom the register names for visitors in the EEA."""

    name: str = Field(min_length=1)
    country: str = Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1")
    policy: Source | None = Field(None, description="Its privacy policy")


class StorageItem(Model):
    """An item that the service is known to keep in the visitor's browser, and where that is known from."""

    kind: Literal["cookie", "local", "session", "indexeddb", "cache", "serviceworker"]
    name: str = Field(min_length=1, max_length=200, pattern=r"^[^*\s]+\*?$", description="* at the end only")
    party: Literal["first", "third"]
    lifetime: Lifetime = Field(description="ISO 8601, session, forever or unknown")
    sliding: bool = Field(False, description="The lifetime starts anew with every visit")
    conditional: bool = Field(False, description="Only with some settings or uses of the service")
    purpose: Text = Field(description="In our own words")
    source: Source
    evidence: Literal["vendor", "observed", "secondary"] = Field(
        description="vendor: its own documentation; observed: measured; secondary: others' lists"
    )
    checked: date = Field(description="When the source was last read")


class Tag(Model):
    """A script element that loads the service; {setting} is replaced by the site's value."""

    src: str | None = Field(None, pattern=r"^https://\S+$")
    body: str | None = Field(None, min_length=1)
    async_: bool = Field(False, alias="async")
    module: bool = False

    @model_validator(mode="after")
    def _one(self) -> Tag:
        if (self.src is None) == (self.body is None):
            raise PydanticCustomError("load_one", _("a load entry has either src or body"))
        if self.async_ and self.src is None:
            raise PydanticCustomError("load_async", _("async is for src only"))
        return self


class ServiceFile(Model):
    """One known service."""

    id: Id
    name: str = Field(min_length=1, description="As visitors know it")
    vendor: str = Field(min_length=1)
    category: Literal["necessary", "functional", "analytics", "marketing", "media"] = Field(
        description="What it most often is; a site's register decides"
    )
    tags: tuple[Label, ...] = Field((), description="What sort of service: font, cdn, embed, chat, payment, …")
    operator: Operator | None = Field(None, description="The legal person behind it, for visitors in the EEA")
    status: Literal["active", "retired", "unknown"]
    status_since: date | None = None
    status_source: Source | None = None
    about: Text | None = Field(None, description="What it is, in a sentence")
    advice: Text | None = Field(None, description="What whoever runs the site should do")
    needs_certified_cmp: bool = Field(
        False, description="Its vendor accepts consent only from tools that it has certified"
    )
    needs_certified_cmp_source: Source | None = None
    checked: date | None = Field(None, description="When it was last looked into as a whole")
    storage_known: bool = Field(True, description="false: what is listed, if anything, is not all")
    settings: tuple[SettingName, ...] = Field((), description="The names that stand as {name} under load")
    match: Match = Field(default_factory=lambda: Match.model_validate({}))
    storage: tuple[StorageItem, ...] = ()
    load: tuple[Tag, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> ServiceFile:
        if self.storage_known and not self.storage:
            raise PydanticCustomError("storage_known", _("a service without known storage says storage_known = false"))
        if self.status == "retired" and not (self.status_since and self.status_source):
            raise PydanticCustomError("retired", _("a retired service says status_since and status_source"))
        if self.needs_certified_cmp != bool(self.needs_certified_cmp_source):
            raise PydanticCustomError(
                "certified_cmp", _("needs_certified_cmp and needs_certified_cmp_source belong together")
            )
        named = [(item.kind, item.name) for item in self.storage]
        if len(set(named)) < len(named):
            raise PydanticCustomError("storage_twice", _("the same storage item stands twice"))
        used = set(re.findall(r"\{([a-z][a-z0-9_]*)\}", " ".join(f"{t.src or ''} {t.body or ''}" for t in self.load)))
        if used != set(self.settings):
            raise PydanticCustomError("settings", _("settings are not the names that stand in braces under load"))
        return self
