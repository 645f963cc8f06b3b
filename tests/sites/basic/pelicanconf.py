"""A tiny site for the tests of the Pelican plugin."""

from pelican.plugins import samtykke

AUTHOR = "Test"
SITENAME = "Prøve"
SITEURL = ""
PATH = "content"
THEME = "theme"
OUTPUT_PATH = "output"
DEFAULT_LANG = "nb"
TIMEZONE = "Europe/Oslo"
ARTICLE_PATHS = ["nyheter"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["static"]
DIRECT_TEMPLATES = ["index"]
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
PAGE_URL = PAGE_SAVE_AS = "{slug}.html"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
PLUGINS = [samtykke]
SAMTYKKE = {"lang": "nb"}
