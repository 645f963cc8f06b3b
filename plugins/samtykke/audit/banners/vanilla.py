"""vanilla-cookieconsent 3."""

from __future__ import annotations

from samtykke.audit.model import Role

from .known import Known

DRIVER = Known(
    id="vanilla-cookieconsent",
    tested=True,
    source="https://cookieconsent.orestbida.com/reference/api-reference.html",
    present="document.querySelector('#cc-main') || (window.CookieConsent && window.CookieConsent.acceptCategory)",
    banner="#cc-main .cm",
    first={
        Role.ACCEPT: "#cc-main .cm [data-role=all]",
        Role.REJECT: "#cc-main .cm .cm__btn[data-role=necessary]",
        Role.SETTINGS: "#cc-main .cm [data-role=show]",
        Role.CLOSE: "#cc-main .cm .cm__btn--close",
    },
    settings_layer="#cc-main .pm",
    second={
        Role.ACCEPT: "#cc-main .pm [data-role=all]",
        Role.REJECT: "#cc-main .pm [data-role=necessary]",
        Role.SAVE: "#cc-main .pm [data-role=save]",
        Role.CLOSE: "#cc-main .pm .pm__close-btn",
    },
    switches="#cc-main .pm input.section__toggle",
    reopen="[data-cc=show-preferencesModal], [data-cc=show-consentModal]",
    reopen_by="CookieConsent.showPreferences()",
    kept="CookieConsent.validConsent() ? CookieConsent.getUserPreferences().acceptedCategories : null",
)
