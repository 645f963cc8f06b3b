"""multicase.no, built for the editor's own machine: addresses start at the root, wherever that is.

publishconf.py is this with the public address. Names in capitals that Pelican does not know are the theme's.
"""

# By name rather than as text: were a plugin missing, Pelican would build the site without it and call that success.
import multicase
from pelican.plugins import samtykke

# The site
SITENAME = "Multicase"
SITEURL = ""
SITE_ADDRESS = "https://www.multicase.no"  # for what must be a whole address in every build: sitemap, shared links
ORGANISATION = {
    "name": "Multicase Norge AS",
    "email": "post@multicase.no",
    "phone": "+47 33 29 33 00",
    "street": "Østre Kullerød 5",
    "postcode": "3241",
    "city": "Sandefjord",
}
# What icons and pictures are drawn in; a test holds them against the style sheets and icon.svg
COLOURS = {"deep": "#0a2d35", "on_deep": "#f1f4ee", "spark": "#e8962b", "page": "#faf8f3", "icon": "#0a2d35"}
DEFAULT_LANG = "nb"
TIMEZONE = "Europe/Oslo"
LOCALE = "C"  # dates are Babel's work: a build machine seldom has nb_NO
PLUGINS = [samtykke, multicase]
SAMTYKKE = {"register": "content/register.toml"}

# Where things are, and what they become
PATH = "content"
OUTPUT_PATH = "output"
DELETE_OUTPUT_DIRECTORY = True  # a page that is gone must not stay published, nor be checked
ARTICLE_PATHS = ["nyheter", "kurs"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = [
    "images",
    "extra/robots.txt",
]  # and nothing else: the register and its like are not for publishing
EXTRA_PATH_METADATA = {"extra/robots.txt": {"path": "robots.txt"}}
USE_FOLDER_AS_CATEGORY = True
DEFAULT_DATE_FORMAT = "%Y-%m-%d"
# Languages: nyheter/en/ is news in English. What is a translation of what is said by `Oversetter`, see languages.py
PATH_METADATA = r"(?:pages|(?P<category>[^/]+))/(?P<lang>[a-z]{2})/[^/]+$"
PAGE_TRANSLATION_ID = ARTICLE_TRANSLATION_ID = "translation_key"

# Addresses end in a slash and are ASCII; they are promises, so each pattern stands here
RELATIVE_URLS = False
SLUGIFY_USE_UNICODE = False
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
PAGE_LANG_URL = "{lang}/{slug}/"
PAGE_LANG_SAVE_AS = "{lang}/{slug}/index.html"
ARTICLE_URL = "{category}/{slug}/"
ARTICLE_SAVE_AS = "{category}/{slug}/index.html"
ARTICLE_LANG_URL = "{lang}/{category}/{slug}/"
ARTICLE_LANG_SAVE_AS = "{lang}/{category}/{slug}/index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
TAG_URL = "emne/{slug}/"
TAG_SAVE_AS = "emne/{slug}/index.html"
AUTHOR_SAVE_AS = ""
YEAR_ARCHIVE_URL = "nyheter/{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = "nyheter/{date:%Y}/index.html"
MONTH_ARCHIVE_SAVE_AS = DAY_ARCHIVE_SAVE_AS = ""
DIRECT_TEMPLATES = ["404", "sitemap", "kursarkiv", "tags", "styles"]  # the front page is content/pages/forside.md
TEMPLATE_EXTENSIONS = [".html", ".xml", ".css"]
SITEMAP_SAVE_AS = SITEMAP_URL = "sitemap.xml"
KURSARKIV_URL = "kurs/arkiv/"
KURSARKIV_SAVE_AS = "kurs/arkiv/index.html"
KURSKALENDER = "kurs/kalender.ics"
TAGS_URL = "emne/"
TAGS_SAVE_AS = "emne/index.html"
STYLES_SAVE_AS = STYLES_URL = "theme/css/site.css"
PAGINATED_TEMPLATES = {"category": 10, "tag": 10}
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/side/{number}/", "{base_name}/side/{number}/index.html"),
]
DEFAULT_PAGINATION = 10
DEFAULT_ORPHANS = 2

# Feeds: of everything, of each category, and of each language once there are several (news.py sees to the last)
FEED_DOMAIN = SITE_ADDRESS
FEED_ALL_ATOM = "feeds/alle.atom.xml"
FEED_MAX_ITEMS = 30
CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"
LANGUAGE_FEED_ATOM = "feeds/alle-{lang}.atom.xml"
TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

# Menus: slugs of pages and categories, in order. One that does not exist (yet) is left out, never a broken link
MENU = ["hva-vi-gjor", "nyheter", "kurs", "om", "kontakt"]
FOOTER_MENU = ["hva-vi-gjor", "nyheter", "kurs", "nyhetsbrev", "undersokelser", "jobb", "om", "kontakt", "sok"]
# What the company does: slugs as above, each with its shape (templates/partials/shapes.html)
AREAS_PAGE = "hva-vi-gjor"
AREAS = {"systemer": "shelf", "nettbutikk": "case", "stotte": "berry", "kurs": "sail"}
CATEGORY_TEXTS = {
    "nyheter": {"title": "Nyheter", "lead": "Nytt fra Multicase."},
    "kurs": {"title": "Kurs og seminarer", "lead": "Kurs og seminarer du kan melde deg på."},
}
NEWSLETTER_ENDPOINT = ""  # where the form posts, an address of our own such as "/nyhetsbrev/abonner"; see newsletter.py
PRIVACY_PAGE = "personvern"
# Where a long word in a heading may be divided: the browsers of the desktop have no Norwegian hyphenation
LONG_WORDS = ["Personvern-erklæring", "Spørre-undersøkelser", "Informasjons-kapsler", "Behandlings-ansvarlig"]

# From text to markup
READERS = {"rst": None}  # pages are Markdown; and docutils has no bokmål to offer
TYPOGRIFY = False  # it would set English quotation marks
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.extra": {},
        "markdown.extensions.meta": {},
        "markdown.extensions.attr_list": {},
        "markdown.extensions.admonition": {},
        "markdown.extensions.toc": {"title": "Innhold", "toc_depth": "2-3"},
    },
    "output_format": "html5",
}
THEME = "theme"
JINJA_ENVIRONMENT = {
    "trim_blocks": True,
    "lstrip_blocks": True,
    "autoescape": True,
    "extensions": ["jinja2.ext.i18n"],
}
JINJA_GLOBALS = multicase.GLOBALS
JINJA_FILTERS = multicase.FILTERS
JINJA_TESTS = multicase.TESTS
