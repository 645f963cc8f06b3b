"""Every rule, in the order in which reports explain them. A new rule is its file and a line here."""

from __future__ import annotations

from . import (
    ambiguous_markup,
    banner_missing,
    duplicate_attribute,
    false_gate,
    foreign_base,
    insecure_url,
    lifetime_mismatch,
    never_block_marker,
    noscript_leak,
    opaque_script,
    promise_broken,
    resource_hint_leak,
    retired_service,
    statement_stale,
    undeclared_catalogue_storage,
    undeclared_storage,
    undeclared_third_party,
    ungated_service,
    unreadable_document,
    unused_declaration,
    withdrawal_link_missing,
    wrong_category,
)
from .base import Rule

RULES: tuple[Rule, ...] = (
    undeclared_third_party.RULE,
    ungated_service.RULE,
    wrong_category.RULE,
    false_gate.RULE,
    never_block_marker.RULE,
    noscript_leak.RULE,
    resource_hint_leak.RULE,
    undeclared_storage.RULE,
    undeclared_catalogue_storage.RULE,
    promise_broken.RULE,
    banner_missing.RULE,
    withdrawal_link_missing.RULE,
    statement_stale.RULE,
    unused_declaration.RULE,
    lifetime_mismatch.RULE,
    retired_service.RULE,
    insecure_url.RULE,
    foreign_base.RULE,
    duplicate_attribute.RULE,
    ambiguous_markup.RULE,
    opaque_script.RULE,
    unreadable_document.RULE,
)

BY_ID = {rule.id: rule for rule in RULES}
