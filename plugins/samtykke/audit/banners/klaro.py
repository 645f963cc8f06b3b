"""Klaro 0.7."""

from __future__ import annotations

from samtykke.audit.model import Role

from .known import Known

DRIVER = Known(
    id="klaro",
    tested=True,
    source="https://klaro.org/docs/api/js_api",
    present="document.querySelector('.klaro, #klaro') || (window.klaro && window.klaro.getManager)",
    banner=".klaro .cookie-notice:not(.cookie-notice-hidden)",
    first={
        Role.ACCEPT: ".klaro .cn-buttons .cm-btn-success",
        Role.REJECT: ".klaro .cookie-notice .cn-decline",
        Role.SETTINGS: ".klaro .cn-learn-more",
    },
    settings_layer=".klaro .cookie-modal .cm-modal",
    second={
        Role.ACCEPT: ".klaro .cookie-modal .cm-btn-accept-all",
        Role.REJECT: ".klaro .cookie-modal .cn-decline",
        Role.SAVE: ".klaro .cookie-modal .cm-btn-accept",
        Role.CLOSE: ".klaro .cookie-modal .hide",
    },
    switches=".klaro .cookie-modal .cm-list-input:not([id$=disableAll])",
    reopen="",
    reopen_by="klaro.show()",
    withdrawal=(Role.SAVE,),
    kept="(m => m.confirmed ? Object.keys(m.consents).filter(name => m.consents[name]) : null)(klaro.getManager())",
)
