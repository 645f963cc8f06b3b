"""Our banner beside its peers, on this machine and in this run: bytes, time to a usable banner, work, layout shift.

`make bench`. Sizes are those of the packages' own minified files as npm delivers them (`tests/node`), after gzip -9,
before any texts of the site. The pages are the same but for the banner, with two categories and three services, and
come from loopback; work is CPU time of the page's main thread, so that other load on the machine matters little.
`start` is the evaluation of the banner's own scripts from first statement to last, the head snippet's included, as
Chromium's trace has it; what a banner does later, in events and when the page is idle, is in the columns after it.
"""

from __future__ import annotations

import gzip
import json
import statistics
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from browser import samples
from browser.chromium import Chromium
from browser.harness import World, serve
from samtykke import banner
from samtykke.banner import size

ROUNDS = 9
NODE = Path(__file__).parents[1] / "tests" / "node" / "node_modules"
PEERS: Mapping[str, tuple[str, ...]] = {
    "cookieconsent": ("cookieconsent.min.js", "cookieconsent.min.css"),
    "orejime": ("orejime-standard-nb.js", "orejime-standard.css"),
    "vanilla-cookieconsent": ("cookieconsent.umd.js", "cookieconsent.css"),
    "@orestbida/iframemanager": ("iframemanager.js", "iframemanager.css"),
    "@68publishers/cookie-consent": ("cookie-consent.min.js", "cookie-consent.css"),
    "tarteaucitronjs": (
        "tarteaucitron.min.js", "tarteaucitron.services.min.js", "tarteaucitron.no.min.js", "tarteaucitron.min.css",
    ),
    "klaro": ("klaro.js",),
}  # fmt: skip
"""What a page needs for a working banner in bokmål where there is one, by package."""

TEXT = "Noen tjenester her kommer fra andre. De er slått av til du sier ja."
VANILLA = {
    "hideFromBots": False,  # it takes a browser under test for one
    "categories": {"necessary": {"enabled": True, "readOnly": True}, "analytics": {}, "media": {}},
    "language": {
        "default": "nb",
        "translations": {
            "nb": {
                "consentModal": {
                    "title": "Valg av informasjonskapsler", "description": TEXT, "acceptAllBtn": "Godta alle",
                    "acceptNecessaryBtn": "Avvis alle", "showPreferencesBtn": "Tilpass",
                },
                "preferencesModal": {
                    "title": "Velg", "acceptAllBtn": "Godta alle", "acceptNecessaryBtn": "Avvis alle",
                    "savePreferencesBtn": "Lagre", "closeIconLabel": "Lukk",
                    "sections": [
                        {"title": "Statistikk", "description": TEXT, "linkedCategory": "analytics"},
                        {"title": "Innhold fra andre", "description": TEXT, "linkedCategory": "media"},
                    ],
                },
            }
        },
    },
}  # fmt: skip
KLARO = {
    "lang": "no", "acceptAll": True,
    "services": [
        {"name": name, "title": name, "purposes": [purpose]}
        for name, purpose in (("ga", "analytics"), ("counter", "analytics"), ("video", "media"))
    ],
}  # fmt: skip

WATCH = """
    window.shifted = 0; window.usable = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { shifted += entry.value; }))
      .observe({ type: "layout-shift", buffered: true });
    (function look() {
      const button = document.querySelector(WHERE);
      if (button && button.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && READY)
        usable = performance.now();
      else requestAnimationFrame(look);
    })();
"""


class Rival(NamedTuple):
    """A banner on the page: what stands in its head and body, its button, and when that does something."""

    head: str
    body: str
    button: str
    ready: str = "true"


def find(package: str, name: str) -> Path:
    """A file of a package. Raises ValueError unless there is just one of that name."""
    [path] = (p for p in (NODE / package).rglob(name) if "src" not in p.relative_to(NODE / package).parts[:-1])
    return path


def packed(*paths: Path) -> int:
    """Bytes after gzip -9, each file by itself as a server would send it."""
    return sum(len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in paths)


def page(rival: Rival) -> str:
    """The page that all of them share: a screenful of text and a picture-sized box."""
    text = "".join(f"<p>Avsnitt {n}. {TEXT * 4}</p>" for n in range(12))
    return (
        '<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>Side</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>body {{ font-family: sans-serif; margin: 0 auto; max-width: 50rem }}</style>{rival.head}</head>"
        f"<body>{rival.body}<main><h1>Side</h1>{text}</main></body></html>"
    )


def rivals(folder: Path) -> dict[str, Rival]:
    """Each banner, its files laid into the folder."""
    declared = samples.register()
    samples.write(folder, declared, {})
    for package, name in (
        ("vanilla-cookieconsent", "cookieconsent.umd.js"),
        ("vanilla-cookieconsent", "cookieconsent.css"),
        ("klaro", "klaro.js"),
    ):
        folder.joinpath(name).write_bytes(find(package, name).read_bytes())
    folder.joinpath("vanilla.js").write_text(f"CookieConsent.run({json.dumps(VANILLA)});", encoding="utf-8")
    folder.joinpath("klaro-config.js").write_text(f"window.klaroConfig = {json.dumps(KLARO)};", encoding="utf-8")
    return {
        "samtykke": Rival(
            banner.head(declared, "nb", ""), banner.body(declared, "nb", ""),
            ".samtykke-banner [data-samtykke-do=reject]", "window.samtykke?.open",
        ),
        "vanilla-cookieconsent": Rival(
            '<link rel="stylesheet" href="/cookieconsent.css"><script defer src="/cookieconsent.umd.js"></script>'
            '<script defer src="/vanilla.js"></script>', "", "#cc-main .cm [data-role=necessary]",
        ),
        "klaro": Rival(
            '<script defer src="/klaro-config.js"></script><script defer src="/klaro.js"></script>', "",
            ".klaro .cn-decline",
        ),
    }  # fmt: skip


def start(browser: Chromium, url: str) -> float:
    """Milliseconds of CPU that the main thread spends on evaluating the page's scripts, from the browser's trace."""
    events: list[dict[str, Any]] = []
    done: list[bool] = []
    with browser.open("about:blank", world=World(intercept=False)) as visit:
        session = browser.engine.new_browser_cdp_session()
        session.on("Tracing.dataCollected", lambda found: events.extend(found["value"]))
        session.on("Tracing.tracingComplete", lambda _: done.append(True))
        config = {"includedCategories": ["devtools.timeline"], "excludedCategories": ["*"]}
        session.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config})
        visit.goto(url)
        visit.rest(0.7)
        session.send("Tracing.end")
        while not done:
            visit.rest(0.02)
        session.detach()
    site = url.rsplit("/", 1)[0]
    # None lies within another: every script of these pages is the parser's, or deferred.
    ran = [e for e in events if e["name"] == "EvaluateScript" and e["args"]["data"]["url"].startswith(site)]
    return sum(float(event["tdur"]) for event in ran) / 1000


def measure(browser: Chromium, url: str, rival: Rival | None) -> dict[str, float]:
    """Three loads in fresh profiles, with nothing cached: looking for the button, and the trace, are work too."""
    found = {"usable": 0.0, "shift": 0.0}
    if rival:
        watch = WATCH.replace("WHERE", json.dumps(rival.button)).replace("READY", rival.ready)
        with browser.open(url, world=World(intercept=False), scripts=[watch]) as visit:
            visit.page.wait_for_function("window.usable", timeout=20000)
            visit.rest(0.3)
            found = {"usable": visit.evaluate("usable"), "shift": visit.evaluate("shifted")}
    with browser.open("about:blank", world=World(intercept=False)) as visit:
        session = visit.context.new_cdp_session(visit.page)
        session.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
        session.send("Performance.enable")
        visit.goto(url)
        visit.rest(1)
        metrics = {m["name"]: m["value"] * 1000 for m in session.send("Performance.getMetrics")["metrics"]}
    return found | {
        "start": start(browser, url), "script": metrics["ScriptDuration"], "task": metrics["TaskDuration"],
    }  # fmt: skip


def sizes() -> None:
    """Print the table of bytes."""
    ours = size.sizes()
    print(f"{'samtykke':50}{sum(ours.values()):7,} bytes (js {ours['js']:,}, css {ours['css']:,})")
    for package, names in PEERS.items():
        version = json.loads((NODE / package / "package.json").read_text(encoding="utf-8"))["version"]
        print(f"{package + ' ' + version:50}{packed(*(find(package, name) for name in names)):7,} bytes")


def timings() -> None:
    """Print the table of times, medians of `ROUNDS` loads that take turns."""
    with tempfile.TemporaryDirectory() as name, Chromium() as browser:
        folder = Path(name)
        found = rivals(folder)
        for key, rival in found.items():
            folder.joinpath(f"{key}.html").write_text(page(rival), encoding="utf-8")
        folder.joinpath("bare.html").write_text(page(Rival("", "", "")), encoding="utf-8")
        seen: dict[str, list[dict[str, float]]] = {key: [] for key in ("bare", *found)}
        with serve(folder) as site:
            for _ in range(ROUNDS):
                for key, loads in seen.items():
                    loads.append(measure(browser, f"{site.url}/{key}.html", found.get(key)))
    median: dict[str, Any] = {
        key: {part: statistics.median(load[part] for load in loads) for part in loads[0]} for key, loads in seen.items()
    }
    bare = median.pop("bare")
    ours = median["samtykke"]
    print(f"{'':24}usable banner      start   script on main thread   all of main thread   layout shift")
    for key, took in median.items():
        script, task = took["script"] - bare["script"], took["task"] - bare["task"]
        print(
            f"{key:24}{took['usable']:6.0f} ms ({took['usable'] / ours['usable']:4.1f} ×)"
            f"{took['start']:8.1f} ms{script:14.1f} ms{task:22.1f} ms{took['shift']:18.4f}"
        )


if __name__ == "__main__":
    sizes()
    timings()
