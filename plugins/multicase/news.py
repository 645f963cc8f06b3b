"""News: the archive by year, and what else a reader of one may want to read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from pelican import signals

from .languages import in_language
from .messages import SOURCE_LANGUAGE

CATEGORY = "nyheter"
RELATED = 3
"""How many related items are shown."""


def register() -> None:
    """Called by the plugin."""
    signals.article_generator_finalized.connect(keep_years_of_news)
    signals.article_generator_finalized.connect(feed_each_language)


def keep_years_of_news(generator: Any) -> None:
    """`article_generator_finalized`: Pelican archives every article; here a year has its news, or is not there."""
    for granularity, periods in generator.period_archives.items():
        kept = []
        for period in periods:
            for key in ("articles", "dates"):
                period[key] = [article for article in period[key] if is_news(article)]
            if period["articles"]:
                kept.append(period)
        generator.period_archives[granularity] = kept


def feed_each_language(generator: Any) -> None:
    """`article_generator_finalized`: a feed for every language, once there is more than one to choose between."""
    several = len({article.lang for article in (*generator.articles, *generator.translations)}) > 1
    generator.settings["TRANSLATION_FEED_ATOM"] = generator.settings["LANGUAGE_FEED_ATOM"] if several else None
    generator.context["TRANSLATION_FEED_ATOM"] = generator.settings["TRANSLATION_FEED_ATOM"]


def is_news(article: Any) -> bool:
    """Whether an article is news."""
    return getattr(getattr(article, "category", None), "slug", "") == CATEGORY


@pass_context
def news_years(context: Context) -> list[dict[str, Any]]:
    """The years in which there is news, latest first: `year`, `url` and `count`."""
    archives = context.get("period_archives", {}).get("year", ())
    years = [{"year": p["period_num"][0], "url": p["url"], "count": len(p["articles"])} for p in archives]
    return sorted(years, key=lambda year: -year["year"])


@pass_context
def related(context: Context, article: Any, limit: int = RELATED) -> list[Any]:
    """Other articles of the category, those with most subjects in common first, then those nearest in time.

    The same for every build of the same content. Those without a common subject fill up what is left.
    """
    subjects = {tag.slug for tag in getattr(article, "tags", ())}
    default = context.get("DEFAULT_LANG") or SOURCE_LANGUAGE
    others = [
        in_language(context, other) for other in context.get("articles", ()) if other.category == article.category
    ]
    others = [o for o in others if o.url != article.url and o.lang in (article.lang, default)]

    def order(other: Any) -> tuple[int, float, str]:
        common = len(subjects & {tag.slug for tag in getattr(other, "tags", ())})
        return (-common, _days_apart(other.date, article.date), other.url)

    return sorted(others, key=order)[:limit]


def _days_apart(one: datetime, other: datetime) -> float:
    return abs((one - other).total_seconds())
