"""The fixed words of the statement's generated parts, in the languages that pages are written in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """One language. `{…}` is filled in by the templates, escaped there."""

    name: str
    purpose: str
    lifetime: str
    kind: str
    set_by: str
    first: str
    third: str
    kinds: dict[str, str]
    unknown_name: str
    any_ending: str
    legacy: str
    alias: str
    alias_year: str
    nothing: str
    elsewhere: str
    provider: str
    country: str
    basis: str
    bases: dict[str, str]
    transfer: str
    inside: str
    unstated: str
    policy: str
    policy_link: str
    nobody: str
    changes: dict[str, str]
    """Sentences of the change log, by kind of change; and how it begins, what it holds, and that it is not known."""


_NB = Texts(
    name="Navn",
    purpose="Formål",
    lifetime="Varighet",
    kind="Type",
    set_by="Hvem setter den",
    first="førstepart",
    third="tredjepart",
    kinds={
        "cookie": "informasjonskapsel",
        "local": "lokal lagring",
        "session": "øktlagring",
        "indexeddb": "database i nettleseren (IndexedDB)",
        "cache": "mellomlager",
        "serviceworker": "bakgrunnsskript (service worker)",
    },
    unknown_name="navn ikke kjent",
    any_ending="der * står for en vilkårlig endelse",
    legacy="settes ikke lenger, slettes",
    alias="i en tidligere erklæring: {alias}",
    alias_year="i erklæringen fra {year}: {alias}",
    nothing="Lagrer etter det vi vet ingenting i nettleseren din.",
    elsewhere="Settes av et annet system enn disse sidene.",
    provider="Leverandør",
    country="Land",
    basis="Grunnlag",
    bases={
        "consent": "samtykket ditt til kategorien «{category}»",
        "necessary": "strengt nødvendig",
        "transmission": "nødvendig for å overføre kommunikasjonen",
    },
    transfer="Overføring ut av EØS",
    inside="Leverandøren holder til i EØS.",
    unstated="Grunnlaget for overføringen er ikke oppgitt.",
    policy="Les mer",
    policy_link="personvernerklæringen til {provider}",
    nobody="Ingen opplysninger gis til andre.",
    changes={
        "service_added": "{service} kom til.",
        "service_removed": "{service} ble fjernet.",
        "storage_added": "{service} lagrer nå {storage}: {after}.",
        "storage_removed": "{service} lagrer ikke lenger {storage}.",
        "lifetime": "{storage} fra {service} varer nå {after}, mot {before} før.",
        "category": "{service} er flyttet fra «{before}» til «{after}».",
        "begun": "Oversikten over tjenester og informasjonskapsler ble tatt i bruk.",
        "what": "Her står bare endringer i hva som lagres og hvem som får opplysninger, ikke ny ordlyd.",
        "none": "Endringene er ikke listet opp her, for historikken var ikke tilgjengelig da siden ble laget.",
    },
)

_NN = Texts(
    name="Namn",
    purpose="Føremål",
    lifetime="Varigheit",
    kind="Type",
    set_by="Sett av",
    first="førstepart",
    third="tredjepart",
    kinds={
        "cookie": "informasjonskapsel",
        "local": "lokal lagring",
        "session": "øktlagring",
        "indexeddb": "database i nettlesaren (IndexedDB)",
        "cache": "mellomlager",
        "serviceworker": "bakgrunnsskript (service worker)",
    },
    unknown_name="namn ikkje kjent",
    any_ending="der * står for ei kva som helst ending",
    legacy="blir ikkje sett lenger, blir sletta",
    alias="i ei tidlegare erklæring: {alias}",
    alias_year="i erklæringa frå {year}: {alias}",
    nothing="Lagrar etter det vi veit ingenting i nettlesaren din.",
    elsewhere="Blir sett av eit anna system enn desse sidene.",
    provider="Leverandør",
    country="Land",
    basis="Grunnlag",
    bases={
        "consent": "samtykket ditt til kategorien «{category}»",
        "necessary": "strengt nødvendig",
        "transmission": "nødvendig for å overføre kommunikasjonen",
    },
    transfer="Overføring ut av EØS",
    inside="Leverandøren held til i EØS.",
    unstated="Grunnlaget for overføringa er ikkje oppgitt.",
    policy="Les meir",
    policy_link="personvernerklæringa til {provider}",
    nobody="Ingen opplysningar blir gitt til andre.",
    changes={
        "service_added": "{service} kom til.",
        "service_removed": "{service} blei fjerna.",
        "storage_added": "{service} lagrar no {storage}: {after}.",
        "storage_removed": "{service} lagrar ikkje lenger {storage}.",
        "lifetime": "{storage} frå {service} varer no {after}, mot {before} før.",
        "category": "{service} er flytta frå «{before}» til «{after}».",
        "begun": "Oversikta over tenester og informasjonskapslar blei teken i bruk.",
        "what": "Her står berre endringar i kva som blir lagra og kven som får opplysningar, ikkje ny ordlyd.",
        "none": "Endringane er ikkje lista opp her, for historikken var ikkje tilgjengeleg då sida blei laga.",
    },
)

_EN = Texts(
    name="Name",
    purpose="Purpose",
    lifetime="Lifetime",
    kind="Type",
    set_by="Set by",
    first="first party",
    third="third party",
    kinds={
        "cookie": "cookie",
        "local": "local storage",
        "session": "session storage",
        "indexeddb": "database in the browser (IndexedDB)",
        "cache": "cache storage",
        "serviceworker": "background script (service worker)",
    },
    unknown_name="name not known",
    any_ending="where * stands for any ending",
    legacy="no longer set, erased",
    alias="in an earlier statement: {alias}",
    alias_year="in the statement of {year}: {alias}",
    nothing="Stores nothing in your browser, as far as we know.",
    elsewhere="Set by a system other than these pages.",
    provider="Provider",
    country="Country",
    basis="Basis",
    bases={
        "consent": "your consent to the category “{category}”",
        "necessary": "strictly necessary",
        "transmission": "needed to transmit the communication",
    },
    transfer="Transfer out of the EEA",
    inside="The provider is established in the EEA.",
    unstated="The ground for the transfer is not stated.",
    policy="Read more",
    policy_link="privacy policy of {provider}",
    nobody="No data is given to others.",
    changes={
        "service_added": "{service} was added.",
        "service_removed": "{service} was removed.",
        "storage_added": "{service} now stores {storage}: {after}.",
        "storage_removed": "{service} no longer stores {storage}.",
        "lifetime": "{storage} from {service} now lasts {after}; before, {before}.",
        "category": "{service} moved from “{before}” to “{after}”.",
        "begun": "The list of services and cookies came into use.",
        "what": "Only changes in what is stored and who receives data are listed. New wording is left out.",
        "none": "The changes are not listed here, as their history was not at hand when the page was made.",
    },
)

_ALL = {"nb": _NB, "nn": _NN, "en": _EN}


def language(lang: str) -> str:
    """The language that a page of `lang` gets: `nb-NO` and `no` read bokmål, what is not known reads English."""
    short = lang.replace("_", "-").split("-", maxsplit=1)[0].lower()
    return "nb" if short == "no" else short if short in _ALL else "en"


def texts(lang: str) -> Texts:
    """The words of a language as `language` chooses it."""
    return _ALL[language(lang)]
