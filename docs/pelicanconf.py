"""The documentation as a site, from the Markdown files as they lie here: `make docs`.

Nothing is served by others, nothing is kept in the browser, no script runs; register.toml says so, and the check proves
it. Addresses are relative: the site can lie anywhere, also on a disk.
"""

from pathlib import Path

# By name rather than as text: were a plugin missing, Pelican would build the site without it and call that success.
import handbook
from multicase import links
from multicase.styles import stylesheet
from pelican.plugins import samtykke

SITENAME = "Samtykke"
SITEURL = ""
DEFAULT_LANG = "en"
TIMEZONE = "Europe/Oslo"
LOCALE = "C"
PLUGINS = [samtykke, handbook, links]
SAMTYKKE = {"register": "docs/register.toml"}

PATH = "."
OUTPUT_PATH = "../output-docs"
DELETE_OUTPUT_DIRECTORY = True
PAGE_PATHS = ["", "../README.md", "../CHANGELOG.md", "../CONTRIBUTING.md", "../SECURITY.md"]
ARTICLE_PATHS = STATIC_PATHS = []
PAGE_URL = PAGE_SAVE_AS = PAGE_LANG_URL = PAGE_LANG_SAVE_AS = "{slug}.html"
RELATIVE_URLS = False
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

THEME = "theme"
THEME_STATIC_PATHS = []
DIRECT_TEMPLATES = ["styles"]
TEMPLATE_EXTENSIONS = [".html", ".css"]
STYLES_URL = STYLES_SAVE_AS = "style.css"
READERS = {"rst": None, "html": None}
TYPOGRIFY = False
JINJA_ENVIRONMENT = {"trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
JINJA_GLOBALS = {"stylesheet": lambda: stylesheet(Path(__file__).with_name("theme") / "css"), "groups": handbook.groups}
