"""Many sites at once: archives are hostile input, workers are lost, and what is done stays done."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import fsspec
import pytest

from samtykke.cli import main
from samtykke.survey import run, tables
from samtykke.survey import warc as archives
from samtykke.survey.examine import examine
from samtykke.survey.model import ContactRow, Examined, SiteRow, Unit
from samtykke.survey.sources import units
from samtykke.survey.summary import summed
from samtykke.survey.warc import unpack
from survey import dies, lost
from survey.archive import PAGE, TAG, served, warc


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_an_archive_becomes_folders(tmp_path: Path) -> None:
    raw = warc(
        [
            ("https://www.a.no/", PAGE),
            ("https://www.a.no/om", PAGE),
            ("https://www.a.no/om/oss", PAGE),
            ("https://www.a.no/a.js?v=1", b"x"),
            ("https://www.a.no/liste?side=2", PAGE),
            ("http://b.no/index.html", PAGE),
            ("http://b.no/index.html", PAGE + b"later"),
        ]
    )
    raw += warc([("https://www.a.no/gone", PAGE)], status=404) + warc([("https://www.a.no/a.png", b"x")], "image/png")
    unpacked = unpack(io.BytesIO(raw), tmp_path)
    assert list(unpacked.folders) == ["www.a.no", "b.no"]
    found = files(unpacked.folders["www.a.no"])
    assert {"index.html", "om.html", "om/oss.html", "a.js"} <= found
    assert len(found) == 5
    assert (unpacked.folders["b.no"] / "index.html").read_bytes() == PAGE


@pytest.mark.parametrize(
    "url",
    [
        "https://a.no/../../etc/mine", "https://a.no/%2e%2e/%2e%2e/mine", "https://a.no/..%2f..%2fmine",
        "https://a.no/%00", "https://a.no/a\\..\\..\\mine", "https://../mine", "https://a.no/" + "x" * 3000,
        "https://a.no/" + "x/" * 3000, "https://a.no/%ff%fe", "https://a.no//mine", "file:///etc/mine", "mine", "",
        "https://a.no/\x1b[31m",
    ],
)  # fmt: skip
def test_no_name_leads_out(tmp_path: Path, url: str) -> None:
    into = tmp_path / "into"
    into.mkdir()
    unpacked = unpack(io.BytesIO(warc([(url, PAGE)])), into)
    assert {path.name for path in tmp_path.iterdir()} == {"into"}
    assert len(files(into)) == len(unpacked.folders)


def test_too_much_is_left_out_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_FILES", 2)
    archive = tmp_path / "a.warc.gz"
    archive.write_bytes(warc([(f"https://a.no/{n}", PAGE) for n in range(5)]))
    (site,) = examine(Unit("warc", str(archive))).sites
    assert (site.site, site.documents, site.unverified) == ("a.no", 2, 3)
    assert site.note.startswith("3 files were left out")


@pytest.mark.parametrize("raw", [b"", b"\x1f\x8bnothing", b"WARC/1.0\r\n\r\n", b"<html>" * 1000], ids=range(4))
def test_what_is_no_archive_is_told(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.warc").write_bytes(raw)
    (site,) = examine(Unit("warc", str(tmp_path / "a.warc"))).sites
    assert (site.documents, site.unverified) == (0, 1)
    assert site.note


@pytest.mark.parametrize("way", ["http", pytest.param("s3", marks=pytest.mark.slow)])
def test_archives_elsewhere(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(warc([("https://www.a.no/", PAGE + TAG + b"<img src=/a.png>"), ("https://b.no/", PAGE)])) as address:
        monkeypatch.setitem(fsspec.config.conf, "s3", {"anon": True, "endpoint_url": address})
        found = examine(Unit("warc", f"{address}/a.warc.gz" if way == "http" else "s3://crawl/a.warc.gz"))
    assert [(s.site, s.pages, s.unverified, s.note) for s in found.sites] == [
        ("www.a.no", 1, 0, ""),
        ("b.no", 1, 0, ""),
    ]
    assert [(c.site, c.service, c.domain, c.state, c.example) for c in found.contacts] == [
        ("www.a.no", "google-analytics", "googletagmanager.com", "live", "index.html")
    ]


def test_a_page_that_takes_its_worker_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "www.a.no"
    site.mkdir()
    (site / "a.html").write_bytes(PAGE + TAG)
    (site / "dies.html").write_bytes(PAGE)
    monkeypatch.setattr("samtykke.survey.examine._examined", dies.examined)
    monkeypatch.setattr("samtykke.workers._scan_batch", dies.scan_batch)
    found = examine(Unit("folder", str(site), site.name))
    assert [(s.documents, s.unverified) for s in found.sites] == [(2, 1)]
    assert [c.service for c in found.contacts] == ["google-analytics"]


def test_sources(tmp_path: Path) -> None:
    (tmp_path / "sites" / "a.no").mkdir(parents=True)
    (tmp_path / "sites" / "b.warc.gz").touch()
    (tmp_path / "one.no").mkdir()
    (tmp_path / "one.no" / "index.html").touch()
    (tmp_path / "list.txt").write_text(f"# a list\n{tmp_path}/one.no\n\ns3://crawl/c.warc.gz\n", "utf-8")
    found = [(u.kind, u.site) for u in units([str(tmp_path / "sites"), str(tmp_path / "list.txt")])]
    assert found == [("folder", "a.no"), ("warc", ""), ("folder", "one.no"), ("warc", "")]
    with pytest.raises(FileNotFoundError):
        list(units([str(tmp_path / "gone")]))


def test_only_what_is_complete_counts(tmp_path: Path) -> None:
    for number in range(2):
        unit = Unit("warc", f"{number}.warc")
        contact = ContactRow("a.no", unit.address, "", "x.evil.example", "evil.example", "live", "image", 1, "b.html")
        tables.write(tmp_path, Examined(unit, (SiteRow("a.no", unit.address, 2, 1, 9, 0, ""),), (contact,)))
    assert tables.done(tmp_path, unit)
    assert summed(tmp_path)["a.no"].pages == 2
    for part in (tmp_path / "sites").glob("*"):
        part.unlink()
        break
    assert (summed(tmp_path)["a.no"].pages, summed(tmp_path)["a.no"].hosts) == (1, {"evil.example"})


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
def test_lost_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "examine", lost.examine)
    monkeypatch.setattr(run, "TRIES", 1)
    names = ["a", "once", "always", "b", "c"]
    wanted = [Unit("folder", str(tmp_path / name), name) for name in names]
    failed: dict[str, str] = {}
    run.survey(wanted, tmp_path / "out", jobs=2, told=lambda unit, why: failed.update({unit.site: why}))
    assert {site for site, why in failed.items() if why} == {"always"}
    assert set(summed(tmp_path / "out")) == {"a", "once", "b", "c"}
    monkeypatch.setattr(run, "examine", pytest.fail)
    run.survey(wanted[:2], tmp_path / "out", told=pytest.fail)  # nothing is left to do


@pytest.mark.slow
def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sites" / "www.a.no").mkdir(parents=True)
    (tmp_path / "sites" / "www.a.no" / "index.html").write_bytes(PAGE + TAG + b"<img src=//x.evil.example/>")
    (tmp_path / "sites" / "b.warc.gz").write_bytes(warc([("https://b.no/", PAGE)]))
    args = ["survey", str(tmp_path / "sites"), "--to", str(tmp_path / "out"), "--jobs", "1", "--lang", "en"]
    with pytest.raises(SystemExit) as end:
        main(args, standalone_mode=False)
    assert end.value.code == 0
    assert capsys.readouterr().out.splitlines() == [
        "b.no  nothing is live",
        "www.a.no  live: google-analytics; unknown: evil.example",
        "google-analytics: live on 1 of 2 sites",
    ]
    with pytest.raises(SystemExit):
        main([*args, "--format", "json"], standalone_mode=False)
    assert [site["live"] for site in json.loads(capsys.readouterr().out)["sites"]] == [[], ["google-analytics"]]
