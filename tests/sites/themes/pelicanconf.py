"""The same, and what is declared waits for consent."""

import sys
from pathlib import Path

from pelican.plugins import samtykke

sys.path.insert(0, str(Path(__file__).parent))
from plain import *  # noqa: F403

PLUGINS = [samtykke]
SAMTYKKE = {"lang": "nb", "gate": True, "inject": True}
