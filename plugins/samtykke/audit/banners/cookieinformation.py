"""Cookie Information, by its documentation. It needs an account: this has not been tried with the real tool."""

from __future__ import annotations

from samtykke.audit.model import Role

from .known import Known

_KINDS = "['cookie_cat_functional', 'cookie_cat_statistic', 'cookie_cat_marketing']"

DRIVER = Known(
    id="cookieinformation",
    source="https://support.cookieinformation.com/",
    present="window.CookieInformation || "
    "document.querySelector('#coiOverlay, #coi-banner-wrapper, script#CookieConsent')",
    banner="#coiOverlay, #coi-banner-wrapper",
    first={
        Role.ACCEPT: "#coiPage-1 .coi-banner__accept, #coi-banner-wrapper .coi-banner__accept",
        Role.REJECT: "#coiPage-1 .coi-banner__decline, #coi-banner-wrapper .coi-banner__decline, #declineButton",
        Role.SETTINGS: "#coiPage-1 .coi-banner__settings, .coi-banner__toggle-group-button, .coi-banner__nextbtn",
        Role.CLOSE: ".coi-banner__close",
    },
    settings_layer="#coiPage-2, #coi-cookie-settings",
    second={
        Role.ACCEPT: "#coiPage-2 .coi-banner__accept",
        Role.REJECT: "#coiPage-2 .coi-banner__decline",
        Role.SAVE: "#coiPage-2 .coi-banner__lastpage, #coiPage-2 .coi-banner__update",
    },
    switches="#coiOverlay input[type=checkbox], #coi-banner-wrapper input[type=checkbox]",
    reopen="#Coi-Renew, .renew-consent, #coiConsentIcon, .CookieInformationRenew",
    reopen_by="CookieConsent.renew()",
    kept="/CookieInformationConsent=/.test(document.cookie) ? "
    f"{_KINDS}.filter(c => CookieInformation.getConsentGivenFor(c)) : null",
)
