"""A site to measure on: any number of pages of 10 to 60 KB, in five themes, with 30 services, the same in every run.

One page in five has an inline script of its own, as shops and analytics write them; the rest share those of their theme.
One in ten has a `noscript`. Half of the services are behind a gate, half are not.
"""

# ruff: noqa: E501  pieces of pages stand in one line

from __future__ import annotations

import random
from pathlib import Path

WORDS = ("erklæring", "nettsted", "besøk", "samtykke", "side", "kurs", "lager", "ordre", "kunde", "løsning", "år")
SERVICES = (
    "www.googletagmanager.com/gtag/js?id=G-{n}", "connect.facebook.net/nb_NO/fbevents.js", "static.hotjar.com/c/hotjar-{n}.js",
    "snap.licdn.com/li.lms-analytics/insight.min.js", "bat.bing.com/bat.js", "www.clarity.ms/tag/{n}",
    "js.hs-scripts.com/{n}.js", "widget.intercom.io/widget/{n}", "cdn.matomo.cloud/example.matomo.cloud/matomo.js",
    "plausible.io/js/script.js", "js.stripe.com/v3/", "maps.googleapis.com/maps/api/js?key={n}",
    "www.google.com/recaptcha/api.js", "platform.twitter.com/widgets.js", "www.instagram.com/embed.js",
    "www.tiktok.com/embed.js", "cdn.segment.com/analytics.js/v1/{n}/analytics.min.js", "cdn.mxpnl.com/libs/mixpanel-2-latest.min.js",
    "static.klaviyo.com/onsite/js/{n}/klaviyo.js", "chimpstatic.com/mcjs-connected/js/users/{n}.js",
    "www.youtube-nocookie.com/embed/{n}", "player.vimeo.com/video/{n}", "open.spotify.com/embed/track/{n}",
    "w.soundcloud.com/player/?url={n}", "calendly.com/acme/{n}", "form.typeform.com/to/{n}", "docs.google.com/forms/d/{n}/viewform",
    "fonts.googleapis.com/css2?family=Inter", "use.typekit.net/{n}.css", "cdn.jsdelivr.net/npm/bootstrap@5/dist/css/bootstrap.min.css",
)  # fmt: skip
"""Scripts, then frames from the twenty-first, then style sheets from the twenty-eighth."""
FRAMES, SHEETS = 20, 27
THEMES = ("plain", "magazine", "shop", "docs", "portal")
HEAD = {
    "plain": '<link rel=stylesheet href="/css/plain.css"><script src="/js/plain.js" defer></script>',
    "magazine": '<link rel="preload" as="font" href="/fonts/a.woff2" crossorigin><link rel=stylesheet href="/css/magazine.css">'
    "<script>document.documentElement.className = 'js'; (function (w, d) { w.dataLayer = w.dataLayer || [];"
    " if (d.cookie.indexOf('dark=1') >= 0) d.documentElement.dataset.theme = 'dark'; })(window, document)</script>"
    '<script src="/js/magazine.js" defer></script>',
    "shop": '<link rel=stylesheet href="/css/shop.css"><script src="/js/library.js"></script><script src="/js/shop.js"></script>',
    "docs": '<link rel=stylesheet href="/css/docs.css"><script type="module" src="/js/docs.js"></script>'
    "<script>try { var t = localStorage.getItem('theme'); if (t) document.documentElement.setAttribute('data-theme', t) }"
    " catch (e) {}</script>",
    "portal": '<meta http-equiv="refresh" content="1800"><link rel=stylesheet href="/css/portal.css">'
    '<script src="/js/library.js"></script><script src="/js/portal.js" async></script>',
}
SHEET = """@font-face {{ font-family: A; src: url(/fonts/a.woff2) }}
.{name} {{ margin: 0; background: url("/images/{name}.svg") }}
@media (min-width: 40em) {{ .{name} > * {{ display: grid; gap: 1rem }} }}
""" + "".join(f".{{name}}-{i} {{{{ padding: {i}px; color: #{i:06x} }}}}\n" for i in range(200))
SCRIPTS = {
    "plain": "document.querySelectorAll('.menu').forEach(m => m.addEventListener('click', () => m.classList.toggle('open')))",
    "magazine": "document.querySelectorAll('img[data-src]').forEach(i => new IntersectionObserver(e => { i.src = i.dataset.src })"
    ".observe(i)); var f = document.getElementById('filter'); if (f) f.onchange = () => location.search = f.value",
    "library": "(function (w) { function $(s) { return { e: document.querySelectorAll(s), on(n, f) { this.e.forEach(x => "
    "x.addEventListener(n, f)) } } } w.$ = w.$ || $ })(window)\n" + "\n".join(
        f"function helper{i}(a, b) {{ var c = []; for (var i = 0; i < a; i++) c.push(i * b + {i}); return c }}" for i in range(400)
    ),
    "shop": "$('.buy').on('click', function () { fetch('/cart', { method: 'POST', body: this.dataset.id }) }); "
    "document.cookie = 'cart=1; max-age=86400; path=/'",
    "docs": "const s = document.querySelector('#search'); s?.addEventListener('focus', () => import('/js/search.js'), { once: true })",
    "search": "export const find = async q => (await fetch('/search.json')).json()",
    "portal": "window.addEventListener('load', () => { sessionStorage.setItem('seen', Date.now()) })",
}  # fmt: skip


def _service(chance: random.Random) -> str:
    number = chance.randrange(len(SERVICES))
    address = "https://" + SERVICES[number].format(n=chance.randrange(40))
    gated = number % 2
    gate = f'data-category="analytics" data-service="s{number}"'
    if number >= SHEETS:
        return f'<link rel="stylesheet" href="{address}">'
    if number >= FRAMES:
        return (
            f'<iframe {gate} data-src="{address}"></iframe>'
            if gated
            else f'<iframe src="{address}" loading="lazy"></iframe>'
        )
    return (
        f'<script type="text/plain" {gate} data-src="{address}"></script>'
        if gated
        else f'<script async src="{address}"></script>'
    )


def page(index: int, *, short: bool = False) -> str:
    """The page of a number; it is the same whatever the number of pages.

    A short one has 8 KB, as many references, and no script of its own.
    """
    chance = random.Random(index)  # noqa: S311  the same pages in every run
    theme = THEMES[index % 7 % len(THEMES)]
    parts = [f'<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>Side {index}</title>', HEAD[theme],
             f'<script type="application/ld+json">{{"@type": "Article", "name": "{index}"}}</script></head><body class="{theme}"><nav>']  # fmt: skip
    parts += (f'<a class="menu" href="/{i // 1000}/{i:06}.html">Side {i}</a>' for i in range(40))
    parts.append("</nav><main>")
    services = [_service(chance) for _ in range(chance.choice((0, 0, 1, 2, 4)))]
    for number in range(16 if short else chance.randint(20, 140)):
        text = " ".join(chance.choice(WORDS) for _ in range(45))
        parts.append(f'<p class="tekst">{text} <a href="/x/{chance.randrange(10**6)}">les mer</a></p>')
        if chance.random() < 0.1:
            parts.append(f'<figure><img src="/images/{index}.jpg" srcset="/images/{index}-2x.jpg 2x" alt=""></figure>')
        if services and number % 5 == 0:
            parts.append(services.pop())
    if index % 5 == 0 and not short:
        parts.append(
            f"<script>window.dataLayer = window.dataLayer || []; dataLayer.push({{ page: {index}, type: '{theme}' }})</script>"
        )
    if index % 10 == 1:
        parts.append('<noscript><img src="https://www.facebook.com/tr?id=1" width="1" height="1" alt=""></noscript>')
    parts.append('</main><form action="/search"><input name="q" type="search"></form></body></html>')
    return "\n".join(parts)


def make(folder: Path, number: int, *, short: bool = False) -> None:
    """A site of `number` pages, a thousand to a folder."""
    for at in ("css", "js"):
        (folder / at).mkdir(parents=True)
    for theme in THEMES:
        (folder / "css" / f"{theme}.css").write_text(SHEET.format(name=theme), "utf-8")
    for name, code in SCRIPTS.items():
        (folder / "js" / f"{name}.js").write_text(code, "utf-8")
    for index in range(number):
        file = folder / f"{index // 1000}" / f"{index:06}.html"
        file.parent.mkdir(exist_ok=True)
        file.write_text(page(index, short=short), "utf-8")


def single(size: int) -> str:
    """One document of about `size` bytes, with fewer than the 200,000 elements that are read."""
    text = " ".join(WORDS) * 40
    piece = f'<div class="a"><p>{text} <a href="/x">les</a> <img src="/a.jpg" alt=""></p><ul><li>en<li>to</ul></div>\n'
    return "<!doctype html><title>x</title>" + piece * (size // len(piece.encode()))
