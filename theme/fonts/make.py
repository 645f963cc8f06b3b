"""Makes theme/static/fonts/schibsted-grotesk.woff2 from the font's npm package: `make fonts`.

Schibsted Grotesk is under the SIL Open Font License 1.1, theme/static/fonts/OFL.txt, which
allows this and reserves no name. The package's file for Latin is 46 KB. What is left out: letters that Norwegian and
English do not use, weights that the style sheets do not, and kerning that varies with the weight; that of one weight
serves all, and half of the file was that. The result is kept in the repository, so that whoever builds the site needs
neither Node nor this script; a test makes it anew and compares.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).parents[2]
SOURCE = ROOT.joinpath(
    "tests/node/node_modules/@fontsource-variable/schibsted-grotesk/files/schibsted-grotesk-latin-wght-normal.woff2"
)
TARGET = ROOT / "theme/static/fonts/schibsted-grotesk.woff2"

LETTERS = "".join(map(chr, range(0x20, 0x7F))) + "ÆØÅæøåÄÖÜäöüÉÈÊÓÒÔéèêóòôàáßñç" + "\u00a0\u00ad§©«»°·×½–—‘’“”…€−"
WEIGHTS = (400, 800)
KERNED_AT = 600
"""The weight whose kerning serves all: that of headings, where it is seen."""
FEATURES = ["ccmp", "kern", "liga", "locl", "tnum"]


def made(source: Path = SOURCE) -> bytes:
    """The font as it is to be served. Raises FileNotFoundError where the package is not installed."""
    font = _subset(source)
    font = instancer.instantiateVariableFont(font, {"wght": WEIGHTS})
    still = instancer.instantiateVariableFont(_subset(source), {"wght": KERNED_AT})
    font["GPOS"] = still["GPOS"]
    font["GDEF"] = still["GDEF"]
    font.flavor = "woff2"
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def _subset(source: Path) -> TTFont:
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(layout_features=FEATURES, hinting=False, name_IDs=[0, 1, 2, 4, 6, 13, 14])
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=LETTERS)
    subsetter.subset(font)
    return font


if __name__ == "__main__":
    TARGET.write_bytes(made())
    sys.stdout.write(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size} bytes\n")
