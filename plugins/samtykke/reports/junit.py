"""JUnit XML, as Jenkins, GitLab and others read it: a suite for each file, a case for each finding.

What fails the check is a failure, what could not be verified an error, what is ignored skipped; the rest passes, and
says so in its output. Cases have no times: the same input gives the same bytes.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from samtykke.checking import Result
from samtykke.model import Finding
from samtykke.vendors import said

from .base import Format, Style, fails, place, shown_place

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_Case = tuple[str, ET.Element]


def check(result: Result, style: Style) -> str:
    """All suites, in the order of the paths."""
    cases: dict[str, list[ET.Element]] = {}
    for finding in result.findings:
        path, case = _case(finding, result)
        cases.setdefault(path, []).append(case)
        message = _clean(said([finding], style.t))
        text = _clean(f"{message}\n{finding.help}\n{finding.url}".strip())
        if finding.unverified:
            ET.SubElement(case, "error", message=message, type=finding.rule).text = text
        elif fails(finding, style):
            ET.SubElement(case, "failure", message=message, type=finding.rule).text = text
        else:
            ET.SubElement(case, "system-out").text = _clean(f"{finding.level.value}: {text}")
    for suppressed in result.suppressed:
        path, case = _case(suppressed.finding, result)
        cases.setdefault(path, []).append(case)
        reason = suppressed.ignorer.reason or style.t("accepted by the baseline")
        ET.SubElement(case, "skipped", message=_clean(reason))
    if not cases:
        # Without a case, readers take it that nothing has run.
        cases["samtykke"] = [ET.Element("testcase", classname="samtykke", name="check")]
        if not result.documents:
            ET.SubElement(cases["samtykke"][0], "error", message=style.t("Nothing was found to examine."), type="empty")
    root = ET.Element("testsuites", {"name": "samtykke", **_counts([c for some in cases.values() for c in some])})
    for path in sorted(cases):
        suite = ET.SubElement(root, "testsuite", {"name": path, **_counts(cases[path])})
        suite.extend(cases[path])
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _case(finding: Finding, result: Result) -> _Case:
    at = place(finding, result)
    path = _clean(at.path)
    line = {"line": str(at.line)} if at.line else {}
    name = _clean(f"{finding.rule} {shown_place(at)}")
    return path, ET.Element("testcase", {"classname": path, "name": name, "file": path, **line})


def _counts(cases: list[ET.Element]) -> dict[str, str]:
    tags = [child.tag for case in cases for child in case]
    counted = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    return {"tests": str(len(cases)), **{name: str(tags.count(tag)) for name, tag in counted.items()}}


def _clean(text: str) -> str:
    """What XML 1.0 cannot carry at all is replaced."""
    return _ILLEGAL.sub("\ufffd", text)


FORMAT = Format("junit", check)
