"""Where the two readings differ, and which of the differences are known to be right.

`missing` is what only the second reading has: the direction in which a third party could hide. `extra` is what only
the scan has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import turbohtml

from fuzz.readings import Element, Load, Page


class Difference(NamedTuple):
    """One element, or one host that is contacted."""

    side: Literal["missing", "extra"]
    what: Element | Load


class Known(NamedTuple):
    """A kind of difference in which the scan is right."""

    name: str
    why: str
    fits: Callable[[Page, Difference], bool]


@dataclass
class Verdict:
    """What there is to say of a page."""

    differences: list[Difference] = field(default_factory=list)
    """Nothing explains them."""
    known: Counter[str] = field(default_factory=Counter)
    """Name of the kind → how often."""
    ambiguous: int = 0
    """Differences on a page that the scan calls ambiguous: it does not pass as clean."""


def judge(page: Page) -> Verdict:
    """Compare the two readings of a page."""
    verdict = Verdict()
    for difference in _differences(page):
        kind = next((known.name for known in KNOWN if known.fits(page, difference)), None)
        if kind is not None:
            verdict.known[kind] += 1
        elif "ambiguous-markup" in page.problems:
            verdict.ambiguous += 1
        else:
            verdict.differences.append(difference)
    return verdict


def _differences(page: Page) -> Iterator[Difference]:
    yield from (Difference("missing", element) for element in page.second - page.elements)
    yield from (Difference("extra", element) for element in page.elements - page.second)
    for load in page.second_loads:
        if load.host not in page.named if not load.kind else load not in page.loads:
            yield Difference("missing", load)
    loose = {load.host for load in page.second_loads if not load.kind}
    for load in page.loads - page.second_may:
        if load.host not in loose:
            yield Difference("extra", load)


def _only_with_javascript(page: Page, difference: Difference) -> bool:
    side, what = difference
    return side == "extra" and isinstance(what, Load) and page.noscript and what.host in page.with_javascript


def _runs_nothing(page: Page, difference: Difference) -> bool:
    side, what = difference
    runs = isinstance(what, Load) and (
        what.kind in ("", "script") or (what.kind == "hint" and page.preloads(what.host))
    )
    return side == "missing" and runs and page.noscript and what.host not in page.running


def _looked_ahead(page: Page, difference: Difference) -> bool:
    side, what = difference
    return side == "extra" and isinstance(what, Load) and what.host in page.flagged


def _in_text(page: Page, difference: Difference) -> bool:
    side, what = difference
    return side == "extra" and isinstance(what, Load) and any(what.host in text for text in page.texts)


def _closed_from_outside(page: Page, difference: Difference) -> bool:
    side, what = difference
    if side == "missing" and isinstance(what, Load):
        return False  # it may build the tree otherwise, but nobody may be lost
    for element in page.tree.iter_elements():
        place = page.offset(element.position)
        if element.namespace.value == "html" or element.tag not in _BOUNDARIES or place is None:
            continue
        around = {a.tag for a in element.ancestors if isinstance(a, turbohtml.Element) and a.namespace.value == "html"}
        if any(f"</{tag}" in page.text.lower()[place:] for tag in around):
            return True
    return False


def _search(page: Page, difference: Difference) -> bool:
    side, what = difference
    return side == "extra" and isinstance(what, Element) and what.tag == "a" and "<search" in page.text.lower()


def _unclosed(page: Page, difference: Difference) -> bool:
    side, what = difference
    if side == "extra" or not isinstance(what, Load) or what.kind:
        return False
    return _SCRIPT_END.search(page.text.lower().rpartition(what.host)[2]) is None


_SCRIPT_END = re.compile(r"</script[\t\n\f />]")
_BOUNDARIES = frozenset({"foreignObject", "desc", "title", "annotation-xml", "mi", "mo", "mn", "ms", "mtext"})
"""Elements of SVG and MathML that the standard counts among the special ones, and among the limits of a scope."""

KNOWN = (
    Known("look-ahead", "the scan itself calls the tag ambiguous, or its attribute double, and refers to it for "
          "Chromium's preload scanner, which goes by the text", _looked_ahead),
    Known("text", "style sheets, handlers and scripts are compared only where they stand undamaged: the second reading "
          "has no CSS parser and runs nothing", _in_text),
    Known("javascript", "the second parser never takes noscript for text; browsers with JavaScript do, and there what "
          "follows `</noscript>` inside an attribute or a comment is markup", _only_with_javascript),
    Known("nothing-runs", "the second tree is that of visitors without JavaScript: a script that stands only there "
          "runs for nobody", _runs_nothing),
    Known("unclosed", "a script without an end tag runs nowhere, and the second tree does not tell", _unclosed),
    Known("boundary", "an end tag inside foreignObject, desc, title or annotation-xml closes nothing outside of it; "
          "html5ever lets some through. Chromium sides with turbohtml: fixtures boundary-*", _closed_from_outside),
    Known("search", "turbohtml counts search among the special elements, as the standard does; Chromium does not, "
          "and makes one formatting element less, which loads nothing: fixtures search-*", _search),
)  # fmt: skip
