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
WINDOW.Headers = class Headers extends Pairs {};
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
    const address = "blob:" + here.origin + "/" + blobCount;
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
WINDOW.TextEncoder = class TextEncoder {
  encode(value) {
    const bytes = encodePercent(text(value === undefined ? "" : value));
    const codes = list();
    for (let i = 0; i < bytes.length; i++) {
      if (slice(bytes, i, i + 1) === "%") {
        add(codes, +("0x" + slice(bytes, i + 1, i + 3)));
        i += 2;
      } else add(codes, charCodeAt(bytes, i));
    }
    return new Uint8Array(plain(codes));
  }
};
WINDOW.TextDecoder = class TextDecoder {
  decode(bytes) {
    let all = "";
    const view = bytes === undefined ? [] : bytes.length === undefined ? new Uint8Array(bytes) : bytes;
    for (let i = 0; i < view.length; i++) all += "%" + slice("0" + view[i].toString(16), -2);
    return percent(all);
  }
};
WINDOW.AbortController = class AbortController {
  constructor() {
    this.signal = new EventTarget();
    this.signal.aborted = false;
  }
  abort() {}
};
WINDOW.MessageChannel = class MessageChannel {
  constructor() {
    const port = () => ({ postMessage: nothing, start: nothing, close: nothing, addEventListener: nothing });
    this.port1 = port();
    this.port2 = port();
    this.port2.postMessage = (data) => schedule(() => fire(this.port1, "message", { __proto__: null, data, type: "message" }), undefined, [], 0);
  }
};

WINDOW.EventTarget = EventTarget;
WINDOW.Event = Event;
for (const name of split_("CustomEvent UIEvent MouseEvent KeyboardEvent PointerEvent TouchEvent MessageEvent ErrorEvent PopStateEvent ProgressEvent StorageEvent FocusEvent InputEvent WheelEvent")) {
  WINDOW[name] = class extends Event {};
}
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
