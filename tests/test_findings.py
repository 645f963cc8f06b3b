"""Findings held in little room: they come out as they went in, in the order of the reports."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace

from samtykke.findings import Findings, Selected
from samtykke.model import Finding, Level, Position


def made(number: int) -> Iterator[Finding]:
    """As rules make them: pages in turn, the same few services on them, some of it twice."""
    chance = random.Random(1)  # noqa: S311
    for page in range(number // 4):
        path = f"nyheter/{page:06}/index.html"
        for _ in range(4):
            host = f"cdn-{chance.randrange(3)}.example"
            yield Finding(
                chance.choice(("ungated-service", "undeclared-third-party")), chance.choice(list(Level)),
                f"Nobody has declared {host}, which the page contacts at once.",
                Position(path, chance.randrange(1, 4), chance.randrange(1, 3)), f"https://{host}/a.js", host, "",
                chance.choice((None, "content/a.md:3")), chance.random() < 0.1, f"{chance.randrange(9):016x}",
                "Declare it.", f"//{host}/a.js", probably=chance.choice(("", "Acme")),
            )  # fmt: skip


def test_they_come_out_as_they_went_in() -> None:
    given = list(made(200))
    findings = Findings()
    findings.extend(given[:100])
    later = findings.extend(given[100:])

    assert list(findings) == given
    assert later == given[100:]
    assert (later[-1], later[3:5], later[:2][1]) == (given[-1], given[103:105], given[101])
    assert later == Selected(given, range(100, 200)) == Selected(Selected(given, range(50, 200)), range(50, 150))
    assert later != given[99:]
    assert later != [*given[100:-1], given[0]]


def test_their_order_is_that_of_reports_and_equal_ones_come_once() -> None:
    given = list(made(400))
    given += given[::3]
    random.Random(2).shuffle(given)  # noqa: S311
    findings = Findings()
    findings.extend(given)

    order = list(Level)
    expected = sorted(dict.fromkeys(given), key=lambda f: (order.index(f.level), f.position, f.rule, f.url, f.message))
    assert len(expected) <= 400 < len(given)
    assert findings.ordered() == expected
    assert findings.ordered(range(10)) == sorted(dict.fromkeys(given[:10]), key=expected.index)


def test_what_is_known_later() -> None:
    findings = Findings()
    first, second = made(8), list(made(8))[:2]
    findings.extend(replace(f, source=None, probably="") for f in first)

    findings.trace(0, "content/b.md:2")
    findings.hint(1, "Acme")

    assert findings[0] == replace(second[0], source="content/b.md:2", probably="")
    assert findings[1] == replace(second[1], source=None, probably="Acme")


def test_a_finding_takes_little_room() -> None:
    many = 4000
    tracemalloc.start()
    try:
        findings = Findings()
        findings.extend(made(many))
        taken, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert len(findings) == many
    assert taken < 120 * many  # each fourth brings its page's path, of 76 bytes
