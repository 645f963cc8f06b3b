"""Each site of `misbehaving.py` is found out, with exactly the right findings, and its mended twin is clean."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest

from audit.misbehaving import CASES, Case, Found
from audit.site import Edit, build
from samtykke.audit.model import AuditResult
from samtykke.audit.run import Auditor, Options
from samtykke.checking import Target
from samtykke.model import Finding

pytestmark = pytest.mark.browser

SITE = "https://www.nettbutikk.test"
AT_ONCE = 3
"""Sites; a browser waits much of the time."""
BY_NAME = {case.name: case for case in CASES}


class Wanted(NamedTuple):
    """What is to be audited; what many cases share, like the shop as it should be, is audited once."""

    edits: tuple[Edit, ...]
    homemade: bool
    states: tuple[str, ...]
    pages: tuple[str, ...]


def wanted(case: Case, twin: str) -> Wanted:
    """One of the two sites of a case, in the states that it is about."""
    edits: tuple[Edit, ...] = getattr(case, twin)
    if case.headers and twin == "wrong":
        lines = "".join(f"  {name}: {value}\n" for name, value in case.headers)
        edits += (Edit("_headers", "", f"/\n{lines}"),)
    told = (case.found, *case.also)
    states = case.states or tuple(dict.fromkeys(found.state for found in told))
    every = case.every_page or any(found.page == "om.html" for found in told)
    return Wanted(edits, case.homemade, states, () if every else ("index.html",))


def audited(auditor: Auditor, what: Wanted, folder: Path) -> AuditResult:
    """Build it and open it."""
    site = build(folder, what.edits, homemade=what.homemade)
    target = Target.open(site, folder / "register.toml")
    return auditor.audit(target, Options(states=what.states, pages=what.pages, lang="en", compare=False))


@dataclass
class Audits:
    """What is audited side by side, in one browser."""

    auditor: Auditor
    pool: ThreadPoolExecutor
    folder: Path
    started: dict[Wanted, Future[AuditResult]] = field(default_factory=dict)

    def start(self, what: Wanted) -> None:
        """Begin it; anew, where it was begun before."""
        folder = self.folder / secrets.token_hex(4)
        self.started[what] = self.pool.submit(audited, self.auditor, what, folder)

    def result(self, what: Wanted) -> AuditResult:
        """Wait for it."""
        return self.started[what].result(timeout=600)


@pytest.fixture(scope="module")
def audits(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audits]:
    """What the tests of this run ask for."""
    asked = [item.callspec.params for item in request.session.items if hasattr(item, "callspec")]
    sites = dict.fromkeys(wanted(BY_NAME[p["name"]], p["twin"]) for p in asked if p.get("name") in BY_NAME)
    folder = tmp_path_factory.mktemp("sites")
    with Auditor(sandbox=False) as auditor, ThreadPoolExecutor(AT_ONCE) as pool:
        begun = Audits(auditor, pool, folder)
        for what in sites:
            begun.start(what)
        yield begun
        pool.shutdown(cancel_futures=True)


def answers(finding: Finding, found: Found) -> bool:
    """Whether a finding is the one that a case tells of."""
    page = finding.position.path
    return (
        (finding.rule, finding.state) == (found.rule, found.state)
        and (page == found.page or page.endswith(f"/{found.page}"))
        and (not found.by or re.fullmatch(re.escape(SITE + found.by) + r"(:\d+)*", finding.script) is not None)
        and (not found.subject or found.subject in (finding.host, *re.findall(r"«([^»]*)»", finding.message)))
    )


@pytest.mark.parametrize("twin", ["wrong", "right"])
@pytest.mark.parametrize("name", BY_NAME)
def test_misbehaviour_is_found_and_nothing_else(
    name: str, twin: str, audits: Audits, request: pytest.FixtureRequest
) -> None:
    case = BY_NAME[name]
    what = wanted(case, twin)
    if getattr(request.node, "execution_count", 1) > 1:
        audits.start(what)
    result = audits.result(what)
    told = [f"{f.rule} {f.state} {f.position.path} {f.script}: {f.message}" for f in result.findings]
    troubles = [t for visit in result.visits for t in visit.troubles]
    expected = (case.found, *case.also) if twin == "wrong" else ()

    assert len(result.findings) == len(expected), (told, troubles)
    for found in expected:
        assert any(answers(finding, found) for finding in result.findings), (found, told, troubles)
