"""What a survey costs: processor time and bytes for each site and page, and what that makes for all of .no.

    PYTHONPATH=tests nice python bench/many_sites.py [--sites 100] [--pages 10]

It makes an archive as a crawl would (a theme, a library and scripts of each site's own, pages of 10 to 60 KB, tags of
real services on most sites), examines it as a worker does, and prints what it measured. Processor time, not the clock:
the machine may be busy.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from samtykke.survey import tables
from samtykke.survey.examine import examine
from samtykke.survey.model import Unit
from samtykke.survey.warc import unpack
from survey.archive import Answer, warc

HOSTS = 800_000
"""Registered names below .no, of which most answer with a site."""
TAGS = (
    '<script async src="https://www.googletagmanager.com/gtag/js?id=G-{n}"></script><script>window.dataLayer='
    "window.dataLayer||[];function gtag(){{dataLayer.push(arguments)}}gtag('js',new Date());gtag('config','G-{n}')</script>",
    "<script>(function(w,d,s,l,i){{w[l]=w[l]||[];w[l].push({{'gtm.start':new Date().getTime(),event:'gtm.js'}});"
    "var f=d.getElementsByTagName(s)[0],j=d.createElement(s);j.async=true;j.src='https://www.googletagmanager.com/gtm.js"
    "?id='+i;f.parentNode.insertBefore(j,f)}})(window,document,'script','dataLayer','GTM-{n}')</script>",
    "<script>!function(f,b,e,v,n,t,s){{if(f.fbq)return;n=f.fbq=function(){{n.callMethod?n.callMethod.apply(n,arguments):"
    "n.queue.push(arguments)}};n.queue=[];t=b.createElement(e);t.async=!0;t.src=v;s=b.getElementsByTagName(e)[0];"
    "s.parentNode.insertBefore(t,s)}}(window,document,'script','https://connect.facebook.net/en_US/fbevents.js')</script>",
    '<iframe src="https://www.youtube.com/embed/{n}"></iframe>',
    '<link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Inter">',
    "",
)  # fmt: skip
WORDS = "vi hjelper deg med regnskap og lønn i hele landet ring oss for en prat om hva du trenger".split()


def archive(sites: int, pages: int) -> bytes:
    """The archive, the same each time."""
    return warc(list(_answers(random.Random(9), sites, pages)))  # noqa: S311


def _answers(dice: random.Random, sites: int, pages: int) -> Iterator[Answer]:
    for site in range(sites):
        host = f"https://www.firma{site}.no"
        theme = "".join(f".c{n}{{color:#{dice.randrange(1 << 24):06x};margin:{n}px}}\n" for n in range(400))
        yield f"{host}/theme.css", theme.encode()
        menu = "".join(f"function m{n}(a){{return a+{dice.randrange(99)}}}\n" for n in range(300))
        menu += "document.addEventListener('click',function(e){document.body.classList.toggle('open')});"
        yield f"{host}/menu.js", menu.encode()
        tags = "".join(tag.format(n=site) for tag in dice.sample(TAGS, 2))
        links = "".join(f'<li class="menu-item"><a href="/side-{n}/">Side {n}</a></li>' for n in range(60))
        head = f'<!doctype html><html lang="nb"><head><title>{site}</title><link rel=stylesheet href=/theme.css>{tags}</head>'
        for page in range(pages):
            size = dice.randrange(10_000, 60_000)
            body = ""
            while len(body) < size:
                text = " ".join(dice.choices(WORDS, k=60))
                body += f'<section class="c{page}"><h2>{text[:30]}</h2><p>{text}</p><img src="/bilder/{len(body)}.jpg" alt=""></section>'
            text = f"{head}<body><nav><ul>{links}</ul></nav>{body}<script src=/menu.js></script></body></html>"
            yield f"{host}/side-{page}/" if page else f"{host}/", text.encode()


def processor() -> float:
    """Seconds that this process and those that it has waited for have used."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench/many_sites.py")
    parser.add_argument("--sites", type=int, default=100)
    parser.add_argument("--pages", type=int, default=10, help="for each site")
    given = parser.parse_args()
    raw = archive(given.sites, given.pages)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.warc.gz"
        file.write_bytes(raw)
        before = processor()
        with tempfile.TemporaryDirectory() as into:
            unpacked = unpack(io.BytesIO(raw), Path(into))
        unpacking = processor() - before
        before, clock = processor(), time.perf_counter()
        found = examine(Unit("warc", str(file)))
        took, clock = processor() - before, time.perf_counter() - clock
        tables.write(Path(folder) / "out", found)
        parquet = sum(part.stat().st_size for part in (Path(folder) / "out").rglob("*.parquet"))
    pages = sum(site.pages for site in found.sites)
    read = sum(site.bytes for site in found.sites)
    assert len(unpacked.folders) == given.sites == len(found.sites)
    assert pages == given.sites * given.pages
    live = sum(1 for contact in found.contacts if contact.state == "live")
    print(f"sites {given.sites}, pages {pages}, read {read / 1e6:.1f} MB, archive {len(raw) / 1e6:.1f} MB, live {live}")
    print(
        f"processor {took:.1f} s (unpacking {unpacking:.1f} s): {pages / took:.0f} pages/s, {took / given.sites:.3f} s a site"
    )
    print(f"by the clock {clock:.1f} s; unverified {sum(site.unverified for site in found.sites)}")
    print(f"tables {parquet / given.sites:.0f} bytes a site")
    print(
        f"all of .no, {HOSTS:,} hosts of {given.pages} pages: {HOSTS * took / given.sites / 3600:.0f} core-hours, "
        f"archives {HOSTS * len(raw) / given.sites / 1e9:.0f} GB, tables {HOSTS * parquet / given.sites / 1e9:.2f} GB"
    )


if __name__ == "__main__":
    main()
