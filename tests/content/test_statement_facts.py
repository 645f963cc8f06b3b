"""Every fact of the company's statement of 2018 stands in the statement of today, in the section where it belongs.

The facts are numbered as they were when the company's statement was taken apart. Each is a set of patterns, all
of which must be found in the plain text of the section: take a fact out, and its patterns are gone.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date

import pytest

from content.conftest import ROOT, Source, plain

THEN = "Erklæringen fra 11.06.2018"
NOW = "Slik er det i dag"

FACTS: dict[str, dict[str, list[str]]] = {
    "1 controller": {
        "ansvar": [
            r"Multicase Norge AS, ved daglig leder, er behandlingsansvarlig",
            r"delegert.*står det under det punktet",
            r"bare oppgavene som delegeres, ikke ansvaret",
        ]
    },
    "2 information owed": {
        "om-erklaeringen": [
            r"samler inn opplysninger gjennom nettstedet \(personopplysningsloven § 19\)",
            r"generell informasjon.*\(personopplysningsloven § 18 første ledd\)",
        ]
    },
    "3 the site": {
        "nettstedet": [
            r"Webredaktøren har det daglige ansvaret.*www\.multicase\.no.*hvis ikke noe annet",
            r"frivillig å oppgi personopplysninger",
            r"aktivt har samtykket, hvis ikke noe annet",
        ]
    },
    "4 processor, own servers, not shared": {
        "nettstedet": [
            r"Multicase Norge AS er databehandler",
            r"selv for all utvikling og alt vedlikehold",
            r"lagres bare på våre egne servere, og de står i Norge",
            r"Bare Multicase Norge AS har tilgang",
            r"deler dem ikke med tredjepart",
        ]
    },
    "5 purposes": {
        "kunder": [
            r"kontaktperson hos en kunde",
            r"bruker du en av tjenestene våre",
            r"kundeforholdet generelt.*tjenesteavtalene",
            r"salg og inngå kontrakter med kunder og mulige kunder",
            r"tilbud om produkter og tjenester",
            r"levere det vi har avtalt",
            r"støtte til brukere",
            r"forbedre og utvikle kvaliteten, funksjonene og brukeropplevelsen .* nettsidene",
            r"oppdage, begrense og forhindre trusler mot sikkerheten",
            r"forebygge misbruk",
            r"bestillinger, fakturering, betaling og annen administrasjon",
            r"nyhetsbrev om relevante nyheter, moduler, tjenester, kurs",
        ]
    },
    "6 legal basis": {
        "kunder": [
            r"bokstav a til h .* i hovedsak berettiget interesse",
            r"forretningsmessig perspektiv",
            r"ikke griper inn i retten din til personvern",
            r"bokstav i, nyhetsbrev, er grunnlaget at du aktivt har samtykket",
        ]
    },
    "7 potential customers": {
        "mulige-kunder": [r"selge og markedsføre", r"hovedsakelig at kontaktpersonen har samtykket"]
    },
    "8 job applicants": {"jobbsokere": [r"vurdere potensialet.*kan bli ansatt", r"Grunnlaget er samtykket ditt"]},
    "9 TLS": {
        "kryptering": [
            r"trygt å besøke",
            r"sikkerhetssertifikat \(SSL",
            r"bekrefter hvem nettstedet tilhører",
            r"all kommunikasjon er kryptert",
            r"mellom serveren vår og nettleseren din",
            r"nettstedet og avsenderen er ekte",
        ]
    },
    "10 statistics": {
        "statistikk": [
            r"samler inn avidentifiserte opplysninger",
            r"forbedre og utvikle innholdet",
            r"besøker ulike sider, hvor lenge et besøk varer",
            r"hvilke nettsteder besøkende kommer fra, og hvilke nettlesere de bruker",
            r"ikke kan spore dem tilbake",
            r"aggregert.*slås sammen til en gruppe.*IP-adressene",
            r"Hele IP-adressen samles inn",
            r"bare de tre første gruppene",
            r"195\.159\.103\.82.*195\.159\.103\.xx",
            r"er Google Analytics",
            r"Multicase er databehandler",
        ]
    },
    "11 cookies": {
        "informasjonskapsler": [
            r"små tekstfiler som lagres på enheten",
            r"bedre å bruke og til å huske hvem du er.*logge inn",
            r"økten.*analyse, tilpasning og markedsføring",
            r"Førsteparts informasjonskapsler er nødvendige",
            r"Tredjeparts informasjonskapsler brukes til analyse, markedsføring og tilpasning",
            r"stille inn nettleseren",
            r"nettleserens hjelpesider",
            r"funksjonene på multicase\.no ikke virker",
        ]
    },
    "cookies: groups, spelling, lifetimes": {
        "gamle-navn": [
            r"«Funksjonelle».*nettbutikken \(webshoppen\)",
            r"«funksjonalitet og analyse».*Google Analytics.*Purechat.*AddThis",
            r"én understrek.*begynner navnene med to.*_utma i erklæringen, heter egentlig __utma",
            r"_utma.*_utmb.*_utmc.*_utmz.*_utmv.*_utmt",
            r"_utma to år",
            r"_utmb og _utmc 30 minutter som standard",
            r"_utmz opptil 6 måneder",
            r"_utmv uten utløpsdato \(«for alltid»\)",
            r"_utmt, Pure Chat og AddThis 6 måneder",
        ]
    },
    "12 newsletter": {
        "nyhetsbrev": [
            r"på e-post med nyheter, eksisterende funksjonalitet, kurs, seminarer, samarbeidspartnere",
            r"systemene og tjenestene våre",
            r"2–4 ganger i måneden",
            r"oppgi en e-postadresse og aktivt gi samtykke",
            r"Multicase Norge AS er databehandler for nyhetsbrevet",
            r"egen database, deles ikke med andre og slettes når du sier opp",
            r"trekke samtykket tilbake når som helst",
        ]
    },
    "13 surveys": {
        "undersokelser": [
            r"Markedsansvarlig i Multicase har ansvaret.*påmelding til kurs, seminarer",
            r"gjennomfører vi med EasyQuest",
            r"alltid hva en undersøkelse skal brukes til, og om den er anonym",
            r"deler ikke opplysningene med andre.*ikke til noe annet",
        ]
    },
    "14 anonymous or not": {
        "undersokelser": [
            r"Verken Multicase eller EasyQuest samler inn noe som kan knyttes til deg",
            r"ikke er anonyme: Multicase Norge AS kan se hvem som har svart",
        ]
    },
    "15 registrations": {
        "kurs": [
            r"administrere kurset og kreve inn kursavgiften",
            r"administrerer vi i EasyQuest",
            r"Multicase Norge AS er behandlingsansvarlig",
            r"navn og kontaktopplysninger \(e-post\)",
            r"allergier eller trenger tilrettelegging",
            r"senest en måned etter at arrangementet er holdt",
            r"både i systemene til EasyQuest og i kopiene hos Multicase",
        ]
    },
    "16 sharing": {
        "deling": [
            r"nettsamfunnet du velger, der og da",
            r"Avtalen du har med nettsamfunnet",
            r"Vi lagrer ingenting om at du har delt",
            r"Multicase benytter tredjepartskode fra AddThis",
        ]
    },
    "17 e-mail and telephone": {
        "e-post": [
            r"e-post og telefon i det daglige arbeidet",
            r"Avdelingsdirektøren i avdelingen som mottar .* har det daglige ansvaret",
            r"Relevante opplysninger.*kundesak, journalføres",
            r"vanlig dialog med kontakter i og utenfor virksomheten",
            r"skal slette meldinger som ikke lenger er aktuelle",
            r"minst én gang i året",
            r"E-postkontoen til den som slutter, slettes",
            r"overføres normalt til kolleger",
            r"Sensitive personopplysninger skal ikke sendes på e-post",
            r"Vanlig e-post er ikke kryptert",
            r"taushetsbelagt, sensitivt eller på annen måte fortrolig",
        ]
    },
    "18 employees": {
        "ansatte": [
            r"administrere lønn og personalansvar",
            r"Avdelingsdirektøren for administrasjonen har det daglige ansvaret",
            r"personopplysningsloven § 8 første ledd og § 8 bokstav a, b eller f, samt § 9 bokstav a, b og f",
            r"grunndata, lønnsnivå, tidsregistrering, skatteprosent, skattekommune og fagforeningstilhørighet",
            r"arbeidsinstruks og tilrettelegging av arbeidet",
            r"Navn, stilling og arbeidsområde regnes som offentlige opplysninger og kan publiseres",
        ]
    },
    "19 rights": {
        "rettigheter": [
            r"Alle som spør, har rett til grunnleggende informasjon.*\(personopplysningsloven § 18 første ledd\)",
            r"gir vi i denne erklæringen, og vi viser til den",
            r"registrert i et av systemene våre, har du rett til innsyn",
            r"uriktige eller ufullstendige, eller som vi ikke har adgang til å behandle",
            r"blir rettet, slettet eller supplert",
            r"kostnadsfritt og senest innen 30 dager",
        ]
    },
    "20 contact": {
        "kontakt": [
            r"E-post: post@multicase\.no",
            r"Telefon: \+47 33 29 33 00",
            r"Postadresse: Østre Kullerød 5, 3241 Sandefjord",
        ]
    },
    "21 date": {"endringer": [r"Erklæringen er fra 11\.06\.2018"]},
}

COOKIES = [
    ("aspnet", ".ASPXANONYMOUS", "", "unknown"),
    ("aspnet", ".ASPXAUTH", "", "unknown"),
    ("aspnet", "ASP.NET_SessionId", "", "unknown"),
    ("google-analytics", "__utma", "_utma", "P2Y"),
    ("google-analytics", "__utmb", "_utmb", "PT30M"),
    ("google-analytics", "__utmc", "_utmc", "PT30M"),
    ("google-analytics", "__utmz", "_utmz", "P6M"),
    ("google-analytics", "__utmv", "_utmv", "forever"),
    ("google-analytics", "__utmt", "_utmt", "P6M"),
    ("pure-chat", "*", "Purechat", "P6M"),
    ("addthis", "*", "AddThis", "P6M"),
]
"""Service, name in the register, spelling of 2018 where it differs, lifetime of 2018 (the shop's were not stated)."""


@pytest.mark.parametrize("fact", FACTS)
def test_fact(fact: str, statement: Source) -> None:
    sections = statement.sections()
    for anchor, patterns in FACTS[fact].items():
        text = plain(sections[anchor])
        missing = [pattern for pattern in patterns if not re.search(pattern, text)]
        assert not missing, f"#{anchor}: {missing}"


def test_all_facts_are_asserted() -> None:
    assert {int(found[0]) for name in FACTS if (found := re.match(r"\d+", name))} == set(range(1, 22))


@pytest.mark.parametrize(("service", "name", "alias", "lifetime"), COOKIES)
def test_cookies_declared_in_2018(service: str, name: str, alias: str, lifetime: str) -> None:
    """The tables are written from the register, so the ten rows are kept there; a service may be taken out whole."""
    declared = tomllib.loads((ROOT / "content/register.toml").read_text("utf-8"))
    services = [found for found in declared["service"] if found["id"] == service]
    if not services:
        pytest.skip(f"{service} is no longer used")
    (item,) = [item for item in services[0]["storage"] if item["name"] == name]
    assert item["lifetime"] == lifetime
    assert item.get("alias", []) == ([alias] if alias else [])


@pytest.mark.parametrize("anchor", ["nettstedet", "statistikk", "informasjonskapsler", "nyhetsbrev", "deling"])
def test_contradicted_claims_stand_beside_the_present_state(anchor: str, statement: Source) -> None:
    section = statement.sections()[anchor]
    assert THEN in section
    assert NOW in section[section.index(THEN) :]


@pytest.mark.parametrize(
    ("anchor", "claim"),
    [
        ("nettstedet", "er databehandler"),
        ("nettstedet", "deler dem ikke med tredjepart"),
        ("statistikk", "Multicase er databehandler"),
        ("informasjonskapsler", "Førsteparts informasjonskapsler er nødvendige"),
        ("informasjonskapsler", "stille inn nettleseren"),
        ("nyhetsbrev", "er databehandler"),
        ("deling", "tredjepartskode fra AddThis"),
    ],
)
def test_contradicted_claims_carry_their_date(anchor: str, claim: str, statement: Source) -> None:
    """Only inside a block that says when it was claimed, never as a statement of today."""
    blocks = re.findall(r'!!! (\w+) "([^"]+)"\n((?:    .*\n|\n)+)', statement.sections()[anchor] + "\n")
    outside = statement.sections()[anchor]
    for _, _, block in blocks:
        outside = outside.replace(block, "")
    assert any(title == THEN and claim in block for _, title, block in blocks)
    assert claim not in outside


def test_the_law_of_today_stands_beside_the_old_paragraphs(statement: Source) -> None:
    text = statement.text
    for ground in ("ekomloven § 3-15", "1. januar 2025", "20. juli 2018", "artikkel 7 nr. 3", "Datatilsynet"):
        assert ground in text


def test_the_generated_parts_have_their_places(statement: Source) -> None:
    lines = statement.body.splitlines()
    sections = statement.sections()
    for marker, anchor in (
        ("choice", "valget-ditt"),
        ("cookies", "kapslene"),
        ("recipients", "mottakere"),
        ("changes", "endringer"),
    ):
        line = f"<!-- samtykke: {marker} -->"
        assert lines.count(line) == 1
        assert line in sections[anchor]
        at = lines.index(line)
        assert lines[at - 1] == "".join(lines[at + 1 : at + 2]) == "", "Markdown would put it into a paragraph"


def test_both_dates(statement: Source) -> None:
    """In the front matter, which the theme shows; the first one also in the words above the change log."""
    original, modified = (date.fromisoformat(statement.meta[key]) for key in ("original", "modified"))
    assert original == date(2018, 6, 11)
    assert modified > original
    assert f"{original:%d.%m.%Y}" in plain(statement.sections()["endringer"])


def test_own_sentences(statement: Source) -> None:
    """Written afresh: some sentences of the old statement that would be noticed."""
    for phrase in (
        "cookies) er små tekstfiler som lagres på din enhet",
        "innsalgs",
        "mener å ha en berettiget interesse",
    ):
        assert phrase not in statement.text
