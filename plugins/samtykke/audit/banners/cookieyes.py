"""CookieYes, by its documentation. It needs an account: this has not been tried with the real tool."""

from __future__ import annotations

from samtykke.audit.model import Role

from .known import Known

DRIVER = Known(
    id="cookieyes",
    source="https://www.cookieyes.com/documentation/",
    present="window.getCkyConsent || document.querySelector('.cky-consent-container, script#cookieyes')",
    banner=".cky-consent-container:not(.cky-hide)",
    first={
        Role.ACCEPT: ".cky-consent-container .cky-btn-accept",
        Role.REJECT: ".cky-consent-container .cky-btn-reject",
        Role.SETTINGS: ".cky-consent-container .cky-btn-customize",
        Role.CLOSE: ".cky-consent-container .cky-banner-btn-close",
    },
    settings_layer=".cky-modal.cky-modal-open .cky-preference-center",
    second={
        Role.ACCEPT: ".cky-preference-center .cky-btn-accept",
        Role.REJECT: ".cky-preference-center .cky-btn-reject",
        Role.SAVE: ".cky-preference-center .cky-btn-preferences",
        Role.CLOSE: ".cky-preference-center .cky-btn-close",
    },
    switches=".cky-preference-center .cky-switch input[type=checkbox]",
    reopen=".cky-btn-revisit, .cky-banner-element",
    reopen_by="revisitCkyConsent()",
    kept="(c => c.isUserActionCompleted ? Object.keys(c.categories).filter(k => c.categories[k]) : null)"
    "(getCkyConsent())",
)
