// The record: what page code does, written down where page code cannot reach it.
//
// These files are joined in the order of their names into the body of one strict function, `(given) => {…}`. What it
// makes is the same for every page, and may be made ahead; of its page a world hears by `open`, the first command.
// They run before any page code and keep their own references to the built-ins they need. After that nothing here may
// depend on a property that a page can replace: no `for…of`, spread or destructuring of arrays (they look up
// Symbol.iterator), no methods on values that come from a page, no plain arrays or objects whose prototypes a page
// can give setters. Entries are JSON texts from the moment they are made, because a text cannot be changed afterwards.

const { apply, construct, defineProperty, deleteProperty, get, getOwnPropertyDescriptor, has, ownKeys } = Reflect;
const reflectSet = Reflect.set;
const { create, keys, hasOwn } = Object;
const chain = Object.setPrototypeOf;
const uncurry = (method) => (self, ...args) => apply(method, self, args);
const NativeString = String;
const NativeProxy = Proxy;
const NativeDate = Date;
const NativeFunction = Function;
const NativePromise = Promise;
const NativeError = Error;
const NativeTypeError = TypeError;
const isArray = Array.isArray;
const evaluate = globalThis.eval;
const stringify = JSON.stringify;
const parseJson = JSON.parse;
const max = Math.max;
const min = Math.min;
const floor = Math.floor;
const fromCharCode = String.fromCharCode;
const decodePercent = decodeURIComponent;
const encodePercent = encodeURIComponent;
const decodeBase64 = atob;
const encodeBase64 = btoa;
const slice = uncurry(String.prototype.slice);
const lower = uncurry(String.prototype.toLowerCase);
const upper = uncurry(String.prototype.toUpperCase);
const trim = uncurry(String.prototype.trim);
const indexOf = uncurry(String.prototype.indexOf);
const charCodeAt = uncurry(String.prototype.charCodeAt);
const flat = uncurry(Array.prototype.join);
const execute = uncurry(RegExp.prototype.exec);
const mapGet = uncurry(Map.prototype.get);
const mapSet = uncurry(Map.prototype.set);
const setHas = uncurry(Set.prototype.has);
const setAdd = uncurry(Set.prototype.add);
const weakGet = uncurry(WeakMap.prototype.get);
const weakSet = uncurry(WeakMap.prototype.set);
const promiseThen = uncurry(Promise.prototype.then);
const resolved = Promise.resolve.bind(Promise);
const nativeArrayPush = Array.prototype.push;

const dict = () => create(null);
const list = () => chain([], null);
const add = (items, item) => {
  items[items.length] = item;
};
const includes = (text, part) => indexOf(text, part) >= 0;
const startsWith = (text, part) => slice(text, 0, part.length) === part;
// An expression's own `test` goes through `exec` on the prototype, which polyfills replace; this does not.
const matches = (expression, text) => execute(expression, text) !== null;
const split = (text, separator) => {
  const parts = list();
  let from = 0;
  for (let at = indexOf(text, separator); at >= 0; at = indexOf(text, separator, from)) {
    add(parts, slice(text, from, at));
    from = at + separator.length;
  }
  add(parts, slice(text, from));
  return parts;
};
const words = (text) => {
  const found = dict();
  const parts = split(text, " ");
  for (let i = 0; i < parts.length; i++) found[parts[i]] = true;
  return found;
};
// What a page gets handed is an ordinary array, made without running setters that the page may have defined.
const plain = (items) => {
  const copy = [];
  for (let i = 0; i < items.length; i++) {
    defineProperty(copy, i, { __proto__: null, value: items[i], writable: true, enumerable: true, configurable: true });
  }
  return copy;
};
const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";
// As the browser makes a text of what it is given: page code may run (toString), and may throw.
const text = (value) => (typeof value === "string" ? value : typeof value === "symbol" ? "" : NativeString(value));

const ENTRIES = 3000; // entries kept in all
const ADDRESS = 4096; // characters of an address or a cookie
const MARKUP = 400000; // characters of markup in one entry
const SIZE = 4000000; // characters of the record between two readings

let entries = list();
let kept = 0;
let size = 0;
let seen = new Set();
// Set, without allocating anything, when an entry could not be kept; the reader turns it into a finding.
let cut = false;

// The number of a script that asked for more than the engine gives, whether or not it caught the error.
const EVERYBODY = 1e6;
let short = -1;

// Whether look-ups find something: the two worlds that a page is run in differ in nothing else. Where a page never
// asks, the second world would show what the first did, and is not run. A page that asks other hosts for something is run
// once more in a world in which all such requests fail.
let consulted = false;
let requested = false;
const finds = () => {
  consulted = true;
  return world.finds;
};

// The script that is running, or that ordered the callback that is running.
let current = 0;

const log = (what, ...fields) => {
  try {
    let entry = stringify(what) + "," + current;
    for (let i = 0; i < fields.length; i++) {
      entry += "," + stringify(slice(fields[i], 0, what === "markup" ? MARKUP : ADDRESS));
    }
    if (setHas(seen, entry)) return;
    if (kept >= ENTRIES || size + entry.length > SIZE) {
      cut = true;
      return;
    }
    setAdd(seen, entry);
    add(entries, "[" + entry + "]");
    kept += 1;
    size += entry.length;
  } catch (error) {
    cut = true;
    throw error;
  }
};

// What is written into the document in pieces ('<scr' + …, one call after another) is read as one text.
let pieces = dict();
const written = (piece) => {
  pieces[current] = slice((pieces[current] || "") + piece, 0, MARKUP);
};

const read = () => {
  const before = current;
  const owners = keys(pieces);
  for (let i = 0; i < owners.length; i++) {
    current = +owners[i];
    log("markup", pieces[current], RUNS);
  }
  pieces = dict();
  current = before;
  // `join` makes one flat text; the binding cannot take over what `+` makes of long ones.
  const parts = list();
  const asked_ = keys(questions);
  add(parts, '{"short":' + short + ',"cut":' + cut + ',"consulted":' + consulted + ',"requested":' + requested + ',"asked":[');
  for (let i = 0; i < asked_.length; i++) add(parts, (i ? "," : "") + stringify(asked_[i]));
  add(parts, '],"entries":[');
  for (let i = 0; i < entries.length; i++) add(parts, i ? "," + entries[i] : entries[i]);
  add(parts, "]}");
  entries = list();
  size = 0;
  cut = false;
  short = -1;
  return flat(parts, "");
};

const load = (kind, address, via) => {
  const url = text(address);
  if (url !== "") log("load", kind, url, via);
};
// Scripts run in what is written into the document, but not in what is set as an element's content.
const RUNS = "runs";
const markup = (html, run) => {
  if (isOpen(html)) opaque("the markup that it writes is not known");
  if (includes(html, "<")) log("markup", html, run === false ? "" : RUNS);
};
// An answer from the network, put into the page as it came, alone or among other markup: it may hold anything.
const OPEN_STYLE = /style\s*=[^>]*url\(\s*(?:["']|&quot;)?\s*[\ua66e\ua842]/i;
const isOpen = (html) => {
  if (!includes(html, UNKNOWN) && !includes(html, FETCHED)) return false;
  const bare = trim(html);
  if (matches(OPEN_STYLE, html)) return true;
  return bare === UNKNOWN || bare === FETCHED || (includes(html, FETCHED) && includes(outsideTags(html), FETCHED));
};
const outsideTags = (html) => {
  let left = "";
  let from = 0;
  for (let one = next_(TAG, 0, html); one !== null; one = next_(TAG, from, html)) {
    left += slice(html, from, one.index);
    from = one.index + one[0].length;
  }
  return left + slice(html, from);
};
const css = (styles) => {
  if (matches(/url\(|@import|image-set\(|src:/i, styles)) log("markup", "<style>" + styles + "</style>");
};
const opaque = (reason) => log("opaque", reason);
