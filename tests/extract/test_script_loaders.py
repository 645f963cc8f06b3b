"""Loaders in the shapes that vendors document, with what each contacts and keeps; near misses that do neither."""

from __future__ import annotations

import re
import time
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
import turbohtml

from samtykke.extract import script as sandbox
from samtykke.extract.script import Outcome, Script, run
from samtykke.extract.script_page import Page

PAGE = "https://www.example.no/nyheter/sak.html"
LOADERS = sorted((Path(__file__).parent / "loaders").glob("*.js"))
HEADER = re.compile(r"^// (expects|relative|stores|opaque|consent|kind|page): (.*)$", re.MULTILINE)
"""`page` is the body of the page that the loader finds, itself behind it; without it nothing is known of the page."""
IN_MARKUP = re.compile(r"""(?:src|href)=["']?([^"'\s>]+)|url\(["']?([^"')]+)|@import ["']([^"']+)""")


def _outcome(path: Path) -> tuple[dict[str, str], Outcome]:
    code = path.read_text(encoding="utf-8")
    said = dict(HEADER.findall(code))
    kind = "module" if said.get("kind") == "module" else "classic"
    page = None
    if "page" in said:
        page = Page(turbohtml.parse(said["page"].encode(), scripting=True, allow_declarative_shadow_roots=False))
    return said, run([Script(code, kind)], PAGE, page)


def _addresses(outcome: Outcome) -> list[str]:
    found = [load.url for load in outcome.loads]
    for markup in outcome.markup:
        found += [a or b or c for a, b, c in IN_MARKUP.findall(markup.html)]
    return found


@pytest.mark.parametrize("path", LOADERS, ids=lambda path: path.stem)
def test_loader_is_resolved(path: Path) -> None:
    said, outcome = _outcome(path)
    urls = _addresses(outcome)
    hosts = {urlsplit(urljoin(PAGE, url)).netloc for url in urls} - {"www.example.no"}
    assert hosts == set(said["expects"].split()) - {"nothing"}, outcome
    if "relative" in said:
        assert set(urls) >= set(said["relative"].split())
    stored = {f"{w.kind.value} {w.name} {w.lifetime}" for w in outcome.writes}
    assert stored == {one.strip() for one in said.get("stores", "").split(";")} - {""}
    assert {o.reason for o in outcome.opaque} == {said["opaque"]} if "opaque" in said else not outcome.opaque
    calls = {" ".join([c.command, *(f"{k}={v}" for k, v in c.fields)]) for c in outcome.consent}
    assert calls == ({said["consent"]} if "consent" in said else set())


def test_there_are_sixty_loaders_and_more() -> None:
    assert len(LOADERS) >= 60


def test_time_per_loader(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sandbox, "_known", type(sandbox._known)())
    took = []
    for path in LOADERS:
        before = time.process_time()
        _outcome(path)
        took.append(time.process_time() - before)
    took.sort()
    with capsys.disabled():
        print(f"\n{len(took)} loaders: median {took[len(took) // 2] * 1000:.1f} ms, slowest {took[-1] * 1000:.1f} ms")
    assert took[len(took) // 2] < 0.1  # far above what is measured, so that a busy machine does not fail
