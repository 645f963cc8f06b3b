"""What every test may use: the real site, built once, and one Chromium and one Firefox for the whole run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from browser.bidi import Firefox
from browser.chromium import Chromium
from browser.harness import Browser
from once import once

ROOT = Path(__file__).parents[1]
# A shell has what it starts in the background ignore Ctrl-C, and so would all that the tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
# On a busy machine an example may take its time.
settings.register_profile("unhurried", settings(), deadline=None)
settings.load_profile("unhurried")
# What a developer has fetched for hints must not stand in the reports that are compared.
os.environ["SAMTYKKE_CACHE"] = str(ROOT / ".cache" / "nothing-fetched")
# Nor what an earlier run has read.
os.environ["SAMTYKKE_NO_CACHE"] = "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser on a busy machine may stumble once: such a test is tried a second time, and the summary names it."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


def build_multicase(output: Path, *settings: str) -> None:
    """Build the real site by the real `pelican`; `settings` as its `--extra-settings` takes them, `NAME=json`."""
    command = [str(Path(sys.executable).with_name("pelican")), "content", "-s", "pelicanconf.py", "-o", str(output)]
    command += ["--extra-settings", *settings] if settings else []
    environ = {k: v for k, v in os.environ.items() if not k.startswith("SAMTYKKE")} | {"NO_COLOR": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def multicase(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """multicase.no, as an editor would build it; the folder of its output."""
    return once(tmp_path_factory, "multicase", lambda folder: build_multicase(folder / "output")) / "output"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """Chromium."""
    with Chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def firefox() -> Iterator[Browser]:
    """Firefox."""
    with Firefox() as browser:
        yield browser


@pytest.fixture(params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Browser:
    """Each browser in turn."""
    found: Browser = request.getfixturevalue(request.param)
    return found
