"""What was observed is written down the same way each time, and the check holds the register against it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audit.site import build
from audit.test_draft import cookie, request
from samtykke.audit.model import AuditResult, Visit
from samtykke.audit.record import NAME, Observed, of, read, render
from samtykke.checking import Target, check


def result(*visits: Visit) -> AuditResult:
    return AuditResult("https://site.test/", "", "", 0, "", "live", "", "", (), (), visits)


def test_the_longest_lifetime_counts(tmp_path: Path) -> None:
    seen = result(
        Visit("b", "", "accept", requests=(request("b.test"), request("a.test"), request("a.test"))),
        Visit("a", "", "accept", cookies=(cookie("_x", "https://a.test/x.js", 60.0),)),
        Visit("b", "", "accept", cookies=(cookie("_x", "https://a.test/x.js", 86_400.0), cookie("y", "", None))),
    )
    (tmp_path / NAME).write_text(render(seen), "utf-8")

    assert read(tmp_path / NAME) == of(seen)
    assert of(seen).hosts == ("a.test", "b.test")
    assert of(seen).storage == (
        Observed("cookie", "_x", "first", "a.test", "P1D"),
        Observed("cookie", "y", "first", "", "session"),
    )


@pytest.mark.parametrize(
    "text", ["", "[]", '{"version": 9}', '{"version": 1, "mode": "live", "hosts": [], "storage": [1]}']
)
def test_what_is_no_record_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text, "utf-8")

    with pytest.raises(ValueError, match=r"."):
        read(tmp_path / NAME)


def test_the_check_reads_it(tmp_path: Path) -> None:
    site = build(tmp_path)
    items = [
        {"kind": "cookie", "name": "_teller", "party": "first", "by": "", "lifetime": "P90D"},
        {"kind": "cookie", "name": "samtykke", "party": "first", "by": "", "lifetime": "P182D"},
        {"kind": "local", "name": "skjult", "party": "first", "by": "", "lifetime": "forever"},
    ]
    record = {"version": 1, "mode": "live", "hosts": ["counter.test", "ukjent.test"], "storage": items}
    (tmp_path / NAME).write_text(json.dumps(record), "utf-8")

    found = check(Target.open(site, tmp_path / "register.toml"), "en").findings

    said = sorted(f.message for f in found if f.rule == "observed-differs")
    assert said == [
        "The cookie «_teller» was seen to stay 90 days; the register says 30 days.",
        "The localStorage item «skjult» was stored when the site was audited, and the register does not list it.",
        "ukjent.test was contacted when the site was audited, and the register does not declare it.",
    ]
