"""Consent gates as the tools' own documentation writes them, and the slips that leave them open."""

# ruff: noqa: E501

from __future__ import annotations

_PLAIN = "type=text/plain "
# name: (type of a script that waits, its marks, where its address waits)
_SCRIPTS = {
    "vanilla-3": (_PLAIN, "data-category=analytics", "data-src"),
    "vanilla-2": (_PLAIN, "data-cookiecategory=analytics", "data-src"),
    "klaro": (_PLAIN, "data-type=application/javascript data-name=a", "data-src"),
    "orejime-2": ("type=opt-in ", "data-type=application/javascript data-name=a", "data-src"),
    "cookiebot": (_PLAIN, "data-cookieconsent='preferences, statistics'", "data-src"),
    "onetrust": (_PLAIN, "class=optanon-category-C0002-C0004", "data-src"),
    "cookieyes-legacy": (
        _PLAIN,
        "data-cli-class=cli-blocker-script data-cli-script-type=analytics data-cli-block=true",
        "data-cli-src",
    ),
    "complianz": (_PLAIN, "data-category=statistics data-service=google-analytics", "data-cmplz-src"),
    "cookie-script": (_PLAIN, "data-cookiescript=accepted data-cookiecategory=performance", "data-src"),
    "iubenda": (_PLAIN, "class=_iub_cs_activate data-iub-purposes=4", "suppressedsrc"),
    "usercentrics": (_PLAIN, "data-usercentrics='Google Analytics'", "data-src"),
    "didomi": ("type=didomi/javascript ", "data-vendor=c:ga-X data-purposes=cookies", "data-src"),
    "termly": (_PLAIN, "data-categories=analytics", "data-src"),
    "cookiefirst": (_PLAIN, "data-cookiefirst-category=performance", "data-src"),
    "borlabs": (
        "type=text/template ",
        "data-borlabs-cookie-script-blocker-id=ga",
        "data-borlabs-cookie-script-blocker-src",
    ),
    "real-cookie-banner": (
        "type=application/consent ",
        "consent-original-type-_=text/javascript consent-required=7 consent-by=services",
        "consent-original-src-_",
    ),
    "consentmanager": (_PLAIN, "class=cmplazyload data-cmp-vendor=s1", "data-cmp-src"),
    "cookiehub": (_PLAIN, "data-consent=analytics", "data-src"),
    "ccm19": ("type=text/x-ccm-loader ", "data-ccm-loader-group=g", "data-ccm-loader-src"),
    "osano": (_PLAIN, "data-osano=ANALYTICS", "data-src"),
    "civic": ("", "data-cc-category=analytics", "data-src"),
    "cookie-information": ("", "data-category-consent=cookie_cat_marketing", "data-consent-src"),
    "monsido": (_PLAIN, "data-mon-consent-required=marketing", "data-src"),
}
_FRAMES = {
    "klaro": ("data-name=a", "data-src"),
    "cookiebot": ("data-cookieconsent=marketing", "data-cookieblock-src"),
    "onetrust": ("class=optanon-category-C0004", "data-src"),
    "complianz": (
        "data-category=marketing data-service=youtube class='cmplz-placeholder-element cmplz-iframe'",
        "data-src-cmplz",
    ),
    "cookie-script": ("data-cookiescript=accepted data-cookiecategory=targeting", "data-src"),
    "iubenda": ("class=_iub_cs_activate data-iub-purposes=3", "suppressedsrc"),
    "usercentrics": ("data-usercentrics='YouTube Video'", "uc-src"),
    "didomi": ("data-vendor=c:youtube", "data-src"),
    "osano": ("data-osano=MARKETING", "data-src"),
    "termly": ("data-categories=social_networking", "data-src"),
    "axeptio": ("data-requires-vendor-consent=youtube", "data-src"),
    "cookiefirst": ("data-cookiefirst-category=functional", "data-src"),
    "cookie-information": ("data-category-consent=cookie_cat_marketing src=''", "data-consent-src"),
    "civic": ("data-cc-category=embedded", "data-src"),
    "real-cookie-banner": ("consent-required=7 consent-by=services", "consent-original-src-_"),
    "consentmanager": ("class=cmplazyload data-cmp-vendor=s1", "data-cmp-src"),
    "cookiehub": ("data-consent=marketing", "data-src"),
    "ccm19": ("data-ccm-loader-group=g", "data-ccm-loader-src"),
    "moove": ("", "data-gdpr-iframesrc"),
    "monsido": ("data-mon-consent-required=marketing", "data-src"),
    "c15t": ("data-category=marketing", "data-src"),
}
_LAZY = (
    "<script>addEventListener('load', function () { document.querySelectorAll('.lazyload').forEach(function (e) {"
    "e.src = e.getAttribute('data-src') }) })</script>"
)

BODY = {
    **{f"gate-{n}-waits": f"<script {t}{m} {a}=//HOST/x></script>" for n, (t, m, a) in _SCRIPTS.items()},
    **{f"gate-{n}-left": f"<script {t}{m} src=//HOST/x></script>" for n, (t, m, a) in _SCRIPTS.items()},
    **{f"gate-{n}-untyped": f"<script {m} src=//HOST/x></script>" for n, (t, m, a) in _SCRIPTS.items() if t},
    **{f"gate-{n}-frame-waits": f"<iframe {m} {a}=//HOST/x></iframe>" for n, (m, a) in _FRAMES.items()},
    **{
        f"gate-{n}-frame-left": f"<iframe {m.replace(' src=' + chr(39) * 2, '')} src=//HOST/x></iframe>"
        for n, (m, a) in _FRAMES.items()
    },
    **{f"gate-{n}-frame-both": f"<iframe src=//HOST/x {m} {a}=//HOST2/x></iframe>" for n, (m, a) in _FRAMES.items()},
    # slips in the type
    "gate-slip-type-name": "<script tpye=text/plain data-category=a src=//HOST/x></script>",
    "gate-slip-type-prefixed": "<script data-type=text/plain data-category=a src=//HOST/x></script>",
    "gate-slip-type-space-after": "<script type='text/plain ' data-category=a src=//HOST/x></script>",
    "gate-slip-type-upper": "<script TYPE=TEXT/PLAIN data-category=a src=//HOST/x></script>",
    "gate-slip-type-entity": "<script type='text/pl&#97;in' data-category=a src=//HOST/x></script>",
    "gate-slip-type-entity-runs": "<script type='text&#47;javascript' data-category=a src=//HOST/x></script>",
    "gate-slip-type-runs-space": "<script type=' text/javascript ' data-category=a src=//HOST/x></script>",
    "gate-slip-type-empty": "<script type='' data-category=a src=//HOST/x></script>",
    "gate-slip-type-blank": "<script type=' ' data-category=a src=//HOST/x></script>",
    "gate-slip-type-module": "<script type=module data-category=a src=//HOST/x></script>",
    "gate-slip-type-misspelt": "<script type=text/plian data-category=a src=//HOST/x></script>",
    "gate-slip-type-application": "<script type=application/x-javascript data-category=a src=//HOST/x></script>",
    "gate-slip-type-unquoted-tail": "<script type=text/plain/ data-category=a src=//HOST/x></script>",
    "gate-slip-type-quote-missing": "<script type='text/plain data-category='a' src=//HOST/x></script>",
    "gate-slip-type-language": "<script type=text/plain language=javascript data-category=a src=//HOST/x></script>",
    "gate-slip-type-after-src": "<script src=//HOST/x data-category=a type=text/plain></script>",
    "gate-slip-type-newline": "<script\ntype\n=\n'text/plain'\ndata-category=a src=//HOST/x></script>",
    "gate-slip-type-slash": "<script/type=text/plain/data-category=a/src=//HOST/x></script>",
    "gate-slip-dup-src": "<iframe data-category=a data-service=b src='' src=//HOST/x data-src=//HOST2/x></iframe>",
    "gate-slip-dup-src-first": "<iframe data-category=a data-service=b src=//HOST/x src='' data-src=//HOST2/x></iframe>",
    "gate-slip-dup-rel": "<link data-category=a rel=x rel=stylesheet href=//HOST/x>",
    "gate-slip-inline-untyped": "<script data-category=a>new Image().src = '//HOST/x'</script>",
    "gate-slip-inline-data-src": "<script data-category=a data-src=//HOST2/x>new Image().src = '//HOST/x'</script>",
    "gate-slip-nested": "<div data-cookieconsent=marketing><script src=//HOST/x></script></div>",
    "gate-slip-nested-frame": "<div class=optanon-category-C0004><iframe src=//HOST/x></iframe></div>",
    "gate-slip-srcset-left": "<img data-category=a data-service=b data-src=//HOST2/x srcset='//HOST/x 2x'>",
    "gate-slip-img-onerror": "<img data-category=a data-service=b data-src=//HOST2/x src=/none onerror=\"this.src='//HOST/x'\">",
    "gate-slip-img-blank": "<img data-category=a data-service=b data-src=//HOST/x src='data:image/gif,x'>",
    "gate-slip-link-plain": "<link type=text/plain data-category=a rel=stylesheet href=//HOST/x>",
    "gate-slip-link-media": "<link media=none data-category=a rel=stylesheet href=//HOST/x>",
    "gate-slip-link-disabled": "<link disabled data-category=a rel=stylesheet href=//HOST/x>",
    "gate-slip-frame-display": "<iframe style=display:none data-category=a data-service=b src=//HOST/x></iframe>",
    "gate-slip-frame-hidden": "<iframe hidden data-category=a data-service=b src=//HOST/x></iframe>",
    "gate-slip-frame-sandbox": "<iframe sandbox data-category=a data-service=b src=//HOST/x></iframe>",
    "gate-slip-frame-comment": "<!-- <iframe data-category=a src=//HOST/x></iframe> --!><p>x",
    "gate-slip-svg-untyped": "<svg><script data-category=a href=//HOST/x></script></svg>",
    "gate-slip-svg-data": "<svg><script type=text/plain data-category=a data-src=//HOST/x></script></svg>",
    "gate-slip-text-breaks-out": "<script type=text/plain data-category=a data-type=text/html><script src=//HOST2/x></script><img src=//HOST/x></script>",
    "gate-slip-text-escaped": "<script type=text/plain data-category=a data-type=text/html><script src=//HOST/x><\\/script><img src=//HOST2/x></script>",
    "gate-slip-textarea": "<textarea data-category=a><iframe src=//HOST/x></iframe></textarea>",
    # twins: what waits beside what does not
    "gate-twin-preload": "<link rel=preload as=script href=//HOST/x><script type=text/plain data-category=a data-src=//HOST/x></script>",
    "gate-twin-modulepreload": "<link rel=modulepreload href=//HOST/x><script type=text/plain data-category=a data-src=//HOST/x></script>",
    "gate-twin-prefetch": "<link rel=prefetch href=//HOST/x><script type=text/plain data-category=a data-src=//HOST/x></script>",
    "gate-twin-noscript": "<iframe data-category=a data-service=b data-src=//HOST/x></iframe><noscript><iframe src=//HOST/x></iframe></noscript>",
    "gate-twin-og": "<meta property=og:image content=//HOST/x><img data-category=a data-service=b data-src=//HOST/x>",
    "gate-twin-json-ld": '<script type=application/ld+json>{"url": "https://HOST/x"}</script><img data-category=a data-service=b data-src=//HOST/x>',
    "gate-twin-link": "<a href=//HOST/x>x</a><iframe data-category=a data-service=b data-src=//HOST/x></iframe>",
    # placeholders without an address, and what only looks like it
    "gate-iframemanager": "<div data-service=youtube data-id=HOST data-autoscale></div>",
    "gate-iframemanager-thumbnail": "<div data-service=youtube data-id=x data-thumbnail=//HOST/x></div>",
    "gate-iframemanager-thumbnail-shown": "<div data-service=youtube data-id=x data-thumbnail=//HOST/x></div><script>"
    "document.querySelectorAll('[data-thumbnail]').forEach(function (e) {"
    "e.style.backgroundImage = 'url(' + e.dataset.thumbnail + ')' })</script>",
    "gate-tarteaucitron-youtube": "<div class=youtube_player videoID=HOST width=560 height=315></div>",
    "gate-tarteaucitron-frame": "<div class=tac_iframe data-url=//HOST/x width=560 height=315></div>",
    "gate-tarteaucitron-job": "<script>var tarteaucitron = {user: {}}; tarteaucitron.user.gtagUa = 'HOST'; (tarteaucitron.job = tarteaucitron.job || []).push('gtag')</script>",
    "gate-lite-youtube": "<lite-youtube videoid=x><a href=//HOST/x>x</a></lite-youtube>",
    "gate-lite-youtube-style": "<lite-youtube videoid=x style=\"background-image: url('//HOST/x')\"></lite-youtube>",
    "gate-amp": "<amp-iframe data-block-on-consent src=//HOST/x></amp-iframe>",
    "gate-amp-unmarked": "<amp-iframe src=//HOST/x></amp-iframe>",
    "gate-axeptio-hidden": "<div data-hide-on-vendor-consent=youtube><img src=//HOST/x></div>",
    "gate-cookiebot-placeholder": "<div class=cookieconsent-optout-marketing><img src=//HOST/x></div>",
    # no gates: they wait for the window, and ask nobody
    "gate-lazy-script": f"<img class=lazyload data-src=//HOST/x>{_LAZY}",
    "gate-lazy-consent": f"<iframe class='lazyload optanon-category-C0004' data-src=//HOST/x></iframe>{_LAZY}",
    "gate-lazy-other-place": f"<iframe class=lazyload data-cookieconsent=marketing data-cookieblock-src=//HOST/x></iframe>{_LAZY}",
    "gate-lazy-alone": "<img class=lazyload data-src=//HOST/x>",
    "gate-never-ignore": "<script data-cookieconsent=ignore src=//HOST/x></script>",
    "gate-never-uc": "<script data-uc-allowed=true src=//HOST/x></script>",
    "gate-never-iub": "<script class=_iub_cs_skip src=//HOST/x></script>",
    "gate-never-plain": "<script type=text/plain data-cookieconsent=ignore src=//HOST/x></script>",
    "gate-auto-cookiebot": "<script id=Cookiebot src=//HOST2/uc.js data-cbid=x data-blockingmode=auto></script><script src=//HOST/x></script>",
}
