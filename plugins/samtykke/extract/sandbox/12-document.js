// The document, its address and its cookies.

let readyState = ""; // until the visit says otherwise it depends on the world
let title = null;
let visibility = "visible";

const root = make("html", true);
const head = make("head", true);
const body = make("body", true);
const scripts = dict(); // number of a script -> its element, made when asked for
const sources = dict();
const scriptNow = () => {
  if (scripts[current] === undefined) {
    scripts[current] = make("script", true);
    scripts[current].started = true;
    scripts[current].adopts = world.elements[current] === undefined ? -1 : world.elements[current];
    if (sources[current] && scripts[current].adopts < 0) scripts[current].attributes.src = sources[current];
    scripts[current].given = sources[current] || "";
  }
  return scripts[current];
};

// A small reader of addresses: enough for scripts that take one apart. Nothing is judged by it.
const locate = (address) => {
  const whole = execute(/^([a-z][\w+.-]*:)(?:\/\/(?:[^/?#@]*@)?([^/?#:]*)(?::(\d+))?)?([^?#]*)(\?[^#]*)?(#[^]*)?$/i, trim(address));
  const found_ = whole === null ? list() : whole;
  const protocol = lower(found_[1] || "");
  const hostname = lower(found_[2] || "");
  const port = found_[3] || "";
  const host = port === "" ? hostname : hostname + ":" + port;
  const search = found_[5] === undefined || found_[5] === "?" ? "" : found_[5];
  const hash = found_[6] === undefined || found_[6] === "#" ? "" : found_[6];
  const pathname = found_[4] || (hostname === "" ? "" : "/");
  const origin = hostname === "" ? "null" : protocol + "//" + host;
  const href = hostname === "" ? address : origin + pathname + search + hash;
  return { __proto__: null, href, protocol, host, hostname, port, pathname, search, hash, origin };
};
// Where the page is. Its site is the same for all pages of a run; who wants to know more asks for the page's own address.
let site = locate("");
const SITE = words("protocol host hostname port origin");
const here = () => {
  questions["&"] = true;
  return site;
};
const resolveFrom = (address, base) => {
  const given = trim(text(address));
  if (matches(/^[a-z][\w+.-]*:/i, given)) return given;
  if (startsWith(given, "//")) return base.protocol + given;
  if (startsWith(given, "/")) return base.origin + given;
  if (startsWith(given, "#")) return base.origin + base.pathname + base.search + given;
  if (startsWith(given, "?")) return base.origin + base.pathname + given;
  const parts = split(base.pathname, "/");
  parts.length -= 1;
  const steps = split(given, "/");
  for (let i = 0; i < steps.length; i++) {
    if (steps[i] === "..") {
      if (parts.length > 1) parts.length -= 1;
    } else if (steps[i] !== ".") add(parts, steps[i]);
  }
  return base.origin + join(parts, "/");
};
const resolveAddress = (address) => {
  const given = trim(text(address));
  return resolveFrom(given, matches(/^(?:[a-z][\w+.-]*:|\/)/i, given) ? site : here());
};

// Another fragment of the page: what routers without a server go by.
const moveTo = (hash) => {
  const place_ = here();
  if (hash === place_.hash) return;
  const event = new Event("hashchange");
  event.oldURL = place_.href;
  place_.hash = hash;
  place_.href = event.newURL = place_.origin + place_.pathname + place_.search + hash;
  schedule(() => fire(win, "hashchange", event), undefined, [], 0);
};
go = (address, via) => {
  const url = text(address);
  const code = inline(url);
  if (code === null) {
    const there = locate(resolveAddress(url));
    if (isUnknownText(url) || there.origin !== site.origin || there.pathname + there.search !== here().pathname + here().search) load("refresh", url, via);
    else moveTo(there.hash);
  } else if (matches(/^\s*javascript:/i, url)) runText(code);
};
const place = {
  assign: (url) => go(url, "location.assign"),
  replace: (url) => go(url, "location.replace"),
  reload: nothing,
  toString: () => here().href,
  valueOf: () => place,
  ancestorOrigins: [],
};
// A visitor may come with any query and fragment; what a script makes of them cannot be known.
const arrival = { __proto__: null, search: "?", hash: "#" };
for (const name of keys(site)) {
  defineProperty(place, name, {
    enumerable: true,
    get: () => {
      const known = name in SITE ? site[name] : here()[name];
      return known === "" && name in arrival && finds() ? arrival[name] + UNKNOWN : known;
    },
    set: (value) => {
      if (name === "href") go(value, "location.href");
      else if (name === "hash") go((startsWith(text(value), "#") ? "" : "#") + text(value), "location.hash");
      else if (name === "host" || name === "hostname") go(site.protocol + "//" + text(value) + here().pathname, "location.host");
    },
  });
}

const jar = dict();
const setCookie = (given) => {
  const cookie = text(given);
  log("cookie", cookie, "" + floor(clock));
  const pair = execute(/^\s*([^=;]*)=([^;]*)/, cookie);
  if (pair !== null) jar[trim(pair[1])] = trim(pair[2]);
};
const cookies = () => {
  const names = keys(jar);
  let all = "";
  for (let i = 0; i < names.length; i++) all += (i ? "; " : "") + names[i] + "=" + jar[names[i]];
  return all;
};

const write = (pieces_) => {
  let html = "";
  for (let i = 0; i < pieces_.length; i++) {
    html += text(pieces_[i]);
  }
  if (isOpen(html)) markup(UNKNOWN);
  written(html);
  parseInto(body, html);
};
const collected = (selector) => {
  const states_ = search(selector, null);
  const one = states_.length ? null : missing(selector, null);
  if (one !== null) add(states_, one);
  return states_;
};
const parsed = (html) => {
  const fragment = make("#fragment", false);
  setHtml(fragment, text(html));
  return fragment.node;
};

class Document extends Node {}
titled(Document, "HTMLDocument");
const documentState = newState("#document", true);
const doc = construct(Document, [documentState, HIDDEN]);
documentState.node = doc;

let changeViews; // defined with the worklets
const quoted = (value) => '"' + join(split(value, '"'), "") + '"';
const idSelector = (id) => (matches(/^[a-z_][\w-]*$/i, id) ? "#" + id : "[id=" + quoted(id) + "]");
const classSelector = (names_) => "." + join(split(trim(names_), " "), ".");
const DOCUMENT = {
  createElement: (tag) => make(lower(text(tag)), false).node,
  createElementNS: (space, tag) => {
    const at = split(lower(text(tag)), ":");
    const name = at[at.length - 1];
    const state = make(name, false);
    if (typeof space === "string") state.space = space;
    return state.node;
  },
  createTextNode: (value) => toState(text(value)).node,
  createComment: (value) => {
    const state = newState("#comment", false);
    state.text = text(value);
    state.node = construct(Text, [state, HIDDEN]);
    return state.node;
  },
  createDocumentFragment: () => make("#fragment", false).node,
  createAttribute: (name) => ({ name, value: "" }),
  createEvent: () => new Event(""),
  createRange: () => new Range(),
  createTreeWalker: (from, shown, filter) => walker(from, shown, filter),
  createNodeIterator: (from, shown, filter) => walker(from, shown, filter),
  importNode: (node, deep) => (isUnknown(node) ? copyUnknown(node) : peek(node) === null ? node : copy(peek(node), deep === true, 0).node),
  adoptNode: (node) => node,
  startViewTransition: (given) => changeViews(given),
  write: (...all) => write(all),
  writeln: (...all) => write(all),
  open: () => doc,
  close: nothing,
  getElementById: (id) => nodeOf(lookUp(idSelector(text(id)), null)),
  getElementsByTagName: (name) => lookUpAll(name, null),
  getElementsByTagNameNS: (space, name) => lookUpAll(name, null),
  getElementsByClassName: (name) => lookUpAll(classSelector(text(name)), null),
  getElementsByName: (name) => lookUpAll("[name=" + quoted(text(name)) + "]", null),
  querySelector: (selector) => nodeOf(lookUp(selector, null)),
  querySelectorAll: (selector) => lookUpAll(selector, null),
  elementFromPoint: () => body.node,
  hasFocus: () => true,
  execCommand: () => false,
  getSelection: () => unknown("selection"),
  hasStorageAccess: () => resolved(true),
  requestStorageAccess: () => resolved(undefined),
  // Both parse markup into documents of their own, where nothing loads.
  implementation: {
    createHTMLDocument: () => unknown("detached"),
    createDocument: () => unknown("detached"),
    hasFeature: () => true,
  },
  fonts: { ready: resolved(undefined), load: () => resolved([]), add: nothing, check: () => true, addEventListener: nothing, removeEventListener: nothing, dispatchEvent: () => true },
  hidden: false,
  characterSet: "UTF-8",
  charset: "UTF-8",
  contentType: "text/html",
  compatMode: "CSS1Compat",
  designMode: "off",
  dir: "",
  lastModified: "01/01/2026 12:00:00",
  domain: "",
  adoptedStyleSheets: [],
  styleSheets: [],
  nodeType: 9,
  nodeName: "#document",
  documentMode: undefined,
  parentNode: null,
  parentElement: null,
  nextSibling: null,
  previousSibling: null,
  ownerDocument: null,
  textContent: null,
};
const DOCUMENT_READ = {
  documentElement: () => root.node,
  head: () => head.node,
  body: () => body.node,
  scrollingElement: () => root.node,
  activeElement: () => body.node,
  currentScript: () => scriptNow().node,
  scripts: () => lookUpAll("script", null),
  forms: () => namedList(collected("form")),
  images: () => namedList(collected("img")),
  links: () => nodeList(collected("a[href]")),
  anchors: () => nodeList(collected("a[name]")),
  embeds: () => namedList(collected("embed")),
  all: () => undefined,
  firstChild: () => root.node,
  childNodes: () => nodeList([root]),
  children: () => nodeList([root]),
  readyState: () => (readyState !== "" ? readyState : finds() ? "complete" : "loading"),
  title: () => (title !== null ? title : finds() ? FROM_PAGE : ""),
  visibilityState: () => visibility,
  defaultView: () => win,
  referrer: () => (finds() ? "https://www.google.com/" : ""),
  URL: () => here().href,
  documentURI: () => here().href,
  baseURI: () => here().href,
};
for (const name of keys(DOCUMENT)) {
  defineProperty(doc, name, { value: DOCUMENT[name], writable: true, configurable: true, enumerable: true });
}
for (const name of keys(DOCUMENT_READ)) {
  // Assignments are let through, as `document.readyState = …` in a script that pretends is no reason to stop.
  defineProperty(doc, name, { get: DOCUMENT_READ[name], set: nothing, configurable: true, enumerable: true });
}
// `document.NAME` is the form, image or frame of that name; only for names that scripts use as such, for others ask by
// it what the browser can do.
const giveName = (name) => {
  // The faces of elements are the document's too here, and so `form` and `search` are there, which it has not.
  if (name === "" || hasOwn(doc, name) || name in METHODS || name in EventTarget.prototype || matches(/Child|Element/, name)) return;
  defineProperty(doc, name, {
    get: () => {
      const state = namedOnPage(name);
      return state !== null ? state.node : finds() ? onPage("[name=" + name + "]").node : undefined;
    },
    set: (value) => defineProperty(doc, name, { __proto__: null, value, writable: true, configurable: true, enumerable: true }),
    configurable: true,
    enumerable: true,
  });
};
defineProperty(doc, "cookie", { get: cookies, set: setCookie, configurable: true, enumerable: true });
defineProperty(doc, "location", { get: () => place, set: (url) => go(url, "location"), enumerable: true });

// A walk through a tree, in the order of the document.
const KIND_BITS = { __proto__: null, "#text": 4, "#comment": 128, "#document": 256, "#fragment": 1024, "#shadow": 1024 };
const walker = (from, shown, filter) => {
  const top = peek(from);
  if (top === null) return unknown("walker");
  const bits = shown === undefined || shown === null ? 0xffffffff : +shown;
  let at = top;
  const accepts = (state) => {
    if (!(bits & (KIND_BITS[state.tag] || 1))) return 3;
    const test = isObject(filter) && typeof filter.acceptNode === "function" ? filter.acceptNode : filter;
    return typeof test === "function" ? +apply(test, filter, [state.node]) : 1;
  };
  const kidsIn = (state) => (state === documentState ? [root] : kidsOf(state));
  const after = (state, inside) => {
    if (inside) {
      const kids = kidsIn(state);
      if (kids.length) return kids[0];
    }
    for (let one = state, i = 0; one !== null && one !== top && i < DEPTH; one = parentOf(one), i++) {
      const next = siblingAfter(one);
      if (next !== null) return next;
    }
    return null;
  };
  const walk = {
    root: from,
    whatToShow: bits,
    filter: filter === undefined ? null : filter,
    get currentNode() {
      return at.node;
    },
    set currentNode(node) {
      if (peek(node) !== null) at = peek(node);
    },
    nextNode() {
      let inside = true;
      for (let next = after(at, true); next !== null; next = after(next, inside)) {
        const verdict = accepts(next);
        if (verdict === 1) {
          at = next;
          return at.node;
        }
        inside = verdict !== 2;
      }
      return null;
    },
    firstChild() {
      const kids = kidsIn(at);
      for (let i = 0; i < kids.length; i++) {
        if (accepts(kids[i]) === 1) {
          at = kids[i];
          return at.node;
        }
      }
      return null;
    },
    nextSibling() {
      for (let next = siblingAfter(at); next !== null; next = siblingAfter(next)) {
        if (accepts(next) === 1) {
          at = next;
          return at.node;
        }
      }
      return null;
    },
    parentNode() {
      const parent = at === top ? null : parentOf(at);
      if (parent === null) return null;
      at = parent;
      return at.node;
    },
    previousNode: () => null,
    previousSibling: () => null,
    lastChild: () => null,
    detach: nothing,
  };
  return walk;
};
const siblingAfter = (state) => {
  const parent = parentOf(state);
  if (parent === null) return null;
  const kids = kidsOf(parent);
  let i = 0;
  while (i < kids.length && kids[i] !== state) i++;
  return i + 1 < kids.length ? kids[i + 1] : null;
};

class Range {
  createContextualFragment(html) {
    return parsed(html);
  }
  cloneRange() {
    return new Range();
  }
  cloneContents() {
    return make("#fragment", false).node;
  }
  extractContents() {
    return make("#fragment", false).node;
  }
  insertNode(node) {
    attachForeign(node);
  }
  getBoundingClientRect() {
    return METHODS.getBoundingClientRect();
  }
}
for (const name of split_("setStart setEnd setStartBefore setStartAfter setEndBefore setEndAfter selectNode selectNodeContents collapse detach deleteContents surroundContents")) {
  Range.prototype[name] = nothing;
}
function split_(text_) {
  return plain(split(text_, " "));
}
