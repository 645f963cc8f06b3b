"""JUnit XML, as Jenkins, GitLab and others read it: a suite for each file, a case for each finding.

What fails the check is a failure, what could not be verified an error, what is ignored skipped; the rest passes, and
says so in its output. Cases have no times: the same input gives the same bytes.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from xml.etree import ElementTree as ET

from samtykke.checking import Result
from samtykke.model import Finding
from samtykke.suppress import Suppressed
from samtykke.vendors import said

from .base import Format, Style, fails, place, shown_place

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}
"""Attribute of a suite → what it counts."""


def check(result: Result, style: Style) -> Iterator[str]:
    """All suites, in the order of the paths; each is made when it is written."""
    suites: dict[str, array[int]] = {}  # path → numbers: of the findings themselves there may be many
    tags: Counter[str] = Counter()
    both: Iterator[Finding | Suppressed] = chain(result.findings, result.suppressed)
    for number, one in enumerate(both):
        finding = one.finding if isinstance(one, Suppressed) else one
        suites.setdefault(_clean(place(finding, result).path), array("I")).append(number)
        tags[_tag(one, style)] += 1
    if not suites:
        # Without a case, readers take it that nothing has run.
        suites["samtykke"] = array("I")
        tags["testcase" if result.documents else "error"] += 1
    root = ET.Element("testsuites", {"name": "samtykke", **_counts(tags)})
    before, after = ET.tostring(root, encoding="unicode", short_empty_elements=False).split("></")
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n{before}>\n'
    for path in sorted(suites):
        cases = [_case(_numbered(number, result), result, style) for number in suites[path]] or [_alone(result, style)]
        found = Counter(case[0].tag if len(case) else case.tag for case in cases)
        suite = ET.Element("testsuite", {"name": path, **_counts(found)})
        suite.extend(cases)
        ET.indent(suite, " ", level=1)
        yield f" {ET.tostring(suite, encoding='unicode')}\n"
    yield f"</{after}\n"


def _numbered(number: int, result: Result) -> Finding | Suppressed:
    """Of what is found and then what is ignored, the one with a number from 0."""
    left = number - len(result.findings)
    return result.findings[number] if left < 0 else result.suppressed[left]


def _tag(one: Finding | Suppressed, style: Style) -> str:
    """The element that says what became of a case."""
    if isinstance(one, Suppressed):
        return "skipped"
    return "error" if one.unverified else "failure" if fails(one, style) else "system-out"


def _case(one: Finding | Suppressed, result: Result, style: Style) -> ET.Element:
    finding = one.finding if isinstance(one, Suppressed) else one
    at = place(finding, result)
    path = _clean(at.path)
    line = {"line": str(at.line)} if at.line else {}
    name = _clean(f"{finding.rule} {shown_place(at)}")
    case = ET.Element("testcase", {"classname": path, "name": name, "file": path, **line})
    told = ET.SubElement(case, _tag(one, style))
    if isinstance(one, Suppressed):
        told.set("message", _clean(one.ignorer.reason or style.t("accepted by the baseline")))
        return case
    message = _clean(said([finding], style.t))
    told.text = _clean(f"{message}\n{finding.help}\n{finding.url}".strip())
    if told.tag == "system-out":
        told.text = _clean(f"{finding.level.value}: {told.text}")
    else:
        told.attrib.update(message=message, type=finding.rule)
    return case


def _alone(result: Result, style: Style) -> ET.Element:
    """The case of a check that found nothing."""
    case = ET.Element("testcase", classname="samtykke", name="check")
    if not result.documents:
        ET.SubElement(case, "error", message=style.t("Nothing was found to examine."), type="empty")
    return case


def _counts(tags: Counter[str]) -> dict[str, str]:
    return {"tests": str(tags.total()), **{name: str(tags[tag]) for name, tag in _COUNTED.items()}}


def _clean(text: str) -> str:
    """What XML 1.0 cannot carry at all is replaced."""
    return _ILLEGAL.sub("\ufffd", text)


FORMAT = Format("junit", check)
