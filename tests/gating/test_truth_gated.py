"""The constructs whose doings were recorded in browsers: each waits afterwards, or is told, whatever it looks like."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from browser import samples
from samtykke import catalogue
from samtykke.extract import SiteContext, scan
from samtykke.gating.acting import acts, consents
from samtykke.gating.edits import Plan
from samtykke.gating.plan import plan
from samtykke.model import Scan
from samtykke.naming import Namer
from samtykke.register.model import Register
from samtykke.site import Document
from samtykke.urls import Hosts
from truth.cases import DOMAIN, Case, cases

URL = "https://www.example.no"


def _register() -> Register:
    service = samples.service("loaded", "analytics", f"*.{DOMAIN}", [])
    return samples.register(service=(service,))


REGISTER = _register()
NAMER = Namer(REGISTER, catalogue.load())


def _rounds(case: Case, root: Path) -> tuple[list[Plan], Scan]:
    """The plans until nothing changes, and what the scanner tells of the page then."""
    for path, raw in case.files.items():
        file = root / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
    site = SiteContext(Hosts(URL, ()), str(root))
    page = case.page.lstrip("/")
    raw, plans = case.files[case.page], []
    for _ in range(4):
        found = NAMER.name(scan(Document(page, "html", raw), site))
        if not acts(REGISTER, found):
            break
        plans.append(plan(raw, found, REGISTER, catalogue.load(), site))
        raw = raw if plans[-1].raw is None else plans[-1].raw
        if plans[-1].raw is None:
            break
        (root / page).write_bytes(raw)
    return plans, found


@pytest.mark.slow
def test_every_construct_waits_or_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reasons: Counter[str] = Counter()
    pages = gated = 0
    wrong: list[str] = []
    for number, case in enumerate(cases()):
        if not case.page.endswith((".html", ".htm")):
            continue
        plans, found = _rounds(case, tmp_path / str(number))
        if not plans:
            continue
        pages += 1
        gated += not plans[-1].left
        reasons.update({one.reason.key for one in plans[-1].left})
        acting = {r.host for r in found.references if consents(REGISTER, r)}
        if len(plans) == 4 and plans[-1].raw is not None:
            wrong.append(f"{case.name} does not come to rest")
        if not acting <= {one.host for one in plans[-1].left}:
            wrong.append(f"{case.name} acts and is not told")
    with capsys.disabled():
        print(f"\n{pages} constructs act, {gated} wait afterwards; left: {dict(reasons)}")
    assert wrong == []
    assert gated > pages / 2
