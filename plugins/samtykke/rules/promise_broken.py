"""Pages that do otherwise than the statement promises."""

from __future__ import annotations

import re
from collections.abc import Iterator

from samtykke.model import Finding, Level, Position, Scan

from .base import Context, Rule

IP_ANONYMISED = "ip-anonymised"

# The two generations of Google's tag that send the whole address unless told otherwise. GA4 does not log addresses and
# has no such setting (support.google.com/analytics/answer/12017362).
_CLASSIC = re.compile(
    r"\b_gaq\s*\.\s*push|\b_gat\s*\.\s*_(?:get|create)Tracker|google-analytics\.com/(?:ga|urchin)\.js"
)
_UNIVERSAL = re.compile(r"\bga\s*\(\s*['\"]create['\"]|google-analytics\.com/analytics\.js")
_GTAG_UA = re.compile(r"gtag\s*\(\s*['\"]config['\"]\s*,\s*['\"]UA-")
_SHORTENED = re.compile(r"anonymize_?ip['\"]?\s*[,:\]\)]\s*(?:true|1|!0)?(?!\s*(?:false|0|!1))", re.IGNORECASE)


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """Classic and Universal snippets without the IP setting, where the register promises shortened addresses."""
    promised = any(p.id == IP_ANONYMISED for p in context.register.promise)
    if not promised or scan.page is None:
        return
    texts = [text for *_, text in scan.page.snippets]
    if any(_SHORTENED.search(text) for text in texts):
        return
    for line, column, _, text in scan.page.snippets:
        if _CLASSIC.search(text) or _UNIVERSAL.search(text) or _GTAG_UA.search(text):
            yield RULE.finding(
                context,
                Position(scan.path, line, column),
                context.t(
                    "The statement promises shortened IP addresses, but this Google Analytics snippet sends them whole."
                ),
                service="google-analytics",
                subject=IP_ANONYMISED,
            )
            return


RULE = Rule(
    id="promise-broken",
    level=Level.ERROR,
    title="The page breaks a promise of the statement",
    why="A statement that says otherwise than the site does is wrong information under GDPR articles 5 and 13.",
    remedy="Remove the snippet if the register loads Google Analytics already; else add anonymizeIp to it, or change "
    "the statement and the register's [[promise]].",
    example="<script>_gaq.push(['_setAccount', 'UA-1-1']); _gaq.push(['_trackPageview']);</script>",
    check=check,
)
