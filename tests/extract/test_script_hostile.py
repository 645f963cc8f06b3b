"""Page code that attacks the sandbox, the recorder or the machine; none of it may be silent, and none may get out."""

# ruff: noqa: E501  page code stands in one piece

from __future__ import annotations

import random
import time

import pytest

from samtykke.extract import script_world
from samtykke.extract.script import TOTAL, Outcome, Script, run

PAGE = "https://www.example.no/"
WITNESS = "new Image().src = 'https://witness.example.com/';"


def _run(*codes: str) -> Outcome:
    return run([Script(code) for code in codes], PAGE)


def _urls(outcome: Outcome) -> set[str]:
    return {load.url for load in outcome.loads}


ENDLESS = {
    "loop": "for (;;) {}",
    "loop that catches": "for (;;) { try { for (;;) {} } catch (e) {} }",
    "loop in finally": "try { for (;;) {} } finally { for (;;) {} }",
    "regular expression": "/^(a+)+$/.test('a'.repeat(60) + 'b')",
    "sparse array": "Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)",
    "getter": "Object.defineProperty(window, 'x', { get() { for (;;) {} } }); window.x",
    "toString of an address": "new Image().src = { toString() { for (;;) {} } }",
    "trap": "document.head.appendChild(new Proxy({}, { get() { for (;;) {} } })).x",
    "promise job": "Promise.resolve().then(() => { for (;;) {} })",
    "timer": "setTimeout(() => { for (;;) {} }, 5000)",
    "event": "addEventListener('load', () => { for (;;) {} })",
    "nested arrays": "let a = []; for (let i = 0; i < 60; i++) a = [a, a]; a.flat(Infinity)",
    "generator": "function* g() { for (;;) yield 1 } [...g()]",
    "sort": "Array.from({ length: 1e5 }, (_, i) => i).sort(() => { for (;;) {} })",
    "waiting for time": "const end = Date.now() + 1e12; while (Date.now() < end);",
}


@pytest.mark.parametrize("code", ENDLESS.values(), ids=ENDLESS.keys())
def test_what_does_not_end_is_stopped_and_said(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script_world, "EACH", 0.5)
    before = time.process_time()
    outcome = _run(WITNESS + code, "new Image().src = 'https://second.example.com/'")
    assert time.process_time() - before < 2 * 0.5 + 10
    assert {"https://witness.example.com/", "https://second.example.com/"} <= _urls(outcome)
    assert 0 in {o.script for o in outcome.opaque}
    assert 1 not in {o.script for o in outcome.opaque}


LISTS = {
    "concat": "[].concat({ length: 2 ** 53 - 1, [Symbol.isConcatSpreadable]: true })",
    "concat of many": "const a = []; a.length = 2 ** 23; [].concat(a, a, a)",
    "reverse": "Array.prototype.reverse.call({ length: 2 ** 53 - 1 })",
    "join": "Array.prototype.join.call({ length: 2 ** 53 - 1 })",
    "text of an array": "const a = []; a.length = 2 ** 32 - 1; new Image().src = a",
    "toLocaleString": "Array.prototype.toLocaleString.call({ length: 2 ** 53 - 1 })",
    "copyWithin": "Array.prototype.copyWithin.call({ length: 2 ** 53 - 1 }, 0, 1)",
    "shift": "Array.prototype.shift.call({ length: 2 ** 53 - 1 })",
    "unshift": "Array.prototype.unshift.call({ length: 2 ** 50 }, 1)",
    "splice": "Array.prototype.splice.call({ length: 2 ** 52 }, 0, 1)",
    "slice": "const a = []; a.length = 2 ** 32 - 1; a.slice()",
    "sort": "Array.prototype.sort.call({ length: 2 ** 53 - 1 })",
    "flat": "Array.prototype.flat.call({ length: 2 ** 53 - 1 })",
    "flatMap": "Array.prototype.flatMap.call({ length: 2 ** 53 - 1 }, (x) => x)",
    "fill": (
        "const bytes = new Uint8Array(1); Object.defineProperty(bytes, 'length', { value: 2 ** 53 - 1 });"
        " Array.prototype.fill.call(bytes, 0)"
    ),
    "stringify": "const a = []; a.length = 2 ** 32 - 1; JSON.stringify({}, a)",
    "raw": "String.raw({ raw: { length: 2 ** 53 - 1 } })",
    "length in words": "Array.prototype.join.call({ length: { valueOf: () => 2 ** 53 - 1 } })",
}


@pytest.mark.parametrize("code", LISTS.values(), ids=LISTS.keys())
def test_a_loop_of_the_engine_is_stopped_and_said(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script_world, "EACH", 0.5)
    before = time.process_time()
    outcome = _run(WITNESS + f"try {{ {code} }} catch (e) {{}}", "new Image().src = 'https://second.example.com/'")
    assert time.process_time() - before < 2 * 0.5 + 10
    assert _urls(outcome) == {"https://witness.example.com/", "https://second.example.com/"}
    assert {o.script for o in outcome.opaque} == {0}


def test_what_stops_them_is_not_to_be_seen() -> None:
    code = """
      const lists = "concat copyWithin fill flat flatMap join reverse shift slice sort splice toLocaleString unshift";
      const texts = "indexOf lastIndexOf includes split replace replaceAll";
      const ones = lists.split(" ").map((n) => [Array.prototype, n, { concat: 1, copyWithin: 2, fill: 1, flatMap: 1, join: 1,
        slice: 2, sort: 1, splice: 2, toLocaleString: 0, unshift: 1, flat: 0, reverse: 0, shift: 0 }[n]]);
      ones.push(...texts.split(" ").map((n) => [String.prototype, n, /split|replace/.test(n) ? 2 : 1]));
      for (const [owner, name, length] of [...ones, [JSON, "stringify", 3], [String, "raw", 1]]) {
        const it = Object.getOwnPropertyDescriptor(owner, name);
        const f = it.value;
        let made = true;
        try { new f() } catch (e) { made = false }
        const own = Object.getOwnPropertyNames(f).join();
        const ok = f.name === name && f.length === length && own === "length,name" && !made && !it.enumerable && it.writable;
        if (!ok || f.toString() !== `function ${name}() { [native code] }`) fetch("/seen/" + name);
      }
      const holes = [1, , 3];
      const same = [[1, [2]].flat().join() === "1,2", [].concat(holes, 4).length === 4, String([1, [2]]) === "1,2",
        [3, 1].sort().join("") === "13", "a-b".split("-", 1).length === 1, "aXb".replace("X", () => "y") === "ayb",
        String.raw`a${1}b` === "a1b", JSON.stringify({ a: 1, b: 2 }, ["b"]) === '{"b":2}',
        [].slice.call({ length: 2, 0: "a" }).length === 2, [].concat({ length: 9 ** 9 }).length === 1];
      same.forEach((right, i) => { if (!right) fetch("/differs/" + i) });
    """
    outcome = _run(code)
    assert outcome == Outcome()


GREEDY = {
    "arrays": "const a = []; for (;;) a.push('x'.repeat(1e6) + a.length)",
    "string": "let s = 'x'; for (;;) s += s",
    "buffers": "const a = []; for (;;) a.push(new ArrayBuffer(1e7))",
    "elements": "const a = []; for (;;) a.push(document.createElement('div'), new Array(1e5).fill(1))",
    "recursion": "function f() { return f() + 1 } f()",
    "deep text": "eval('['.repeat(300000))",
    "deep JSON": "JSON.parse('['.repeat(300000))",
    "deep elements": "let e = document.body; for (let i = 0; i < 1e7; i++) e = e.appendChild(document.createElement('p'))",
    "hoard in silence": "const a = []; try { for (;;) a.push(new ArrayBuffer(1e5)) } catch (e) {}",
    "search": "'a'.repeat(2e7).indexOf('a'.repeat(1e7) + 'b')",
}


@pytest.mark.parametrize("code", GREEDY.values(), ids=GREEDY.keys())
def test_what_takes_too_much_is_stopped_and_the_next_script_runs(code: str) -> None:
    outcome = _run(WITNESS + code, "new Image().src = 'https://second.example.com/'")
    assert {"https://witness.example.com/", "https://second.example.com/"} <= _urls(outcome)
    if code != GREEDY["hoard in silence"]:
        assert 0 in {o.script for o in outcome.opaque} or outcome.errors


CAUGHT = {
    "text": "try { 'x'.repeat(3e8) } catch (e) {}",
    "buffer": "try { new ArrayBuffer(3e8) } catch (e) {}",
    "array": "try { new Array(3e7).fill(1) } catch (e) {}",
    "number": "try { 3n ** 300000000n } catch (e) {}",
    "number that is written out": "(3n ** 900000n).toString()",
}


@pytest.mark.parametrize("code", CAUGHT.values(), ids=CAUGHT.keys())
def test_what_a_browser_can_and_the_engine_cannot_is_said(code: str) -> None:
    outcome = _run(code, "new Image().src = 'https://second.example.com/'")
    assert {o.script for o in outcome.opaque} == {0}
    assert _urls(outcome) == {"https://second.example.com/"}


WAITING = {
    "counted": ("let n = 0; (function wait() { if (++n > 5000) fetch('/x'); else setTimeout(wait, 10) })()", True),
    "slow": ("let n = 0; (function wait() { if (++n > 2000) fetch('/x'); else setTimeout(wait, 200) })()", True),
    "asked": ("(function wait() { if (window.jQuery) fetch('/x'); else setTimeout(wait, 10) })()", False),
    "clock": ("(function tick() { document.title = Date.now(); setTimeout(tick, 1000) })()", False),
    "typing": ("(function type() { document.body.textContent += 'x'; setTimeout(type, 100) })()", False),
    "interval": ("setInterval(() => { document.title = Date.now() }, 10)", False),
    "typing beside what loads": (
        "(function type() { document.body.textContent += 'x'; setTimeout(type, 300) })();"
        "addEventListener('scroll', () => setTimeout(() => fetch('/x'), 10))",
        True,
    ),
}


@pytest.mark.parametrize(("code", "opaque"), WAITING.values(), ids=WAITING.keys())
def test_waiting_without_end_is_said_where_it_hides_something(code: str, opaque: bool) -> None:
    assert {o.reason for o in _run(code).opaque} == ({"it orders callbacks without end"} if opaque else set())


def test_what_comes_beside_a_text_that_types_itself_is_seen() -> None:
    assert _urls(_run(WAITING["typing beside what loads"][0])) == {"/x"}


def test_listeners_that_nobody_calls_are_said() -> None:
    crowd = (
        "const one = new EventTarget(); for (let i = 0; i < 2000; i++) { one.addEventListener('x', nothing = () => i);"
    )
    load = "addEventListener('load', () => fetch('/x'))"
    assert {o.reason for o in _run(crowd + "}" + load).opaque} == {"it orders callbacks without end"}
    assert _urls(_run(crowd + "one.removeEventListener('x', nothing) }" + load)) == {"/x"}


STORMS = {
    "promises": "const again = () => Promise.resolve().then(again); again()",
    "timers": "const again = () => { setTimeout(again, 0); setTimeout(again, 0) }; again()",
    "frames": "const again = () => requestAnimationFrame(again); again()",
    "images": "for (let i = 0; i < 1e5; i++) new Image().src = 'https://many.example.com/' + i",
    "scripts that write scripts": (
        "window.again = () => { const s = document.createElement('script'); s.text = 'again(); again()';"
        " document.head.appendChild(s) }; again()"
    ),
    "document.write": "for (let i = 0; i < 1e5; i++) document.write('<p>' + i)",
    "events": "addEventListener('x', () => dispatchEvent(new Event('x'))); dispatchEvent(new Event('x'))",
    "cookies": "for (let i = 0; i < 1e5; i++) document.cookie = 'c' + i + '=1'",
}


@pytest.mark.parametrize("code", STORMS.values(), ids=STORMS.keys())
def test_storms_pass(code: str) -> None:
    before = time.process_time()
    outcome = _run(WITNESS + code, "new Image().src = 'https://second.example.com/'")
    assert time.process_time() - before < TOTAL + 10
    assert {"https://witness.example.com/"} <= _urls(outcome)
    if code not in {STORMS["images"], STORMS["cookies"]}:
        assert "https://second.example.com/" in _urls(outcome)
    else:
        assert "it does more than is recorded" in {o.reason for o in outcome.opaque}
    assert len(outcome.loads) + len(outcome.writes) < 7000


def test_many_endless_scripts_share_one_budget_and_none_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script_world, "EACH", 0.5)
    monkeypatch.setattr("samtykke.extract.script.TOTAL", 4.0)
    before = time.process_time()
    outcome = _run(*["for (;;) {}"] * 20)
    assert time.process_time() - before < 4.0 + 10
    assert {o.script for o in outcome.opaque} == set(range(20))


NOTHING_THERE = [
    "std", "os", "require('fs').readFileSync('/etc/passwd')", "process.env", "Deno", "Bun", "Worker.prototype.terminate()",
    "loadScript('/etc/passwd')", "scriptArgs", "print('x')", "bjson", "new SharedArrayBuffer(8)", "gc()", "navigator.usb.x()",
]  # fmt: skip


@pytest.mark.parametrize("code", NOTHING_THERE)
def test_there_is_nothing_to_reach(code: str) -> None:
    # Names of other engines' interfaces are unknown values here: a text made of them has the mark, not a file's content.
    outcome = _run(f"let v; try {{ v = String({code}) }} catch (e) {{ v = 'no' }} fetch('/seen?' + v.length)")
    assert _urls(outcome) <= {f"/seen?{n}" for n in (1, 2, 4, 9)}, outcome


def test_modules_and_files_are_not_read() -> None:
    code = (
        "import('/etc/passwd').then((m) => fetch('/got?' + typeof m.default));"
        "new Function('u', 'return imp' + 'ort(u)')('/etc/passwd').then((m) => fetch('/file'), () => fetch('/refused'));"
    )
    outcome = _run(code)
    assert "/refused" in _urls(outcome)
    assert "/file" not in _urls(outcome)
    static = run([Script("import * as std from 'std'; std.loadFile('/etc/passwd')", "module")], PAGE)
    assert not static.loads


BLINDS = {
    "JSON": "JSON.stringify = () => '[]'; JSON.parse = () => []",
    "toJSON": "Object.prototype.toJSON = String.prototype.toJSON = Array.prototype.toJSON = () => 0",
    "array push": "Array.prototype.push = Array.prototype.join = Array.prototype.concat = () => 0",
    "array setters": (
        "for (let i = 0; i < 20; i++) { Object.defineProperty(Array.prototype, i, { set() {}, get() {} });"
        " Object.defineProperty(Object.prototype, i, { set() {}, get() {} }) }"
    ),
    "iterators": "Array.prototype[Symbol.iterator] = function* () {}; String.prototype[Symbol.iterator] = function* () {}",
    "strings": (
        "for (const n of Object.getOwnPropertyNames(String.prototype)) try { String.prototype[n] = () => '' } catch (e) {};"
        " String = () => ''"
    ),
    "reflection": "for (const n of Reflect.ownKeys(Reflect)) delete Reflect[n]; Object.defineProperty = Object.keys = () => []",
    "functions": "Function.prototype.call = Function.prototype.apply = Function.prototype.bind = () => () => 0",
    "collections": "for (const C of [Map, Set, WeakMap]) for (const n of ['get', 'has', 'set', 'add']) C.prototype[n] = () => true",
    "expressions": "RegExp.prototype.exec = RegExp.prototype.test = () => null; RegExp.prototype[Symbol.replace] = () => ''",
    "descriptors": "Object.prototype.value = Object.prototype.get = 1; Object.prototype.writable = false",
    "promises": "Promise.resolve = Promise.prototype.then = () => 0; Promise = null",
    "maths": "Math.min = Math.max = Math.floor = () => 0; parseInt = Number = () => 0",
    "prototype of the window": "Object.setPrototypeOf(globalThis, null)",
    "nodes": (
        "Node.prototype.appendChild = Element.prototype.setAttribute = () => 0;"
        " Object.defineProperty(Node.prototype, 'src', { set(v) { this.hidden = v } })"
    ),
    "everything frozen": "[Object, Array, String, Function, Map].forEach((c) => Object.freeze(c.prototype)); Object.freeze(JSON)",
    "proxies": "Proxy = function () { return {} }; WeakMap = Map = Set = null",
    "eval": "globalThis.eval = () => 0",
}


@pytest.mark.parametrize("code", BLINDS.values(), ids=BLINDS.keys())
def test_the_record_cannot_be_blinded(code: str) -> None:
    """What was written stays, and what comes after is still written, through every channel."""
    after = (
        "fetch('https://fetch.example.com/'); navigator.sendBeacon('https://beacon.example.com/');"
        "document.cookie = 'after=1'; localStorage.setItem('after', 1); document.write('<p id=after>');"
        "setTimeout(function () { fetch('https://timer.example.com/') }, 10);"
    )
    outcome = _run(WITNESS, code, after)
    hosts = {"witness", "fetch", "beacon", "timer"}
    assert {f"https://{host}.example.com/" for host in hosts} <= _urls(outcome), outcome
    assert {(w.kind.value, w.name) for w in outcome.writes} == {("cookie", "after"), ("local", "after")}
    assert [m.html for m in outcome.markup] == ["<p id=after>"]


def test_elements_cannot_be_made_to_forget() -> None:
    code = (
        "const s = document.createElement('script'); s.src = 'https://kept.example.com/';"
        "for (const key of Reflect.ownKeys(s)) try { delete s[key]; s[key] = null } catch (e) {}"
        "Object.setPrototypeOf(s, null); Node.prototype.appendChild.call(document.head, s)"
    )
    assert "https://kept.example.com/" in _urls(_run(code))


DETECTIVES = [
    "Error.prepareStackTrace = (e, frames) => frames.map((f) => f.getFunction())",
    "Error.prepareStackTrace = (e, frames) => { window.caught = frames }; try { null.x } catch (e) { e.stack }",
    "document.createElement.toString(); fetch.toString(); (function () {}).constructor('return this')()",
    "Object.getPrototypeOf(globalThis); Object.getOwnPropertyDescriptors(globalThis)",
    "if (navigator.webdriver || !window.chrome || document.hidden) throw 1",
    "this.constructor.constructor('return process')().exit()",
    "arguments.callee.caller",
]


@pytest.mark.parametrize("code", DETECTIVES)
def test_looking_about_changes_nothing(code: str) -> None:
    outcome = _run(WITNESS, f"try {{ {code} }} catch (e) {{}}", "fetch('https://after.example.com/')")
    assert _urls(outcome) == {"https://witness.example.com/", "https://after.example.com/"}


def test_stack_traces_do_not_hand_out_the_recorder() -> None:
    code = (
        "Error.prepareStackTrace = (e, frames) => frames;"
        "const image = new Image(); let frames;"
        "image.src = { toString() { frames = new Error('x').stack; return 'x.png' } };"
        "fetch('/kind?' + typeof frames)"
    )
    assert "/kind?string" in _urls(_run(code))


@pytest.mark.parametrize(
    "code", ["", "\0", "\ud800", "'\ud800'", "<!-- x\nfetch('/a')\n//-->", "}{", "\ufeff1", "`", "/*", "a" * 70000, "ꙮ"]
)
@pytest.mark.parametrize("kind", ["classic", "module", "handler", "url"])
def test_odd_texts_do_no_harm(code: str, kind: str) -> None:
    outcome = run([Script(code, kind), Script("fetch('/b')")], PAGE)  # type: ignore[arg-type]
    assert "/b" in _urls(outcome)
    for load in outcome.loads:
        load.url.encode()


def test_lone_surrogates_do_not_leave_the_sandbox() -> None:
    outcome = _run("fetch('/\\ud800'); document.cookie = '\\udc00=1'; throw '\\ud800'")
    repr(outcome).encode()
    assert len(outcome.loads) == 1


def test_random_pieces_of_code_never_raise() -> None:
    pieces = [
        "document", ".head", ".appendChild(", "window", "new Image()", ".src=", "'//x.example'", "(", ")", "{", "}", ";", "=>",
        "function f(", "x", "await ", "import(", "eval(", "[", "]", "...", "Proxy", "null", ".prototype", "=", ",", "$(", "for(;;)",
        "throw ", "class A extends ", "HTMLElement", "`${", "`", "/", "unknownThing", ".then(", "this", "delete ", "\n",
    ]  # fmt: skip
    dice = random.Random(20260101)  # noqa: S311  a seed that can be repeated
    for _ in range(150):
        code = "".join(dice.choice(pieces) for _ in range(dice.randrange(1, 25)))
        _run(code)
