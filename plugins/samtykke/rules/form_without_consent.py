"""A form that asks for personal data and does not tell what happens to them."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from samtykke.extract import tells_of_privacy
from samtykke.model import Finding, Form, Level, Position, Scan
from samtykke.urls import NOWHERE, matches

from .base import Context, Rule


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """Forms for personal data without a link to the statement; a newsletter's form without a consent."""
    if scan.page is None:
        return
    t = context.t
    for form in scan.page.forms:
        if not form.personal:
            continue
        at = Position(scan.path, form.line, form.column)
        if not _is_statement(_path(scan.path), context) and not _links_to_statement(form, context):
            message = t("The form asks for personal data, but neither it nor what is near it links to the statement.")
            yield RULE.finding(context, at, message, subject="statement")
        if form.newsletter and not form.consent:
            message = t(
                "The form is for a newsletter, but has no box to tick and no words that say what is consented to."
            )
            yield RULE.finding(context, at, message, subject="consent")
        elif form.newsletter and form.consent == "words":
            message = t(
                "The consent to the newsletter lies in sending the form, as its text says. A box that is not ticked is "
                "easier to prove."
            )
            yield RULE.finding(context, at, message, subject="words", level=Level.NOTE)


def _links_to_statement(form: Form, context: Context) -> bool:
    site = urlsplit(context.site_url or NOWHERE).hostname
    for url, text in form.links:
        parts = urlsplit(url)
        host = parts.hostname or ""
        ours = host == site or any(matches(own, host) for own in context.register.site.own_hosts)
        if ours and (
            _is_statement(_path(parts.path), context) or tells_of_privacy(f"{parts.path} {parts.fragment} {text}")
        ):
            return True
        # A group's common statement may lie elsewhere; the statement of a service that the form uses is not the site's.
        foreign = context.register.declaring(host) or context.catalogue.by_url(host, parts.path or "/")
        if not ours and not foreign and not context.register.site.statement and tells_of_privacy(text):
            return True
    return False


def _is_statement(path: str, context: Context) -> bool:
    base = _path(urlsplit(context.site_url).path)
    return path in {
        p for page in context.register.site.statement.values() for p in (_path(page), _path(f"{base}/{page}"))
    }


def _path(address: str) -> str:
    """`/personvern/`, `personvern.html` and `personvern/index.html` are one page: `personvern`."""
    clean = normpath("/" + unquote(address)).strip("/")
    return clean.removesuffix("index.html").removesuffix(".html").strip("/")


RULE = Rule(
    id="form-without-consent",
    level=Level.WARNING,
    title="A form for personal data that lacks consent or information",
    why="GDPR article 13: who asks for personal data says at the same time what they are for; a link to the statement "
    "does that. Marketing by e-mail needs consent besides (markedsføringsloven § 15), given by a clear act that can be "
    "shown later (GDPR articles 4(11) and 7). An inquiry that the visitor sends needs none: it is answered on the "
    "ground of article 6(1)(b) or (f).",
    remedy="Link to the privacy statement in the form. In a form for a newsletter, add a box that is not ticked, with "
    "what is consented to in plain words.",
    example='<form method="post" action="/nyhetsbrev"><label>E-post <input type="email" name="epost"></label>'
    "<button>Få nyhetsbrevet</button></form>",
    check=check,
)
