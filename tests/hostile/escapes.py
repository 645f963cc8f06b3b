"""What page code may try in order to get out of the sandbox; docs/limits.md promises that none of it does."""

from __future__ import annotations

ESCAPES = {
    # Other engines' and QuickJS's own ways to the system.
    "std": "std.loadFile('/etc/passwd')",
    "os": "os.exec(['touch', '/tmp/mine'])",
    "std import": "import('std').then((m) => m.loadFile('/etc/passwd'))",
    "os import": "import('qjs:os').then((m) => m.exec(['id']))",
    "bjson": "bjson.read(new ArrayBuffer(8), 0, 8)",
    "worker of the engine": "new os.Worker('./x.js')",
    "scriptArgs": "scriptArgs[0]",
    "require": "require('child_process').execSync('id')",
    "process": "process.binding('fs')",
    "Deno": "Deno.readTextFileSync('/etc/passwd')",
    "Bun": "Bun.file('/etc/passwd')",
    "java": "java.lang.Runtime.getRuntime().exec('id')",
    "ActiveX": "new ActiveXObject('WScript.Shell').Run('id')",
    "load": "load('/etc/passwd'); read('/etc/passwd'); loadScript('/etc/passwd'); print('x')",
    # Functions and contexts that others made.
    "constructor": "this.constructor.constructor('return this')().std",
    "constructor of a stub": "fetch.constructor('return process')()",
    "constructor of an error": "try { null.x } catch (e) { e.constructor.constructor('return os')() }",
    "constructor of a promise": "import('./x').catch((e) => e.constructor.constructor('return std')())",
    "async constructor": "(async () => {}).constructor('return import(\"std\")')()",
    "generator constructor": "(function* () {}).constructor('yield os')().next()",
    "caller": "(function f() { return f.caller.caller })()",
    "arguments": "(function () { return arguments.callee.caller.arguments })()",
    "prototype": "Object.getPrototypeOf(Object.getPrototypeOf(document)).constructor.__proto__.x",
    "stack frames": "Error.prepareStackTrace = (e, s) => s; new Error().stack[0].getThis().std",
    "realm": "new ShadowRealm().importValue('std', 'loadFile')",
    "iframe": "const f = document.createElement('iframe'); document.body.append(f); f.contentWindow.std.loadFile('/x')",
    "opener": "(window.opener || window.parent || window.top).std.loadFile('/x')",
    # Python, should any of it hang on a value.
    "Python class": "document.__class__.__mro__[1].__subclasses__()",
    "Python globals": "fetch.__globals__.__builtins__.open('/etc/passwd')",
    "Python import": "__import__('os').system('id')",
    "Python builtins": "globalThis.__builtins__.open('/etc/passwd').read()",
    # Files and addresses of the machine.
    "file address": "fetch('file:///etc/passwd').then((r) => r.text())",
    "file request": "const x = new XMLHttpRequest(); x.open('GET', 'file:///etc/passwd', false); x.send(); x.responseText",
    "file import": "import('file:///etc/passwd')",
    "file worker": "new Worker('file:///etc/passwd')",
    "out of the tree": "fetch('/../../../../etc/passwd').then((r) => r.text())",
    "out of the tree, escaped": "import('/%2e%2e/%2e%2e/%2e%2e/etc/passwd')",
    "importScripts": "importScripts('file:///etc/passwd')",
    "link to a file": "const l = document.createElement('link'); l.href = 'file:///etc/passwd'; document.head.append(l)",
    # Memory and the engine's inside.
    "shared memory": "new SharedArrayBuffer(64); Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0, 1e9)",
    "detached buffer": "const b = new ArrayBuffer(64), v = new DataView(b); b.transfer(0); v.getInt8(0)",
    "length of a typed array": "const a = new Uint8Array(8); Object.defineProperty(a, 'length', { value: 1e9 }); a[1e8]",
    "resized in a callback": "const b = new ArrayBuffer(64, { maxByteLength: 128 }), a = new Uint8Array(b);"
    " a.sort(() => { b.resize(0); return 1 })",
    "array shrunk while it is sorted": "const a = [3, 2, 1]; a.sort(() => { a.length = 0; return 1 })",
    "array in its own getter": "const a = [1]; Object.defineProperty(a, 0, { get() { a.length = 0; return a } }); a.flat(9)",
    "proxy of itself": "const p = new Proxy({}, {}); Object.setPrototypeOf(p, p)",
    "expression that is compiled anew": "const r = /a/g; r[Symbol.replace]('aaa', () => r.compile('(b)'.repeat(99)))",
    "weak reference": "const w = new WeakRef({}); new FinalizationRegistry(() => w.deref()).register({}, w); gc()",
    "deep destructuring": "eval('let ' + '['.repeat(5000) + 'a' + ']'.repeat(5000) + ' = []')",
    "class of null": "class A extends null { constructor() { super() } } new A()",
    "generator that runs itself": "const g = (function* () { g.next(); yield 1 })(); g.next()",
    "symbol as a key everywhere": "Object.prototype[Symbol.toPrimitive] = () => { throw globalThis }; `${{}}`",
    # What the stub page hands on to Python as text.
    "surrogate": "document.cookie = '\\ud800=\\udfff'; document.write('\\ud800')",
    "a number of digits": "setTimeout(() => {}, 10n ** 100n); document.cookie = 'a=1; max-age=' + '9'.repeat(1e5)",
    "endless name": "localStorage.setItem('a'.repeat(1e7), 1)",
    "NUL": "fetch('/\\0/../../etc/passwd')",
    "forged record": "document.write('\\u0000\\u0001{\"loads\":[]}'); JSON.stringify = () => '[[\"load\"]]'",
}
"""Name → code."""
