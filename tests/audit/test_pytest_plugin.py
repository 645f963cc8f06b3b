"""The fixture, as another project uses it: in a run of pytest of its own, with what is installed and no more."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from audit.misbehaving import CASES
from audit.site import build

pytestmark = pytest.mark.browser

DOCS = Path(__file__).parents[2] / "docs" / "audit.md"
TESTS = {
    "clean": 'def test_consent(samtykke_audit):\n    samtykke_audit("right", states=["before"])\n',
    "found": 'def test_consent(samtykke_audit):\n    samtykke_audit("wrong", states=["before"])\n',
    "looked at": (
        "def test_consent(samtykke_audit):\n"
        '    result = samtykke_audit("wrong", states=["before"], fail_on=None)\n'
        '    assert [f.rule for f in result.findings] == ["storage-before-consent"]\n'
    ),
    "no such state": 'def test_consent(samtykke_audit):\n    samtykke_audit("right", states=["later"])\n',
}


def example() -> str:
    """The one that the documentation shows."""
    found = re.search(r"```python\n(def test_consent.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert found, "docs/audit.md shows no test"
    return found[1]


@pytest.mark.slow
def test_other_projects_can_assert_it(tmp_path: Path) -> None:
    case = next(case for case in CASES if case.name == "cookie")
    for name, edits in (("right", case.right), ("wrong", case.wrong)):
        build(tmp_path / "made" / name, edits).rename(tmp_path / name)
    (tmp_path / "register.toml").write_bytes((tmp_path / "made" / "right" / "register.toml").read_bytes())
    (tmp_path / "output").symlink_to(tmp_path / "right")
    tests = "\n\n".join(text.replace("test_consent", f"test_{n}") for n, text in enumerate(TESTS.values()))
    (tmp_path / "test_site.py").write_text(tests + "\n\n" + example(), "utf-8")

    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_site.py"]
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("SAMTYKKE", "PYTEST"))}
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, timeout=300, check=False)

    assert "2 failed, 3 passed" in done.stdout, done.stdout + done.stderr
    assert "storage-before-consent" in done.stdout
    assert "_teller" in done.stdout
    assert "no such page or state: later" in done.stdout
