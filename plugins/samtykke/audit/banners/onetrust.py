"""OneTrust, and CookiePro, by their documentation. It needs an account: this has not been tried with the real tool."""

from __future__ import annotations

from samtykke.audit.model import Role

from .known import Known

DRIVER = Known(
    id="onetrust",
    source="https://developer.onetrust.com/onetrust/docs/javascript-api",
    present="window.OneTrust || document.querySelector('#onetrust-consent-sdk, #onetrust-banner-sdk')",
    banner="#onetrust-banner-sdk",
    first={
        Role.ACCEPT: "#onetrust-accept-btn-handler",
        Role.REJECT: "#onetrust-reject-all-handler",
        Role.SETTINGS: "#onetrust-pc-btn-handler",
        Role.CLOSE: "#onetrust-banner-sdk .onetrust-close-btn-handler, #onetrust-banner-sdk .banner-close-button",
    },
    settings_layer="#onetrust-pc-sdk",
    second={
        Role.ACCEPT: "#accept-recommended-btn-handler",
        Role.REJECT: "#onetrust-pc-sdk .ot-pc-refuse-all-handler",
        Role.SAVE: "#onetrust-pc-sdk .save-preference-btn-handler",
        Role.CLOSE: "#close-pc-btn-handler",
    },
    switches="#onetrust-pc-sdk input.category-switch-handler",
    reopen="#ot-sdk-btn, .ot-sdk-show-settings, #ot-sdk-btn-floating button",
    reopen_by="OneTrust.ToggleInfoDisplay()",
    kept="window.OneTrust && OneTrust.IsAlertBoxClosed() ? "
    "(window.OnetrustActiveGroups || '').split(',').filter(Boolean) : null",
)
