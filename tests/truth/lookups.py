"""Contacts that no interception sees: connections opened ahead, prefetching by rules, manifests.

The browsers run as they are, undriven, and walk from page to page (each sends them on with a `Refresh` header). What
they contact shows in the log of the names that they look up. These look-ups alone leave the machine; the names lie
below `.example`, which RFC 6761 reserves.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

from browser.harness import find
from truth.cases import Case

STAYS = 2.5
"""Seconds on each page."""
BROWSERS = ("chromium", "firefox")
_START = 15.0
_CONCERNED = re.compile(rb"preconnect|dns-prefetch|prerender|speculation|manifest|mask-icon|rel=icon|prefetch", re.I)
_LINKS = re.compile(rb"<a[ >]|http-equiv=.?refresh", re.IGNORECASE)
_CHROMIUM_HOST = re.compile(r'"host":"(?:https?://)?([\w.-]+)')
_FIREFOX_HOST = re.compile(r"Resolving host \[([\w.-]+)\]")
_FIREFOX_PREFS = {
    "browser.aboutwelcome.enabled": "false",
    "browser.startup.homepage_override.mstone": '"ignore"',
    "datareporting.policy.dataSubmissionEnabled": "false",
}


def concerned(case: Case) -> bool:
    """Whether a page names addresses ahead. Not one with links: Firefox looks up the names of those too."""
    written = [*case.files.values(), *(f"{k}: {v}".encode() for k, v in case.headers.items())]
    page = case.files[case.page]
    return any(_CONCERNED.search(text) for text in written) and not _LINKS.search(page)


def looked_up(browser: str, url: str, walked: threading.Event, pages: int) -> set[str]:
    """The names that a browser looks up on a walk that starts at `url` and is over when `walked` is set."""
    with tempfile.TemporaryDirectory(prefix="samtykke-lookups-", ignore_cleanup_errors=True) as profile:
        if browser == "chromium":
            command, log, pattern = _chromium(profile)
            environment: dict[str, str] = {}
        else:
            command, log, pattern = _firefox(profile)
            environment = {"MOZ_LOG": "nsHostResolver:5,sync", "MOZ_LOG_FILE": f"{profile}/names"}
        process = subprocess.Popen(
            [*command, url], env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            finished = walked.wait(_START + pages * (STAYS + 2))
        finally:
            process.terminate()
            process.wait(20)
        assert finished, f"{browser} did not walk to the end"
        text = "".join(p.read_text("utf-8", "replace") for p in sorted(Path(profile).glob(log)))
        return set(pattern.findall(text))


def _chromium(profile: str) -> tuple[Sequence[str], str, re.Pattern[str]]:
    path = find("chromium", "chromium", "chromium-browser", "google-chrome")
    flags = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-component-update",
             "--disable-sync", f"--user-data-dir={profile}", f"--log-net-log={profile}/names.json")  # fmt: skip
    return (path, *flags), "names.json", _CHROMIUM_HOST


def _firefox(profile: str) -> tuple[Sequence[str], str, re.Pattern[str]]:
    path = find("firefox-esr", "firefox-esr", "firefox")
    lines = [f'user_pref("{name}", {value});\n' for name, value in _FIREFOX_PREFS.items()]
    Path(profile, "user.js").write_text("".join(lines), "utf-8")
    return (path, "--headless", "--no-remote", "--profile", profile), "names*", _FIREFOX_HOST
