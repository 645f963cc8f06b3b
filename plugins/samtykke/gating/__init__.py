"""What an editor has pasted, held back until consent: embeds become gated figures, all else stays byte for byte."""

from .embeds import Gated, Missing, gate
from .providers import Embed
from .report import line_of, report

__all__ = ["Embed", "Gated", "Missing", "gate", "line_of", "report"]
