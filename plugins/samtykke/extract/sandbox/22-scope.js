// The global scope. A bare name that nothing defines is an unknown value, so that a script goes on which uses what
// another one brings; `window.name` asks whether it is there, and gets an answer of its own in each of the two worlds.

const globalObject = globalThis;
const fixed = (name, value) => defineProperty(globalObject, name, { __proto__: null, value, enumerable: true });
const loose = (name, value) => defineProperty(globalObject, name, { __proto__: null, value, writable: true, configurable: true });

const globals = dict();
let asked = dict(); // names that the page's scripts put to `typeof`
// Names that a script makes where they are not there (`self.x = self.x || []`): its own data, in both worlds.
let begun = dict();
// Handlers; and what a framework calls its own, or the developer's tools. Consent tools of others have such names too.
const NOT_THERE = /^on|^__(?!tcf|cmp|usp|gpp)|^importScripts$/;
// jQuery is there in both worlds, where the page has an element before that brings it from a third party.
const JQUERY_FILE = /\/jquery(?:[-.@]?\d[\d.]*)?(?:\.slim)?(?:\.min)?\.js(?:[?#]|$)/i;
let brought = false;
const isBrought = (name) => {
  if (!pageKnown || brought || (name !== "$" && name !== "jQuery")) return brought && (name === "$" || name === "jQuery");
  const elements = search('script[src*="jquery"]', null);
  for (let i = 0; i < elements.length && !brought; i++) {
    const src = getAttribute(elements[i], "src");
    brought = matches(JQUERY_FILE, src) && locate(resolveAddress(src)).host !== site.host;
  }
  return brought;
};
const unknownGlobal = (name) => {
  if (globals[name] === undefined) globals[name] = unknown(name);
  return globals[name];
};
const elementClassNamed = (name) => typeof name === "string" && matches(HAS_ELEMENT_CLASS, name);
const handlerOwners = dict();
// Settings that a page leaves for a third party's library, which then adds its methods to them.
const MATHJAX = split("typeset typesetPromise typesetClear texReset tex2svg tex2chtml Hub", " ");
const isMathjaxForeign = () => {
  const elements = search("script[src]", null);
  for (let i = 0; i < elements.length; i++) {
    const src = getAttribute(elements[i], "src");
    if (matches(/mathjax/i, src) && locate(resolveAddress(src)).host !== site.host) return true;
  }
  return false;
};
const extend = (settings) => {
  for (let i = 0; i < MATHJAX.length; i++) {
    const name = MATHJAX[i];
    if (name in settings) continue;
    const set = (value) => defineProperty(settings, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
    defineProperty(settings, name, { __proto__: null, configurable: true, get: () => (isMathjaxForeign() ? unknown("MathJax." + name) : undefined), set });
  }
};
const assign = (name, value) => {
  if (name === "MathJax" && pageKnown && isObject(value) && !isUnknown(value)) extend(value);
  if (typeof name === "string" && startsWith(name, "on")) handlerOwners[name] = current;
};

chain(globalObject, new NativeProxy(Object.prototype, {
  __proto__: null,
  get: (target, name, receiver) => {
    if (name in target) return get(target, name, receiver);
    if (typeof name === "symbol") return undefined;
    if (elementClassNamed(name)) return elementClass(name);
    const state = namedOnPage(name);
    if (state !== null) return state.node;
    if (isUnknownText(name)) opaque("it evaluates computed text");
    if (name in INTERFACES) return unknownGlobal(name);
    if (name in asked && (matches(NOT_THERE, name) || (!isBrought(name) && !finds()))) return undefined;
    return unknownGlobal(name);
  },
  has: (target, name) => name in target || typeof name === "string",
  set: (target, name, value) => {
    assign(name, value);
    return defineProperty(globalObject, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
  },
}));
const win = new NativeProxy(globalObject, {
  __proto__: null,
  get: (target, name) => {
    if (hasOwn(target, name)) return target[name];
    if (name in EventTarget.prototype) return EventTarget.prototype[name];
    if (name in Object.prototype) return Object.prototype[name];
    if (typeof name === "symbol") return name === Symbol.toStringTag ? "Window" : undefined;
    if (elementClassNamed(name)) return elementClass(name);
    const state = namedOnPage(name);
    if (state !== null) return state.node;
    if (name in INTERFACES) return unknownGlobal(name);
    return !matches(NOT_THERE, name) && !(name in begun) && (isBrought(name) || finds()) ? unknownGlobal(name) : undefined;
  },
  has: (target, name) =>
    hasOwn(target, name) || name in INTERFACES || namedOnPage(name) !== null || name in EventTarget.prototype || name in Object.prototype ||
    (!(typeof name === "string" && (name in begun || startsWith(name, "__") || name === "importScripts")) && (isBrought(name) || finds())),
  set: (target, name, value) => {
    assign(name, value);
    return reflectSet(target, name, value);
  },
  getPrototypeOf: () => WINDOW.Window.prototype,
});

// What the engine has and a page has not, and what would make two runs differ.
// A page's own would be handed the recorder's functions. It is called for every error the engine makes, and so tells of
// limits that a browser has not; there may be no memory left then, so nothing is allocated before that is noted.
// An error in a promise that nobody listens to passes in silence, and so each that the engine itself makes is told.
const ENGINE_ERROR = /not a function|cannot read propert|not defined|not iterable|not a constructor|not an object|cannot convert/i;
const STUMBLES = 50;
let stumbles = 0;
let busy = false; // something else runs than what promises have ordered
Error.prepareStackTrace = (error) => {
  const message = error.message;
  if (message === "out of memory" || message === "BigInt is too large" || message === "BigInt is too large to allocate" || message === "invalid string length") {
    short = short < 0 || short === current ? current : EVERYBODY;
  }
  if (!busy && stumbles < STUMBLES && matches(ENGINE_ERROR, message)) {
    stumbles += 1;
    log("error", "in a promise: " + message);
  }
  const at_ = (sources[current] || here().href) + ":1:1";
  return "Error\n    at f (" + at_ + ")\n    at g (" + at_ + ")\n    at " + at_ + "\n";
};
defineProperty(Error, "prepareStackTrace", { __proto__: null, get: nothing, set: nothing }); // the engine keeps the one above
NativeDate.now = wholeNow;
const Clock = new NativeProxy(NativeDate, {
  __proto__: null,
  construct: (target, args, made) => construct(target, args.length ? args : [wholeNow()], made),
  apply: () => new NativeDate(wholeNow()).toString(),
});
NativeDate.prototype.constructor = Clock;
Math.random = random;

hidden(Array.prototype, "push", function push(...items) {
  // Whatever a page calls its data layer, a consent call is pushed to it as an `arguments` object.
  const item = items[0];
  if (isObject(item) && !isUnknown(item) && !hasOwn(item, "nodeType") && item[0] === "consent") consent(item);
  return apply(nativeArrayPush, this, items);
});
hidden(JSON, "parse", function parse(given, reviver) {
  return isUnknown(given) || isUnknownText(given) ? unknown("json") : parseJson(given, reviver);
});

// Code made of text. `eval` itself stays, for it sees its caller's names; unknown text in it shows by the letter.
const Code = new NativeProxy(NativeFunction, {
  __proto__: null,
  construct: (target, args) => compile(target, args),
  apply: (target, self, args) => compile(target, args),
});
const compile = (target, args) => {
  const texts = list();
  for (let i = 0; i < args.length; i++) {
    add(texts, text(args[i]));
    if (isUnknownText(texts[i])) {
      opaque("it evaluates computed text");
      return unknown("Function");
    }
  }
  return construct(target, plain(texts));
};
NativeFunction.prototype.constructor = Code;

// Libraries ask a function for its text, to see whether the browser has it by nature.
const natives = new WeakSet();
const nativeHas = uncurry(WeakSet.prototype.has);
const nativeAdd = uncurry(WeakSet.prototype.add);
const native = (owner, deep) => {
  const names_ = ownKeys(owner);
  for (let i = 0; i < names_.length; i++) {
    const it = getOwnPropertyDescriptor(owner, names_[i]);
    if (typeof it.get === "function") nativeAdd(natives, it.get);
    if (typeof it.value !== "function" || isUnknown(it.value)) continue;
    nativeAdd(natives, it.value);
    if (deep && isObject(it.value.prototype)) native(it.value.prototype, false);
  }
};
native(WINDOW, true);
native(NAVIGATOR, false);
native(WINDOW.Intl, true);
native(WINDOW.history, false);
native(WINDOW.performance, false);
native(WINDOW.customElements, false);
native(doc, false);
native(Node.prototype, false);
native(EventTarget.prototype, false);
native(String, false);
native(String.prototype, false);
native(Array.prototype, false);
native(JSON, false);
nativeAdd(natives, Clock);
nativeAdd(natives, Code);
const sourceOf = uncurry(NativeFunction.prototype.toString);
hidden(NativeFunction.prototype, "toString", function toString() {
  if (!nativeHas(natives, this)) return sourceOf(this);
  const name = getOwnPropertyDescriptor(this, "name");
  return "function " + (name === undefined || typeof name.value !== "string" ? "" : name.value) + "() { [native code] }";
});
nativeAdd(natives, NativeFunction.prototype.toString);

// What an object says it is: frameworks take for a part of their state, and put in a wrapper, what calls itself a mere object.
for (const name of keys(WINDOW)) {
  const prototype = matches(/^[A-Z]/, name) && typeof WINDOW[name] === "function" ? WINDOW[name].prototype : null;
  if (isObject(prototype) && !isUnknown(WINDOW[name]) && !(Symbol.toStringTag in prototype)) {
    defineProperty(prototype, Symbol.toStringTag, { __proto__: null, value: name, configurable: true });
  }
}

for (const name of keys(WINDOW)) loose(name, WINDOW[name]);
nativeAdd(natives, importScripts_);
asWorker = () => loose("importScripts", importScripts_);
loose("Date", Clock);
loose("Function", Code);
for (const name of ["addEventListener", "removeEventListener", "dispatchEvent"]) loose(name, EventTarget.prototype[name]);
for (const name of ["self", "globalThis", "parent", "frames"]) loose(name, win);
fixed("window", win);
fixed("top", win);
fixed("document", doc);
defineProperty(globalObject, "location", { __proto__: null, enumerable: true, get: () => place, set: (url) => go(url, "location") });
deleteProperty(globalObject, "SharedArrayBuffer");
deleteProperty(globalObject, "Atomics");

// The code that is evaluated: eval(T = code). A value that is not known would pass through `eval` without a trace.
defineProperty(globalObject, world.text, { __proto__: null, set: (code) => {
  if (isUnknown(code)) opaque("it evaluates computed text");
} });
// import("…"), which the reader has renamed, because the engine has no hook for it.
fixed(world.importer, (target) => imported(target, "import"));

// The element that the running handler stands on.
const handled = () => {
  const i = world.elements[current];
  if (i === undefined || i < 0) return onPage("?");
  unpack();
  return stateAt(i, "@");
};

// The page that the world is for: its facts, in JSON, and its tree, or null where nothing is known of it.
const open = (facts, tree_) => {
  const given_ = parseJson(facts);
  for (const name of keys(given_)) world[name] = given_[name];
  tree = tree_;
  pageKnown = tree !== null;
  if (!pageKnown) asWorker(); // a file by itself may be a worker's
  sought = words(world.sought);
  asked = words(world.asked);
  begun = words(world.begun);
  site = locate(world.url);
  WINDOW.origin = globalObject.origin = site.origin;
  doc.domain = site.hostname;
  const names_ = split(world.named, " ");
  for (let i = 0; i < names_.length; i++) giveName(names_[i]);
};

// The reader's way in. Page code has no reference to it.
const COMMANDS = {
  __proto__: null,
  open,
  begin(number, src, request) {
    current = parsing = number;
    link_ = 0;
    sources[number] = src;
    const asked_ = asked_for[request];
    if (asked_ !== undefined && asked_.element !== undefined) scripts[number] = asked_.element;
  },
  // A file that a script loads: the names that it puts to `typeof`, that it says otherwise than to look them up, and that it makes.
  speaks(typeof_, said, begun_) {
    const more = split(typeof_, " ");
    for (let i = 0; i < more.length; i++) if (more[i] !== "") asked[more[i]] = true;
    const own_ = split(begun_, " ");
    for (let i = 0; i < own_.length; i++) begun[own_[i]] = true;
    const spoken = split(said, " ");
    for (let i = 0; i < spoken.length; i++) delete sought[spoken[i]];
  },
  imports(url) {
    const code = inline(url);
    if (code !== null) runText(code);
    else if (matches(/^(\.{0,2}\/|[a-z][\w+.-]*:)/i, url)) load("script", url, "import");
  },
  link,
  evaluate: evaluateModule,
  wanted: takeWanted,
  bring,
  arrive(number, key) {
    bring(number, 200, spaceOf(key));
  },
  handler(code) {
    parsing = -1;
    call(new NativeFunction("event", code), handled().node, [new Event("load")]);
  },
  failed(promise) {
    const owner = current;
    if (!(promise instanceof NativePromise)) return;
    try {
      promiseThen(promise, undefined, (error) => {
        current = owner;
        log("error", text(error));
      });
    } catch (_) {
      // It is no promise.
    }
  },
  settle: nothing,
  due,
  step,
  drop,
  phase,
  takeover,
  read,
};
return (command, first, second, third) => {
  busy = true;
  try {
    return COMMANDS[command](first, second, third);
  } finally {
    busy = command === "begin"; // the script runs next
  }
};
