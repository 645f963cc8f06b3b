"""The register in other consent tools: their real packages, with the configuration we write, in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from browser import samples
from browser.chromium import Chromium
from browser.common import cookies, urls
from browser.harness import Visit, World, settle, until
from samtykke.banner.texts import language
from samtykke.exports import FORMATS
from samtykke.locale import translator
from samtykke.register.model import Register

ORIGIN = "https://shop.example.test"
"""Not `www`, which tools know to leave out: cookies of the whole domain are to be erased from here too."""
pytestmark = pytest.mark.browser

PACKAGES = Path(__file__).parents[1] / "node" / "node_modules"
PLACES = {
    "google-analytics": ("analytics", "https://www.googletagmanager.com/gtag/js?id=G-1"),
    "counter": ("analytics", "https://counter.test/count.js"),
    "chat": ("functional", "https://chat.test/chat.js"),
    "map": ("media", "https://map.test/map.js"),
    "google-map": ("media", "https://google-map.test/map.js"),
}
ALL = sorted(url for _category, url in PLACES.values())
ANALYTICS = sorted(url for category, url in PLACES.values() if category == "analytics")
HOSTILE = 'Kart & «<img src="https://leak.test/x.png">» </script>'


def declared() -> Register:
    """The sample, with what is awkward: a key that ends in another's, markup in texts, and a necessary `_ga_keep`."""
    found: dict[str, Any] = samples.register().model_dump()
    hostile = {"nb": HOSTILE, "nn": "På nynorsk.", "en": "In English."}
    google_map = samples.service("google-map", "media", "google-map.test", [], name="Google <i>Map</i>")
    keep = samples.service("login", "necessary", "www.example.test", [{"name": "_ga_keep"}], basis="necessary")
    keep["reason"] = keep["purpose"]
    services = [s for s in found["service"] if s["id"] != "video"]
    found["service"] = (*services, google_map | {"purpose": hostile}, keep)
    return Register.model_validate(found)


@dataclass(frozen=True)
class Tool:
    """A consent tool: its files, how pages mark a script for it, and what visitors press."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    mark: Callable[[str, str, str], str]
    """(category, service, address) → markup."""
    accept: str
    reject: str
    open_: str
    """From the first layer to the choices."""
    only: str
    """What turns on, or off, the category with statistics."""
    save: str
    reopen: str
    """JavaScript."""
    withdraw: tuple[str, ...]
    ready: str
    """JavaScript that is true when the first layer is seen."""
    slow: float = 0
    """Seconds until it heeds what is pressed; a number of its own, told by nothing."""

    def config(self) -> str:
        """Ours."""
        return FORMATS[self.name].export(declared(), translator("en")).text

    def page(self, lang: str) -> str:
        """A page with five marked scripts."""
        marked = "".join(self.mark(category, id_, url) for id_, (category, url) in PLACES.items())
        styles = "".join(f'<link rel="stylesheet" href="/{Path(f).name}">' for f in self.files() if f.endswith(".css"))
        scripts = [f"/{Path(f).name}" for f in self.before if f.endswith(".js")]
        scripts += ["/config.js", *(f"/{Path(f).name}" for f in self.after if f.endswith(".js"))]
        tags = "".join(f'<script src="{url}"></script>' for url in scripts)
        return (
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Side</title>{styles}</head>'
            f"<body><h1>Side</h1>{marked}{tags}</body></html>"
        )

    def files(self) -> tuple[str, ...]:
        """What is copied from the package, beside what it loads itself."""
        return self.before + self.after


def _template(_category: str, id_: str, url: str) -> str:
    return f'<template data-purpose="{id_}"><script src="{url}"></script></template>'


def _named(_category: str, id_: str, url: str) -> str:
    return f'<script type="text/plain" data-type="text/javascript" data-name="{id_}" data-src="{url}"></script>'


TOOLS = (
    Tool(
        name="vanilla-cookieconsent",
        before=(
            "vanilla-cookieconsent/dist/cookieconsent.css",
            "vanilla-cookieconsent/dist/cookieconsent.umd.js",
        ),
        after=(),
        mark=samples.script,
        accept=".cm [data-role=all]",
        reject=".cm [data-role=necessary]",
        open_=".cm [data-role=show]",
        only=".pm .section__toggle[value=analytics]",
        save=".pm [data-role=save]",
        reopen="CookieConsent.showPreferences()",
        withdraw=(".pm [data-role=necessary]",),
        ready="document.querySelector('.cm') && document.documentElement.classList.contains('show--consent')",
    ),
    Tool(
        name="klaro",
        before=(),
        after=("klaro/dist/klaro.js",),
        mark=_named,
        accept=".cn-buttons .cm-btn-success",
        reject=".cn-buttons .cn-decline",
        open_=".cn-learn-more",
        only="#purpose-item-analytics",
        save=".cm-btn-accept",
        reopen="klaro.show()",
        withdraw=("#purpose-item-disableAll", ".cm-btn-accept"),
        ready="document.querySelector('.cn-buttons')",
    ),
    Tool(
        name="orejime",
        before=("orejime/dist/orejime-standard.css",),
        after=("orejime/dist/orejime-standard-nb.js",),
        mark=_template,
        accept="[data-testid=orejime-banner-accept]",
        reject="[data-testid=orejime-banner-decline]",
        open_="[data-testid=orejime-banner-configure]",
        only="[data-testid='orejime-purpose-category:analytics']",
        save="[data-testid=orejime-modal-save]",
        reopen="orejime.prompt()",
        withdraw=("[data-testid=orejime-modal-disable-all]", "[data-testid=orejime-modal-save]"),
        ready="document.querySelector('[data-testid=orejime-banner]')",
    ),
    Tool(
        name="tarteaucitron",
        before=("tarteaucitronjs/tarteaucitron.js",),
        after=(),
        mark=samples.script,
        accept="#tarteaucitronPersonalize2",
        reject="#tarteaucitronAllDenied2",
        open_="#tarteaucitronCloseAlert",
        only="#tarteaucitron-accept-group-analytic",
        save="#tarteaucitronClosePanel",
        reopen="tarteaucitron.userInterface.openPanel()",
        withdraw=("#tarteaucitronAllDenied", "#tarteaucitronClosePanel"),
        ready="document.querySelector('#tarteaucitronAlertBig')?.checkVisibility()",
        slow=0.6,
    ),
)
OWN_FILES = {"tarteaucitron": ("tarteaucitron.services.js", "css/tarteaucitron.css", "lang/*.js", "advertising.js")}


@contextmanager
def visiting(tool: Tool, folder: Path, chromium: Chromium, lang: str = "nb") -> Iterator[Visit]:
    """A page with the tool, its first layer shown."""
    for name in tool.files():
        (folder / Path(name).name).write_bytes((PACKAGES / name).read_bytes())
    for glob in OWN_FILES.get(tool.name, ()):
        package = PACKAGES / tool.files()[0].split("/")[0]
        for found in package.glob(glob):
            copy = folder / found.relative_to(package)
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(found.read_bytes())
    (folder / "config.js").write_text(tool.config(), encoding="utf-8")
    (folder / "index.html").write_text(tool.page(lang), encoding="utf-8")
    with chromium.open(f"{ORIGIN}/index.html", world=World(own={ORIGIN: folder})) as visit:
        until(visit, tool.ready)
        visit.rest(tool.slow)
        yield visit


def press(visit: Visit, css: str) -> None:
    """Press what may be drawn over by something prettier."""
    until(visit, f"document.querySelector({css!r})")
    visit.evaluate(f"document.querySelector({css!r}).click()")


def loaded(visit: Visit, phase: str) -> list[str]:
    """What third parties were asked for, each once."""
    return sorted(set(urls(visit, phase)))


@pytest.fixture(params=TOOLS, ids=lambda tool: tool.name)
def tool(request: pytest.FixtureRequest) -> Tool:
    found: Tool = request.param
    return found


def test_nothing_before_a_choice_and_all_after_yes(tool: Tool, tmp_path: Path, chromium: Chromium) -> None:
    with visiting(tool, tmp_path, chromium) as visit:
        settle(visit, 0.6)
        assert urls(visit) == []

        visit.phase = "yes"
        visit.click(tool.accept)
        until(visit, f"window.ran?.length >= {len(ALL)}")
        settle(visit)
        assert loaded(visit, "yes") == ALL

        visit.phase = "later"
        visit.reload()
        until(visit, f"window.ran?.length >= {len(ALL)}")
        assert loaded(visit, "later") == ALL


@pytest.mark.slow
def test_no_loads_nothing_and_is_remembered(tool: Tool, tmp_path: Path, chromium: Chromium) -> None:
    with visiting(tool, tmp_path, chromium) as visit:
        visit.click(tool.reject)
        settle(visit, 0.6)
        visit.reload()
        settle(visit, 0.9)

        assert urls(visit) == []
        assert not visit.evaluate(tool.ready)
        kept = next(c for c in visit.cookies() if c.name == "samtykke")
        assert 181 < (kept.expires - visit.evaluate("Date.now() / 1000")) / 86400 < 183


@pytest.mark.slow
def test_one_category_loads_only_its_own(tool: Tool, tmp_path: Path, chromium: Chromium) -> None:
    with visiting(tool, tmp_path, chromium) as visit:
        visit.click(tool.open_)
        press(visit, tool.only)
        press(visit, tool.save)
        until(visit, "window.ran?.length >= 2")
        settle(visit, 0.6)
        assert loaded(visit, "load") == ANALYTICS

        visit.reload()
        until(visit, "window.ran?.length >= 2")
        settle(visit, 0.6)
        assert loaded(visit, "load") == ANALYTICS


@pytest.mark.slow
def test_consent_to_one_service_is_not_consent_to_one_of_similar_name(
    tool: Tool, tmp_path: Path, chromium: Chromium
) -> None:
    """`google-map` ends as `map` does: tarteaucitron looks for keys anywhere in its cookie."""
    accepting = {
        "vanilla-cookieconsent": "CookieConsent.acceptService('google-map', 'media')",
        "klaro": "(m => { m.updateConsent('google-map', true); m.saveAndApplyConsents(); })(klaro.getManager())",
        "orejime": "orejime.manager.setConsent('google-map', true)",
        "tarteaucitron": "document.getElementById('_google-mapAllowed').click()",
    }[tool.name]
    with visiting(tool, tmp_path, chromium) as visit:
        visit.evaluate(f"({accepting}, 0)")
        until(visit, "window.ran?.length >= 1")
        visit.reload()
        until(visit, "window.ran?.length >= 1")
        settle(visit, 0.6)

        assert loaded(visit, "load") == [PLACES["google-map"][1]]


@pytest.mark.slow
def test_withdrawal_erases_what_is_declared_and_nothing_else(tool: Tool, tmp_path: Path, chromium: Chromium) -> None:
    with visiting(tool, tmp_path, chromium) as visit:
        visit.click(tool.accept)
        until(visit, f"window.ran?.length >= {len(ALL)}")
        for cookie in (
            "_ga=1",
            "_ga_X1=1; domain=.example.test",
            "__utma=1; domain=example.test",
            "_ga_keep=1",
            "own=1",
        ):
            visit.evaluate(f"document.cookie = '{cookie}; path=/'")
        visit.evaluate("document.cookie = 'stand_in=2; path=/'")
        assert {"_ga", "_ga_X1", "__utma", "_ga_keep", "own", "stand_in", "samtykke"} == set(cookies(visit))

        visit.phase = "withdrawn"
        visit.evaluate(f"({tool.reopen}, 0)")
        for css in tool.withdraw:
            press(visit, css)
        settle(visit, 0.9)

        assert set(cookies(visit)) == {"_ga_keep", "own", "samtykke"}
        visit.reload()
        settle(visit, 0.9)
        assert loaded(visit, "withdrawn") == []


@pytest.mark.slow
def test_withdrawal_stops_what_has_run(tool: Tool, tmp_path: Path, chromium: Chromium) -> None:
    """By loading the page anew; Orejime cannot, and the export says so."""
    with visiting(tool, tmp_path, chromium) as visit:
        visit.click(tool.accept)
        until(visit, f"window.ran?.length >= {len(ALL)}")
        visit.evaluate(f"({tool.reopen}, 0)")
        for css in tool.withdraw:
            press(visit, css)
        if tool.name == "orejime":
            settle(visit, 0.6)
            assert visit.evaluate("window.ran.length") >= len(ALL)
        else:
            until(visit, "window.ran === undefined")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nb-NO", ("Godta alle", "Avvis alle", "Noen tjenester her kommer fra andre", "Personvernerklæringen")),
        ("no", ("Godta alle", "Velg hva du samtykker til", HOSTILE)),
        ("nn", ("Godta alle", "Nokre tenester her kjem frå andre", "Vel kva du samtykkjer til", "På nynorsk.")),
        ("de", ("Accept all", "Reject all", "Some services here come from others", "In English.")),
    ],
)
def test_texts_categories_and_services_are_the_registers(
    tool: Tool, lang: str, words: tuple[str, ...], tmp_path: Path, chromium: Chromium
) -> None:
    """All of it is somewhere in the page once the choices are open, as text: markup in the register stays text."""
    with visiting(tool, tmp_path, chromium, lang) as visit:
        first = visit.evaluate("document.body.textContent")
        links = visit.evaluate("[...document.links].map((a) => a.getAttribute('href'))")
        visit.click(tool.open_)
        until(visit, f"document.querySelector({tool.only!r})")
        settle(visit)
        text = " ".join((first + visit.evaluate("document.body.textContent")).split())

        declared_words = [s.name for s in declared().service] + ["samtykke", "_ga_keep", "_ga_*"]
        titles = [c.title.in_language(language(lang)) for c in declared().category]
        assert [word for word in (*words, *declared_words, *titles) if word not in text] == []
        assert not [word for word in ("missing translation", "undefined", "[object", "Opslaan") if word in text]
        assert urls(visit) == []
        if tool.name == "tarteaucitron":
            privacy = visit.evaluate("tarteaucitron.parameters.privacyUrl")
            assert privacy == ("/privacy/" if lang == "de" else "/personvern/")
        else:
            assert ("/privacy/" if lang == "de" else "/personvern/") in links
