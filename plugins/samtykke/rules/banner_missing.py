"""A page with gates and nothing that could open them."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Level, Position, Scan

from .base import Context, Rule


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """Whole pages with gates of ours: the banner must be there, from the register of today, with the runtime."""
    page = scan.page
    if page is None or not page.whole or not context.asks or not context.register.needs_consent():
        return
    gates = [r for r in scan.references if r.gate is not None and r.gate.convention == "samtykke"]
    if not gates and not page.banner:
        return
    t = context.t
    if not page.banner:
        message = t("The page has parts that wait for consent, but no banner that asks for it.")
    elif context.register_digest not in page.banner:
        message = t("The banner on the page is not made from the register of today.")
    elif not page.runtime:
        message = t("The page has a banner, but not the script that makes it work.")
    else:
        return
    yield RULE.finding(context, Position(scan.path), message)


def conclude(context: Context) -> Iterator[Finding]:
    """Pages without a banner on a site whose other pages have one: the visitor's first page may be any of them."""
    if not context.asks or not any(banner for banner, _, _ in context.tally.pages):
        return
    message = context.t("Other pages of the site ask for consent; this one has no banner.")
    for (banner, _, ours), paths in context.tally.pages.items():
        for path in paths if not banner and not ours else ():
            yield RULE.finding(context, Position(path), message)


RULE = Rule(
    id="banner-missing",
    level=Level.ERROR,
    title="No banner, or an old one",
    why="What waits for consent never starts, or starts on a question that no longer says what is asked.",
    remedy="Let the template call samtykke.head and samtykke.body, and build the site again.",
    example='<script type="text/plain" data-category="analytics" data-src="…"></script> on a page without banner',
    check=check,
    conclude=conclude,
)
