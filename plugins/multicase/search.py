"""Search without a server: pagefind reads the built pages and writes an index, loaded piece by piece.

What is published is pagefind's search alone, without its ready-made looks. The index is made of what stands in
`data-pagefind-body`, by the language of each page, with the word endings of bokmål and English taken off; but not of
what stands where an embed waits for consent, which says the same of each.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from pelican.log import console

from pelican import signals

TEMPLATE = "sok"
FOLDER = "pagefind"
PUBLISHED = (
    "pagefind.js",
    "pagefind-worker.js",
    "pagefind-entry.json",
    "pagefind.*.pf_meta",
    "wasm.*.pagefind",
    "index/*",
    "fragment/*",
)
WAITING = ".samtykke-ask"
SECONDS = 300


def register() -> None:
    """Called by the plugin."""
    signals.finalized.connect(index)


def index(site: Any) -> None:
    """`finalized`: the index of what has been written. Raises SystemExit where it cannot be made."""
    output = Path(site.output_path)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        command = [sys.executable, "-m", "pagefind", "--site", str(output), "--output-path", str(made)]
        command += ["--exclude-selectors", WAITING]
        done = subprocess.run(  # noqa: S603  arguments of our own, no shell
            command, capture_output=True, encoding="utf-8", errors="replace", timeout=SECONDS, check=False
        )
        if done.returncode:
            said = f"Søket: Indeksen kunne ikke lages.\n{done.stdout}{done.stderr}"
            console.print(said, style="bold red", markup=False, highlight=False, soft_wrap=True)
            raise SystemExit(1)
        for pattern in PUBLISHED:
            for file in sorted(made.glob(pattern)):
                target = output / FOLDER / file.relative_to(made)
                target.parent.mkdir(parents=True, exist_ok=True)
                if file.suffix == ".json":  # its keys come in any order, and two builds are to be the same
                    target.write_text(json.dumps(json.loads(file.read_text("utf-8")), sort_keys=True), "utf-8")
                else:
                    shutil.copyfile(file, target)
