"""The shape of the register: what a site declares of services, storage, categories and promises.

These classes are the one definition: validation, the published JSON Schema and the rest of the engine read them.
The descriptions stand in the schema, where editors' tools show them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from samtykke.texts import ORDERS, Worded

from . import lifetime as lifetimes

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""Lower case letters, digits and single hyphens."""
_LONGEST_HOST = 255
"""Letters; DNS, RFC 1035, section 2.3.4, takes no longer name."""
_MOST_HOSTS = 10_000
"""Whose services are remembered."""


def _lifetime(value: str) -> str:
    try:
        lifetimes.parse(value)
    except ValueError:
        raise PydanticCustomError("lifetime", "impossible lifetime {value}", {"value": repr(value)}) from None
    return value


Lifetime = Annotated[str, AfterValidator(_lifetime), WithJsonSchema({"type": "string", "pattern": lifetimes.PATTERN})]


class Model(BaseModel):
    """Frozen; an unknown key is an error and nothing is converted."""

    # At each start the register alone is validated: no other of these classes builds a validator for nothing.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Text(Model, Worded):
    """A text in one or more languages."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    nb: str | None = Field(None, min_length=1, description="Bokmål")
    nn: str | None = Field(None, min_length=1, description="Nynorsk")
    en: str | None = Field(None, min_length=1, description="English")

    @model_validator(mode="after")
    def _some(self) -> Text:
        if not (self.nb or self.nn or self.en):
            raise PydanticCustomError("text_empty", "a text needs at least one language")
        return self


class Site(Model):
    """The site that the register speaks for."""

    url: str = Field(pattern=r"^https?://[^/\s?#@\\]+/?$", description="The site's address: https://www.example.no")
    name: str | None = Field(None, description="Who is responsible, as visitors know them")
    own_hosts: tuple[str, ...] = Field(
        (),
        description="Further hosts of the site itself; exact, or *.example.no where every subdomain is meant",
    )
    statement: dict[Literal["nb", "nn", "en"], Annotated[str, Field(min_length=1)]] = Field(
        default_factory=dict,
        description='The page with the privacy statement, by language: { nb = "personvern" }',
    )
    earlier_statement: str | None = Field(
        None, pattern=r"^[0-9]{4}$", description="The year of the earlier statement whose spellings the aliases keep"
    )
    cookie: str = Field(
        "samtykke", pattern=r"^[A-Za-z0-9_.-]{1,40}$", description="The name of the choice's own cookie"
    )
    receipts: str | None = Field(
        None,
        pattern=r"^/([^/\\\s#][^\\\s#]*)?$",
        description="A path on the site that is sent a receipt of every choice; without it they stay with visitors",
    )

    @property
    def lang(self) -> str:
        """Of pages that do not say theirs: that of the statement which is declared first, else bokmål."""
        return next(iter(self.statement), "nb")

    def statement_in(self, lang: str) -> str | None:
        """The statement's page as it is declared, without slashes around; in another language where there is none."""
        page = next((self.statement[key] for key in ORDERS[lang] if key in self.statement), None)
        return page.strip("/") if page else None


class Promise(Model):
    """Something that the statement promises beyond what it says of cookies."""

    id: Id
    within: Lifetime | None = Field(None, description="A time limit that belongs to it, ISO 8601")
    text: Text


class Category(Model):
    """A purpose that the visitor accepts or rejects as one."""

    id: Id
    necessary: bool = Field(False, description="Always on; takes only services with basis necessary or transmission")
    title: Text
    purpose: Text


class Storage(Model):
    """A cookie or another item that a service keeps in, or reads from, the visitor's browser."""

    name: str = Field(min_length=1, max_length=200, description="The exact name; * at the end stands for any ending")
    alias: tuple[str, ...] = Field((), description="Other spellings of the same name in earlier statements")
    kind: Literal["cookie", "local", "session", "indexeddb", "cache", "serviceworker"] = "cookie"
    party: Literal["first", "third"] = "first"
    lifetime: Lifetime = Field(description="ISO 8601 (P2Y, PT30M), session, forever or unknown")
    legacy: bool = Field(False, description="Left by an earlier tag: declared and cleared, no longer set")
    purpose: Text

    def covers(self, name: str) -> bool:
        """Whether an item of that name is meant; a bare `*` admits that the names are not known, and covers none."""
        if self.name.endswith("*"):
            return self.name != "*" and name.startswith(self.name[:-1])
        return self.name == name


class Load(Model):
    """How the service gets onto the pages: by the catalogue's own tags, with the site's settings."""

    kind: Literal["catalogue"]
    settings: dict[str, str] = Field(default_factory=dict)


_REASON_IF_NECESSARY: JsonDict = {
    "if": {"properties": {"basis": {"const": "necessary"}}, "required": ["basis"]},
    "then": {"required": ["reason"]},
}


class Service(Model):
    """A service that pages load, link to or depend on."""

    model_config = ConfigDict(json_schema_extra=_REASON_IF_NECESSARY)

    id: Id
    name: str = Field(min_length=1)
    provider: str = Field(min_length=1)
    country: str = Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1, of the provider: NO, IE, US")
    category: Id
    basis: Literal["consent", "necessary", "transmission"]
    set_by: Literal["page", "elsewhere"] = Field(
        "page", description="elsewhere: a server or shop outside this build, not expected in its pages"
    )
    reason: Text | None = Field(None, description="Why it is strictly necessary; required with basis necessary")
    transfer: Text | None = Field(None, description="The ground for transfer, where data leaves the EEA")
    hosts: tuple[str, ...] = Field((), description="Exact, or *.example.com for every subdomain")
    policy: str | None = Field(None, pattern=r"^https://\S+$", description="The provider's privacy policy")
    purpose: Text
    promises: tuple[Id, ...] = ()
    load: Load | None = None
    storage: tuple[Storage, ...] = ()


class Ignore(Model):
    """A finding of the check that is known and left alone, for a reason; it is still told, as ignored."""

    rule: Id
    path: str = Field(
        min_length=1,
        description="The built file or its source: pagefind/*, content/nyheter/a.md; * is anything",
    )
    host: str | None = Field(None, min_length=1, description="Only findings about this host; * stands for anything")
    reason: str = Field(min_length=1, description="Why it is left alone")
    until: date | None = Field(None, description="The last day on which it is: 2027-01-31")


def _names(host: str) -> Iterator[str]:
    """What takes in a host (`urls.matches`): itself, and `*.` with each name that it lies below."""
    yield host
    at = host.find(".", 1)
    while at > 0:
        if len(host) - at <= _LONGEST_HOST:
            yield f"*{host[at:]}"
        at = host.find(".", at + 1)


class Register(Model):
    """The whole declaration."""

    site: Site
    promise: tuple[Promise, ...] = ()
    category: tuple[Category, ...] = ()
    service: tuple[Service, ...] = ()
    ignore: tuple[Ignore, ...] = ()

    @cached_property
    def by_host(self) -> Mapping[str, tuple[int, Service]]:
        """What the services declare, a host or `*.` and what it lies below → the first that does, with its number."""
        found: dict[str, tuple[int, Service]] = {}
        for number, service in enumerate(self.service):
            for pattern in service.hosts:
                found.setdefault(pattern, (number, service))
        return found

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """As pydantic has it, without what was derived from services that the copy may not have."""
        copied = super().model_copy(update=update, deep=deep)
        for derived in ("by_host", "asked_about"):
            copied.__dict__.pop(derived, None)
        return copied

    def find_service(self, id_: str) -> Service | None:
        """The service of that id."""
        return next((s for s in self.service if s.id == id_), None)

    def find_category(self, id_: str) -> Category | None:
        """The category of that id."""
        return next((c for c in self.category if c.id == id_), None)

    @cached_property
    def asked_about(self) -> dict[str, Service | None]:
        """Whose the hosts are that were asked about: pages of a site ask about the same few."""
        return {}

    def declaring(self, host: str) -> Service | None:
        """The first service that declares a host."""
        if host in self.asked_about:
            return self.asked_about[host]
        declared = [self.by_host[name] for name in _names(host) if name in self.by_host]
        found = min(declared, key=lambda one: one[0])[1] if declared else None
        if len(self.asked_about) < _MOST_HOSTS:
            self.asked_about[host] = found
        return found

    def find_storage(self, kind: str, name: str) -> tuple[Service, Storage] | None:
        """Where an item is declared; the more exact name wins."""
        found = [(s, item) for s in self.service for item in s.storage if item.kind == kind and item.covers(name)]
        return max(found, key=lambda pair: len(pair[1].name), default=None)

    def needs_consent(self) -> bool:
        """Whether a service on the pages waits for consent; if none does, no banner and no script are emitted."""
        return bool(self.gated_services())

    def gated_services(self) -> tuple[Service, ...]:
        """The services that pages may load once the visitor consents: what the banner asks about."""
        return tuple(s for s in self.service if s.basis == "consent" and s.set_by == "page")
