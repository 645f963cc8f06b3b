"""What changes a digest, and what does not."""

from __future__ import annotations

import pytest

from samtykke.register import category_digests, digest, parse

SECOND = '[[service]]\nid = "stats"'


def test_shape(minimal: str) -> None:
    register = parse(minimal)
    assert len(digest(register)) == 16
    assert set(category_digests(register)) == {"necessary", "analytics"}
    assert all(len(value) == 8 and int(value, 16) >= 0 for value in category_digests(register).values())
    assert digest(register) == digest(parse(minimal))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('hosts = ["cdn.stats.example"]', 'hosts = ["cdn.stats.example", "b.stats.example"]'),
        ('name = "_st"', 'name = "_stats"'),
        ('lifetime = "P2Y"', 'lifetime = "P3Y"'),
        ('name = "_st"', 'name = "_st"\n  kind = "local"'),
        ('name = "_st"', 'name = "_st"\n  party = "third"'),
        ('country = "IE"', 'country = "US"'),
        ('id = "stats"', 'id = "stats-2"'),
    ],
)
def test_substance_asks_its_own_category_anew(minimal: str, old: str, new: str) -> None:
    before, after = parse(minimal), parse(minimal.replace(old, new))
    assert category_digests(before)["analytics"] != category_digests(after)["analytics"]
    assert category_digests(before)["necessary"] == category_digests(after)["necessary"]
    assert digest(before) != digest(after)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Teller besøk.", "Teller besøkene."),
        ('title.nb = "Statistikk"', 'title.nb = "Tall"'),
        ('name = "Tall"', 'name = "Tallene"'),
        ('country = "IE"', 'country = "IE"\npolicy = "https://stats.example/privacy"'),
    ],
)
def test_wording_changes_the_page_but_asks_nobody_anew(minimal: str, old: str, new: str) -> None:
    before, after = parse(minimal), parse(minimal.replace(old, new))
    assert category_digests(before) == category_digests(after)
    assert digest(before) != digest(after)


def test_a_legacy_cookie_and_another_way_to_write_a_length_ask_nobody_anew(minimal: str) -> None:
    legacy = '  [[service.storage]]\n  name = "__old"\n  lifetime = "P2Y"\n  legacy = true\n  purpose.nb = "x"\n'
    before = category_digests(parse(minimal))
    assert category_digests(parse(minimal + legacy)) == before
    assert category_digests(parse(minimal + legacy.replace("  legacy = true\n", ""))) != before
    assert category_digests(parse(minimal.replace("P2Y", "P730D"))) == before


def test_the_order_in_the_file_asks_nobody_anew(minimal: str) -> None:
    head, first, second = minimal.partition("[[service]]")[0], *minimal.split("[[service]]\n")[1:]
    swapped = f"{head}[[service]]\n{second}\n[[service]]\n{first}"
    assert category_digests(parse(swapped)) == category_digests(parse(minimal))
