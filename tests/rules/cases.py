"""Per rule: bodies of pages that it must flag, and near misses that it must leave alone."""

from rules import cases_forms

GATE = 'type="text/plain" data-category="analytics" data-service="google-analytics"'
GTAG = "https://www.googletagmanager.com/gtag/js?id=G-XXXXXXXXXX"
GA_JS = (
    "<script>var _gaq = _gaq || []; _gaq.push(['_setAccount', 'UA-1-1']); %s _gaq.push(['_trackPageview']);\n"
    "(function () { var ga = document.createElement('script'); ga.async = true;\n"
    "ga.src = ('https:' == document.location.protocol ? 'https://ssl' : 'http://www') + '.google-analytics.com/ga.js';\n"
    "var s = document.getElementsByTagName('script')[0]; s.parentNode.insertBefore(ga, s); })();</script>"
)

FLAGGED: dict[str, list[str]] = {
    "undeclared-third-party": [
        '<script src="https://cdn.example/x.js"></script>',
        '<img src="//cdn.example/a.png" alt="">',
        r'<img src="\\cdn.example\a.png" alt="">',
        '<iframe src="https://www.facebook.com/plugins/page.php" title="x"></iframe>',
        '<link rel="stylesheet" href="https://fonts.googleapis.com/css?family=Inter">',
        '<p style="background: url(https://cdn.example/a.png)">x</p>',
        "<style>@import 'https://cdn.example/a.css';</style>",
        "<script>fetch('https://api.example/x')</script>",
        "<script>new Image().src = atob('aHR0cHM6Ly9waXhlbC5leGFtcGxlLw==')</script>",
        '<a href="/om/" ping="https://ping.example/">x</a>',
        '<script type="text/plain" data-category="analytics" data-service="x" data-src="https://cdn.example/x.js"></script>',
        '<noscript><img src="https://www.facebook.com/tr?id=1&amp;noscript=1" alt=""></noscript>',
        '<iframe srcdoc="&lt;img src=https://cdn.example/a.png>" title="x"></iframe>',
        '<script>document.write("<scr" + "ipt src=https://cdn.example/x.js></scr" + "ipt>")</script>',
        '<img src="https://www.example.no.evil.example/a.png" alt="">',
        '<img src="https://sub.media.example.no/a.png" alt="">',
    ],
    "ungated-service": [
        f'<script async src="{GTAG}"></script>',
        '<script src="https://app.purechat.com/VisitorWidget/WidgetScript"></script>',
        GA_JS % "_gaq.push(['_gat._anonymizeIp']);",
        "<script>document.cookie = '_ga=GA1.2.3.4; max-age=63072000; path=/'</script>",
        f"<script>window.dataLayer = []; function gtag() {{ dataLayer.push(arguments) }}\n"
        f"gtag('consent', 'default', {{ analytics_storage: 'denied' }});\n"
        f"var s = document.createElement('script'); s.src = '{GTAG}'; document.head.appendChild(s)</script>",
    ],
    "wrong-category": [
        f'<script type="text/plain" data-category="functional" data-service="google-analytics" data-src="{GTAG}"></script>',
        f'<script type="text/plain" data-category="analytics" data-service="pure-chat" data-src="{GTAG}"></script>',
        '<script type="text/plain" data-category="analytics" data-service="pure-chat">document.title = "x"</script>',
    ],
    "unknown-category": [
        f'<script type="text/plain" data-category="statistics" data-service="google-analytics" data-src="{GTAG}"></script>',
        f'<script type="text/plain" data-category="analytics" data-service="ga" data-src="{GTAG}"></script>',
        '<script type="text/plain" data-category="analytcs">document.title = "x"</script>',
        '<script type="text/plain" data-category="" data-src="/js/own.js"></script>',
        '<figure data-category="video" data-src="/film.html"></figure>',
        '<iframe srcdoc="&lt;script type=text/plain data-category=x data-src=https://pay.example/a.js>&lt;/script>"></iframe>',
    ],
    "consent-mode-advanced": [
        f"<script>function gtag() {{ dataLayer.push(arguments) }} window.dataLayer = [];\n"
        f"gtag('consent', 'default', {{ analytics_storage: 'denied' }});</script>\n<script async src=\"{GTAG}\"></script>",
    ],
    "remote-font": [
        "<style>@font-face { font-family: x; src: url(https://pay.example/x.woff2) } p { font-family: x }</style>",
    ],
    "overlong-lifetime": [
        "<script>document.cookie = 'visited=1; max-age=63072000'</script>",
        "<script>document.cookie = 'a=1; expires=' + new Date(Date.now() + 5e10).toUTCString()</script>",
    ],
    "needs-certified-cmp": [
        '<script async src="https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js"></script>',
        '<script type="text/plain" data-category="analytics" '
        'data-src="https://securepubads.g.doubleclick.net/tag/js/gpt.js"></script>',
    ],
    "false-gate": [
        f'<script data-category="analytics" data-service="google-analytics" src="{GTAG}"></script>',
        f'<script type="text/javascript" data-category="analytics" src="{GTAG}"></script>',
        '<iframe data-category="functional" data-service="pure-chat" src="https://app.purechat.com/" title="x"></iframe>',
        '<img data-category="analytics" data-service="google-analytics" src="https://www.google-analytics.com/c.gif" alt="">',
        f'<script data-cookieyes="cookieyes-analytics" src="{GTAG}"></script>',
        f'<script type="text/partytown" src="{GTAG}"></script>',
        '<iframe class="lazyload optanon-category-C0003" data-src="https://app.purechat.com/" title="x"></iframe>'
        '<script src="/lazysizes.js"></script>',
        '<template data-purpose="ads"><img src="https://www.google-analytics.com/c.gif" alt=""></template>',
        f'<svg><script type="text/plain" data-category="analytics" href="{GTAG}"></script></svg>',
    ],
    "never-block-marker": [
        f'<script data-cookieconsent="ignore" src="{GTAG}"></script>',
        f'<script data-ot-ignore src="{GTAG}"></script>',
        '<script data-cookieconsent="ignore" src="https://cdn.example/x.js"></script>',
        f'<script type="text/plain" data-category="!analytics" data-src="{GTAG}"></script>',
        "<script data-cookieconsent=\"ignore\">localStorage.setItem('seen', '1')</script>",
    ],
    "scripted-consent": [
        "<script>document.querySelector('[data-samtykke-do=accept]')?.click()</script><button data-samtykke-do=accept>x</button>",
        "<button data-samtykke-do=accept><b>x</b></button>"
        "<script>document.querySelector('b').dispatchEvent(new Event('click', { bubbles: true }))</script>",
        "<script>$('[data-samtykke-do=\"accept\"]').trigger('click')</script>",
        "<script>setTimeout(() => document.getElementById('onetrust-accept-btn-handler')?.click(), 500)</script>",
        "<script>window.OneTrust && OneTrust.AllowAll()</script>",
        "<script>addEventListener('scroll', () => Cookiebot.submitCustomConsent(true, true, true))</script>",
        "<script>klaro.getManager().changeAll(true)</script>",
        "<script>document.cookie = 'samtykke=1; path=/'</script>",
    ],
    "automatic-blocking": [
        '<script id="Cookiebot" src="https://consent.cookiebot.com/uc.js" data-cbid="x" data-blockingmode="auto"></script>',
        '<script src="https://cdn.cookielaw.org/consent/x/OtAutoBlock.js"></script>',
        '<script src="https://app.termly.io/resource-blocker/x?autoBlock=on"></script>',
        '<script id="cookieyes" src="https://cdn-cookieyes.com/client_data/x/script.js"></script>',
    ],
    "gated-twin": [
        f'<script {GATE} data-src="{GTAG}"></script><script async src="{GTAG}"></script>',
        f'<link rel="preload" as="script" href="{GTAG}"><script {GATE} data-src="{GTAG}"></script>',
        f'<link rel="preconnect" href="https://www.googletagmanager.com"><script {GATE} data-src="{GTAG}"></script>',
        f'<script {GATE} data-src="{GTAG}"></script><img src="https://stats.google-analytics.com/c.gif" alt="">',
        '<iframe data-category="functional" data-service="pure-chat" data-src="https://app.purechat.com/" title="x"></iframe>'
        '<noscript><iframe src="https://app.purechat.com/" title="x"></iframe></noscript>',
        f'<script type="text/plain" class="optanon-category-C0002" src="{GTAG}"></script><script src="{GTAG}"></script>',
        f"<script {GATE}>var s = document.createElement('script'); s.src = '{GTAG}'; document.head.append(s)</script>"
        f'<script src="{GTAG}"></script>',
        '<iframe data-cookieblock-src="https://x.example/" title="x"></iframe><iframe src="https://x.example/b" title="x"></iframe>',
    ],
    "noscript-leak": [
        '<noscript><img src="https://www.facebook.com/tr?id=1&amp;noscript=1" alt=""></noscript>',
        '<noscript><iframe src="https://www.googletagmanager.com/ns.html?id=GTM-X" title="x"></iframe></noscript>',
    ],
    "resource-hint-leak": [
        '<link rel="preconnect" href="https://www.googletagmanager.com">',
        '<link rel="dns-prefetch" href="//fonts.gstatic.com">',
        f'<link rel="preload" as="script" href="{GTAG}">',
    ],
    "undeclared-storage": [
        "<script>document.cookie = 'visited=1; max-age=31536000'</script>",
        "<script>localStorage.setItem('seen', '1')</script>",
        "<script>sessionStorage.step = '2'</script>",
        "<script>indexedDB.open('store', 1)</script>",
        '<button onclick="1" onmouseover="1">x</button><img src="/a.png" alt="" onload="localStorage.setItem(\'k\', 1)">',
    ],
    "promise-broken": [GA_JS % ""],
    "insecure-url": [
        '<img src="http://media.example.no/a.png" alt="">',
        '<script src="http://cdn.example/a.js"></script>',
    ],
    "foreign-base": ['<base href="https://cdn.example/">'],
    "duplicate-attribute": [
        '<script type="text/plain" type="text/javascript" src="https://cdn.example/x.js"></script>'
    ],
    "ambiguous-markup": [],
    "opaque-script": ["<script>var h = location.hash.slice(1); new Image().src = 'https://' + h + '/x.gif'</script>"],
}

MISSED: dict[str, list[str]] = {
    "undeclared-third-party": [
        '<a href="https://cdn.example/x.js">en vanlig lenke</a>',
        '<form action="https://forms.example/send"><button>Send</button></form>',  # third-party-form tells it
        '<!-- <script src="https://cdn.example/x.js"></script> -->',
        '<img src="/a.png" alt=""><script src="/a.js"></script>',
        '<img src="https://media.example.no/a.png" alt="">',
        '<img src="https://www.example.no/a.png" alt="">',
        "<textarea><script src=https://cdn.example/x.js></script></textarea>",
        '<script type="application/ld+json">{"@id": "https://schema.org/"}</script>',
        '<code>&lt;script src="https://cdn.example/x.js"></code>',
        '<img src="data:image/png;base64,iVBORw0KGgo=" alt="">',
        '<script>var doc = "lest i https://docs.example/";</script>',  # a note, not an error
        '<meta property="og:image" content="https://cdn.example/a.png">',
        '<link rel="canonical" href="https://elsewhere.example/">',
        "<script>function never() { fetch('https://api.example/x') }</script>",
        '<img src="https:a.png" alt="">',
    ],
    "ungated-service": [
        f'<script {GATE} data-src="{GTAG}"></script>',
        f"<script {GATE}>var s = document.createElement('script'); s.src = '{GTAG}'; document.head.append(s)</script>",
        '<script src="https://pay.example/checkout.js"></script>',
        "<script>document.cookie = '_ga=; max-age=0; path=/'</script>",
    ],
    "wrong-category": [
        f'<script {GATE} data-src="{GTAG}"></script>',
        '<iframe data-cookieconsent="statistics" data-cookieblock-src="https://www.google-analytics.com/x" title="x"></iframe>',
        '<script type="text/plain" data-category="functional" data-service="pure-chat">document.title = "x"</script>',
        '<script type="text/plain" data-category="analytics">document.title = "x"</script>',
    ],
    "unknown-category": [
        f'<script {GATE} data-src="{GTAG}"></script>',
        '<script type="text/plain" data-category="analytics">document.title = "x"</script>',
        '<p data-category="nyheter">x</p>',
        '<img data-category="nyheter" src="/a.png" alt="">',
        '<script type="text/template" data-category="mal">x</script>',
        '<script type="text/plain" data-cookieconsent="statistics" data-src="/js/own.js"></script>',
        '<script type="text/plain" data-category="!analytics" data-src="/js/own.js"></script>',
    ],
    "consent-mode-advanced": [
        f"<script {GATE}>function gtag() {{ dataLayer.push(arguments) }} window.dataLayer = [];\n"
        f"gtag('consent', 'default', {{ analytics_storage: 'denied' }});</script>\n<script async src=\"{GTAG}\"></script>",
        "<script>function gtag() { dataLayer.push(arguments) } window.dataLayer = [];\n"
        "gtag('consent', 'default', { analytics_storage: 'denied' });</script>\n"
        f'<script {GATE} data-src="{GTAG}"></script>',
        "<script>function gtag() { dataLayer.push(arguments) } window.dataLayer = [];\n"
        "gtag('consent', 'default', { analytics_storage: 'denied' });</script>\n"
        '<script src="https://cdn.example/x.js"></script>',
    ],
    "remote-font": [
        "<style>@font-face { font-family: x; src: url(/x.woff2) } p { font-family: x }</style>",
        '<img src="https://pay.example/logo.png" alt="">',
        '<link rel="stylesheet" data-category="analytics" data-href="https://fonts.googleapis.com/css?family=Inter">',
    ],
    "overlong-lifetime": [
        "<script>document.cookie = 'visited=1; max-age=31536000'</script>",
        "<script>document.cookie = 'visited=1; max-age=34128000'</script>",  # 395 days
        "<script>document.cookie = '_ga=1; max-age=63072000'</script>",  # told at the register
        "<script>localStorage.setItem('seen', '1')</script>",  # without end: a note
        "<script>document.cookie = 'session=1'</script>",
    ],
    "needs-certified-cmp": [
        f'<script async src="{GTAG}"></script>',
        '<script async src="https://www.googletagmanager.com/gtag/js?id=AW-1"></script>',
        '<a href="https://pagead2.googlesyndication.com/x">x</a>',
    ],
    "false-gate": [
        f'<script {GATE} data-src="{GTAG}"></script>',
        '<p data-category="news">data-category på noe som ikke henter noe</p>',
        '<iframe data-category="functional" data-service="pure-chat" data-src="https://app.purechat.com/" title="x"></iframe>',
        '<img class="lazyload" data-category="nature" data-src="/a.jpg" alt=""><script src="/lazysizes.js"></script>',
        '<img class="lazyload" data-src="https://app.purechat.com/a.png" alt=""><script src="/lazysizes.js"></script>',
        '<template data-purpose="ads"><iframe src="https://app.purechat.com/" title="x"></iframe></template>',
    ],
    "never-block-marker": [
        f'<script {GATE} data-cookieconsent="statistics" data-src="{GTAG}"></script>',
        '<script data-cookieconsent="ignore" src="/jquery.js"></script>',
        '<script data-cookieconsent="ignore" src="https://pay.example/checkout.js"></script>',
        f'<script type="text/plain" data-cookieconsent="ignore" src="{GTAG}"></script>',
    ],
    "scripted-consent": [
        "<button data-samtykke-do=reject>x</button><script>document.querySelector('[data-samtykke-do=reject]').click()</script>",
        "<button data-samtykke-do=accept>x</button><script>document.querySelector('[data-samtykke-do=accept]').focus()</script>",
        "<button onclick='OneTrust.AllowAll()'>ja</button>",
        "<script>klaro.getManager().changeAll(false)</script>",
        "<script>document.cookie = 'samtykket=1; path=/'</script>",
    ],
    "automatic-blocking": [
        '<script id="Cookiebot" src="https://consent.cookiebot.com/uc.js" data-cbid="x"></script>',
        '<script type="text/plain" src="https://cdn.cookielaw.org/consent/x/OtAutoBlock.js"></script>',
        '<p data-blockingmode="auto">x</p>',
        '<script src="https://cdn.cookielaw.org/scripttemplates/otSDKStub.js"></script>',
    ],
    "gated-twin": [
        f'<script {GATE} data-src="{GTAG}"></script>',
        f'<script async src="{GTAG}"></script>',
        f'<script {GATE} data-src="{GTAG}"></script><script {GATE} data-src="{GTAG}"></script>',
        f'<script {GATE} data-src="{GTAG}"></script><a href="{GTAG}">x</a>',
        f'<script {GATE} data-src="{GTAG}"></script><script type="application/ld+json">{{"url": "{GTAG}"}}</script>',
        f'<script {GATE} data-src="{GTAG}"></script><meta property="og:image" content="{GTAG}">',
        f'<script {GATE} data-src="{GTAG}"></script><link rel="preconnect" href="https://pay.example">',
        f'<script {GATE} data-src="{GTAG}"></script><script src="https://app.purechat.com/x.js"></script>',
        f'<script {GATE} data-src="{GTAG}"></script><script>var lest = "{GTAG}";</script>',
        '<img data-category="functional" data-service="pure-chat" data-src="https://pay.example/a.png" alt="">'
        '<img src="https://pay.example/a.png" alt="">',
        f'<script {GATE} src="{GTAG}"></script>',
    ],
    "noscript-leak": [
        '<noscript><img src="/pixel.png" alt=""></noscript>',
        '<noscript><img src="https://pay.example/logo.png" alt=""></noscript>',
        "<noscript><p>Slå på JavaScript.</p></noscript>",
    ],
    "resource-hint-leak": [
        '<link rel="preload" as="style" href="/a.css">',
        '<link rel="preconnect" href="https://pay.example">',
        '<link rel="alternate" hreflang="en" href="https://elsewhere.example/en/">',
    ],
    "undeclared-storage": [
        "<script>document.cookie = 'samtykke=1; max-age=15724800'</script>",
        "<script>localStorage.removeItem('seen'); var x = localStorage.getItem('seen')</script>",
        "<script>document.cookie = 'visited=; expires=Thu, 01 Jan 1970 00:00:00 GMT'</script>",
        "<script>document.cookie = '_ga_ABC123=1; max-age=60'</script>",
    ],
    "promise-broken": [
        GA_JS % "_gaq.push(['_gat._anonymizeIp']);",
        f"<script {GATE}>gtag('config', 'G-XXXXXXXXXX')</script>",
    ],
    "insecure-url": ['<img src="https://media.example.no/a.png" alt="">', '<a href="http://cdn.example/">x</a>'],
    "foreign-base": ['<base href="/">', '<base href="https://www.example.no/nyheter/">', '<base target="_blank">'],
    "duplicate-attribute": ['<p class="a" class="b">x</p>', '<script type="text/plain" src="/x.js"></script>'],
    "ambiguous-markup": [
        '<p>&lt;script src="https://cdn.example/x.js"&gt;</p>',
        "<table><tr><td><img src=/a.png></table>",
    ],
    "opaque-script": ["<script>var h = location.hash.slice(1); document.title = h</script>"],
}

FLAGGED |= cases_forms.FLAGGED
MISSED |= cases_forms.MISSED
