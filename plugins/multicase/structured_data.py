"""JSON-LD by schema.org: who publishes, where a page is in the site, and what news and courses say of themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from . import clock
from .courses import Course, course, is_course
from .formatting import read
from .helpers import document_description, is_sample
from .languages import FRONT
from .messages import language
from .navigation import breadcrumbs
from .news import is_news

Thing = dict[str, Any]

ONLINE = ("på nettet", "nett", "digitalt", "online")
"""What stands as the place of a course that is nowhere else."""
_SUM = re.compile(r"(?:kr\.?\s*)?(\d{1,3}(?:[ \u00a0\u202f.]?\d{3})*)(?:,-|,00)?\s*(?:kr\.?)?", re.IGNORECASE)


@pass_context
def structured_data(context: Context, image: str = "") -> Markup:
    """The page's graph as a script element that no browser runs; `image` is the address of its picture for sharing."""
    graph = [thing for thing in _things(context, image) if thing]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    # Inside a script element nothing is decoded, and only `<` can end it or begin a comment.
    return Markup(f'<script type="application/ld+json">{text.replace("<", chr(92) + "u003c")}</script>')  # noqa: S704


def _things(context: Context, image: str) -> Iterator[Thing]:
    site = context["SITE_ADDRESS"]
    yield _organisation(context)
    trail = breadcrumbs(context)
    if len(trail) > 1:
        yield {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": number, "name": link.title, "item": f"{site}/{link.url}"}
                for number, link in enumerate(trail, 1)
            ],
        }
    page, article = context.get("page"), context.get("article")
    if page and page.translation_key == FRONT:
        yield {
            "@type": "WebSite",
            "name": context["SITENAME"],
            "url": f"{site}/",
            "inLanguage": page.lang,
            "publisher": _reference(context),
        }
    if article and is_news(article):
        yield _news(context, article, image)
    found = course(article) if article and is_course(article) else None
    if found:
        yield _event(context, found, image)


def _organisation(context: Context) -> Thing:
    facts, site = context["ORGANISATION"], context["SITE_ADDRESS"]
    return {
        "@type": "Organization",
        "@id": f"{site}/#organisation",
        "name": facts["name"],
        "url": f"{site}/",
        "logo": f"{site}/icon-512.png",
        "email": facts["email"],
        "telephone": facts["phone"],
        "address": {
            "@type": "PostalAddress",
            "streetAddress": facts["street"],
            "postalCode": facts["postcode"],
            "addressLocality": facts["city"],
            "addressCountry": "NO",
        },
    }


def _reference(context: Context) -> Thing:
    return {"@id": f"{context['SITE_ADDRESS']}/#organisation"}


def _news(context: Context, article: Any, image: str) -> Thing:
    return {
        "@type": "NewsArticle",
        "headline": _name(context, article),
        "description": document_description(article),
        "inLanguage": article.lang,
        "datePublished": article.date.isoformat(),
        "dateModified": (getattr(article, "modified", None) or article.date).isoformat(),
        "mainEntityOfPage": f"{context['SITE_ADDRESS']}/{article.url}",
        "author": _reference(context),
        "publisher": _reference(context),
        "image": [image] if image else [],
    }


def _event(context: Context, found: Course, image: str) -> Thing:
    document = found.document
    address = f"{context['SITE_ADDRESS']}/{document.url}"
    online = found.place.casefold() in ONLINE
    event: Thing = {
        "@type": "Event",
        "name": _name(context, document),
        "description": document_description(document),
        "inLanguage": document.lang,
        "url": address,
        "startDate": _moment(found.start),
        "endDate": _moment(found.end or found.start.split()[0]),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": f"https://schema.org/{'Online' if online else 'Offline'}EventAttendanceMode",
        "organizer": _reference(context),
        "image": [image] if image else [],
    }
    if online:
        event["location"] = {"@type": "VirtualLocation", "url": address}
    elif found.place:
        event["location"] = {"@type": "Place", "name": found.place, "address": found.place}
    if found.seats:
        event["maximumAttendeeCapacity"] = found.seats
    price = _price(found.price)
    if found.registration and price is not None:
        event["offers"] = {
            "@type": "Offer",
            "url": found.registration,
            "price": price,
            "priceCurrency": "NOK",
            "availability": f"https://schema.org/{'SoldOut' if found.full else 'InStock'}",
            "validThrough": found.closes.isoformat(),
        }
    return event


def _moment(value: str) -> str:
    """A day, or a moment with its zone: schema.org knows no other."""
    day, hour = read(value)
    if hour is None:
        return day.isoformat()
    return datetime.combine(day, hour.replace(tzinfo=None) or time.min, clock.ZONE).isoformat()


def _price(text: str) -> int | None:
    """Kroner, where the text is a sum and nothing more: `2 500 kr`, `kr 2500,-`, `Gratis`."""
    if text.strip().casefold() in ("gratis", "free"):
        return 0
    found = _SUM.fullmatch(text.strip())
    return int(re.sub(r"\D", "", found[1])) if found else None


def _name(context: Context, document: Any) -> str:
    """The title. What is made up says so to machines too."""
    mark = {"en": "Sample"}.get(language(context), "Eksempel")
    return f"{mark}: {document.title}" if is_sample(document) else str(document.title)
