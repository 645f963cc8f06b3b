"""A small blog whose theme has every tracker that it knows switched on, for Pelican as it is; THEME comes with -t."""

AUTHOR = "Kari Nordmann"
SITENAME = "Fjellbloggen"
SITESUBTITLE = "Turer og tanker"
SITEURL = "https://www.example.no"
PATH = "content"
OUTPUT_PATH = "output"
DEFAULT_LANG = "nb"
TIMEZONE = "Europe/Oslo"
ARTICLE_PATHS = ["artikler"]
PAGE_PATHS = ["sider"]
DIRECT_TEMPLATES = ["index", "archives"]
AUTHOR_SAVE_AS = TAG_SAVE_AS = ""
PAGE_URL = PAGE_SAVE_AS = "{slug}.html"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
PLUGINS = []
LINKS = [("Pelican", "https://getpelican.com/")]
SOCIAL = [("GitHub", "https://github.com/eksempel")]

# What the public themes call their settings; each of the themes here knows some.
DISQUS_SITENAME = "eksempel"
GITHUB_URL = "https://github.com/eksempel/fjellbloggen"
TWITTER_USERNAME = "eksempel"
TWITTER_WIDGET_ID = "123456789012345678"
GOOGLE_ANALYTICS = "UA-000000-1"
GOOGLE_GLOBAL_SITE_TAG = "G-ABC123"
GOOGLE_TAG_MANAGER = "GTM-ABC123"
GOOGLE_ADSENSE = "ca-pub-0000000000000000"
GOOGLE_PLUS_ID = "1234567890"
GAUGES = "0123456789abcdef01234567"
PIWIK_URL = PIWIK_SSL_URL = "stats.example"
PIWIK_SITE_ID = 1
ADDTHIS_PROFILE = ADD_THIS_ID = "ra-0123456789abcdef"
FACEBOOK_APPID = "1234567890"
FACEBOOK_PIXEL = "0987654321"
GRAVATAR = "0123456789abcdef0123456789abcdef"
MATHJAX = HIGHLIGHT = True
JQUERY_URL = "/theme/js/small.js"
STYLESHEET_URL = "https://fonts.googleapis.com/css?family=Lora:400,700"
ANALYTICS = """<script async src="https://www.googletagmanager.com/gtag/js?id=G-ABC123"></script>
<script>
window.dataLayer = window.dataLayer || [];
function gtag(){dataLayer.push(arguments);}
gtag('js', new Date());
gtag('config', 'G-ABC123');
</script>"""
