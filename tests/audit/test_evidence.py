"""Evidence: whole, verifiable, and taken up again after an interruption."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from audit.seen import PNG, REGISTER, REGISTER_TEXT, RESULT, SITE, visit
from samtykke.audit import evidence
from samtykke.audit.evidence import Evidence, EvidenceError, Facts
from samtykke.audit.model import Trouble

FACTS = Facts(SITE, "tree", "register", "Chromium 156", ("stand-ins",))
PICTURE = PNG.read_bytes()


def made(folder: Path) -> Path:
    kept = Evidence.open(folder, FACTS, REGISTER_TEXT)
    for seen in RESULT.visits:
        kept.keep(seen, {"banner": PICTURE} if seen.first else {})
    kept.finish(RESULT)
    return folder


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    found = evidence.read(made(tmp_path / "e"))

    assert found.result == RESULT
    assert found.register == REGISTER
    assert list(found.pictures(RESULT.visits[0])) == [("banner", PICTURE)]
    assert list(found.pictures(RESULT.visits[1])) == []


def test_the_sums_are_those_of_sha256sum(tmp_path: Path) -> None:
    folder = made(tmp_path / "e")
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout
    assert len(done.stdout.splitlines()) == sum(p.is_file() for p in folder.rglob("*")) - 1
    assert not (folder / "unfinished").exists()


@pytest.mark.parametrize("name", ["results.json", "register.toml", "requests.har", "pictures"])
def test_what_was_changed_or_lost_is_told(name: str, tmp_path: Path) -> None:
    folder = made(tmp_path / "e")
    path = next((folder / name).iterdir()) if name == "pictures" else folder / name
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(EvidenceError, match=path.name):
        evidence.read(folder)
    path.unlink()
    with pytest.raises(EvidenceError, match=path.name):
        evidence.read(folder)


def test_sums_that_lead_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    folder = made(tmp_path / "e")
    (tmp_path / "secret").write_text("x")
    sums = folder / "SHA256SUMS"
    sums.write_text(sums.read_text() + f"{evidence.sum_of(tmp_path / 'secret')}  ../secret\n")
    with pytest.raises(EvidenceError, match="secret"):
        evidence.read(folder)


def test_an_interrupted_run_goes_on(tmp_path: Path) -> None:
    first = Evidence.open(tmp_path / "e", FACTS, REGISTER_TEXT)
    first.keep(RESULT.visits[0], {"banner": PICTURE})
    with pytest.raises(EvidenceError, match="not finished"):
        evidence.read(tmp_path / "e")

    second = Evidence.open(tmp_path / "e", FACTS, REGISTER_TEXT)
    assert second.resumed
    assert second.have("index.html", "before") == RESULT.visits[0]
    assert second.have("om.html", "before") is None
    for seen in RESULT.visits[1:]:
        second.keep(seen, {})
    second.finish(RESULT)
    assert [title for title, _ in evidence.read(tmp_path / "e").pictures(RESULT.visits[0])] == ["banner"]


@pytest.mark.parametrize("change", [{"tree": "other"}, {"register": "x"}, {"browser": "x"}, {"options": ("live",)}])
def test_visits_of_another_run_are_not_used(change: dict[str, object], tmp_path: Path) -> None:
    Evidence.open(tmp_path / "e", FACTS, REGISTER_TEXT).keep(RESULT.visits[0], {"banner": PICTURE})
    other = Evidence.open(tmp_path / "e", replace(FACTS, **change), REGISTER_TEXT)

    assert not other.resumed
    assert other.have("index.html", "before") is None
    assert not (tmp_path / "e" / "pictures").exists()


def test_a_visit_that_failed_is_made_again(tmp_path: Path) -> None:
    kept = Evidence.open(tmp_path / "e", FACTS, REGISTER_TEXT)
    kept.keep(replace(visit("accept"), troubles=(Trouble("timeout", "30 s"),)), {})
    assert kept.have("index.html", "accept") is None


def test_half_a_visit_is_no_visit(tmp_path: Path) -> None:
    kept = Evidence.open(tmp_path / "e", FACTS, REGISTER_TEXT)
    kept.keep(visit("accept"), {})
    (path,) = (tmp_path / "e" / "unfinished").glob("index*.json")
    path.write_text(path.read_text()[:200])
    assert kept.have("index.html", "accept") is None


def test_folders_with_other_things_or_finished_evidence_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(EvidenceError, match="other things"):
        Evidence.open(tmp_path, FACTS, REGISTER_TEXT)
    folder = made(tmp_path / "e")
    before = sorted(folder.rglob("*"))
    with pytest.raises(EvidenceError, match="already"):
        Evidence.open(folder, FACTS, REGISTER_TEXT)
    assert sorted(folder.rglob("*")) == before
    (tmp_path / "file").write_text("x")
    with pytest.raises(EvidenceError):
        Evidence.open(tmp_path / "file", FACTS, REGISTER_TEXT)


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Evidence.open(tmp_path / "e", FACTS, REGISTER_TEXT)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        kept.keep(visit("accept"), {"banner": PICTURE})
    assert [p.name for p in (tmp_path / "e").rglob("*") if p.is_file()] == ["run.json"]


def test_no_two_pages_share_a_file() -> None:
    pages = [
        "a/b.html",
        "a-b.html",
        "a_b.html",
        "A/B.html",
        "",
        "/",
        "æ.html",
        "ø.html",
        "x" * 300,
        "x" * 301,
        "../../etc",
    ]
    names = {evidence.named(page, "accept") for page in pages}
    assert len(names) == len(pages)
    assert all("/" not in name and ".." not in name and len(name) < 120 for name in names)


def test_the_har_has_every_request_and_no_body(tmp_path: Path) -> None:
    log = json.loads((made(tmp_path / "e") / "requests.har").read_text("utf-8"))["log"]

    assert log["version"] == "1.2"
    assert len(log["pages"]) == len(RESULT.visits)
    assert len(log["entries"]) == sum(len(v.requests) for v in RESULT.visits)
    assert {e["pageref"] for e in log["entries"]} <= {p["id"] for p in log["pages"]}
    early = next(e for e in log["entries"] if e["request"]["url"].endswith("early?id=1"))
    assert early["startedDateTime"] == "2026-11-27T08:00:00.212Z"
    assert early["request"]["queryString"] == [{"name": "id", "value": "1"}]
    assert early["_initiator"]["type"] == "parser"
    for entry in log["entries"]:
        assert entry["request"]["cookies"] == entry["response"]["cookies"] == []
        assert "text" not in entry["response"]["content"]
        assert {"send", "wait", "receive"} <= set(entry["timings"])
