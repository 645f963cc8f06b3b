"""The licences of the locked dependencies, by what each package says, and how they are judged.

python tests/distribution/licences.py    # write docs/licences.md anew
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOC = ROOT / "docs" / "licences.md"
NAMES = sorted(
    set(re.findall(r"^([a-z0-9][a-z0-9._-]*)==", (ROOT / "requirements" / "dev.txt").read_text("utf-8"), re.MULTILINE))
)
"""Every locked package."""
FREE = re.compile(
    r"\b(?:MIT|MIT-0|MIT-CMU|HPND|BSD(?:[- ][23][- ]clause)?|0BSD|Apache|ISC|PSF|Python Software Foundation|Unlicense"
    r"|ZPL|Zlib|CC0|MPL|Mozilla Public License|LGPL|Lesser General Public)\b",
    re.IGNORECASE,
)
"""Permissive ones; and MPL and LGPL, whose conditions hold for their own files and for libraries that are linked."""
STRONG = re.compile(r"\b(?:A?GPL|General Public License|EUPL|SSPL|proprietary|commercial)\b", re.IGNORECASE)
JUDGED = {
    "docutils": "an extra's (Pelican needs it): public domain and BSD, but for one Emacs file",
    "pelican": "an extra: Pelican loads the plugin. Nothing of it is distributed with samtykke, and sites are no works "
    "of it",
    "resvg-py": "MIT, by the text of its licence; for the site alone",
    "unidecode": "an extra's (Pelican needs it): used as it is, beside Pelican, which is AGPL itself",
}
"""What is said by the package is not enough, or is a strong licence, and why it may be used all the same."""
HEAD = """# Licences of the dependencies

Samtykke is MIT. This is what it needs, what its extras need, and what its development and tests need, as locked in
`requirements/dev.txt`, each by what the package says of itself. A test compares this list with the lock, and fails for
a licence that is neither permissive nor one whose conditions stay with its own files (MPL, LGPL), unless it is judged
here. No dependency is distributed with samtykke: they are installed beside it.

| package | licence | judged |
| --- | --- | --- |
"""


def said(name: str) -> str | None:
    """What a package says of its licence; None where it is not for this system or Python."""
    try:
        package = distribution(name)
    except PackageNotFoundError:
        return None
    told = package.metadata
    classifiers = [c.split(" :: ")[-1] for c in told.get_all("Classifier") or [] if c.startswith("License ::")]
    found = told.get("License-Expression") or ", ".join(c for c in classifiers if c != "OSI Approved")
    found = found or (told.get("License") or "").strip().split("\n")[0][:60]
    if found:
        return found
    for file in package.files or ():
        if file.name.lower().startswith(("license", "licence", "copying")):
            lines = Path(str(package.locate_file(file))).read_text("utf-8", "replace").split("\n")
            return next(line.strip() for line in lines if line.strip())[:60]
    return ""


def row(name: str, licence: str) -> str:
    """Its line in the list."""
    return f"| {name} | {licence} | {JUDGED.get(name, '')} |\n"


if __name__ == "__main__":
    DOC.write_text(HEAD + "".join(row(name, found) for name in NAMES if (found := said(name)) is not None), "utf-8")
