// What contacts a host or keeps something in the browser, apart from elements.

// Functions that the window has by these names.
const WINDOW = dict();

const addressOf = (target) => (isObject(target) && !isUnknown(target) && "url" in target ? target.url : target);
const connect = (target, via) => {
  const url = text(addressOf(target));
  if (inline(url) === null) load("connection", url, via);
};
const answer = () => {
  const response = unknown("response", true);
  response.ok = true;
  response.status = 200;
  response.text = () => resolved(FETCHED);
  response.json = () => resolved(unknown("json", true));
  response.blob = response.arrayBuffer = response.formData = () => resolved(unknown("body", true));
  response.clone = () => response;
  return response;
};

let bodyOf; // these are defined with the streams
let isStream;
let gathered;
// How a server would send a file of this name.
const TYPES = {
  __proto__: null, json: "application/json", webmanifest: "application/manifest+json", txt: "text/plain", md: "text/markdown", xml: "application/xml",
  svg: "image/svg+xml", js: "text/javascript", mjs: "text/javascript", css: "text/css", csv: "text/csv", wasm: "application/wasm",
};
const typeOf = (url) => {
  const name = execute(/\.([a-z]+)(?:[?#]|$)/i, url);
  return (name !== null && TYPES[lower(name[1])]) || "text/html";
};
// The answer to who asked for a file of the site.
const served = (status, content, url) => {
  const response = answer();
  if (status === 0) return response;
  response.ok = status === 200;
  response.status = status;
  response.url = url;
  response.headers = new WINDOW.Headers([["content-type", typeOf(url)]]);
  response.text = () => resolved(content);
  response.json = () => new NativePromise((done) => done(parseJson(content)));
  response.body = bodyOf(content);
  response.arrayBuffer = () => resolved(encoded(content).buffer);
  response.blob = () => resolved(new WINDOW.Blob([content]));
  response.redirected = false;
  response.clone = () => served(status, content, url);
  return response;
};
const isRead = (method) => matches(/^(get|head)$/i, method);
// A file that the site lacks may be made by its server; not so what is asked for by an attribute that is not there. Who
// asks for nothing gets the page itself, in which nothing is new.
const certain = (status, url) => (url === "" ? 200 : matches(/^(null|undefined)$/, url) ? 404 : status === 404 && finds() ? 0 : status);

// Whether what is asked of an address gets no answer: in the world in which other hosts are out of reach.
const isOutOfReach = (address) => {
  if (!matches(/^\s*(?:[a-z][\w+.-]*:|\/\/)/i, address) || locate(resolveAddress(address)).host === site.host) return false;
  requested = true;
  return world.fails;
};

WINDOW.fetch = function fetch(target, options) {
  const url = text(addressOf(target));
  connect(target, "fetch");
  const held = inline(url);
  if (held !== null) return resolved(served(200, held, url));
  if (isOutOfReach(url)) return NativePromise.reject(new NativeTypeError("Failed to fetch"));
  const method = isObject(options) && options.method ? options.method : isObject(target) && !isUnknown(target) ? target.method : "GET";
  return new NativePromise((done) => {
    const answered = (status, content = "") => done(served(certain(status, url), content, url));
    if (!isRead(text(method)) || !want("text", url, answered)) answered(0);
  });
};
WINDOW.Request = class Request {
  constructor(target, options) {
    const given = isObject(options) ? options : dict();
    this.url = text(addressOf(target));
    this.method = given.method ? text(given.method) : isObject(target) && !isUnknown(target) && target.method ? text(target.method) : "GET";
    this.headers = new WINDOW.Headers(given.headers);
    this.body = given.body === undefined ? null : given.body;
    this.signal = given.signal === undefined ? new WINDOW.AbortSignal() : given.signal;
    this.mode = "cors";
    this.credentials = "same-origin";
    this.duplex = given.duplex;
  }
  clone() {
    return this;
  }
};
WINDOW.Response = class Response {
  constructor(content, options) {
    const given = isObject(options) ? options : dict();
    this.content = content === undefined || content === null ? "" : content;
    this.status = given.status === undefined ? 200 : +given.status;
    this.statusText = given.statusText === undefined ? "" : text(given.statusText);
    this.ok = this.status >= 200 && this.status < 300;
    this.headers = new WINDOW.Headers(given.headers);
    this.url = "";
    this.type = "default";
    this.redirected = this.bodyUsed = false;
  }
  get body() {
    return isStream(this.content) ? this.content : bodyOf(text(this.content));
  }
  text() {
    if (isStream(this.content)) return gathered(this.content);
    return resolved(isObject(this.content) && "content" in this.content ? text(this.content.content) : text(this.content));
  }
  json() {
    return promiseThen(this.text(), (content) => (isUnknownText(content) ? unknown("json", true) : parseJson(content)));
  }
  blob() {
    return promiseThen(this.text(), (content) => new WINDOW.Blob([content]));
  }
  arrayBuffer() {
    return promiseThen(this.text(), (content) => encoded(content).buffer);
  }
  clone() {
    return this;
  }
  static json(value) {
    return new WINDOW.Response(stringify(value));
  }
  static error() {
    return new WINDOW.Response("", { status: 0 });
  }
};
const parsedOrNull = (content) => {
  try {
    return parseJson(content);
  } catch (error) {
    return null;
  }
};
const responseOf = (kind, status, content) => {
  if (kind === "json") return status === 0 ? unknown("json") : parsedOrNull(content);
  if (kind === "blob") return new WINDOW.Blob([content]);
  if (kind === "arraybuffer") return new WINDOW.TextEncoder().encode(content).buffer;
  return kind === "document" ? unknown("xml") : content;
};
const requests = new WeakMap();
WINDOW.XMLHttpRequest = class XMLHttpRequest extends EventTarget {
  constructor() {
    super();
    this.readyState = 0;
    this.status = 0;
    this.statusText = this.responseText = this.responseURL = this.response = "";
    this.responseXML = null;
    this.responseType = "";
    this.timeout = 0;
    this.upload = new EventTarget();
    this.withCredentials = false;
  }
  open(method, url) {
    weakSet(requests, this, { url, via: "XMLHttpRequest", reads: isRead(text(method)) });
    this.readyState = 1;
  }
  send() {
    const request = weakGet(requests, this);
    if (request === undefined) throw new Error("InvalidStateError");
    connect(request.url, request.via);
    if (isOutOfReach(text(addressOf(request.url)))) {
      schedule(() => {
        this.readyState = 4;
        fire(this, "readystatechange");
        fire(this, "error");
        fire(this, "loadend");
      }, undefined, [], 10);
      return;
    }
    const answered = (status, content = "") => {
      const sure = certain(status, text(addressOf(request.url)));
      schedule(() => {
        this.readyState = 4;
        this.status = sure === 0 ? 200 : sure;
        this.statusText = sure === 404 ? "Not Found" : "OK";
        this.responseText = sure === 0 ? FETCHED : content;
        this.response = responseOf(this.responseType, sure, this.responseText);
        this.responseXML = unknown("xml");
        fire(this, "readystatechange");
        fire(this, "load");
        fire(this, "loadend");
      }, undefined, [], 10);
    };
    if (!request.reads || !want("text", text(addressOf(request.url)), answered)) answered(0);
  }
  setRequestHeader() {}
  overrideMimeType() {}
  abort() {}
  getResponseHeader() {
    return UNKNOWN;
  }
  getAllResponseHeaders() {
    return "";
  }
};
WINDOW.XDomainRequest = WINDOW.XMLHttpRequest;
// Connections fail too, and then another host may be asked: in one world the first to each host does.
const failed = dict(); // hosts
const happens = (target, type) => {
  const event = new Event(type);
  event.target = event.currentTarget = event.srcElement = target;
  event.code = type === "close" ? 1006 : 0;
  event.wasClean = false;
  event.reason = "";
  fire(target, type, event);
};
const channel = (name, opening, failing_) =>
  class extends EventTarget {
    constructor(url) {
      super();
      this.url = text(url);
      this.readyState = 1;
      connect(url, name);
      const host = locate(resolveAddress(this.url)).host;
      const fails = failing_.length > 0 && !(host in failed) && !finds();
      if (fails) failed[host] = true;
      const events = fails ? failing_ : opening;
      for (let i = 0; i < events.length; i++) {
        schedule(() => {
          if (fails) this.readyState = this.constructor.CLOSED || 3;
          happens(this, events[i]);
        }, undefined, [], 10);
      }
    }
    send() {}
    close() {}
  };
WINDOW.WebSocket = channel("WebSocket", ["open"], ["error", "close"]);
WINDOW.EventSource = channel("EventSource", ["open"], ["error"]);
WINDOW.WebTransport = channel("WebTransport", [], []);
// Code of workers asks for it to see what it is; a page whose code has no worker made lacks it.
let asWorker; // defined with the scope
// A worker runs here beside the page; what it loads is the page's doing. To one made of text the page's own messages
// come; to one of the site's files a message that is not known, for those may be as large as an index of all pages.
const wantWorker = (url, options, done) => {
  const isModule = isObject(options) && options.type === "module";
  if (!want(isModule ? "module" : "worker", isModule ? resolveAddress(url) : url, done)) done(0);
};
const thread = (name) =>
  class extends EventTarget {
    #inline;
    constructor(target, options) {
      super();
      asWorker();
      const url = text(target);
      const code = inline(url);
      this.#inline = code !== null;
      if (code !== null) isObject(options) && options.type === "module" ? runModuleText(code) : runText(code);
      else {
        load("worker", url, name);
        wantWorker(url, options, (status) => {
          if (status === 200) tell(unknown("message"), 1);
        });
      }
      const port = () => ({ start: nothing, postMessage: (data) => this.postMessage(data), addEventListener: nothing, removeEventListener: nothing, dispatchEvent: () => true, close: nothing });
      this.port = port();
    }
    postMessage(data) {
      if (this.#inline) tell(data, 1);
    }
    terminate() {}
  };
WINDOW.Worker = thread("Worker");
WINDOW.SharedWorker = thread("SharedWorker");
const importScripts_ = function importScripts(...urls) {
  for (let i = 0; i < urls.length; i++) {
    if (inline(text(urls[i])) !== null) continue;
    load("script", urls[i], "importScripts");
    const from = sources[current];
    want("script", from ? resolveFrom(text(urls[i]), locate(from)) : text(urls[i]), nothing);
  }
};
WINDOW.RTCPeerConnection = class RTCPeerConnection extends EventTarget {
  constructor(options) {
    super();
    const servers = isObject(options) && isObject(options.iceServers) ? options.iceServers : [];
    for (let i = 0; i < min(servers.length, 20); i++) {
      const one = servers[i].urls || servers[i].url;
      const urls = isArray(one) ? one : [one];
      for (let k = 0; k < min(urls.length, 20); k++) {
        // stun:host:port has no address form; the host is what matters
        const host = execute(/^(?:stuns?|turns?):([^?]+)/i, text(urls[k]));
        if (host !== null) load("connection", "https://" + host[1] + "/", "RTCPeerConnection");
      }
    }
  }
  createDataChannel() {
    return unknown("channel");
  }
  createOffer() {
    return resolved(unknown("offer", true));
  }
  setLocalDescription() {
    return resolved(undefined);
  }
  close() {}
};
WINDOW.webkitRTCPeerConnection = WINDOW.RTCPeerConnection;
WINDOW.FontFace = class FontFace {
  constructor(family, source) {
    const address = execute(/url\(\s*["']?([^"')]+)/i, text(source));
    if (address !== null && inline(address[1]) === null) load("font", address[1], "FontFace");
    this.family = family;
    this.loaded = resolved(this);
  }
  load() {
    return this.loaded;
  }
};
WINDOW.CSSStyleSheet = class CSSStyleSheet {
  constructor() {
    this.cssRules = [];
  }
  replaceSync(styles) {
    css(text(styles));
  }
  replace(styles) {
    css(text(styles));
    return resolved(this);
  }
  insertRule(rule) {
    css(text(rule));
    return 0;
  }
  deleteRule() {}
};
WINDOW.DOMParser = class DOMParser {
  parseFromString() {
    return unknown("detached");
  }
};

// Storage.

const storage = (kind) => {
  const values = dict();
  const put = (key, value) => {
    const name = text(key);
    values[name] = text(value);
    log("store", kind, name);
  };
  const methods = {
    __proto__: null,
    setItem: put,
    getItem: (key) => (text(key) in values ? values[text(key)] : null),
    removeItem: (key) => {
      delete values[text(key)];
    },
    clear: nothing,
    key: (at) => keys(values)[at] || null,
  };
  return new NativeProxy(dict(), {
    __proto__: null,
    get: (_, key) => {
      if (key === "length") return keys(values).length;
      return key in methods ? methods[key] : typeof key === "symbol" ? undefined : values[key];
    },
    set: (_, key, value) => {
      if (typeof key !== "symbol") put(key, value);
      return true;
    },
    defineProperty: (_, key, descriptor) => {
      put(key, descriptor.value);
      return true;
    },
    has: (_, key) => key in values || key in methods,
    deleteProperty: (_, key) => delete values[key],
    ownKeys: () => keys(values),
    getOwnPropertyDescriptor: (_, key) =>
      key in values ? { value: values[key], writable: true, enumerable: true, configurable: true } : undefined,
  });
};
WINDOW.localStorage = storage("local");
WINDOW.sessionStorage = storage("session");
const cache = () => ({
  add: (url) => (connect(url, "cache.add"), resolved(undefined)),
  addAll: (urls) => {
    for (let i = 0; isObject(urls) && i < min(urls.length, 200); i++) connect(urls[i], "cache.add");
    return resolved(undefined);
  },
  put: () => resolved(undefined),
  match: () => resolved(undefined),
  keys: () => resolved([]),
  delete: () => resolved(true),
});
WINDOW.caches = {
  open: (name) => {
    log("store", "cache", text(name));
    return resolved(cache());
  },
  match: () => resolved(undefined),
  keys: () => resolved([]),
  has: () => resolved(false),
  delete: () => resolved(true),
};
WINDOW.cookieStore = {
  set: (first, value) => {
    const options = isObject(first) ? first : { name: first, value };
    let cookie = text(options.name) + "=" + text(options.value);
    if (options.expires) cookie += "; expires=" + new NativeDate(+options.expires).toUTCString();
    setCookie(cookie);
    return resolved(undefined);
  },
  get: () => resolved(null),
  getAll: () => resolved([]),
  delete: () => resolved(undefined),
  addEventListener: nothing, removeEventListener: nothing, dispatchEvent: () => true,
};
// What service workers have of their own.
WINDOW.skipWaiting = () => resolved(undefined);
WINDOW.clients = { claim: () => resolved(undefined), matchAll: () => resolved([]), get: () => resolved(undefined), openWindow: () => resolved(null) };
// The events of a service worker's life.
const serve = (type) => {
  const event = new Event(type);
  event.waitUntil = event.respondWith = nothing;
  if (type === "fetch") event.request = new WINDOW.Request(here().href);
  fire(win, type, event);
};
const register = (url, options) => {
  asWorker();
  log("store", "serviceworker", text(url));
  load("worker", url, "serviceWorker.register");
  wantWorker(text(url), options, (status) => {
    if (status === 200) for (const type of ["install", "activate", "fetch"]) schedule(() => serve(type), undefined, [], 1);
  });
  return resolved(unknown("registration", true));
};

const NAVIGATOR = {
  userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  appVersion: "5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  appName: "Netscape",
  appCodeName: "Mozilla",
  product: "Gecko",
  productSub: "20030107",
  vendor: "Google Inc.",
  vendorSub: "",
  platform: "Linux x86_64",
  cookieEnabled: true,
  onLine: true,
  webdriver: false,
  doNotTrack: null,
  globalPrivacyControl: undefined,
  msDoNotTrack: undefined,
  maxTouchPoints: 0,
  hardwareConcurrency: 4,
  deviceMemory: 8,
  plugins: [],
  mimeTypes: [],
  pdfViewerEnabled: true,
  standalone: undefined,
  connection: { effectiveType: "4g", saveData: false, downlink: 10, rtt: 50, type: "wifi", addEventListener: nothing, removeEventListener: nothing, dispatchEvent: () => true },
  sendBeacon: (url) => {
    connect(url, "sendBeacon");
    return true;
  },
  javaEnabled: () => false,
  vibrate: () => true,
  serviceWorker: {
    register,
    ready: resolved(unknown("registration", true)),
    controller: null,
    getRegistration: () => resolved(undefined),
    getRegistrations: () => resolved([]),
    addEventListener: nothing, removeEventListener: nothing, dispatchEvent: () => true,
    startMessages: nothing,
  },
  storage: { estimate: () => resolved({ quota: 1e9, usage: 0 }), persist: () => resolved(true), persisted: () => resolved(false) },
};
// Visitors are Norwegian in one world and not in the other.
defineProperty(NAVIGATOR, "language", { __proto__: null, enumerable: true, get: () => (finds() ? "en-US" : "nb-NO") });
defineProperty(NAVIGATOR, "languages", { __proto__: null, enumerable: true, get: () => (finds() ? ["en-US", "en"] : ["nb-NO", "nb", "en"]) });
WINDOW.navigator = new NativeProxy(NAVIGATOR, {
  __proto__: null,
  get: (target, key) => (key in target ? target[key] : typeof key === "symbol" || !finds() ? undefined : unknown("navigator." + key)),
  has: (target, key) => key in target || finds(),
});
