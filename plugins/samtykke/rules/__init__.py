"""The rules: what the register, the law and the browsers ask of the built pages."""

from __future__ import annotations

from .base import Context, Rule, Tally
from .registry import BY_ID, RULES, judged

__all__ = ["BY_ID", "RULES", "Context", "Rule", "Tally", "judged"]
