"""The configurations that come with what is published: nginx is really started with its own; the others are read."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from multicase.publish import hosts

MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def nginx(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of an nginx that serves the published site by the published configuration."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None or not MODULE.is_file():
        pytest.fail(
            "nginx is not installed; run: apt-get install -y nginx libnginx-mod-http-brotli-static", pytrace=False
        )
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    # What differs from a real server: the port, the folder, and that nothing is shared with another nginx.
    server = (published / "nginx.conf").read_text("utf-8")
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("listen [::]:80;", ""),
        ("root /var/www/www.multicase.no;", f"root {published / 'www'};"),
    ):
        assert server.count(old) == 1
        server = server.replace(old, new)
    (folder / "server.conf").write_text(server, "utf-8")
    temporary = "".join(
        f"  {name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"load_module {MODULE};\ndaemon off;\n{'user root;' if os.getuid() == 0 else ''}\nworker_processes 1;\n"
        f"pid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\nhttp {{\n  include /etc/nginx/mime.types;\n"
        f"  access_log off;\n{temporary}  include {folder}/server.conf;\n}}\n",
        "utf-8",
    )
    command = [program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    process = subprocess.Popen(command)
    try:
        end = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert time.monotonic() < end, (folder / "error.log").read_text()
                time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    connection.request("GET", path, headers={"Host": "www.multicase.no", **named})
    answer = connection.getresponse()
    found = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    connection.close()
    return found


@pytest.mark.slow
def test_nginx_sends_the_headers_with_everything(nginx: int, published: Path) -> None:
    script = next((published / "www/samtykke").glob("*.js")).name
    for path in ("/", "/personvern/", f"/samtykke/{script}", "/finnes-ikke/", "/sitemap.xml"):
        _, headers, _ = get(nginx, path)
        assert "default-src 'none'" in headers["content-security-policy"], path
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
        assert "camera=()" in headers["permissions-policy"]
        assert headers["strict-transport-security"]
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "/" not in headers.get("server", "nginx"), "no version"


@pytest.mark.slow
def test_nginx_sends_what_is_packed(nginx: int, published: Path) -> None:
    whole = (published / "www/index.html").read_bytes()
    _, headers, body = get(nginx, "/", Accept_Encoding="br, gzip")
    assert (headers["content-encoding"], brotli.decompress(body)) == ("br", whole)
    assert len(body) < len(whole) / 3
    _, headers, body = get(nginx, "/", Accept_Encoding="gzip")
    assert (headers["content-encoding"], gzip.decompress(body)) == ("gzip", whole)
    assert "accept-encoding" in headers["vary"].lower()
    _, headers, body = get(nginx, "/")
    assert ("content-encoding" not in headers, body) == (True, whole)


def test_nginx_lets_browsers_keep_what_is_named_by_content(nginx: int, published: Path) -> None:
    www = published / "www"
    for folder in hosts.KEPT:
        if not (www / folder).is_dir():
            continue
        file = next(path for path in sorted((www / folder).rglob("*.*")) if path.suffix not in (".br", ".gz"))
        _, headers, _ = get(nginx, f"/{file.relative_to(www).as_posix()}")
        assert headers["cache-control"] == "public, max-age=31536000, immutable", file
    for path in ("/", "/sitemap.xml", "/manifest.webmanifest", "/finnes-ikke"):
        assert get(nginx, path)[1]["cache-control"] == "no-cache", path


def test_nginx_says_what_things_are(nginx: int, published: Path) -> None:
    kinds = {
        "/": "text/html; charset=utf-8",
        "/manifest.webmanifest": "application/manifest+json",
        "/sitemap.xml": "text/xml; charset=utf-8",
        "/robots.txt": "text/plain; charset=utf-8",
        "/.well-known/security.txt": "text/plain; charset=utf-8",
    }
    calendar = next((published / "www").rglob("*.ics"))
    kinds[f"/{calendar.relative_to(published / 'www').as_posix()}"] = "text/calendar; charset=utf-8"
    for path, kind in kinds.items():
        status, headers, _ = get(nginx, path)
        assert (status, headers["content-type"]) == (200, kind), path


def test_nginx_knows_what_is_not_there(nginx: int, published: Path) -> None:
    status, headers, body = get(nginx, "/finnes-ikke/")
    assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert body == (published / "www/404.html").read_bytes()
    assert get(nginx, "/_headers")[0] == 404
    assert get(nginx, "/../nginx.conf")[0] in (400, 404)
    status, headers, _ = get(nginx, "/personvern")
    assert (status, headers["location"]) == (301, "/personvern/")


def test_headers_for_netlify_and_cloudflare(published: Path) -> None:
    text = (published / "www/_headers").read_text("utf-8")
    blocks: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if not line.startswith(" "):
            blocks[line] = current = {}
        else:
            name, _, value = line.strip().partition(": ")
            assert re.fullmatch(r"[A-Za-z-]+", name)
            current[name] = value
    assert "frame-ancestors 'self'" in blocks["/*"]["Content-Security-Policy"]
    assert {f"/{folder}/*" for folder in hosts.KEPT} == set(blocks) - {"/*"}
    assert all("immutable" in blocks[f"/{folder}/*"]["Cache-Control"] for folder in hosts.KEPT)
    assert max(map(len, text.splitlines())) <= 2000


def test_a_line_that_cloudflare_would_pass_over_is_told(tmp_path: Path) -> None:
    site = hosts.Site(tmp_path, tmp_path, "x", {"Content-Security-Policy": "a" * 2000})
    with pytest.raises(ValueError, match="lengre enn"):
        hosts.netlify_and_cloudflare(site)


@pytest.mark.parametrize("value", ["a$b", "a\nb"])
def test_nginx_is_given_no_variables(tmp_path: Path, value: str) -> None:
    with pytest.raises(ValueError, match="nginx"):
        hosts.nginx(hosts.Site(tmp_path, tmp_path, "x", {"X": value}))


def test_github_pages(published: Path) -> None:
    www = published / "www"
    assert (www / ".nojekyll").is_file()
    assert (www / "CNAME").read_text("utf-8") == "www.multicase.no\n"
    assert (www / "404.html").is_file()
    workflow = (published / "github-pages.yml").read_text("utf-8")
    assert "run: make publish" in workflow
    assert "path: published/www" in workflow
