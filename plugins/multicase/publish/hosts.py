"""What each host needs to be told, from one set of headers: nginx, Netlify and Cloudflare, GitHub Pages.

A new host is a function here and a line in `HOSTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

KEPT = ("theme", "images", "samtykke")
"""Folders whose files are named by their content."""
FOR_EVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"
_LONGEST_LINE = 2_000
"""Characters; Cloudflare Pages passes over a longer line of `_headers`: developers.cloudflare.com/pages."""


@dataclass(frozen=True, slots=True)
class Site:
    """What is published, and with what headers."""

    root: Path
    """The folder that goes on the server."""
    beside: Path
    """For what configures the server and does not lie on it."""
    name: str
    """www.multicase.no"""
    headers: Mapping[str, str]


def netlify_and_cloudflare(site: Site) -> None:
    """`_headers` in the folder. Raises ValueError where a line is longer than Cloudflare reads."""
    lines = ["/*", *(f"  {name}: {value}" for name, value in site.headers.items())]
    for folder in KEPT:
        lines += [f"/{folder}/*", f"  Cache-Control: {FOR_EVER}"]
    longest = max(lines, key=len)
    if len(longest) > _LONGEST_LINE:
        raise ValueError(
            f"_headers: linjen «{longest[:40]}…» er lengre enn de {_LONGEST_LINE} tegnene Cloudflare leser."
        )
    _write(site.root / "_headers", "\n".join(lines))


def nginx(site: Site) -> None:
    """`nginx.conf`: one server, to be included where `http` is, as Debian does with /etc/nginx/conf.d."""
    headers = "\n".join(f"    add_header {name} {_quoted(value)} always;" for name, value in site.headers.items())
    _write(
        site.beside / "nginx.conf",
        f"""\
# {site.name} for nginx, made by `make publish`. Legg filen i /etc/nginx/conf.d/ og mappen www som /var/www/{site.name}.
# Brotli: apt install libnginx-mod-http-brotli-static, eller slett linjen med brotli_static.
# HTTPS: certbot --nginx -d {site.name} legger til sertifikatet her.
map $uri $samtykke_cache {{
    default                    {_quoted(ASK_EACH_TIME)};
    ~^/(?:{"|".join(KEPT)})/   {_quoted(FOR_EVER)};
}}

server {{
    listen 80;
    listen [::]:80;
    server_name {site.name};
    root /var/www/{site.name};
    index index.html;
    charset utf-8;
    charset_types text/css text/plain text/xml text/calendar application/javascript application/json;
    absolute_redirect off;
    server_tokens off;
    error_page 404 /404.html;

    # Ligger ferdig pakket ved siden av.
    gzip_static on;
    brotli_static on;
    gzip_vary on;

    # Her og ingen andre steder: en add_header i en location ville slå av alle disse.
    add_header Cache-Control $samtykke_cache always;
{headers}

    location / {{
        try_files $uri $uri/ =404;
    }}
    location = /_headers {{
        return 404;
    }}
    location ~ \\.webmanifest$ {{
        types {{ }}
        default_type application/manifest+json;
    }}
    location ~ \\.ics$ {{
        types {{ }}
        default_type text/calendar;
    }}
}}
""",
    )


def github_pages(site: Site) -> None:
    """No headers can be set there: the policy stands in the pages. `.nojekyll` and `CNAME`, and the workflow beside."""
    _write(site.root / ".nojekyll", "")
    _write(site.root / "CNAME", site.name)
    _write(
        site.beside / "github-pages.yml",
        """\
# Legg filen i .github/workflows/ og velg «GitHub Actions» under Settings → Pages.
name: Publiser
on:
  push:
    branches: [main]
  schedule:
    - cron: "17 3 * * *"  # kurs som er holdt, flyttes selv om ingen har skrevet noe
permissions:
  contents: read
  pages: write
  id-token: write
concurrency: pages
jobs:
  publish:
    runs-on: ubuntu-latest
    environment:
      name: github-pages
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: make publish
      - uses: actions/upload-pages-artifact@v3
        with:
          path: published/www
      - uses: actions/deploy-pages@v4
""",
    )


HOSTS: tuple[Callable[[Site], None], ...] = (nginx, netlify_and_cloudflare, github_pages)


def configure(site: Site) -> None:
    """The configurations of all hosts."""
    for host in HOSTS:
        host(site)


def _quoted(value: str) -> str:
    r"""An nginx string. `$` cannot be escaped there: raises ValueError for it, and for line ends."""
    if any(bad in value for bad in "$\r\n"):
        raise ValueError(f"nginx: {value!r}")
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _write(path: Path, text: str) -> None:
    path.write_text(text if text.endswith("\n") or not text else f"{text}\n", "utf-8", newline="\n")
