"""SARIF 2.1.0, the OASIS standard, as GitHub's code scanning takes it.

Paths are from the working folder, which is to be the repository's. GitHub takes 25,000 results of a run and ten tags of
a rule ("SARIF support for code scanning"); what is beyond is left out, the mildest first, and said in a notification.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import quote

from samtykke import __version__
from samtykke.checking import Result
from samtykke.locale import Translate
from samtykke.model import Finding
from samtykke.rules import RULES, Rule
from samtykke.suppress import Suppressed
from samtykke.vendors import said

from .base import Format, Style, place
from .pieces import dumped

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_MOST_RESULTS = 25_000
_INDEX = {rule.id: number for number, rule in enumerate(RULES)}
_KINDS = {"inline": "inSource", "register": "external", "baseline": "external"}


def check(result: Result, style: Style) -> Iterator[str]:
    """A log with one run."""
    left = max(0, len(result.findings) + len(result.suppressed) - _MOST_RESULTS)
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "Samtykke",
                "semanticVersion": __version__,
                "rules": [_rule(rule, style.t) for rule in RULES],
            }
        },
        "automationDetails": {"id": "samtykke/check/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(result, left, style)],
        "results": (one for one in islice(_results(result, style.t), _MOST_RESULTS)),
    }
    yield from dumped({"$schema": _SCHEMA, "version": "2.1.0", "runs": (one for one in [run])})
    yield "\n"


def _results(result: Result, t: Translate) -> Iterator[dict[str, Any]]:
    """What is found, and then what is ignored."""
    counts: Counter[str] = Counter()
    for finding in result.findings:
        yield _result(finding, result, counts, t)
    for suppressed in result.suppressed:
        yield _suppressed(suppressed, result, counts, t)


def _rule(rule: Rule, t: Translate) -> dict[str, Any]:
    why, remedy = t(rule.why), t(rule.remedy)
    markdown = f"{why}\n\n**{t('Example:')}**\n\n{_code(rule.example)}\n\n**{t('To mend it:')}** {_escaped(remedy)}"
    return {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.split("-")),
        "shortDescription": {"text": t(rule.title)},
        "fullDescription": {"text": why},
        "help": {"text": f"{why}\n\n{remedy}", "markdown": markdown},
        "defaultConfiguration": {"level": rule.level.value},
        "properties": {"tags": ["privacy", "consent", *(["unverified"] if rule.unverified else [])]},
    }


def _code(example: str) -> str:
    return "\n".join(f"    {line}" for line in example.split("\n"))


def _escaped(text: str) -> str:
    """Tags that are meant as text."""
    return text.replace("<", "&lt;")


def _result(finding: Finding, result: Result, counts: Counter[str], t: Translate) -> dict[str, Any]:
    at = place(finding, result)
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(at.path), "uriBaseId": "%SRCROOT%"}}
    # GitHub shows nothing without a line.
    physical["region"] = {"startLine": at.line or 1} | ({"startColumn": at.column} if at.column else {})
    counts[finding.fingerprint] += 1
    made: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": _INDEX[finding.rule],
        "level": finding.level.value,
        "message": {"text": f"{said([finding], t)} {finding.help}".strip()},
        "locations": [{"physicalLocation": physical}],
        "partialFingerprints": {
            "samtykke/v1": finding.fingerprint,
            # The one that GitHub tells results apart by: equal ones are counted.
            "primaryLocationLineHash": f"{finding.fingerprint}:{counts[finding.fingerprint]}",
        },
    }
    properties = {
        "url": finding.url,
        "host": finding.host,
        "service": finding.service,
        "builtPath": f"{finding.position.path}:{finding.position.line}" if finding.source else "",
    }
    kept: dict[str, Any] = {key: value for key, value in properties.items() if value}
    if finding.unverified:
        kept["unverified"] = True
    return made | ({"properties": kept} if kept else {})


def _suppressed(suppressed: Suppressed, result: Result, counts: Counter[str], t: Translate) -> dict[str, Any]:
    by = suppressed.ignorer
    how: dict[str, Any] = {"kind": _KINDS[by.by], "status": "accepted"}
    if by.reason:
        how["justification"] = by.reason
    how["location"] = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(by.position.path)},
            "region": {"startLine": by.position.line},
        }
    }
    return {**_result(suppressed.finding, result, counts, t), "suppressions": [how]}


def _uri(path: str) -> str:
    """A relative URI reference; a colon in its first part would make a scheme of it."""
    written = quote(path.encode("utf-8", "surrogatepass"), safe="/~!$&'()*+,;=@")
    return written if not path.startswith("/") else f"file://{written}"


def _invocation(result: Result, left: int, style: Style) -> dict[str, Any]:
    made: dict[str, Any] = {"executionSuccessful": True, "exitCode": int(result.exit_code(style.fail_on))}
    if left:
        message = style.t("%(number)d more findings are not listed: GitHub takes 25,000.") % {"number": left}
        made["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": message}}]
    return made


FORMAT = Format("sarif", check)
