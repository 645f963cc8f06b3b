"""Who is probably behind an unknown host: fetched only when told to, held against its digest, and only ever a hint."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import sys
import tarfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click.testing import CliRunner

from samtykke.cli import main
from samtykke.reports import FORMATS
from samtykke.vendors import Vendor, Vendors, VendorsError, load, model, stored
from samtykke.vendors.package import MEMBER, vendors_in

ENTITIES = [
    {
        "name": "Kaffe Chat",
        "category": "customer-success",
        "homepage": "https://kaffe.example",
        "domains": ["*.kaffe.example"],
    },
    {"name": "Fjord Måling", "category": "analytics", "domains": ["tell.fjord.example", "*.FJORD.example"]},
    {"name": "Known to the catalogue", "category": "", "domains": ["*.googletagmanager.com"]},
]
PAGE = (
    '<!doctype html><html lang="en"><title>x</title><script src="https://cdn.kaffe.example/w.js"></script>'
    '<img src="https://tell.fjord.example/p.gif" alt=""><img src="https://nobody.example/p.gif" alt="">'
    '<script async src="https://www.googletagmanager.com/gtag/js?id=G-X"></script>'
)
HINTS = re.compile(r" Probably [^.]*\(by third-party-web\)\.")

Run = Callable[..., tuple[int, str, str]]


def archive(*members: tuple[str | tarfile.TarInfo, bytes]) -> bytes:
    """A package's archive, as npm makes them."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as tar:
        for name, data in members:
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return file.getvalue()


def integrity(data: bytes) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode("ascii")


def pin(data: bytes) -> model.Pin:
    return replace(model.PIN, integrity=integrity(data))


WHOLE = archive(("package/package.json", b"{}"), (MEMBER, json.dumps(ENTITIES).encode("utf-8")))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command in a folder with a site, with a cache of its own, no npm and the made-up package as the right one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAMTYKKE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(model, "PIN", pin(WHOLE))
    for name in ("npm_config_registry", "NPM_CONFIG_REGISTRY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text(PAGE, "utf-8")
    (tmp_path / "package.tgz").write_bytes(WHOLE)

    def invoke(*args: str, lang: str = "en_US.UTF-8") -> tuple[int, str, str]:
        done = CliRunner().invoke(main, args, env={"LANG": lang, "SAMTYKKE_JOBS": "1"})
        return done.exit_code, done.stdout, done.stderr

    return invoke


def test_a_host_is_named_by_what_takes_it_in_and_nothing_by_resemblance() -> None:
    vendors = Vendors(
        [
            Vendor("all", "", "", ("*.a.example",)),
            Vendor("one", "", "", ("x.a.example",)),
            Vendor("deep", "", "", ("*.y.a.example",)),
            Vendor("everybody", "", "", ("*.example", "*.com")),
        ]
    )
    named = {
        "a.example": "all",
        "z.a.example": "all",
        "x.a.example": "one",
        "b.x.a.example": "all",
        "y.a.example": "deep",
        "b.y.a.example": "deep",
        "nota.example": None,
        "a.com": None,
    }
    for host, name in named.items():
        assert getattr(vendors.by_host(host), "name", None) == name, host
    assert vendors.by_host("evil.com.other") is None
    assert vendors.by_host("localhost") is None
    assert vendors.names(["a.example", "z.a.example", "localhost", "x.a.example"]) == ("all", "one")


def test_it_is_fetched_from_a_file(run: Run, tmp_path: Path) -> None:
    code, out, err = run("catalogue", "fetch", "--from", "package.tgz")

    assert (code, err) == (0, "")
    assert out == f"third-party-web 0.30.0: 4 hosts of 3 vendors, kept in {tmp_path / 'cache' / 'vendors.json'}.\n"
    known = load()
    assert known is not None
    assert known.by_host("www.fjord.example") == Vendor(
        "Fjord Måling", "analytics", "", ("tell.fjord.example", "*.fjord.example")
    )
    before = stored().read_bytes()
    assert run("catalogue", "fetch", "--from", "package.tgz")[0] == 0
    assert stored().read_bytes() == before
    assert [file.name for file in stored().parent.iterdir()] == ["vendors.json"]


def test_reports_differ_in_the_hint_only(run: Run) -> None:
    """In every format; without it again where it is not wanted."""
    Path("register.toml").write_text('[site]\nurl = "https://www.example.org"\n', "utf-8")

    def reports() -> dict[str, str]:
        forms = [part for form in FORMATS for part in ("--format", f"{form}=reports/{form}")]
        code, _, err = run("check", "site", *forms)
        assert (code, err) == (1, "")
        return {form: Path("reports", form).read_text("utf-8") for form in FORMATS}

    without = reports()
    run("catalogue", "fetch", "--from", "package.tgz")
    named = reports()
    Path("samtykke.toml").write_text("vendors = false\n", "utf-8")
    assert reports() == without

    hints = {f["host"]: f["probably"] for f in json.loads(named["json"])["findings"]}
    assert hints == {
        "cdn.kaffe.example": "Kaffe Chat",
        "tell.fjord.example": "Fjord Måling",
        "nobody.example": None,
        "www.googletagmanager.com": None,
    }
    assert re.sub(r'"probably": "[^"]*"', '"probably": null', named.pop("json")) == without["json"]
    for form, text in named.items():
        assert "Kaffe" not in without[form], form
        unfolded, plain = (" ".join(unescape(one).split()) for one in (text, without[form]))
        assert len(HINTS.findall(unfolded)) >= 2, form
        assert HINTS.sub("", unfolded) == plain, form


def test_in_bokmaal_and_in_the_terminal(run: Run) -> None:
    run("catalogue", "fetch", "--from", "package.tgz")
    out = run("check", "site", lang="nb_NO.UTF-8")[1]
    assert "Trolig Kaffe Chat (ifølge third-party-web)." in " ".join(out.split())
    assert "kept in" not in run("catalogue", "fetch", "--from", "package.tgz", lang="nb_NO.UTF-8")[1]


def test_what_is_the_sites_own_or_declared_is_nobodys_guess(run: Run) -> None:
    run("catalogue", "fetch", "--from", "package.tgz")
    Path("register.toml").write_text(
        '[site]\nurl = "https://www.kaffe.example"\n'
        '[[category]]\nid = "a"\nnecessary = true\ntitle.nb = "A"\npurpose.nb = "A."\n'
        '[[service]]\nid = "fjord"\nname = "Fjord"\nprovider = "Fjord AS"\ncountry = "NO"\ncategory = "a"\n'
        'basis = "necessary"\nreason.nb = "A."\nhosts = ["tell.fjord.example"]\npurpose.nb = "A."\n',
        "utf-8",
    )
    own = '<img src="http://www.kaffe.example/a.png" alt="">'
    Path("site/index.html").write_text(PAGE.replace("cdn.kaffe", "www.kaffe") + own, "utf-8")
    _, out, err = run("check", "site", "--format", "json")
    assert err == ""
    assert {f["host"]: f["probably"] for f in json.loads(out)["findings"] if f["host"]} == {
        "www.kaffe.example": None,  # it is not encrypted
        "nobody.example": None,
        "www.googletagmanager.com": None,
    }


def test_init_and_explain_say_it(run: Run) -> None:
    code, _, err = run("explain", "cdn.kaffe.example")
    assert code == 2
    assert "samtykke catalogue fetch" in err
    run("catalogue", "fetch", "--from", "package.tgz")

    assert run("init", "site", "-y")[0] == 0
    text = Path("register.toml").read_text("utf-8")
    assert text.count("# Probably Kaffe Chat (by third-party-web).\n[[service]]\n") == 1
    assert text.count("Probably") == 2
    assert run("register", "check")[0] == 0

    code, out, _ = run("explain", "CDN.kaffe.example")
    assert code == 0
    assert out.startswith("cdn.kaffe.example: Probably Kaffe Chat (by third-party-web).\n")
    assert "customer-success, https://kaffe.example" in out
    assert "undeclared third party" in out
    told = json.loads(run("explain", "cdn.kaffe.example", "--format", "json")[1])
    assert told["probably"] == "Kaffe Chat"
    assert told["source"] == "third-party-web 0.30.0"
    assert json.loads(run("explain", "www.googletagmanager.com", "--format", "json")[1])["id"] == "google-tag-manager"
    code, _, err = run("explain", "nobody.example")
    assert code == 2
    assert "catalogue fetch" not in err


def test_markdown_says_it_too(run: Run) -> None:
    run("catalogue", "fetch", "--from", "package.tgz")
    Path("text.md").write_text("Title: x\n\n<script src='https://cdn.kaffe.example/w.js'></script>\n", "utf-8")
    (found,) = json.loads(run("markdown", "text.md", "--format", "json")[1])["findings"]
    assert found["probably"] == "Kaffe Chat"


def test_other_bytes_are_refused_and_what_was_there_stays(run: Run) -> None:
    run("catalogue", "fetch", "--from", "package.tgz")
    before = stored().read_bytes()
    for data in (WHOLE[:-20], b"", WHOLE + b"\0", archive((MEMBER, b"[]"))):
        Path("other.tgz").write_bytes(data)
        code, out, err = run("catalogue", "fetch", "--from", "other.tgz")
        assert (code, out) == (3, "")
        assert integrity(data) in err
        assert integrity(WHOLE) in err
        assert stored().read_bytes() == before
    assert run("catalogue", "fetch", "--from", "nowhere.tgz")[0] == 2
    assert run("catalogue", "fetch", "--from", "package.tgz", "--registry", "https://r.example")[0] == 2


def _link(name: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = tarfile.SYMTYPE, "/etc/hostname"
    return info


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no archive",
        archive((MEMBER, b"[]"))[:-30],
        archive(("package/package.json", b"{}")),
        archive((_link(MEMBER), b"")),
        archive((f"package/../{MEMBER}", b"[]")),
        archive((MEMBER, b"not JSON")),
        archive((MEMBER, b"\xff\xff")),
        archive((MEMBER, b'{"a": 1}')),
        archive((MEMBER, b"[1]")),
        archive((MEMBER, b'[{"name": "x"}]')),
        archive((MEMBER, b'[{"name": "x\\u001b[31m", "domains": ["a.example"]}]')),
        archive((MEMBER, b'[{"name": 1, "domains": ["a.example"]}]')),
    ],
    ids=(
        "empty",
        "no archive",
        "cut short",
        "another file",
        "a link",
        "a path upwards",
        "no JSON",
        "no UTF-8",
        "no list",
        "no tables",
        "no hosts",
        "an escape in a name",
        "a number for a name",
    ),
)
def test_an_archive_that_is_not_of_the_form(data: bytes) -> None:
    """The digest is right, and what is in it is not: told, and never half a list."""
    with pytest.raises(VendorsError):
        list(vendors_in(data, pin(data)))


def test_nothing_is_unpacked(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    evil = archive(
        ("../../escaped.txt", b"x"),
        (str(tmp_path / "escaped.txt"), b"x"),
        (_link("package/dist"), b""),
        (MEMBER, json.dumps(ENTITIES).encode("utf-8")),
    )
    monkeypatch.setattr(model, "PIN", pin(evil))
    Path("evil.tgz").write_bytes(evil)
    before = {path for path in tmp_path.parent.rglob("*") if "cache" not in path.parts}

    assert run("catalogue", "fetch", "--from", "evil.tgz")[0] == 0

    assert {path for path in tmp_path.parent.rglob("*") if "cache" not in path.parts} == before


@pytest.mark.parametrize("damage", ["cut", "changed", "other version", "not text", "a folder", "empty"])
def test_a_damaged_cache_is_told_and_ignored(run: Run, damage: str) -> None:
    Path("register.toml").write_text('[site]\nurl = "https://www.example.org"\n', "utf-8")
    without = run("check", "site")[1]
    run("catalogue", "fetch", "--from", "package.tgz")
    file = stored()
    data = file.read_bytes()
    file.unlink()
    if damage == "a folder":
        file.mkdir()
    else:
        changed = {
            "cut": data[:-10],
            "changed": data.replace(b"Kaffe", b"Te"),
            "other version": data.replace(b"0.30.0", b"0.29.0"),
            "not text": b"\xff\xfe",
            "empty": b"",
        }[damage]
        file.write_bytes(changed)

    code, out, err = run("check", "site")

    assert (code, out) == (1, without)
    assert str(file) in err
    assert "is ignored" in err
    assert ("third-party-web 0.29.0" in err) == (damage == "other version")
    if damage == "cut":
        assert run("init", "site", "-y", "--register", "r.toml")[0] == 0
        assert "blir ikke brukt" in run("check", "site", lang="nb_NO.UTF-8")[2]
        run("catalogue", "fetch", "--from", "package.tgz")
        assert run("check", "site")[2] == ""


class Registry(BaseHTTPRequestHandler):
    """An npm registry of one package."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        found = self.path == "/npm/third-party-web/-/third-party-web-0.30.0.tgz"
        self.send_response(200 if found else 404)
        self.send_header("Content-Length", str(len(WHOLE)) if found else "0")
        self.end_headers()
        if found:
            self.wfile.write(WHOLE)

    def log_message(self, *_args: Any) -> None:
        """Nothing is printed."""


@pytest.fixture
def registry() -> Iterator[str]:
    Registry.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Registry) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_from_a_registry_without_npm(run: Run, registry: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("catalogue", "fetch", "--registry", f"{registry}/npm/")[0] == 0
    code, _, err = run("catalogue", "fetch", "--registry", registry)
    assert code == 3
    assert "404" in err or "Not Found" in err
    monkeypatch.setenv("npm_config_registry", f"{registry}/npm")
    assert run("catalogue", "fetch")[0] == 0
    assert len(Registry.asked) == 3
    for wrong in ("file:///etc/hostname", "ftp://r.example", "r.example"):
        code, _, err = run("catalogue", "fetch", "--registry", wrong)
        assert code == 3
        assert "is not the address" in err
    monkeypatch.delenv("npm_config_registry")
    code, _, err = run("catalogue", "fetch")
    assert code == 3
    assert "npm pack third-party-web@0.30.0" in err


def test_offline(run: Run) -> None:
    """A port on which nobody listens."""
    code, out, err = run("catalogue", "fetch", "--registry", "http://127.0.0.1:9")
    assert (code, out) == (3, "")
    assert err.startswith("third-party-web 0.30.0 could not be fetched: ")
    assert not stored().exists()


def test_npm_fetches_it_where_there_is_one(run: Run, tmp_path: Path) -> None:
    """By the user's own settings; a stand-in for npm records how it is asked."""
    npm = tmp_path / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text(
        f"#!/bin/sh\necho \"$@\" > '{tmp_path}/asked'\n"
        f'while [ "$1" != --pack-destination ]; do shift; done\n/bin/cp \'{tmp_path}/package.tgz\' "$2/x.tgz"\n',
        "utf-8",
    )
    npm.chmod(0o755)

    assert run("catalogue", "fetch")[0] == 0

    asked = (tmp_path / "asked").read_text("utf-8").split()
    assert asked[:2] == ["pack", "third-party-web@0.30.0"]
    assert "--ignore-scripts" in asked
    assert not Path(asked[asked.index("--pack-destination") + 1]).exists()
    npm.write_text("#!/bin/sh\necho 'npm error code ENOTFOUND' >&2\nexit 1\n", "utf-8")
    code, _, err = run("catalogue", "fetch")
    assert code == 3
    assert "npm error code ENOTFOUND" in err


def test_a_check_asks_nobody(run: Run, registry: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("npm_config_registry", f"{registry}/npm")
    run("check", "site")
    run("init", "site", "-y")
    run("explain", "cdn.kaffe.example")
    assert Registry.asked == []


def test_where_it_is_kept() -> None:
    here = stored({"SAMTYKKE_CACHE": "/x", "XDG_CACHE_HOME": "/y"})
    assert here == Path("/x/vendors.json")
    assert stored({}).parts[-2:] == ("samtykke", "vendors.json")
    assert os.fspath(stored({"XDG_CACHE_HOME": "/y"})).startswith("/y") == (sys.platform == "linux")


def test_the_pin_is_whole() -> None:
    algorithm, _, digest = model.PIN.integrity.partition("-")
    assert algorithm == "sha512"
    assert len(base64.b64decode(digest, validate=True)) == 64
