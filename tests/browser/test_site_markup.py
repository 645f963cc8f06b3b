"""Every page by the Nu HTML checker, the W3C's: no error, no warning."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from browser.harness import find

VNU = Path(__file__).parents[1] / "node" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def checked(*paths: Path) -> list[dict[str, Any]]:
    """What it says of files, and of the HTML and SVG in folders."""
    java = find("java", "java", "default-jre-headless")
    if not VNU.is_file():
        pytest.fail("vnu-jar is not installed; run: make node", pytrace=False)
    command = [
        java,
        "-Xss2m",
        "-jar",
        str(VNU),
        "--format",
        "json",
        "--skip-non-html",
        "--also-check-svg",
        *map(str, paths),
    ]
    done = subprocess.run([*command, *paths], capture_output=True, text=True, timeout=300, check=False)
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return messages


def test_every_page_is_valid(multicase: Path, tmp_path: Path) -> None:
    """And the checker checks: of a page with a mistake it speaks in the same run."""
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<!doctype html><html lang=nb><title>Feil</title><p><div></div></p></html>", "utf-8")
    pages = shutil.copytree(multicase, tmp_path / "site", ignore=shutil.ignore_patterns("pagefind", "*.png", "*.avif"))
    said = checked(pages, wrong)
    assert [m for m in said if m["url"].endswith("wrong.html")]
    ours = [(m["url"].partition("/site/")[2], m.get("lastLine"), m["message"]) for m in said if "/site/" in m["url"]]
    assert ours == []
