"""Trees on disk: what is written, read again and put in."""

from __future__ import annotations

from pathlib import Path

import pytest

from gating import sites
from gating.sites import PAGES, REGISTER
from samtykke import banner
from samtykke.checking import Target
from samtykke.mending import injector_for, mend, write_assets
from samtykke.site import read

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

    monkeypatch.setattr("samtykke.files.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        list(mend(target, jobs=1))
    assert (target.root / "a.html").read_bytes() == before
    assert not list(target.root.glob(".a.html*"))
