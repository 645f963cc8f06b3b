"""Trees on disk: what is written, read again and put in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gating import sites
from gating.sites import PAGES, REGISTER
from samtykke import banner
from samtykke.checking import Target, inventory
from samtykke.gating.edits import Plan
from samtykke.gating.plan import plan
from samtykke.mending import Mended, injector_for, mend, write_assets
from samtykke.model import Scan
from samtykke.register import parse
from samtykke.site import read
from samtykke.workers import Readers

WAITS_FOR_A_SCRIPT = (
    '<!DOCTYPE html><title>a</title><source srcset="https://player.example/a.png 2x">'
    '<object data="https://player.example/b.pdf"></object>'
)
"""Without a script on the page, nothing moves the source into a picture, and no browser fetches it."""


@pytest.fixture
def target(tmp_path: Path) -> Target:
    folder = sites.write(tmp_path / "ut", {"gtag.html": PAGES["gtag"].read_bytes()})
    (folder / "a.html").write_text(WAITS_FOR_A_SCRIPT)
    return Target.open(folder, REGISTER)


@pytest.mark.parametrize("proves", [True, False])
def test_a_page_that_reads_otherwise_afterwards_is_mended_again(target: Target, proves: bool) -> None:
    done = list(mend(target, jobs=1, proves=proves))

    assert [mended.path for mended in done] == ["a.html", "gtag.html", "a.html"]
    text = (target.root / "a.html").read_text()
    assert '<source data-category="media" data-service="player" data-srcset=' in text
    assert not any(mended.plan.left for mended in done)
    assert list(mend(target, jobs=1)) == []


def test_without_writing_everything_stays(target: Target) -> None:
    before = {path: path.read_bytes() for path in target.root.rglob("*.html")}
    done = list(mend(target, jobs=1, writes=False))
    assert [mended.path for mended in done if mended.changes] == ["a.html", "gtag.html"]
    assert {path: path.read_bytes() for path in before} == before


def test_the_banner_alone(target: Target) -> None:
    write_assets(target)
    done = list(mend(target, gates=False, injector=injector_for(target), jobs=1))

    assert {mended.injected for mended in done} == {("banner", "link")}
    assert not any(mended.plan.edits for mended in done)
    assert b"preconnect" in read(done[-1].entry).raw, "nothing is gated"
    files = {path.name for path in (target.root / banner.FOLDER).iterdir()}
    assert files == set(banner.assets(target.register))


def test_the_addresses_start_from_the_sites_own_path(tmp_path: Path) -> None:
    folder = sites.write(tmp_path / "ut", {"gtag.html": PAGES["gtag"].read_bytes()})
    target = Target.open(folder, REGISTER, "https://www.example.no/blogg/")
    list(mend(target, injector=injector_for(target), jobs=1))
    text = (folder / "gtag.html").read_text("utf-8")
    assert 'href="/blogg/samtykke/samtykke.' in text
    assert 'src="/blogg/samtykke/samtykke.' in text


def test_a_file_that_cannot_be_written_is_an_error_and_stays_whole(
    target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (target.root / "a.html").read_bytes()

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("samtykke.files.Path.replace", full)
    with pytest.raises(OSError, match="No space"):
        list(mend(target, jobs=1))
    assert (target.root / "a.html").read_bytes() == before
    assert not list(target.root.glob(".a.html*"))


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of what was planned since."""
    paths: list[str] = []

    def told(raw: bytes, scan: Scan, *rest: Any) -> Plan:
        paths.append(scan.path)
        return plan(raw, scan, *rest)

    monkeypatch.setattr("samtykke.gating.making.plan", told)
    return paths


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Target:
    """A site of which what was read is kept; it is read in this process."""
    monkeypatch.setenv("SAMTYKKE_CACHE", str(tmp_path / "own"))
    return replace(Target.open(sites.write(tmp_path / "ut", {}), REGISTER), kept=tmp_path / "kept")


def _built(target: Target, last: bytes = b"") -> tuple[list[Mended], bytes]:
    """What was done to a page that was built anew, and the page."""
    page = target.root / "side.html"
    page.write_bytes(PAGES["ga-classic"].read_bytes() + last)
    done = [mended.light() for mended in mend(target, injector=injector_for(target), readers=Readers(0))]
    return done, page.read_bytes()


def test_what_a_page_was_made_into_stays_known(kept: Target, planned: list[str]) -> None:
    first, page = _built(kept)
    again, same = _built(kept)

    assert (same, planned) == (page, ["side.html"])
    assert [(m.path, m.injected, m.plan.left, m.changes) for m in again] == [
        (m.path, m.injected, m.plan.left, m.changes) for m in first
    ]
    assert again[0].plan.edits == tuple(replace(edit, splices=()) for edit in first[0].plan.edits)
    assert list(mend(kept, injector=injector_for(kept), readers=Readers(0))) == []


@pytest.mark.parametrize("what", ["page", "register", "statement", "script", "nothing kept"])
def test_where_anything_is_another_it_is_made_anew(kept: Target, planned: list[str], what: str) -> None:
    _done, page = _built(kept)
    target = kept
    if what == "register":
        text = target.register_text.replace("Google Analytics", "Google-statistikk")
        target = replace(target, register=parse(text, Path("register.toml")))
    elif what == "statement":
        (target.root / "personvern.html").write_text("<!DOCTYPE html>")
    elif what == "script":
        (target.root / "theme/js/menu.js").write_text("_gaq.push(['_trackEvent', 'a']);")  # needs what would wait
    elif what == "nothing kept":
        target = replace(target, kept=None)

    _done, other = _built(target, b"<!-- another -->" if what == "page" else b"")

    assert planned == ["side.html", "side.html"]
    assert (other == page) == (what == "nothing kept")


def test_what_was_read_again_is_known_to_the_check(kept: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    _built(kept)
    monkeypatch.setattr("samtykke.workers._scan_batch", None)
    assert [scan.path for scan in inventory(kept, readers=Readers(0))][:1] == ["side.html"]
