"""What consent tools write into pages, from their vendors' documentation: marks, placeholders, loaders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """How a consent tool marks what waits for it."""

    name: str
    marks: tuple[str, ...] = ()
    """Attributes of which one is enough to know it."""
    types: tuple[str, ...] = ()
    """Values of a script's type that are enough to know it."""
    classes: str = ""
    """A pattern for `class`; its group is the category."""
    category: str = ""
    """The attribute that holds the category."""
    service: tuple[str, ...] = ()
    """The attributes that may name the service."""
    src: tuple[str, ...] = ("data-src",)
    """Attributes in which the address of a script, image or frame waits."""
    href: tuple[str, ...] = ("data-href",)
    html: str = ""
    """An attribute in which markup waits, as base64."""
    tags: frozenset[str] = frozenset()
    """The only elements on which the marks mean anything; empty for all."""
    generic: bool = False
    """The marks are common words: without an address or a script that waits, they say nothing."""
    trusting: bool = False
    """Its documentation leaves the address in place, and trusts its own script to come first."""
    delays: bool = False
    """It postpones, and asks nobody: no gate at all."""


EMBEDS = frozenset({"script", "iframe", "img", "link", "embed", "object", "video", "audio", "source", "input", "style"})

# The first that fits wins: particular marks before those that several tools share.
CONVENTIONS = (
    Convention(name="complianz", marks=("data-src-cmplz", "data-cmplz-src"),
               classes=r"(?:^|\s)cmplz-(?:iframe|placeholder-element)(?=\s|$)", category="data-category",
               service=("data-service",), src=("data-src-cmplz", "data-cmplz-src", "data-src")),
    Convention(name="cookieyes-legacy", marks=("data-cli-src", "data-cli-script-type", "data-cli-class"),
               category="data-cli-script-type", src=("data-cli-src", "data-src")),
    Convention(name="cookieyes", marks=("data-cookieyes",), category="data-cookieyes", trusting=True),
    Convention(name="cookie-script", marks=("data-cookiescript",), category="data-cookiecategory"),
    Convention(name="vanilla-cookieconsent-2", marks=("data-cookiecategory",), category="data-cookiecategory"),
    Convention(name="cookiebot", marks=("data-cookieconsent", "data-cookieblock-src", "data-cookieblock-href"),
               category="data-cookieconsent", src=("data-cookieblock-src", "data-src"),
               href=("data-cookieblock-href", "data-href")),
    Convention(name="onetrust", marks=("data-optanon-category",), category="data-optanon-category",
               classes=r"(?:^|\s)optanon-category-([\w-]+)"),
    Convention(name="iubenda", marks=("data-iub-purposes", "suppressedsrc", "data-suppressedsrc"),
               classes=r"(?:^|\s)_iub_cs_activate(?:-inline)?(?=\s|$)", category="data-iub-purposes",
               src=("suppressedsrc", "data-suppressedsrc", "data-src"), href=("suppressedhref",)),
    Convention(name="usercentrics", marks=("data-usercentrics", "uc-src", "data-uc-src"),
               service=("data-usercentrics",), src=("uc-src", "data-uc-src", "data-src")),
    Convention(name="didomi", marks=("data-vendor-raw",), types=("didomi/javascript",), category="data-purposes",
               service=("data-vendor",)),
    Convention(name="didomi", marks=("data-vendor",), service=("data-vendor",), tags=frozenset({"iframe"}),
               generic=True),
    Convention(name="osano", marks=("data-osano",), category="data-osano", trusting=True),
    Convention(name="axeptio", marks=("data-requires-vendor-consent",), service=("data-requires-vendor-consent",)),
    Convention(name="cookiefirst", marks=("data-cookiefirst-category", "data-cookiefirst-script"),
               category="data-cookiefirst-category", service=("data-cookiefirst-script",)),
    Convention(name="cookie-information", marks=("data-category-consent", "data-consent-src"),
               category="data-category-consent", src=("data-consent-src",), href=("data-consent-href",)),
    Convention(name="borlabs",
               marks=("data-borlabs-cookie-script-blocker-id", "data-borlabs-script-blocker-id",
                      "data-borlabs-cookie-script-blocker-src", "data-borlabs-script-blocker-src",
                      "data-borlabs-cookie-style-blocker-id", "data-borlabs-cookie-content-blocker-id",
                      "data-borlabs-cookie-script-blocker-handle", "data-borlabs-script-blocker-js-handle",
                      "data-borlabs-cookie-content", "src-consent"),
               service=("data-borlabs-cookie-script-blocker-id", "data-borlabs-script-blocker-id",
                        "data-borlabs-cookie-style-blocker-id", "data-borlabs-cookie-content-blocker-id"),
               src=("data-borlabs-cookie-script-blocker-src", "data-borlabs-script-blocker-src", "src-consent"),
               href=("data-borlabs-cookie-style-blocker-href",), html="data-borlabs-cookie-content"),
    Convention(name="civic", marks=("data-cc-category",), category="data-cc-category"),
    Convention(name="real-cookie-banner",
               marks=("consent-required", "consent-original-src-_", "consent-click-original-src-_"),
               types=("application/consent",), service=("consent-required",),
               src=("consent-original-src-_", "consent-click-original-src-_"), href=("consent-original-href-_",)),
    Convention(name="consentmanager", marks=("data-cmp-src", "data-cmp-vendor", "data-cmp-purpose", "data-cmp-href"),
               classes=r"(?:^|\s)cmplazyload(?=\s|$)", category="data-cmp-purpose", service=("data-cmp-vendor",),
               src=("data-cmp-src",), href=("data-cmp-href",)),
    Convention(name="ccm19", marks=("data-ccm-loader-group", "data-ccm-loader-src"), types=("text/x-ccm-loader",),
               category="data-ccm-loader-group", src=("data-ccm-loader-src",)),
    Convention(name="moove", marks=("data-gdpr-iframesrc",), src=("data-gdpr-iframesrc",)),
    Convention(name="monsido", marks=("data-mon-consent-required",), category="data-mon-consent-required",
               trusting=True),
    Convention(name="tarteaucitron", classes=r"(?:^|\s)tac_iframe(?=\s|$)", src=("data-url", "data-src"), generic=True),
    Convention(name="amp", marks=("data-block-on-consent",), src=("src",), href=()),
    Convention(name="orejime", marks=("data-purpose",), category="data-purpose", tags=frozenset({"template"})),
    Convention(name="orejime-2", types=("opt-in", "orejime"), service=("data-name",)),
    Convention(name="partytown", types=("text/partytown",), src=("src",), delays=True),
    Convention(name="wp-rocket", types=("rocketlazyloadscript",), src=("data-rocket-src", "src"), delays=True),
    Convention(name="rocket-loader", types=("-text/javascript", "-module"), src=("src",), delays=True),
    Convention(name="litespeed", types=("litespeed/javascript",), src=("data-src", "src"), delays=True),
    Convention(name="perfmatters", types=("pmdelayedscript",), src=("data-src", "src"), delays=True),
    Convention(name="termly", marks=("data-categories",), category="data-categories", tags=EMBEDS, generic=True),
    Convention(name="cookiehub", marks=("data-consent",), category="data-consent", tags=EMBEDS),
    # Ours; vanilla-cookieconsent 3, Complianz and c15t write the same.
    Convention(name="samtykke", marks=("data-category",), category="data-category", service=("data-service",)),
    Convention(name="klaro", marks=("data-name",), service=("data-name",), tags=EMBEDS, generic=True),
)  # fmt: skip

SHOWN_AT_ONCE = {"iframemanager": "data-thumbnail", "complianz": "data-placeholder-image"}
"""Convention → attribute with a picture that its script shows in place of what waits, before anybody has consented."""

LAZY = Convention(
    name="lazy-loader",
    marks=("data-lazy-src", "data-lazy-srcset", "data-rocket-lazyload"),
    classes=r"(?:^|\s)(?:lazyload|lazyloading|lazy|lozad|b-lazy)(?=\s|$)",
    src=("data-src", "data-lazy-src"),
    tags=frozenset({"iframe", "img", "video", "audio", "source", "embed"}),
    generic=True,
    delays=True,
)
"""Scripts that fetch what comes near the window. No consent tool, but what they find in data-src is not held back."""

EXEMPTIONS = {
    "data-cookieconsent": "ignore",
    "data-uc-allowed": "true",
    "consent-skip-blocker": "1",
    "data-cmp-ab": "1",
    "data-ot-ignore": "",
    "data-block-on-consent": "_till_responded",
}
"""Attribute → value that exempts an element, or lets it act on refusal as well; an empty one stands for any."""
EXEMPT_ENDING = "-blocker-ignore"
EXEMPT_CLASS = "_iub_cs_skip"


class Placeholder(NamedTuple):
    """An element that names a service, and no address."""

    convention: str
    names: frozenset[str]
    """Attributes of which one says what of the service is to be shown."""
    classes: frozenset[str] = frozenset()


IFRAMEMANAGER = Placeholder("iframemanager", frozenset({"data-id"}))
"""`<div data-service="youtube" data-id="…">`: the service by the site's own name for it."""
IFRAMEMANAGER_SIGNS = frozenset(
    {"data-autoscale", "data-params", "data-ratio", "data-thumbnail", "data-title", "data-widget"}
)
"""Of these one must be there as well where the service's name is not known: `data-service` is a common word."""
TARTEAUCITRON = Placeholder(
    "tarteaucitron",
    frozenset(
        {"videoid", "data-videoid", "playlistid", "data-playlistid", "latitude", "data-latitude", "data-url",
         "tweetid", "data-tweetid", "postid", "data-postid", "channelid", "data-channelid"}
    ),
    frozenset(
        {"youtube_player", "youtube_playlist_player", "vimeo_player", "dailymotion_player", "twitch_player",
         "spotify_player", "soundcloud_player", "instagram_post", "googlemaps", "googlemaps-canvas",
         "twitterembedtimeline"}
    ),
)  # fmt: skip

SERVICE_KEYS = {
    "analytics": "google-analytics-universal",
    "bingads": "bing-uet",
    "facebook": "facebook-sdk",
    "facebookcomment": "facebook-sdk",
    "facebooklikebox": "facebook-sdk",
    "facebookpost": "facebook-sdk",
    "gcmanalyticsstorage": "google-analytics",
    "googleads": "google-ads",
    "adsense": "google-adsense",
    "googlemapscanvas": "google-maps",
    "googlemapsearch": "google-maps",
    "gtag": "google-analytics",
    "instagrampost": "instagram",
    "linkedininsighttag": "linkedin-insight",
    "matomocloud": "matomo",
    "multiplegtag": "google-analytics",
    "recaptcha": "google-recaptcha",
    "twitter": "x-widgets",
    "twitterembed": "x-widgets",
    "twitterembedtimeline": "x-widgets",
    "twittertimeline": "x-widgets",
    "youtubeapi": "youtube",
    "youtubeplaylist": "youtube",
    "zopim": "zendesk-chat",
}
"""Names that placeholders give to services, where they are not the catalogue's own: letters and digits only."""

AUTOMATIC = {
    "OneTrust": r"/otautoblock\.js(?:$|[?#])",
    "Termly": r"//app\.termly\.io/(?:resource-blocker/|.*[?&]autoblock=on)",
    "CookieYes": r"//cdn-cookieyes\.com/client_data/",
    "Usercentrics": r"//[^/]*\.usercentrics\.eu/.*(?:uc-block|autoblocker)",
    "iubenda": r"//[^/]*\biubenda\.com/autoblocking/",
    "consentmanager": r"//[^/]*\bconsentmanager\.net/delivery/(?:js/)?autoblocking/",
    "Osano": r"//cmp\.osano\.com/",
    "CookieFirst": r"//consent\.cookiefirst\.com/",
    "Cookie-Script": r"//[^/]*\bcookie-script\.com/s/",
}
"""Tools whose loader blocks others by itself → a pattern for its address in lower case."""
AUTOMATIC_MARKS = {"data-blockingmode": "Cookiebot", "data-auto-block": "Termly"}
"""Attributes of such loaders, with `auto` or `on`."""
