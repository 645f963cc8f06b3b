"""Orejime 3."""

from __future__ import annotations

from samtykke.audit.model import Role

from .known import Known

DRIVER = Known(
    id="orejime",
    tested=True,
    source="the README of the npm package",
    present="document.querySelector('.orejime-Root, .orejime-Env') || (window.orejime && window.orejime.prompt)",
    banner="[data-testid=orejime-banner]",
    first={
        Role.ACCEPT: "[data-testid=orejime-banner-accept]",
        Role.REJECT: "[data-testid=orejime-banner-decline]",
        Role.SETTINGS: "[data-testid=orejime-banner-configure]",
    },
    settings_layer="[data-testid=orejime-modal]",
    second={
        Role.ACCEPT: "[data-testid=orejime-modal-enable-all]",
        Role.REJECT: "[data-testid=orejime-modal-disable-all]",
        Role.SAVE: "[data-testid=orejime-modal-save]",
        Role.CLOSE: "[data-testid=orejime-modal-close]",
    },
    switches=".orejime-Modal .orejime-Purpose-input",
    reopen="",
    reopen_by="orejime.prompt()",
    withdrawal=(Role.REJECT, Role.SAVE),
    kept="(m => m.isDirty() ? null : Object.entries(m.getAllConsents()).filter(([, yes]) => yes).map(([id]) => id))"
    "(orejime.manager)",
)
