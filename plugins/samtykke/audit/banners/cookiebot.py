"""Cookiebot, by its documentation. It needs an account: this has not been tried with the real tool."""

from __future__ import annotations

from samtykke.audit.model import Role

from .known import Known

_DIALOG = "#CybotCookiebotDialog"

DRIVER = Known(
    id="cookiebot",
    source="https://www.cookiebot.com/en/developer/",
    present=f"window.Cookiebot || document.querySelector('{_DIALOG}, script#Cookiebot')",
    banner=_DIALOG,
    first={
        Role.ACCEPT: f"{_DIALOG}BodyLevelButtonLevelOptinAllowAll, {_DIALOG}BodyButtonAccept",
        Role.REJECT: f"{_DIALOG}BodyButtonDecline",
        Role.SETTINGS: f"{_DIALOG}BodyLevelButtonCustomize, {_DIALOG}BodyEdgeMoreDetailsLink",
        Role.CLOSE: "#CybotCookiebotBannerCloseButtonE2E, .CybotCookiebotBannerCloseButton",
    },
    settings_layer=f"{_DIALOG}BodyLevelButtonLevelOptinAllowallSelection",
    second={
        Role.ACCEPT: f"{_DIALOG}BodyLevelButtonLevelOptinAllowAll",
        Role.REJECT: f"{_DIALOG}BodyButtonDecline",
        Role.SAVE: f"{_DIALOG}BodyLevelButtonLevelOptinAllowallSelection",
    },
    switches=f"{_DIALOG} input[type=checkbox].CybotCookiebotDialogBodyLevelButton:not([id$=Inline])",
    reopen="#CookiebotWidget button.CookiebotWidget-logo, a[href*='Cookiebot.renew']",
    reopen_by="Cookiebot.renew()",
    kept="window.Cookiebot && Cookiebot.hasResponse ? "
    "['preferences', 'statistics', 'marketing'].filter(c => Cookiebot.consent[c]) : null",
)
