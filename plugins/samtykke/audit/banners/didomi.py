"""Didomi, by its documentation. It needs an account: this has not been tried with the real tool."""

from __future__ import annotations

from samtykke.audit.model import Role

from .known import Known

DRIVER = Known(
    id="didomi",
    source="https://developers.didomi.io/cmp/web-sdk/reference/api",
    present="window.Didomi || document.querySelector('#didomi-host, #didomi-notice')",
    banner="#didomi-notice, #didomi-popup",
    first={
        Role.ACCEPT: "#didomi-notice-agree-button",
        Role.REJECT: "#didomi-notice-disagree-button, .didomi-continue-without-agreeing",
        Role.SETTINGS: "#didomi-notice-learn-more-button",
        Role.CLOSE: ".didomi-notice__x-button",
    },
    settings_layer=".didomi-consent-popup-preferences",
    second={
        Role.ACCEPT: "#btn-toggle-agree-all, .didomi-consent-popup-actions button:first-of-type",
        Role.REJECT: "#btn-toggle-disagree-all, #btn-toggle-disagree",
        Role.SAVE: "#btn-toggle-save",
    },
    switches=".didomi-consent-popup-preferences [role=switch], .didomi-consent-popup-preferences input[type=checkbox]",
    reopen="a[href*='Didomi.preferences.show'], .didomi-preferences-link",
    reopen_by="Didomi.preferences.show()",
    withdrawal=(Role.REJECT,),
    kept="window.Didomi && !Didomi.shouldUserStatusBeCollected() ? Didomi.getCurrentUserStatus().purposes "
    "&& Object.values(Didomi.getCurrentUserStatus().purposes).filter(p => p.enabled).map(p => p.id) : null",
)
