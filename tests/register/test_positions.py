"""Places of keys in every way that TOML has of writing them."""

from __future__ import annotations

import pytest

from samtykke.register import locate

TEXT = """\
# æøå 😀
title.nb = "x"
[site]
url = "a"
"own_hosts" = ["a", "bæ", "c"]
inline = { a = 1, "b c" = { d = [ { e = 2 } ] } }
[[service]]
id = "one"
  [[service.storage]]
  name = "s0"
  [[service.storage]]
  'name' = "s1"
  [service.load]
  kind = "x"
[[service]]
"id" = "two"
  [[service.storage]]
  name = "😀" # a comment
  purpose = { nb = "😀😀", en = "y" }
[other."a.b"]
deep.er = 1
"""


@pytest.mark.parametrize(
    ("keys", "start"),
    [
        (("title", "nb"), 'title.nb = "x"'),
        (("site",), "[site]"),
        (("site", "url"), "url"),
        (("site", "own_hosts"), '"own_hosts"'),
        (("site", "own_hosts", 2), '"c"'),
        (("site", "inline", "a"), "a = 1"),
        (("site", "inline", "b c", "d", 0, "e"), "e = 2"),
        (("service", 0), "[[service]]\nid"),
        (("service", 0, "storage", 1), "[[service.storage]]\n  'name'"),
        (("service", 0, "storage", 1, "name"), "'name'"),
        (("service", 0, "load", "kind"), "kind"),
        (("service", 1), '[[service]]\n"id"'),
        (("service", 1, "id"), '"id"'),
        (("service", 1, "storage", 0, "name"), 'name = "😀"'),
        (("service", 1, "storage", 0, "purpose", "en"), 'en = "y"'),
        (("other", "a.b", "deep", "er"), "deep.er"),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_each_key_is_found(keys: tuple[str | int, ...], start: str, ends: str) -> None:
    line, column = locate(TEXT.replace("\n", ends), keys)
    rest = "\n".join([TEXT.split("\n")[line - 1][column - 1 :], *TEXT.split("\n")[line:]])
    assert rest.startswith(start)


def test_a_key_that_is_not_there_is_placed_at_its_nearest_ancestor() -> None:
    assert locate(TEXT, ("service", 1, "storage", 0, "lifetime")) == (17, 3)
    assert locate(TEXT, ("service", 7, "id")) == locate(TEXT, ("service", 0))
    assert locate(TEXT, ("nothing",)) == (1, 1)
    assert locate("", ()) == (1, 1)


def test_broken_and_hostile_texts_have_places_too() -> None:
    assert locate('[site]\nurl = "x\n[[service]]\nid = ', ("site",)) == (1, 1)
    for text in ("[" * 20_000, "a = " + "{a=" * 5_000, "a." * 20_000 + "b = 1", "\ud800 = 1", '"\\x" = 1'):
        assert locate(text, ("a", "a", "a")) >= (1, 1)
