"""A lost worker costs a document, not the run."""

from __future__ import annotations

from pathlib import Path

import pytest

import lost_worker
from samtykke import workers
from samtykke.extract import SiteContext
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
