"""What the banner, the dialog and the placeholders say, in the visitor's language.

The words are neutral on purpose: no thanks, no praise of cookies, the same weight for yes and for no.
`%(…)s` is filled in here; the texts whose keys start with `js_` are handed to the runtime, which fills in `{…}`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

LANGUAGES = ("nb", "nn", "en")

TEXTS: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "title": "Valg av informasjonskapsler",
        "intro": "Noen tjenester her kommer fra andre. De lagrer opplysninger i nettleseren din eller får vite at du "
        "er her. De er slått av til du sier ja, og sidene virker uansett hva du velger.",
        "statement": "Personvernerklæringen",
        "accept": "Godta alle",
        "reject": "Avvis alle",
        "choose": "Tilpass",
        "open": "Endre samtykke",
        "settings": "Velg hva du samtykker til",
        "settings_intro": "Alt er slått av til du slår det på. Du kan ombestemme deg når som helst.",
        "gpc": "Nettleseren din ber om ikke å bli sporet (Global Privacy Control). Det følger vi, med mindre du "
        "velger noe annet her.",
        "necessary": "Nødvendig",
        "necessary_purpose": "Trengs for at nettstedet skal virke, og kan ikke slås av.",
        "always_on": "Alltid på",
        "details_one": "Vis tjenesten",
        "details_many": "Vis %(count)d tjenester",
        "provider": "Leverandør",
        "country": "Land",
        "purpose": "Formål",
        "reason": "Hvorfor den trengs",
        "transfer": "Overføring",
        "storage": "Lagrer",
        "nothing_stored": "Ingenting i nettleseren",
        "policy": "Leverandørens personvernerklæring",
        "save": "Lagre",
        "close": "Lukk",
        "your_choice": "Valget ditt",
        "no_script": "Nettleseren din kjører ikke JavaScript. Da vises ikke spørsmålet om samtykke, og sidene henter "
        "ingenting fra tredjepart.",
        "receipt": "Kvittering",
        "receipt_sent": "Nettstedet får den samme kvitteringen hver gang du velger.",
        "download": "Last ned",
        "embed": "Dette innholdet kommer fra %(name)s. Det er ikke hentet ennå.",
        "embed_provider": "%(provider)s (%(country)s)",
        "once": "Vis innhold",
        "always": "Vis alltid",
        "always_name": "Vis alltid innhold fra %(name)s",
        "once_name": "Vis innhold: %(title)s",
        "link": "Åpne «%(title)s» hos %(name)s",
        "cookie": "informasjonskapsel",
        "local": "lokal lagring",
        "session": "øktlagring",
        "indexeddb": "database i nettleseren",
        "cache": "hurtiglager",
        "serviceworker": "bakgrunnsskript",
        "any": "Ukjente navn",
        "js_saved": "Valget er lagret.",
        "js_unsaved": "Nettleseren lagrer ikke informasjonskapsler. Valget gjelder bare denne siden.",
        "js_news": "Nytt siden du valgte sist: {names}.",
        "js_none": "Du har ikke valgt ennå. Alt er slått av.",
        "js_gpc": "Nettleseren din ber om ikke å bli sporet (Global Privacy Control). Alt er slått av.",
        "js_chosen": "Du valgte {time}.",
        "js_yes": "ja",
        "js_no": "nei",
        "js_partly": "bare {names}",
    },
    "nn": {
        "title": "Val av informasjonskapslar",
        "intro": "Nokre tenester her kjem frå andre. Dei lagrar opplysningar i nettlesaren din eller får vite at du "
        "er her. Dei er slått av til du seier ja, og sidene verkar same kva du vel.",
        "statement": "Personvernfråsegna",
        "accept": "Godta alle",
        "reject": "Avvis alle",
        "choose": "Tilpass",
        "open": "Endre samtykke",
        "settings": "Vel kva du samtykkjer til",
        "settings_intro": "Alt er slått av til du slår det på. Du kan ombestemme deg når som helst.",
        "gpc": "Nettlesaren din bed om ikkje å bli spora (Global Privacy Control). Det følgjer vi, med mindre du vel "
        "noko anna her.",
        "necessary": "Nødvendig",
        "necessary_purpose": "Trengst for at nettstaden skal verke, og kan ikkje slåast av.",
        "always_on": "Alltid på",
        "details_one": "Vis tenesta",
        "details_many": "Vis %(count)d tenester",
        "provider": "Leverandør",
        "country": "Land",
        "purpose": "Føremål",
        "reason": "Kvifor ho trengst",
        "transfer": "Overføring",
        "storage": "Lagrar",
        "nothing_stored": "Ingenting i nettlesaren",
        "policy": "Personvernfråsegna til leverandøren",
        "save": "Lagre",
        "close": "Lukk",
        "your_choice": "Valet ditt",
        "no_script": "Nettlesaren din køyrer ikkje JavaScript. Då blir ikkje spørsmålet om samtykke vist, og sidene "
        "hentar ingenting frå tredjepart.",
        "receipt": "Kvittering",
        "receipt_sent": "Nettstaden får den same kvitteringa kvar gong du vel.",
        "download": "Last ned",
        "embed": "Dette innhaldet kjem frå %(name)s. Det er ikkje henta enno.",
        "embed_provider": "%(provider)s (%(country)s)",
        "once": "Vis innhald",
        "always": "Vis alltid",
        "always_name": "Vis alltid innhald frå %(name)s",
        "once_name": "Vis innhald: %(title)s",
        "link": "Opne «%(title)s» hos %(name)s",
        "cookie": "informasjonskapsel",
        "local": "lokal lagring",
        "session": "øktlagring",
        "indexeddb": "database i nettlesaren",
        "cache": "snøgglager",
        "serviceworker": "bakgrunnsskript",
        "any": "Ukjende namn",
        "js_saved": "Valet er lagra.",
        "js_unsaved": "Nettlesaren lagrar ikkje informasjonskapslar. Valet gjeld berre denne sida.",
        "js_news": "Nytt sidan du valde sist: {names}.",
        "js_none": "Du har ikkje valt enno. Alt er slått av.",
        "js_gpc": "Nettlesaren din bed om ikkje å bli spora (Global Privacy Control). Alt er slått av.",
        "js_chosen": "Du valde {time}.",
        "js_yes": "ja",
        "js_no": "nei",
        "js_partly": "berre {names}",
    },
    "en": {
        "title": "Cookie choices",
        "intro": "Some services here come from others. They store information in your browser or learn that you are "
        "here. They are off until you say yes, and the pages work whatever you choose.",
        "statement": "Privacy statement",
        "accept": "Accept all",
        "reject": "Reject all",
        "choose": "Choose",
        "open": "Change consent",
        "settings": "Choose what you consent to",
        "settings_intro": "Everything is off until you turn it on. You can change your mind at any time.",
        "gpc": "Your browser asks not to be tracked (Global Privacy Control). We follow that unless you choose "
        "otherwise here.",
        "necessary": "Necessary",
        "necessary_purpose": "Needed for the site to work; cannot be turned off.",
        "always_on": "Always on",
        "details_one": "Show the service",
        "details_many": "Show %(count)d services",
        "provider": "Provider",
        "country": "Country",
        "purpose": "Purpose",
        "reason": "Why it is needed",
        "transfer": "Transfer",
        "storage": "Stores",
        "nothing_stored": "Nothing in the browser",
        "policy": "The provider's privacy policy",
        "save": "Save",
        "close": "Close",
        "your_choice": "Your choice",
        "no_script": "Your browser does not run JavaScript. Then the question of consent is not shown, and the pages "
        "load nothing from third parties.",
        "receipt": "Receipt",
        "receipt_sent": "The site gets the same receipt each time you choose.",
        "download": "Download",
        "embed": "This content comes from %(name)s. It has not been loaded.",
        "embed_provider": "%(provider)s (%(country)s)",
        "once": "Show content",
        "always": "Always show",
        "always_name": "Always show content from %(name)s",
        "once_name": "Show content: %(title)s",
        "link": "Open “%(title)s” at %(name)s",
        "cookie": "cookie",
        "local": "local storage",
        "session": "session storage",
        "indexeddb": "browser database",
        "cache": "cache",
        "serviceworker": "service worker",
        "any": "Names not known",
        "js_saved": "Your choice is saved.",
        "js_unsaved": "Your browser does not store cookies. The choice holds for this page only.",
        "js_news": "New since you last chose: {names}.",
        "js_none": "You have not chosen yet. Everything is off.",
        "js_gpc": "Your browser asks not to be tracked (Global Privacy Control). Everything is off.",
        "js_chosen": "You chose on {time}.",
        "js_yes": "yes",
        "js_no": "no",
        "js_partly": "only {names}",
    },
}


def language(lang: str) -> str:
    """The language whose texts are used: `nb-NO` and `no` are bokmål, what is not Norwegian is English."""
    short = lang.replace("_", "-").split("-")[0].lower()
    if short == "no":
        return "nb"
    return short if short in LANGUAGES else "en"


def texts(lang: str) -> Mapping[str, str]:
    """All texts in a language that `language` has named."""
    return TEXTS[lang]


def wording(lang: str) -> str:
    """16 hex digits that change when a word of `texts` does."""
    return hashlib.sha256(json.dumps(texts(lang), sort_keys=True).encode()).hexdigest()[:16]
