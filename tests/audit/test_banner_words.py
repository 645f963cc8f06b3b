"""The words by which the buttons of unknown banners are told apart."""

from __future__ import annotations

import pytest

from samtykke.audit.banners.words import purpose, reopens

LABELS = {
    "accept": (
        "Godta alle", "GODTA ALLE", "Godta alle informasjonskapsler", "Ja, jeg godtar", "OK", "Aksepter alle cookies!",
        "Tillat alle", "Jeg forstår", "Godtek alle informasjonskapslar", "Eg samtykkjer", "Acceptera alla kakor",
        "Godkänn alla cookies", "Tillåt alla", "Accepter alle", "Tillad alle cookies", "Accept all",
        "Allow all cookies", "I agree", "Got it!", "Accept & continue", "Alle akzeptieren", "Alle Cookies akzeptieren",
        "Allen zustimmen",
        "Einverstanden", "Godta og lukk",
    ),
    "reject": (
        "Avvis alle", "Avslå", "Nei takk", "Kun nødvendige", "Bare nødvendige informasjonskapsler",
        "Godta kun nødvendige", "Godta bare nødvendige cookies", "Jeg godtar ikke", "Fortsett uten å godta",
        "Berre naudsynte", "Avvis alle og lukk", "Avvisa alla", "Neka alla kakor", "Endast nödvändiga cookies",
        "Tillåt endast nödvändiga cookies", "Afvis alle", "Kun nødvendige cookies", "Tillad kun nødvendige",
        "Reject all", "Decline", "Only necessary cookies", "Use necessary cookies only", "Continue without accepting",
        "I do not accept", "Alle ablehnen", "Nur notwendige Cookies", "Nur notwendige Cookies akzeptieren", "Ablehnen",
    ),
    "choose": (
        "Tilpass", "Innstillinger", "Cookieinnstillinger", "Velg selv", "Vis detaljer", "Anpassa", "Inställningar",
        "Kakinställningar", "Tilpas", "Cookie settings", "Manage preferences", "Let me choose", "Customise",
        "Einstellungen", "Cookie-Einstellungen", "Details anzeigen", "Administrer samtykke",
    ),
    "save": (
        "Lagre valg", "Bekreft mine valg", "Godta valgte", "Tillat utvalg", "Lagre og lukk", "Spara inställningar",
        "Gem valg", "Tillad valgte", "Save preferences", "Confirm My Choices", "Accept selected", "Allow selection",
        "Auswahl bestätigen", "Speichern",
    ),
    "close": ("Lukk", "×", "✕", "Stäng", "Luk", "Close", "Schließen"),
    None: (
        "", "Handlekurv", "Meld deg på nyhetsbrevet", "Ja, jeg vil ha nyhetsbrev", "Om oss", "Kjøp nå", "Logg inn",
        "Nå kan du godta alle", "Cookies",
        "Vi bruker informasjonskapsler for å gjøre nettstedet bedre for deg og alle andre",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("meant", "label"), [(meant, label) for meant, labels in LABELS.items() for label in labels])
def test_purpose(meant: str | None, label: str) -> None:
    assert purpose(label) == meant


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Endre samtykke", True),
        ("Informasjonskapsler", True),
        ("Innstillinger for informasjonskapsler", True),
        ("Cookies", True),
        ("Kakinställningar", True),
        ("Skift samtykke", True),
        ("Cookie settings", True),
        ("Cookie-Einstellungen", True),
        ("Einwilligung widerrufen", True),
        ("Innstillinger", False),
        ("Settings", False),
        ("Personvern", False),
        ("Om oss", False),
        ("", False),
    ],
)
def test_what_brings_it_back(label: str, expected: bool) -> None:
    assert reopens(label) is expected
