// Texts, addresses and files.

const query = (given) => {
  const pairs = list();
  const parts = split(startsWith(given, "?") ? slice(given, 1) : given, "&");
  for (let i = 0; i < parts.length; i++) {
    if (parts[i] === "") continue;
    const at = indexOf(parts[i], "=");
    const plus = (value) => percent(join(split(value, "+"), " "));
    add(pairs, at < 0 ? [plus(parts[i]), ""] : [plus(slice(parts[i], 0, at)), plus(slice(parts[i], at + 1))]);
  }
  return pairs;
};
class Pairs {
  #pairs = list();
  #changed;
  constructor(init, changed) {
    this.#changed = typeof changed === "function" ? changed : nothing;
    if (typeof init === "string") this.#pairs = query(init);
    else if (isArray(init)) for (let i = 0; i < init.length; i++) add(this.#pairs, [text(init[i][0]), init[i][1]]);
    else if (isObject(init) && !isUnknown(init) && peek(init) === null) {
      const names = keys(init);
      for (let i = 0; i < names.length; i++) add(this.#pairs, [names[i], init[names[i]]]);
    }
  }
  append(name, value) {
    add(this.#pairs, [text(name), value]);
    this.#changed(this);
  }
  set(name, value) {
    this.#drop(text(name));
    this.append(name, value);
  }
  #drop(name) {
    const left = list();
    for (let i = 0; i < this.#pairs.length; i++) if (this.#pairs[i][0] !== name) add(left, this.#pairs[i]);
    this.#pairs = left;
  }
  delete(name) {
    this.#drop(text(name));
    this.#changed(this);
  }
  get(name) {
    for (let i = 0; i < this.#pairs.length; i++) if (this.#pairs[i][0] === text(name)) return this.#pairs[i][1];
    return null;
  }
  getAll(name) {
    const value = this.get(name);
    return value === null ? [] : [value];
  }
  has(name) {
    return this.get(name) !== null;
  }
  forEach(action) {
    for (let i = 0; i < this.#pairs.length; i++) action(this.#pairs[i][1], this.#pairs[i][0], this);
  }
  entries() {
    return plain(this.#pairs)[Symbol.iterator]();
  }
  keys() {
    return plain(this.#pairs).map((pair) => pair[0])[Symbol.iterator]();
  }
  values() {
    return plain(this.#pairs).map((pair) => pair[1])[Symbol.iterator]();
  }
  [Symbol.iterator]() {
    return this.entries();
  }
  sort() {}
  toString() {
    let all = "";
    for (let i = 0; i < this.#pairs.length; i++) {
      all += (i ? "&" : "") + encodePercent(text(this.#pairs[i][0])) + "=" + encodePercent(text(this.#pairs[i][1]));
    }
    return all;
  }
}
WINDOW.URLSearchParams = class URLSearchParams extends Pairs {};
WINDOW.FormData = class FormData extends Pairs {};
// Their names are the same in any case.
const headersIn = (init) => {
  const all = [];
  if (init instanceof Pairs) init.forEach((value, name) => add(all, [name, value]));
  else if (isArray(init)) for (let i = 0; i < init.length; i++) add(all, [lower(text(init[i][0])), init[i][1]]);
  else if (isObject(init) && !isUnknown(init)) {
    const names = keys(init);
    for (let i = 0; i < names.length; i++) add(all, [lower(names[i]), init[names[i]]]);
  }
  return all;
};
WINDOW.Headers = class Headers extends Pairs {
  constructor(init) {
    super(headersIn(init));
  }
  append(name, value) {
    super.append(lower(text(name)), value);
  }
  set(name, value) {
    super.set(lower(text(name)), value);
  }
  delete(name) {
    super.delete(lower(text(name)));
  }
  get(name) {
    return super.get(lower(text(name)));
  }
  has(name) {
    return super.has(lower(text(name)));
  }
  getSetCookie() {
    return [];
  }
};
// A path as an address has it. By a space in one libraries find out whether a browser's addresses are to be trusted.
const pathOf = (given) => {
  let path = "";
  for (let i = 0; i < given.length; i++) path += matches(/[ "<>`{}]/, given[i]) ? encodePercent(given[i]) : given[i];
  return startsWith(path, "/") ? path : "/" + path;
};
WINDOW.URL = class URL {
  #parts;
  #query = null;
  constructor(address, base) {
    const whole = resolveFrom(address, base === undefined ? { protocol: "", origin: "", pathname: "/", search: "" } : locate(resolveAddress(base)));
    this.#parts = locate(whole);
    if (this.#parts.protocol === "" && !isUnknownText(whole)) throw new TypeError("Invalid URL");
    for (const name of split_("protocol host hostname port pathname search hash origin")) {
      defineProperty(this, name, {
        enumerable: true,
        get: () => this.#parts[name],
        set: (value) => {
          let given = text(value);
          if (name === "search" && given !== "" && !startsWith(given, "?")) given = "?" + given;
          if (name === "pathname") given = pathOf(given);
          this.#parts[name] = given;
          if (name === "hostname") this.#parts.host = given;
        },
      });
    }
  }
  get searchParams() {
    if (this.#query === null) {
      this.#query = new WINDOW.URLSearchParams(this.#parts.search, (all) => {
        this.#parts.search = "?" + all.toString();
      });
    }
    return this.#query;
  }
  get href() {
    const p = this.#parts;
    return p.hostname === "" ? p.href : p.protocol + "//" + p.host + p.pathname + p.search + p.hash;
  }
  set href(value) {
    this.#parts = locate(text(value));
  }
  toString() {
    return this.href;
  }
  toJSON() {
    return this.href;
  }
  static createObjectURL(blob) {
    blobCount += 1;
    const address = "blob:" + site.origin + "/" + blobCount;
    if (blobCount < 100 && isObject(blob)) blobs[address] = text(blob.content);
    return address;
  }
  static revokeObjectURL() {}
  static canParse(address) {
    return matches(/^[a-z][\w+.-]*:/i, text(address));
  }
};
WINDOW.webkitURL = WINDOW.URL;
let blobCount = 0;
WINDOW.Blob = class Blob {
  constructor(parts, options) {
    let all = "";
    for (let i = 0; isObject(parts) && i < min(parts.length, 1000); i++) {
      const one = parts[i];
      all += isObject(one) && "content" in one ? text(one.content) : text(one);
    }
    defineProperty(this, "content", { __proto__: null, value: all });
    this.size = all.length;
    this.type = isObject(options) && options.type ? text(options.type) : "";
  }
  text() {
    return resolved(this.content);
  }
  slice() {
    return this;
  }
};
WINDOW.File = class File extends WINDOW.Blob {};
// UTF-8, both ways.
const encoded = (given) => {
  const codes = list();
  for (let i = 0; i < given.length; i++) {
    let code = charCodeAt(given, i);
    if (code < 0x80) {
      codes[codes.length] = code;
      continue;
    }
    if (code >= 0xd800 && code < 0xe000) {
      const low = code < 0xdc00 && i + 1 < given.length ? charCodeAt(given, i + 1) : 0;
      if (low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + low - 0xdc00;
        i += 1;
      } else code = 0xfffd;
    }
    if (code < 0x800) add(codes, 0xc0 | (code >> 6));
    else {
      if (code < 0x10000) add(codes, 0xe0 | (code >> 12));
      else {
        add(codes, 0xf0 | (code >> 18));
        add(codes, 0x80 | ((code >> 12) & 63));
      }
      add(codes, 0x80 | ((code >> 6) & 63));
    }
    add(codes, 0x80 | (code & 63));
  }
  const bytes = new Bytes(codes.length);
  for (let i = 0; i < codes.length; i++) bytes[i] = codes[i];
  return bytes;
};
const Bytes = Uint8Array;
// The text, and how many bytes at the end are the beginning of a character that is yet to come.
const decodedBytes = (view, whole) => {
  let all = "";
  let i = 0;
  while (i < view.length) {
    const first = view[i];
    const more = first < 0x80 ? 0 : first < 0xc2 ? -1 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : -1;
    if (more > 0 && i + more >= view.length && !whole) break;
    let code = more <= 0 ? first : first & (63 >> more);
    let good = more >= 0 && i + more < view.length;
    for (let k = 1; k <= more && good; k++) {
      if ((view[i + k] & 0xc0) !== 0x80) good = false;
      else code = (code << 6) | (view[i + k] & 63);
    }
    i += good ? more + 1 : 1;
    if (!good) all += "\ufffd";
    else if (code < 0x10000) all += fromCharCode(code);
    else all += fromCharCode(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 1023));
  }
  return { __proto__: null, all, left: view.length - i };
};
WINDOW.TextEncoder = class TextEncoder {
  get encoding() {
    return "utf-8";
  }
  encode(value) {
    return encoded(value === undefined ? "" : text(value));
  }
  encodeInto(value, into) {
    const bytes = encoded(text(value));
    const written_ = min(bytes.length, into.length);
    for (let i = 0; i < written_; i++) into[i] = bytes[i];
    return { read: text(value).length, written: written_ };
  }
};
WINDOW.TextDecoder = class TextDecoder {
  #rest = list();
  get encoding() {
    return "utf-8";
  }
  decode(bytes, options) {
    const given = bytes === undefined ? list() : isUnknown(bytes) ? null : bytes.length !== undefined ? bytes : new Bytes(isObject(bytes.buffer) ? bytes.buffer : bytes);
    if (given === null) return UNKNOWN;
    let view = given;
    if (this.#rest.length) {
      view = list();
      for (let i = 0; i < this.#rest.length; i++) add(view, this.#rest[i]);
      for (let i = 0; i < given.length; i++) add(view, given[i]);
      this.#rest = list();
    }
    const { all, left } = decodedBytes(view, !(isObject(options) && options.stream));
    for (let i = view.length - left; i < view.length; i++) add(this.#rest, view[i]);
    return all;
  }
};

WINDOW.EventTarget = EventTarget;
WINDOW.Event = Event;
for (const name of split_("CustomEvent UIEvent MouseEvent KeyboardEvent PointerEvent TouchEvent MessageEvent ErrorEvent PopStateEvent ProgressEvent StorageEvent FocusEvent InputEvent WheelEvent")) {
  WINDOW[name] = class extends Event {};
}
for (const [name, kind] of [["ELEMENT", 1], ["TEXT", 3], ["CDATA_SECTION", 4], ["COMMENT", 8], ["DOCUMENT", 9], ["DOCUMENT_TYPE", 10], ["DOCUMENT_FRAGMENT", 11]]) {
  const constant = { __proto__: null, value: kind, enumerable: true };
  defineProperty(Node, name + "_NODE", constant);
  defineProperty(Node.prototype, name + "_NODE", constant);
}
WINDOW.NodeFilter = { SHOW_ALL: 0xffffffff, SHOW_ELEMENT: 1, SHOW_TEXT: 4, SHOW_COMMENT: 128, SHOW_DOCUMENT: 256, FILTER_ACCEPT: 1, FILTER_REJECT: 2, FILTER_SKIP: 3 };
WINDOW.Node = Node;
WINDOW.Element = Element;
WINDOW.HTMLElement = HTMLElement;
WINDOW.SVGElement = Element;
WINDOW.Document = WINDOW.HTMLDocument = Document;
WINDOW.DocumentFragment = WINDOW.ShadowRoot = DocumentFragment;
WINDOW.Text = Text;
WINDOW.Range = Range;
WINDOW.Window = class Window extends EventTarget {};
WINDOW.NodeList = WINDOW.HTMLCollection = Array;
const HAS_ELEMENT_CLASS = /^HTML[A-Z]\w*Element$/;
