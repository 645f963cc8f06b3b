// The faces of nodes: the properties and methods by which page code works with them.

const getAttribute = (state, name) => {
  const value = state.attributes[name];
  if (value !== undefined) return value;
  return state.found && finds() ? FROM_PAGE : null;
};
const own = (node) => {
  const state = peek(node);
  if (state === null) throw new TypeError("Illegal invocation");
  return state;
};
const putAll = (parent, nodes) => {
  for (let i = 0; i < nodes.length; i++) insert(parent, toState(nodes[i]));
};
// Where there is no parent, the page is taken to be one: an element found, or one that is not known.
const around = (node) => {
  const state = own(node);
  return state.parent !== null ? state.parent : state.found ? body : null;
};
const outside = (node, nodes) => {
  const parent = around(node);
  if (parent !== null) putAll(parent, nodes);
};
// Of what stands beside and within elements of the page nothing is known but that a walk through it comes to an end.
const edge = () => onPage("x-edge");
const neighbour = (node, forward) => {
  const state = own(node);
  if (state.parent !== null) {
    const kids = state.parent.kids;
    for (let i = 0; i < kids.length; i++) if (kids[i] === state) return nodeOf(kids[i + (forward ? 1 : -1)] || null);
  }
  return state.found && state !== edge() && finds() ? edge().node : null;
};
const firstKid = (state) => {
  if (state.kids.length) return state.kids[0];
  if (!state.found || state.emptied || state === edge()) return null;
  if (state === root) return head;
  return state === head || state === body ? scriptNow() : finds() ? edge() : null;
};

const METHODS = {
  __proto__: null,
  appendChild(child) {
    if (isUnknown(child)) {
      attachUnknown(child);
      return child;
    }
    insert(own(this), toState(child));
    return child;
  },
  insertBefore(child) {
    if (isUnknown(child)) {
      attachUnknown(child);
      return child;
    }
    insert(own(this), toState(child));
    return child;
  },
  replaceChild(child, old) {
    insert(own(this), toState(child));
    return old;
  },
  removeChild(child) {
    if (peek(child) !== null) remove(peek(child));
    own(this).emptied = true; // or a page that empties an element would go on for ever
    return child;
  },
  append(...nodes) {
    putAll(own(this), nodes);
  },
  prepend(...nodes) {
    putAll(own(this), nodes);
  },
  replaceChildren(...nodes) {
    own(this).kids = list();
    putAll(own(this), nodes);
  },
  before(...nodes) {
    outside(this, nodes);
  },
  after(...nodes) {
    outside(this, nodes);
  },
  replaceWith(...nodes) {
    outside(this, nodes);
  },
  remove() {
    remove(own(this));
    body.emptied = true;
  },
  insertAdjacentElement(where, element) {
    if (matches(/^(before|after)(begin|end)$/i, text(where))) outsideOrIn(this, where, element);
    return element;
  },
  insertAdjacentText() {},
  insertAdjacentHTML(where, html) {
    if (!isUnknown(html)) markup(text(html));
    noteIds(text(html));
  },
  setHTML(html) {
    if (!isUnknown(html)) replaceHtml(own(this), text(html));
  },
  setHTMLUnsafe(html) {
    if (!isUnknown(html)) replaceHtml(own(this), text(html));
  },
  cloneNode(deep) {
    return copy(own(this), deep === true, 0).node;
  },
  hasChildNodes() {
    return firstKid(own(this)) !== null;
  },
  contains(other) {
    const inner = peek(other);
    const outer = own(this);
    if (inner === null) return false;
    return inner === outer || isInside(inner, outer) || (isConnected(inner) && (outer === documentState || outer === root || (outer.found && finds())));
  },
  getRootNode() {
    let at = own(this);
    if (isConnected(at)) return doc;
    for (let i = 0; at.parent !== null && i < DEPTH; i++) at = at.parent;
    return at.node;
  },
  normalize() {},
  compareDocumentPosition() {
    return 4;
  },
  isEqualNode(other) {
    return this === other;
  },
  isSameNode(other) {
    return this === other;
  },
  getAttribute(name) {
    return getAttribute(own(this), lower(text(name)));
  },
  getAttributeNS(space, name) {
    return getAttribute(own(this), lower(text(name)));
  },
  getAttributeNode(name) {
    const value = getAttribute(own(this), lower(text(name)));
    return value === null ? null : { name, value, specified: true };
  },
  getAttributeNames() {
    return keys(own(this).attributes);
  },
  setAttribute(name, value) {
    setAttribute(own(this), lower(text(name)), text(value));
  },
  setAttributeNS(space, name, value) {
    const at = split(lower(text(name)), ":");
    setAttribute(own(this), at[at.length - 1], text(value));
  },
  setAttributeNode(attribute) {
    if (isObject(attribute)) setAttribute(own(this), lower(text(attribute.name)), text(attribute.value));
  },
  removeAttribute(name) {
    delete own(this).attributes[lower(text(name))];
  },
  toggleAttribute(name) {
    setAttribute(own(this), lower(text(name)), "");
    return true;
  },
  hasAttribute(name) {
    return getAttribute(own(this), lower(text(name))) !== null;
  },
  hasAttributes() {
    return keys(own(this).attributes).length > 0;
  },
  querySelector(selector) {
    return nodeOf(lookUp(selector, own(this)));
  },
  querySelectorAll(selector) {
    return lookUpAll(selector, own(this));
  },
  getElementsByTagName(name) {
    return lookUpAll(name, own(this));
  },
  getElementsByClassName(name) {
    return lookUpAll("." + text(name), own(this));
  },
  closest(selector) {
    return own(this).found && finds() ? nodeOf(lookUp(selector, null)) : null;
  },
  matches() {
    return own(this).found && finds();
  },
  getBoundingClientRect() {
    return { top: 0, left: 0, right: 100, bottom: 100, width: 100, height: 100, x: 0, y: 0 };
  },
  getClientRects() {
    return [this.getBoundingClientRect()];
  },
  attachShadow() {
    const state = own(this);
    state.extra = make("#fragment", false);
    state.extra.tag = "#shadow";
    state.extra.parent = state;
    return state.extra.node;
  },
  submit() {
    submit(own(this));
  },
  requestSubmit() {
    submit(own(this));
  },
  click() {
    const state = own(this);
    fire(this, "click");
    const { href, target } = state.attributes;
    // "?" was looked up, and is a link if it was given an `href`.
    if ((state.tag === "a" || state.tag === "?") && href !== undefined && target !== "_blank" && state.attributes.download === undefined) go(href, "a.click");
  },
  play() {
    return resolved(undefined);
  },
  load() {},
  decode() {
    return resolved(undefined);
  },
  animate() {
    return unknown("animation");
  },
  getContext() {
    return unknown("canvas");
  },
  toDataURL() {
    return "data:,";
  },
  canPlayType() {
    return "maybe";
  },
};
const IDLE = "focus blur scroll scrollTo scrollBy scrollIntoView pause select reset setCustomValidity setPointerCapture releasePointerCapture showModal show close showPopover hidePopover toggle setSelectionRange stepUp stepDown";

const outsideOrIn = (node, where, element) => {
  if (matches(/begin$/i, text(where)) === matches(/^after/i, text(where))) insert(own(node), toState(element));
  else outside(node, [element]);
};
const noteIds = (html) => {
  if (writtenIds.length < MARKUP) writtenIds += html;
};
const replaceHtml = (state, html) => {
  noteIds(html);
  setHtml(state, html);
};
const submit = (state) => {
  const action = state.attributes.action;
  if (action !== undefined && inline(action) === null) load("form", action, "form.submit");
};
const copy = (state, deep, depth) => {
  const made = make(state.tag, false);
  const names = keys(state.attributes);
  for (let i = 0; i < names.length; i++) made.attributes[names[i]] = state.attributes[names[i]];
  made.text = state.text;
  made.html = state.html;
  if (deep && depth < 50) for (let i = 0; i < state.kids.length; i++) insert(made, copy(state.kids[i], true, depth + 1));
  if (deep && state.tag === "template" && state.extra !== null && depth < 50) made.extra = copy(state.extra, true, depth + 1);
  return made;
};

// A style object: every value that is set may name a file.
const styleOf = (state) => {
  if (state.style !== null) return state.style;
  const values = dict();
  const setValue = (key, value) => {
    values[key] = value;
    if (typeof value === "string") css(key === "cssText" ? "x{" + value + "}" : "x{" + key + ":" + value + "}");
  };
  const methods = {
    __proto__: null,
    setProperty: (key, value) => setValue(text(key), value),
    removeProperty: () => "",
    getPropertyValue: (key) => values[text(key)] || "",
    getPropertyPriority: () => "",
    length: 0,
  };
  state.style = new NativeProxy(dict(), {
    __proto__: null,
    get: (_, key) => (key in methods ? methods[key] : values[key] === undefined ? (typeof key === "symbol" ? undefined : "") : values[key]),
    set: (_, key, value) => {
      setValue(key, value);
      return true;
    },
    has: () => true,
  });
  return state.style;
};
const dataOf = (state) => {
  if (state.data !== null) return state.data;
  const dashed = (key) => {
    let name = "data-";
    for (let i = 0; i < key.length; i++) {
      const letter = slice(key, i, i + 1);
      name += letter !== lower(letter) ? "-" + lower(letter) : letter;
    }
    return name;
  };
  state.data = new NativeProxy(dict(), {
    __proto__: null,
    get: (_, key) => {
      if (typeof key === "symbol") return undefined;
      const value = getAttribute(state, dashed(key));
      return value === null ? undefined : value;
    },
    set: (_, key, value) => {
      setAttribute(state, dashed(text(key)), text(value));
      return true;
    },
    has: (_, key) => typeof key !== "symbol" && getAttribute(state, dashed(key)) !== null,
    deleteProperty: (_, key) => delete state.attributes[dashed(text(key))],
  });
  return state.data;
};
const classesOf = (state) => {
  const now_ = () => " " + (state.attributes.class || "") + " ";
  const holds = (name) => includes(now_(), " " + text(name) + " ") || (state.found && finds());
  return {
    add: (...names) => {
      state.attributes.class = trim(now_() + join(names, " "));
    },
    remove: nothing,
    toggle: (name, force) => (force === undefined ? !holds(name) : !!force),
    replace: () => true,
    contains: holds,
    item: () => null,
    toString: () => trim(now_()),
    value: "",
    length: 0,
  };
};
// el.attributes: a list that is also a dictionary.
const attributesOf = (state) => {
  const names = keys(state.attributes);
  const all = list();
  for (let i = 0; i < names.length; i++) {
    add(all, { name: names[i], nodeName: names[i], localName: names[i], value: state.attributes[names[i]], specified: true });
  }
  const given = plain(all);
  for (let i = 0; i < all.length; i++) if (!(names[i] in given)) given[names[i]] = all[i];
  given.getNamedItem = (name) => given[text(name)] || null;
  given.setNamedItem = (attribute) => setAttribute(state, lower(text(attribute.name)), text(attribute.value));
  return given;
};

const relative = (state, name) => {
  const value = getAttribute(state, name);
  return value === null || value === "" ? "" : isUnknownText(value) ? value : resolveAddress(value);
};
const part = (name) => ({
  get: (state) => (state.attributes.href === undefined ? (state.found && finds() ? FROM_PAGE : "") : locate(relative(state, "href"))[name]),
});
const PROPERTIES = {
  __proto__: null,
  tagName: { get: (s) => (startsWith(s.tag, "#") ? undefined : upper(s.tag === "?" ? "div" : s.tag)) },
  nodeName: { get: (s) => (startsWith(s.tag, "#") ? s.tag : upper(s.tag === "?" ? "div" : s.tag)) },
  localName: { get: (s) => (s.tag === "?" ? "div" : s.tag) },
  nodeType: { get: (s) => (s.tag === "#text" ? 3 : s.tag === "#fragment" || s.tag === "#shadow" ? 11 : 1) },
  ownerDocument: { get: () => doc },
  isConnected: { get: isConnected },
  parentNode: { get: (s) => (s.parent !== null ? s.parent.node : s === root ? doc : s.found ? (s === head || s === body ? root : body).node : null) },
  parentElement: { get: (s) => (s.parent !== null ? s.parent.node : s.found && s !== root ? (s === head || s === body ? root : body).node : null) },
  offsetParent: { get: (s) => (s.found ? body.node : null) },
  firstChild: { get: (s) => nodeOf(firstKid(s)) },
  firstElementChild: { get: (s) => nodeOf(firstKid(s)) },
  lastChild: { get: (s) => nodeOf(s.kids.length ? s.kids[s.kids.length - 1] : firstKid(s)) },
  lastElementChild: { get: (s) => nodeOf(s.kids.length ? s.kids[s.kids.length - 1] : firstKid(s)) },
  childNodes: { get: (s) => nodeList(s.kids) },
  children: { get: (s) => nodeList(s.kids) },
  childElementCount: { get: (s) => s.kids.length },
  innerHTML: {
    get: (s) => (s.found && s.html === "" && s.kids.length === 0 ? (finds() ? FROM_PAGE : "") : serialise(s, -1)),
    set: (s, value) => {
      if (isUnknown(value) || value === FROM_PAGE) return;
      replaceHtml(s, value === null ? "" : text(value));
    },
  },
  outerHTML: {
    get: (s) => serialise(s, 0),
    set: (s, value) => {
      if (!isUnknown(value)) markup(text(value));
    },
  },
  text: { get: textOf, set: (s, value) => setText(s, text(value)) },
  textContent: { get: (s) => textOr(s), set: (s, value) => setText(s, value === null ? "" : text(value)) },
  innerText: { get: (s) => textOr(s), set: (s, value) => setText(s, text(value)) },
  nodeValue: { get: (s) => (s.tag === "#text" ? s.text : null), set: (s, value) => setText(s, text(value)) },
  style: { get: styleOf, set: (s, value) => setAttribute(s, "style", text(value)) },
  dataset: { get: dataOf },
  classList: { get: classesOf },
  attributes: { get: attributesOf },
  shadowRoot: { get: (s) => nodeOf(s.extra) },
  content: { get: (s) => contentOf(s), set: (s, value) => setAttribute(s, "content", text(value)) },
  contentWindow: { get: (s) => (s.tag === "iframe" ? win : null) },
  contentDocument: { get: (s) => (s.tag === "iframe" ? doc : null) },
  sheet: { get: () => unknown("sheet") },
  styleSheet: { get: (s) => ({ set cssText(value) { setText(s, text(value)); }, get cssText() { return textOf(s); } }) },
  elements: { get: () => nodeList(list()) },
  options: { get: () => nodeList(list()) },
  form: { get: () => null },
  complete: { get: () => true },
  value: {
    get: (s) => (s.attributes.value !== undefined ? s.attributes.value : s.found && finds() ? FROM_PAGE : textOf(s)),
    set: (s, value) => { s.attributes.value = text(value); },
  },
  hostname: part("hostname"),
  host: part("host"),
  pathname: part("pathname"),
  protocol: part("protocol"),
  search: part("search"),
  hash: part("hash"),
  port: part("port"),
  origin: part("origin"),
};
const textOr = (s) => (s.found && s.kids.length === 0 && s.text === "" ? (finds() ? FROM_PAGE : "") : textOf(s));
const contentOf = (s) => {
  if (s.tag === "template" && !s.found) return contentState(s).node;
  if (s.tag !== "template" && (s.tag !== "?" || s.attributes.content !== undefined || !s.found || !finds())) {
    return getAttribute(s, "content") || "";
  }
  // Of a template of the page nothing is known; what has no name may be one, or a `meta`, whose content is a text.
  if (s.content === null) {
    s.content = unknown(TEMPLATE);
    s.content[Symbol.toPrimitive] = s.content.toString = s.content.valueOf = s.content.toJSON = () => FROM_PAGE;
  }
  return s.content;
};
const REFLECTED = split("id className:class type rel as media name target title alt lang dir nonce integrity charset language sizes srcset imageSrcset:imagesrcset srcdoc loading method enctype width height crossOrigin:crossorigin referrerPolicy:referrerpolicy fetchPriority:fetchpriority httpEquiv:http-equiv htmlFor:for placeholder role ping download allow scrolling frameBorder:frameborder", " ");
const FLAGS = split("async defer noModule:nomodule disabled hidden checked required controls autoplay muted loop playsInline:playsinline allowFullscreen:allowfullscreen multiple selected", " ");
const ADDRESSES = split("src href data action poster background", " ");
const SIZES = split("offsetWidth offsetHeight offsetTop offsetLeft clientWidth clientHeight clientTop scrollTop scrollLeft scrollWidth scrollHeight naturalWidth naturalHeight tabIndex", " ");

const property = (prototype, name, getter, setter) => {
  const expression = {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      const state = peek(this);
      return state === null ? undefined : getter(state);
    },
    set(value) {
      const state = peek(this);
      if (state !== null && setter !== undefined) setter(state, value);
    },
  };
  defineProperty(prototype, name, expression);
};
const setUpFaces = () => {
  const prototype = Node.prototype;
  const hide = (name, value) => defineProperty(prototype, name, { __proto__: null, value, writable: true, configurable: true });
  const methods = keys(METHODS);
  for (let i = 0; i < methods.length; i++) hide(methods[i], METHODS[methods[i]]);
  const idle = split(IDLE, " ");
  for (let i = 0; i < idle.length; i++) hide(idle[i], nothing);
  const names = keys(PROPERTIES);
  for (let i = 0; i < names.length; i++) property(prototype, names[i], PROPERTIES[names[i]].get, PROPERTIES[names[i]].set);
  const reflect = (names_, read_, write) => {
    for (let i = 0; i < names_.length; i++) {
      const pair = split(names_[i], ":");
      const attribute = pair[pair.length - 1];
      property(prototype, pair[0], (s) => read_(s, attribute), (s, value) => write(s, attribute, value));
    }
  };
  reflect(REFLECTED, (s, name) => getAttribute(s, name) || "", (s, name, value) => setAttribute(s, name, text(value)));
  reflect(ADDRESSES, relative, (s, name, value) => {
    if (s.tag === "#text") setText(s, text(value)); // a text node's own `data`
    else setAttribute(s, name, text(value));
  });
  reflect(FLAGS, (s, name) => s.attributes[name] !== undefined, (s, name, value) => {
    if (value) setAttribute(s, name, "");
    else delete s.attributes[name];
  });
  for (let i = 0; i < SIZES.length; i++) {
    let value = includes(SIZES[i], "Width") || includes(SIZES[i], "Height") ? 100 : 0;
    property(prototype, SIZES[i], () => value, (s, given) => { value = given; });
  }
  for (const name of ["nextSibling", "previousSibling", "nextElementSibling", "previousElementSibling"]) {
    const forward = startsWith(name, "next");
    property(prototype, name, (s) => neighbour(s.node, forward));
  }
};

class Element extends Node {}
class HTMLElement extends Element {}
class Text extends Node {}
class DocumentFragment extends Node {
  get host() {
    return nodeOf(own(this).parent);
  }
  getElementById(id) {
    return nodeOf(lookUp("#" + text(id), own(this)));
  }
}
setUpFaces();
