"""multicase.no as it is published: `pelican content -s publishconf.py`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: F403  Pelican reads settings from one module
from pelicanconf import SITE_ADDRESS

SITEURL = SITE_ADDRESS
