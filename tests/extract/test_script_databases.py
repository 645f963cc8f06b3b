"""IndexedDB on a first visit: databases are new, what the visit puts into them is there, and scripts go on."""

# ruff: noqa: E501  page code stands in one piece

from __future__ import annotations

import pytest

from samtykke.extract.script import Outcome, Script, run

PAGE = "https://www.example.no/"


def _run(code: str) -> Outcome:
    outcome = run([Script(code)], PAGE)
    assert not outcome.errors
    assert not outcome.opaque
    return outcome


def _told(code: str) -> list[str]:
    return [load.url.removeprefix("https://seen.example.com/") for load in _run(code).loads]


OPEN = """
  const tell = (...what) => fetch('https://seen.example.com/' + what.join(' '));
  const promised = (request) => new Promise((done, fail) => {
    request.addEventListener('success', () => done(request.result));
    request.addEventListener('error', () => fail(request.error));
  });
  const opening = indexedDB.open('shop', 3);
  opening.onupgradeneeded = (event) => {
    const db = event.target.result;
    const wares = db.createObjectStore('wares', { keyPath: 'id' });
    wares.createIndex('by colour', 'colour');
    db.createObjectStore('notes', { autoIncrement: true });
    tell('upgrade', event.oldVersion, event.newVersion, db.objectStoreNames.contains('wares'));
  };
"""
WARES = (
    "const db = await promised(opening); const change = db.transaction(['wares', 'notes'], 'readwrite');"
    " const wares = change.objectStore('wares'); for (const [id, colour] of [[3, 'red'], [1, 'blue'], [2, 'red']])"
    " wares.put({ id, colour });"
)
STEPS = {
    "opens": ("opening.onsuccess = (event) => tell(event.target.result.name, opening.result.version)", ["shop 3"]),
    "is empty": (
        "opening.onsuccess = () => { const all = opening.result.transaction('wares').objectStore('wares');"
        " all.get(1).onsuccess = (e) => tell('one', e.target.result); all.getAll().onsuccess = (e) => tell('all', e.target.result.length);"
        " all.count().onsuccess = (e) => tell('count', e.target.result);"
        " all.openCursor().onsuccess = (e) => tell('cursor', e.target.result) }",
        ["one ", "all 0", "count 0", "cursor "],
    ),
    "completes": ("opening.onsuccess = () => opening.result.transaction('wares').oncomplete = () => tell('complete')", ["complete"]),
    "keeps": (f"(async () => {{ {WARES} tell((await promised(wares.get(2))).colour) }})()", ["red"]),
    "in order": (f"(async () => {{ {WARES} tell(await promised(wares.getAllKeys())) }})()", ["1,2,3"]),
    "range": (f"(async () => {{ {WARES} tell(await promised(wares.getAllKeys(IDBKeyRange.bound(1, 3, true)))) }})()", ["2,3"]),
    "index": (f"(async () => {{ {WARES} tell(await promised(wares.index('by colour').getAllKeys('red'))) }})()", ["2,3"]),
    "delete": (
        f"(async () => {{ {WARES} wares.delete(3); tell(await promised(wares.count()));"
        " wares.clear(); tell(await promised(wares.count())) })()",
        ["2", "0"],
    ),
    "cursor": (
        f"(async () => {{ {WARES} wares.openCursor(null, 'prev').onsuccess = ({{ target: {{ result }} }}) => {{"
        " if (!result) return tell('end'); tell(result.key, result.value.colour); result.continue() }})()",
        ["3 red", "2 red", "1 blue", "end"],
    ),
    "numbers": (
        f"(async () => {{ {WARES} const notes = change.objectStore('notes'); await promised(notes.add('a'));"
        " tell(await promised(notes.add('b'))) })()",
        ["2"],
    ),
    "twice": (f"(async () => {{ {WARES} await promised(wares.add({{ id: 1 }})).catch((error) => tell(error.name)) }})()", ["ConstraintError"]),
    "awaited": (
        f"(async () => {{ {WARES} let over = false; change.oncomplete = () => over = true;"
        " for (let i = 0; i < 3; i++) await promised(wares.get(1)); tell(over) })()",
        ["false"],
    ),
    "lacks a store": ("opening.onsuccess = () => { try { opening.result.transaction('x') } catch (e) { tell(e.name) } }", ["NotFoundError"]),
    "again": (
        "opening.onsuccess = () => { const again = indexedDB.open('shop'); again.onupgradeneeded = () => tell('no');"
        " again.onsuccess = () => tell('again', again.result.version) }",
        ["again 3"],
    ),
    "older": ("opening.onsuccess = () => indexedDB.open('shop', 2).onerror = (e) => tell(e.target.error.name)", ["VersionError"]),
    "gone": (
        "opening.onsuccess = () => indexedDB.deleteDatabase('shop').onsuccess = async () => tell((await indexedDB.databases()).length)",
        ["0"],
    ),
    "kinds": (
        "opening.onsuccess = () => tell(opening instanceof IDBRequest, opening.result instanceof IDBDatabase,"
        " 'objectStoreNames' in IDBTransaction.prototype, 'get' in IDBObjectStore.prototype)",
        ["true true true true"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("code", "told"), STEPS.values(), ids=STEPS.keys())
def test_it_answers(code: str, told: list[str]) -> None:
    assert _told(OPEN + code) == ["upgrade 0 3 true", *told]


def test_the_opening_is_told_as_storage() -> None:
    assert [(write.kind, write.name) for write in _run("indexedDB.open('shop')").writes] == [("indexeddb", "shop")]


def test_many_requests_are_one_callback() -> None:
    code = (
        OPEN
        + f"(async () => {{ {WARES} for (let id = 9; id < 3000; id++) wares.put({{ id }}); tell(await promised(wares.count())) }})()"
    )
    assert _told(code) == ["upgrade 0 3 true", "2994"]


def test_a_transaction_without_end_is_told() -> None:
    code = OPEN + "opening.onsuccess = () => { const all = opening.result.transaction('wares').objectStore('wares');"
    code += " const again = () => { all.get(1).onsuccess = again }; again() }; if (0) fetch('/x')"
    assert {o.reason for o in run([Script(code)], PAGE).opaque} == {"it orders callbacks without end"}
