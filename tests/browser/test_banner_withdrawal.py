"""Withdrawal and refusal remove what the register names, wherever a browser keeps it, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser import samples
from browser.common import DECLARED, custom, done
from browser.harness import Browser, settle, until

pytestmark = pytest.mark.browser
SERVICES = {service.id: service.model_dump() for service in DECLARED.service}
CHAT = samples.service(
    "chat",
    "functional",
    "chat.test",
    [
        {"name": "chat-*", "kind": "cache"},
        {"name": "/chat/", "kind": "serviceworker"},
        {"name": "chat", "kind": "indexeddb"},
        {"name": "chat*", "kind": "local"},
    ],
)
WORKING = samples.register(service=tuple(CHAT if id_ == "chat" else SERVICES[id_] for id_ in SERVICES))
LEFT = (
    "Promise.all([caches.keys(), indexedDB.databases(), navigator.serviceWorker.getRegistrations()])"
    ".then(([stores, bases, workers]) => [stores, bases.map(base => base.name),"
    " workers.map(worker => new URL(worker.scope).pathname), Object.keys(localStorage)].map(names => names.sort()))"
)
FILL = (
    "(async () => {"
    " for (const name of ['chat-v1', 'chat-v2', 'mine']) await caches.open(name);"
    " for (const name of ['chat', 'mine']) await new Promise(done => {"
    "  indexedDB.open(name).onsuccess = e => { e.target.result.close(); done() } });"
    " for (const scope of ['/chat/', '/mine/']) await navigator.serviceWorker.register('/worker.js', { scope });"
    " for (const name of ['chat', 'chat_id', 'mine']) localStorage[name] = 1;"
    "})()"
)


def test_caches_databases_and_service_workers_go(browser: Browser, tmp_path: Path) -> None:
    tmp_path.joinpath("worker.js").write_text("self.onfetch = () => {};", encoding="utf-8")
    with custom(tmp_path, "", WORKING) as served, browser.open(served.url) as visit:
        done(visit)
        visit.evaluate(FILL)
        everything = [
            ["chat-v1", "chat-v2", "mine"],
            ["chat", "mine"],
            ["/chat/", "/mine/"],
            ["chat", "chat_id", "mine"],
        ]
        assert visit.evaluate(LEFT) == everything
        visit.reload()
        settle(visit, 0.2)
        assert visit.evaluate(LEFT) == everything  # consented: stays
        visit.evaluate("(window.old = true)")
        visit.click("footer [data-samtykke-open]")
        visit.click("dialog [data-samtykke-do=reject]")
        until(visit, f'JSON.stringify(await {LEFT}) === \'[["mine"],["mine"],["/mine/"],["mine"]]\'')
        assert visit.evaluate("window.old") is True  # nothing had run: no need to load the page anew


def test_a_browser_without_these_stores_still_forgets_the_rest(browser: Browser, tmp_path: Path) -> None:
    broken = (
        "for (const name of ['localStorage', 'indexedDB', 'caches'])"
        " Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError') } });"
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined });"
    )
    with custom(tmp_path, "", WORKING) as served, browser.open(served.url, scripts=[broken]) as visit:
        visit.evaluate("(document.cookie = '_ga=1', document.cookie = 'mine=1')")
        visit.click(".samtykke-banner [data-samtykke-do=reject]")
        until(visit, "!document.cookie.includes('_ga')")
        assert {cookie.name for cookie in visit.cookies()} == {"samtykke", "mine"}
