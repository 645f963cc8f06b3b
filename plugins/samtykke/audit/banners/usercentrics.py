"""Usercentrics, by its documentation. It needs an account: this has not been tried with the real tool."""

from __future__ import annotations

from samtykke.audit.model import Role

from .known import Known

_ROOT = "#usercentrics-root, #usercentrics-cmp-ui"
_BUTTON = "[data-testid=uc-{0}-button]"

DRIVER = Known(
    id="usercentrics",
    source="https://docs.usercentrics.com/",
    present=f"window.UC_UI || window.__ucCmp || document.querySelector('{_ROOT}')",
    # Its elements lie in an open shadow root, into which selectors reach.
    banner="[data-testid=uc-default-wall], [data-testid=uc-default-banner], #usercentrics-cmp-ui [role=dialog]",
    first={
        Role.ACCEPT: f"{_BUTTON.format('accept-all')}, #usercentrics-cmp-ui button#accept",
        Role.REJECT: f"{_BUTTON.format('deny-all')}, #usercentrics-cmp-ui button#deny",
        Role.SETTINGS: f"{_BUTTON.format('more')}, {_BUTTON.format('customize')}, #usercentrics-cmp-ui button#more",
    },
    settings_layer=f"{_BUTTON.format('save')}, #usercentrics-cmp-ui button#save",
    second={
        Role.ACCEPT: f"{_BUTTON.format('accept-all')}, #usercentrics-cmp-ui button#accept",
        Role.REJECT: f"{_BUTTON.format('deny-all')}, #usercentrics-cmp-ui button#deny",
        Role.SAVE: f"{_BUTTON.format('save')}, #usercentrics-cmp-ui button#save",
    },
    switches="[data-testid^=uc-tab-content] button[role=switch], #usercentrics-cmp-ui button[role=switch]",
    reopen="[data-testid=uc-privacy-button], #usercentrics-cmp-ui #privacyButton",
    reopen_by="window.UC_UI ? UC_UI.showSecondLayer() : __ucCmp.showSecondLayer()",
    kept="window.UC_UI && UC_UI.isInitialized() && !UC_UI.isConsentRequired() ? "
    "UC_UI.getServicesBaseInfo().filter(s => s.consent.status).map(s => s.name) : null",
)
