"""The real site is clean in every state: the register, the banner and a browser say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from samtykke.audit.run import Auditor, Options
from samtykke.checking import Target
from samtykke.exit import ExitCode
from samtykke.model import Level

OUTPUT = Path(__file__).parents[2] / "output"

pytestmark = pytest.mark.browser


def test_multicase_is_clean_in_every_state() -> None:
    with Auditor(sandbox=False) as auditor:
        result = auditor.audit(Target.open(OUTPUT), Options(sample=4, lang="en"))

    assert [(f.rule, f.state, f.message) for f in result.findings if f.level is not Level.NOTE] == []
    assert result.exit_code("error") is ExitCode.CLEAN
    assert all(visit.verified for visit in result.visits)
    # It was not clean for want of anything to see.
    accepted = [r.host for v in result.visits if v.state == "accept" for r in v.requests if r.party == "third"]
    assert {"www.googletagmanager.com", "app.purechat.com", "s7.addthis.com"} <= set(accepted)
    stored = {c.name for v in result.visits if v.state == "accept" for c in v.cookies}
    assert {"samtykke", "_ga", "_ga_XXXXXXXXXX"} <= stored
    withdrawn = [c for v in result.visits if v.state == "withdraw" for c in v.cookies if c.kept]
    assert {c.name for c in withdrawn} == {"samtykke"}
    assert all(
        v.banner and v.banner.tool == "samtykke" and v.banner.shown for v in result.visits if v.state == "before"
    )
