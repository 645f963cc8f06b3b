"""Let real browsers rule on a page.

    PYTHONPATH=tests python -m fuzz.rule SEED|FILE [--small] [--keep NAME WHY]

Prints where the two readings differ, which elements Chromium has, and whom the browsers contact. `--small` first
leaves out of the page whatever the difference does not need. `--keep` writes page and verdict to `fixtures/`.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from fuzz.browsers import contacts, elements
from fuzz.differences import Difference, judge
from fuzz.fixture import FOLDER, Fixture
from fuzz.generate import document
from fuzz.readings import ADDRESS, Element, Page
from fuzz.shrink import shrink


def _same(one: Difference, other: Difference) -> bool:
    """Whether two differences are of a kind: the same host, or the same sort of element."""
    if one.side != other.side or type(one.what) is not type(other.what):
        return False
    if isinstance(one.what, Element) and isinstance(other.what, Element):
        return one.what[:2] == other.what[:2]
    return one.what == other.what


def small(raw: bytes) -> bytes:
    """The page without what its first difference does not need."""
    first = next(iter(judge(Page(raw)).differences), None)
    if first is None:
        return raw
    return shrink(raw, lambda fewer: any(_same(first, other) for other in judge(Page(fewer)).differences))


def ruling(raw: bytes) -> Fixture:
    """What browsers make of a page. All of its hosts must be below one `sN.truth.example`."""
    page = Page(raw)
    found = elements(raw, page.tree.encoding or "utf-8")
    names = {match[1].split(".")[-3] for match in ADDRESS.finditer(_readable(page))}
    name = names.pop() if len(names) == 1 else "s0"
    hosts = contacts({name: raw})[name]
    return Fixture(raw, tuple(found), hosts)


def _readable(page: Page) -> str:
    values = [value for node in page.nodes for _name, value in node.element.attributes]
    return "\n".join(values + [node.text for node in page.nodes])


def main() -> None:
    """Rule on one page."""
    parser = argparse.ArgumentParser(prog="fuzz.rule")
    parser.add_argument("page", help="a seed, or a file")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--keep", nargs=2, metavar=("NAME", "WHY"))
    given = parser.parse_args()
    raw = document(int(given.page)) if given.page.isdecimal() else Path(given.page).read_bytes()
    raw = small(raw) if given.small else raw
    print(raw.decode("latin-1"))
    page, rules = Page(raw), ruling(raw)
    for difference in judge(page).differences:
        print(*difference)
    for who, tree in (("the engine", page.elements), ("the second parser", page.second)):
        for element in (tree - Counter(rules.elements)).elements():
            print(f"Chromium has not, but {who} has:", *element)
        for element in (Counter(rules.elements) - tree).elements():
            print(f"Chromium has, but {who} has not:", *element)
    for host, asked in rules.contacts.items():
        print("contacted:", host, *asked, "" if host in page.live else "NOT LISTED")
    print("problems:", *sorted(page.problems))
    if given.keep:
        name, why = given.keep
        rules.write(name, why)
        print("kept as", FOLDER / f"{name}.html")


if __name__ == "__main__":
    main()
