// What page code can ask of nodes: their properties, and the classes that have them.

const relative = (state, name) => {
  if (name === "src" && state.given !== "" && state.attributes.src === undefined) return state.given;
  const value = getAttribute(state, name);
  return value === null || value === "" ? "" : isUnknownText(value) ? value : resolveAddress(value);
};
const part = (name) => ({
  get: (state) => {
    const href = relative(state, "href");
    return href === "" || isUnknownText(href) ? href : locate(href)[name];
  },
});
const PROPERTIES = {
  __proto__: null,
  tagName: { get: (s) => (startsWith(s.tag, "#") ? undefined : upper(s.tag === "?" ? "div" : s.tag)) },
  nodeName: { get: (s) => (startsWith(s.tag, "#") ? s.tag : upper(s.tag === "?" ? "div" : s.tag)) },
  localName: { get: (s) => (s.tag === "?" ? "div" : s.tag) },
  namespaceURI: { get: (s) => (startsWith(s.tag, "#") ? null : spaceOfTag(s)) },
  prefix: { get: () => null },
  baseURI: { get: () => here().href },
  nodeType: { get: (s) => (s.tag === "#text" ? 3 : s.tag === "#comment" ? 8 : s.tag === "#fragment" || s.tag === "#shadow" ? 11 : 1) },
  ownerDocument: { get: () => doc },
  isConnected: { get: isConnected },
  parentNode: { get: (s) => outerNode(s, true) },
  parentElement: { get: (s) => outerNode(s, false) },
  offsetParent: { get: (s) => (s.found && s !== body && s !== root && s !== head ? body.node : null) },
  firstChild: { get: (s) => nodeOf(endKid(s, false, false)) },
  firstElementChild: { get: (s) => nodeOf(endKid(s, false, true)) },
  lastChild: { get: (s) => nodeOf(endKid(s, true, false)) },
  lastElementChild: { get: (s) => nodeOf(endKid(s, true, true)) },
  childNodes: { get: (s) => nodeList(kidsOf(s)) },
  children: { get: (s) => nodeList(elementsIn(s)) },
  childElementCount: { get: (s) => elementsIn(s).length },
  innerHTML: {
    get: (s) => (s.html === "" && s.kids.length === 0 && !s.emptied && guess(s) ? FROM_PAGE : serialise(s, -1)),
    set: (s, value) => {
      if (isUnknown(value) || isGuess(value)) return;
      setHtml(s, value === null ? "" : text(value), false);
    },
  },
  outerHTML: {
    get: (s) => serialise(s, 0),
    set: (s, value) => {
      if (isUnknown(value)) return;
      markup(text(value), false);
      const parent = around(s.node);
      remove(s);
      if (parent !== null) parseInto(parent, text(value));
    },
  },
  text: { get: textOf, set: (s, value) => setText(s, text(value)) },
  textContent: { get: (s) => textOr(s), set: (s, value) => setText(s, value === null ? "" : text(value)) },
  innerText: { get: (s) => textOr(s), set: (s, value) => setText(s, text(value)) },
  nodeValue: { get: (s) => (s.tag === "#text" || s.tag === "#comment" ? s.text : null), set: (s, value) => setText(s, text(value)) },
  style: { get: styleOf, set: (s, value) => setAttribute(s, "style", text(value)) },
  dataset: { get: dataOf },
  classList: { get: classesOf },
  relList: { get: () => ({ supports: () => true, contains: () => false, add: nothing, remove: nothing }) },
  attributes: { get: attributesOf },
  shadowRoot: { get: (s) => nodeOf(s.extra) },
  content: { get: (s) => contentOf(s), set: (s, value) => setAttribute(s, "content", text(value)) },
  contentWindow: { get: (s) => (s.tag === "iframe" ? win : null) },
  contentDocument: { get: (s) => (s.tag === "iframe" ? doc : null) },
  sheet: { get: () => unknown("sheet") },
  styleSheet: { get: (s) => ({ set cssText(value) { setText(s, text(value)); }, get cssText() { return textOf(s); } }) },
  elements: { get: (s) => namedList(search("input, select, textarea, button", s)) },
  options: { get: (s) => nodeList(s.tag === "select" ? search("option", s) : list()) },
  selectedIndex: { get: (s) => chosen(s), set: (s, at) => { const one = search("option", s)[+at]; s.attributes.value = one === undefined ? "" : ownValue(one); } },
  form: { get: (s) => (s.at < 0 ? null : nodeOf(formOf(s))) },
  complete: { get: () => true },
  value: {
    get: (s) => {
      const one = s.tag === "select" && getAttribute(s, "value") === null ? search("option", s)[chosen(s)] : s;
      return one === undefined ? "" : ownValue(one);
    },
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
const ownValue = (s) => {
  const value = getAttribute(s, "value");
  return value !== null ? value : textOf(s);
};
// The place of a list's option that is chosen: the first that says so, or else the first.
const chosen = (s) => {
  const all = search("option", s);
  for (let i = 0; i < all.length; i++) if (getAttribute(all[i], "selected") !== null) return i;
  return all.length && getAttribute(s, "multiple") === null ? 0 : -1;
};
const SVG_SPACE = "http://www.w3.org/2000/svg";
const HTML_SPACE = "http://www.w3.org/1999/xhtml";
const spaceOfTag = (s) => {
  let at = s;
  for (let i = 0; at !== null && i < DEPTH; i++) {
    if (at.tag === "svg") return SVG_SPACE;
    if (at.tag === "foreignobject") return at === s ? SVG_SPACE : HTML_SPACE;
    at = parentOf(at);
  }
  return s.space;
};
const textOr = (s) => (s.kids.length === 0 && s.text === "" && !s.emptied && guess(s) ? FROM_PAGE : textOf(s));
const outerNode = (s, orDocument) => {
  const parent = parentOf(s);
  if (parent !== null) return parent.host !== null && !orDocument ? null : parent.node;
  if (s === root) return orDocument ? doc : null;
  return s.found && !s.gone ? (s === head || s === body ? root : body).node : null;
};
const elementsIn = (s) => {
  const found_ = list();
  const kids = kidsOf(s);
  for (let i = 0; i < kids.length; i++) if (!startsWith(kids[i].tag, "#")) add(found_, kids[i]);
  return found_;
};
const contentOf = (s) => {
  if (s.tag === "template" && (!s.found || s.at >= 0)) return contentState(s).node;
  const value = getAttribute(s, "content");
  if (s.tag !== "template" && (s.tag !== "?" || !isGuess(value))) return value || "";
  if (pageKnown) return contentState(s).node;
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
  const isText = (s) => s.tag === "#text" || s.tag === "#comment"; // they have a `data` of their own
  reflect(ADDRESSES, (s, name) => (isText(s) ? s.text : relative(s, name)), (s, name, value) => {
    const addresses = addressesRead(value);
    if (addresses !== null) for (let i = 0; i < addresses.length; i++) setAttribute(s, name, addresses[i]);
    else if (isText(s)) setText(s, text(value));
    else setAttribute(s, name, text(value));
  });
  reflect(FLAGS, (s, name) => (filled(s), s.attributes[name] !== undefined), (s, name, value) => {
    if (value) setAttribute(s, name, "");
    else removeAttribute(s, name);
  });
  for (let i = 0; i < SIZES.length; i++) {
    let value = includes(SIZES[i], "Width") || includes(SIZES[i], "Height") ? BOX : 0;
    property(prototype, SIZES[i], (s) => (includes(SIZES[i], "Width") && value === BOX ? widthOf(s) : value), (s, given) => { value = given; });
  }
  for (const name of ["nextSibling", "previousSibling", "nextElementSibling", "previousElementSibling"]) {
    const forward = startsWith(name, "next");
    property(prototype, name, (s) => neighbour(s, forward, includes(name, "Element")));
  }
};

class Element extends Node {}
class HTMLElement extends Element {}
// A form has its controls by their names.
class FormBase extends HTMLElement {}
chain(FormBase.prototype, new NativeProxy(HTMLElement.prototype, {
  __proto__: null,
  get: (target, name, receiver) => {
    if (typeof name === "symbol" || name in target || peek(receiver) === null) return get(target, name, receiver);
    const found_ = search("[name=" + quoted(name) + "]", peek(receiver));
    return found_.length ? found_[0].node : undefined;
  },
}));
class Text extends Node {
  appendData(more) {
    this.data = this.data + text(more);
  }
  insertData(at, more) {
    this.replaceData(at, 0, more);
  }
  deleteData(at, count) {
    this.replaceData(at, count, "");
  }
  replaceData(at, count, more) {
    const whole = text(this.data);
    this.data = slice(whole, 0, at) + text(more) + slice(whole, at + count);
  }
  substringData(at, count) {
    return slice(text(this.data), at, at + count);
  }
  splitText(at) {
    const rest = toState(slice(text(this.data), at)).node;
    this.data = slice(text(this.data), 0, at);
    if (this.parentNode !== null) this.parentNode.insertBefore(rest, this.nextSibling);
    return rest;
  }
}
class DocumentFragment extends Node {
  get host() {
    return nodeOf(own(this).parent);
  }
  getElementById(id) {
    return nodeOf(lookUp(idSelector(text(id)), own(this)));
  }
}
setUpFaces();
titled(Element, "Element");
titled(HTMLElement, "HTMLElement");
titled(Text, "Text");
titled(DocumentFragment, "DocumentFragment");
