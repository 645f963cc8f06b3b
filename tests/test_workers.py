"""A lost worker costs a document, not the run."""

from __future__ import annotations

from multiprocessing import active_children
from pathlib import Path

import pytest

import lost_worker
from samtykke import workers
from samtykke.extract import SiteContext
from samtykke.model import Evidence
from samtykke.site import walk
from samtykke.urls import Hosts


@pytest.mark.parametrize("jobs", [1, 2])
def test_lost_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    lost = {"030-dies.html", "041-hangs.html", "052-reckons.html"}
    names = [f"{i:03}.html" for i in range(60)] + ["005-waits.html", *lost]
    for name in names:
        (tmp_path / name).write_text("<p>", "utf-8")
    monkeypatch.setattr(workers, "_scan_batch", lost_worker.scan_batch)

    with workers.Readers(jobs) as readers:
        found = readers.read(list(walk(tmp_path)), SiteContext(Hosts(None, ()), str(tmp_path)))
        scans = [reading.scan for reading in found]

    assert [s.path for s in scans] == sorted(names)
    assert {s.path for s in scans if s.problems} == lost


def test_readings_share_their_processes_and_see_what_has_changed(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<!doctype html><script src=/a.js></script>")
    site = SiteContext(Hosts("https://www.example.no", ()), str(tmp_path))
    told, processes = [], set()
    with workers.Readers(1) as readers:
        for host in ("b.example", "c.example"):
            (tmp_path / "a.js").write_text(f"fetch('//{host}/')")
            page = next(readers.read(list(walk(tmp_path)), site)).scan
            told.append([r.host for r in page.references if r.evidence is Evidence.EXECUTED])
            processes |= {child.pid for child in active_children()}

    assert told == [["b.example"], ["c.example"]]
    assert len(processes) == 1
    assert not active_children()
