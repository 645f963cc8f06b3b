"""Modules of the site itself: linked, run once and in their order, and followed as far as the files go."""

from __future__ import annotations

import pytest

from samtykke.extract.import_map import ImportMap
from samtykke.extract.modules import linked
from samtykke.extract.script import File, Outcome, Script, run

PAGE = "https://www.example.no/a/side.html"
SITE = "https://www.example.no/"


class Site:
    """Files by their paths; `imports` is an import map."""

    def __init__(self, files: dict[str, str], imports: str = "{}") -> None:
        self._files = files
        self._map = ImportMap()
        self._map.add(imports, PAGE)

    def file(self, url: str, base: str) -> File | None:
        mapped = self._map.resolve(url if ":" in url or url.startswith("/") else f"./{url}", base or PAGE) or ""
        return File(mapped, self._files.get(mapped.removeprefix(SITE))) if mapped.startswith(SITE) else None

    def module(self, specifier: str, base: str) -> File | None:
        mapped = self._map.resolve(specifier, base or PAGE)
        return None if mapped is None else self.file(mapped, "")


def _module(code: str, files: dict[str, str], imports: str = "{}") -> Outcome:
    return run([Script(code, "module", SITE + "main.js")], PAGE, None, Site(files, imports))


def _fetched(outcome: Outcome) -> list[str]:
    return [load.url for load in outcome.loads if load.via == "fetch"]


@pytest.mark.parametrize(
    ("code", "files", "fetched"),
    [
        ("import { a as b } from './a.js'; fetch('/' + b)", {"a.js": "export const a = 1"}, ["/1"]),
        ("import d, * as n from './a.js'; fetch('/' + d + n.default + n.x)",
         {"a.js": "export default 4; export let x = 5"}, ["/445"]),
        ("import d from './a.js'; fetch(d())", {"a.js": "export default function () { return '/f' }"}, ["/f"]),
        ("import { f, g } from './a.js'; fetch(f?.(1) + (g)?.(2)?.x)",
         {"a.js": "export const f = (x) => '/' + x, g = (x) => ({ x })"}, ["/12"]),
        ("import d from './a.js'; fetch(d())", {"a.js": "export default function f() { return '/f' }"}, ["/f"]),
        ("import d from './a.js'; fetch(new d().u)", {"a.js": "export default class { u = '/c' }"}, ["/c"]),
        ("import {p, q, r} from './a.js'; fetch('/' + p + q + r)",
         {"a.js": "export const { p, x: [q = 2] } = { p: 1, x: [] }, r = 3"}, ["/123"]),
        ("import { 'a b' as c } from './a.js'; fetch(c)", {"a.js": "const z = '/z'; export { z as 'a b' }"}, ["/z"]),
        ("import { x } from './a.js'; fetch(x)",
         {"a.js": "export * from './b.js'", "b.js": "export * from './c.js'", "c.js": "export let x = '/c'"}, ["/c"]),
        ("import { n } from './a.js'; fetch(n.x)",
         {"a.js": "export * as n from './b.js'", "b.js": "export let x = '/b'"}, ["/b"]),
        ("import { y } from './a.js'; fetch(y)",
         {"a.js": "export { default as y } from './b.js'", "b.js": "export default '/b'"}, ["/b"]),
        # A binding stays alive, and what the importer calls by the same name hides it.
        ("import { n, up } from './a.js'; up(); fetch('/' + n); { let n = 7; fetch('/' + n) }",
         {"a.js": "export let n = 1; export function up() { n++ }"}, ["/2", "/7"]),
        # Each is run once, what is imported first; in a circle functions are there before all else.
        ("import './a.js'; import './b.js'; fetch('/main')",
         {"a.js": "import './b.js'; fetch('/a')", "b.js": "fetch('/b')"}, ["/b", "/a", "/main"]),
        ("import { f } from './a.js'; fetch(f())",
         {"a.js": "import { g } from './b.js'; export function f() { return '/f' + g }",
          "b.js": "import { f } from './a.js'; fetch(f.name); export let g = 1"}, ["f", "/f1"]),
        ("import { t } from './a.js'; fetch(t)", {"a.js": "export const t = await Promise.resolve('/t')"}, ["/t"]),
        ("import('./a.js').then(m => fetch(m.default))", {"a.js": "export default '/later'"}, ["/later"]),
        ("const { a } = await import('./d/a.js'); fetch(a)",
         {"d/a.js": "import { b } from '../b.js'; export const a = b", "b.js": "export const b = '/b'"}, ["/b"]),
        ("import './d/a.js'", {"d/a.js": "fetch(new URL('x.json', import.meta.url))"}, [SITE + "d/x.json"]),
        ("import './d/a.js'", {"d/a.js": "import('./b.js')", "d/b.js": "fetch('/b')"}, ["/b"]),
        # Words in texts and comments are no statements.
        ("const s = \"import x from './a.js'\" /* import './a.js' */; fetch(s.length ? '/s' : '')",
         {"a.js": "fetch('/no')"}, ["/s"]),
        ("import{a}from'./a.js';/import 'b'/.test(a);fetch(`${a}${(() => `/t`)()}`)", {"a.js": "export var a = ''"},
         ["/t"]),
        ("import { missing } from './a.js'; fetch('/' + missing)", {"a.js": ""}, ["/undefined"]),
    ],
)  # fmt: skip
def test_what_a_module_imports_is_there(code: str, files: dict[str, str], fetched: list[str]) -> None:
    outcome = _module(code, files)
    assert _fetched(outcome) == fetched
    assert not outcome.opaque or not fetched


def test_modules_are_strict_and_have_no_this() -> None:
    code = (
        "fetch('/' + typeof this); try { undeclared_ = 1 } catch (e) { fetch('/strict') } fetch('/' + typeof arguments)"
    )
    assert "/undefined" in _fetched(_module(code, {}))


def test_names_by_the_import_map() -> None:
    imports = '{"imports": {"lib": "/js/lib.js", "kit/": "/kit/"}, "scopes": {"/kit/": {"lib": "/js/old.js"}}}'
    files = {
        "js/lib.js": "export default '/lib'", "js/old.js": "export default '/old'",
        "kit/x.js": "import l from 'lib'; export default l",
    }  # fmt: skip
    outcome = _module("import l from 'lib'; import x from 'kit/x.js'; fetch(l); fetch(x)", files, imports)
    assert _fetched(outcome) == ["/lib", "/old"]


def test_of_modules_from_elsewhere_nothing_is_known() -> None:
    code = "import x, { start } from 'https://esm.example.com/x.js'; start(); x.y.z(); fetch('/after')"
    outcome = _module(code, {})
    assert [load.url for load in outcome.loads] == ["https://esm.example.com/x.js", "/after"]


def test_a_module_that_is_missing_is_told() -> None:
    outcome = _module("import './gone.js'; fetch('/after')", {})
    assert _fetched(outcome) == ["/after"]
    assert [o.reason for o in outcome.opaque] == ["a module that it imports could not be found in the build"]


def test_files_come_to_who_inserts_or_fetches_them() -> None:
    files = {
        "a/chunk.js": "window.part = '/part'; fetch(document.currentScript.src)",
        "a/head.html": "<div><img src='https://pixel.example.com/p.gif'></div>",
        "a/facts.json": '{"host": "https://facts.example.com/"}',
    }
    code = """
        var s = document.createElement('script'); s.src = 'chunk.js'; s.onload = function () { fetch(part) };
        document.head.append(s);
        fetch('head.html').then(r => r.text()).then(t => { document.body.innerHTML = t });
        fetch('facts.json').then(r => r.json()).then(d => fetch(d.host));
        var x = new XMLHttpRequest(); x.open('GET', 'facts.json');
        x.onload = () => fetch(JSON.parse(x.responseText).host + 'x');
        x.send();
        fetch('gone.html').catch(() => 0).then(r => { if (!r.ok) fetch('https://spare.example.com/') });
    """
    outcome = run([Script(code)], PAGE, None, Site(files))
    fetched = _fetched(outcome)
    assert {
        "/part",
        "https://www.example.no/a/chunk.js",
        "https://facts.example.com/",
        "https://facts.example.com/x",
    } < set(fetched)
    assert "https://spare.example.com/" in fetched
    assert ["pixel.example.com" in m.html for m in outcome.markup] == [True]
    assert not outcome.opaque


def test_what_is_remembered_holds_only_while_the_files_are_the_same() -> None:
    code = "import { a } from './a.js'; fetch(a)"
    assert _fetched(_module(code, {"a.js": "export let a = '/1'"})) == ["/1"]
    assert _fetched(_module(code, {"a.js": "export let a = '/2'"})) == ["/2"]
    assert _fetched(_module(code, {"a.js": "export let a = '/1'"})) == ["/1"]


def test_files_that_load_one_another_come_to_an_end() -> None:
    files = {
        f"a/{n}.js": f"var s = document.createElement('script'); s.src = '{n + 1}.js'; document.head.append(s)"
        for n in range(300)
    }
    outcome = run([Script(files["a/0.js"])], PAGE, None, Site(files))
    assert len(outcome.loads) >= 200
    assert outcome.opaque


def test_code_that_is_no_module_stays_what_it_is() -> None:
    assert "import x from;" in linked("import x from; }{").code
    assert linked("export default async function* () {}").exports == ()


def test_many_files_with_long_names_are_all_brought() -> None:
    files = {f"{'x' * 200}{n}.js": f"fetch('/{n}')" for n in range(60)}
    code = "".join(f"import('./{name}');" for name in files)
    assert sorted(_fetched(_module(code, files))) == sorted(f"/{n}" for n in range(60))
