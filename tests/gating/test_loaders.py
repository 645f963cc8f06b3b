"""Loaders in the shapes that vendors document, gated where that is safe: then nothing of them acts, and nothing is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from browser import samples
from samtykke import catalogue
from samtykke.extract import SiteContext, scan
from samtykke.gating.acting import consents
from samtykke.gating.plan import Plan, plan
from samtykke.model import Scan
from samtykke.naming import Namer
from samtykke.register.model import Register
from samtykke.site import Document
from samtykke.urls import Hosts

LOADERS = sorted((Path(__file__).parents[1] / "extract" / "loaders").glob("*.js"))
SAID = re.compile(r"^// (expects|kind|page): (.*)$", re.MULTILINE)


def _tried(path: Path, root: Path) -> tuple[set[str], str, Plan, Scan, Scan | None, Register]:
    """(hosts, page, plan, scan before, scan after, register) of a page with one loader, whose hosts are one service's."""
    code = path.read_text("utf-8")
    said = dict(SAID.findall(code))
    hosts = set(said.get("expects", "").split()) - {"nothing"}
    kind = ' type="module"' if said.get("kind") == "module" else ""
    page = f"<!DOCTYPE html>\n<title>a</title>\n<body>{said.get('page', '')}<script{kind}>{code}</script>\n<p>b\n"
    service = samples.service("loaded", "analytics", "loaded.example", [])
    service["hosts"] = tuple(sorted(hosts)) or ("loaded.example",)
    register = samples.register(service=(service,))
    site = SiteContext(Hosts("https://www.example.no", ()), str(root))
    namer = Namer(register, catalogue.load())

    def read(text: bytes) -> Scan:
        return namer.name(scan(Document("a.html", "html", text), site))

    before = read(page.encode())
    done = plan(page.encode(), before, register, catalogue.load(), site)
    return hosts, page, done, before, read(done.raw) if done.raw is not None else None, register


@pytest.mark.parametrize("path", LOADERS, ids=lambda path: path.stem)
def test_it_waits_whole_or_is_told(path: Path, tmp_path: Path) -> None:
    _hosts, page, done, before, after, register = _tried(path, tmp_path)
    acting = {r.host for r in before.references if consents(register, r)}
    if after is None:
        assert acting <= {one.host for one in done.left}
        return
    told = {one.host for one in done.left}
    assert {r.host for r in after.references if consents(register, r)} <= told
    code = path.read_text("utf-8")
    assert code in (done.raw or b"").decode(), "the loader's own text is as it was"
    assert len((done.raw or b"").decode()) > len(page)
