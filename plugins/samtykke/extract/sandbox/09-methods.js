// What page code can do with nodes: their methods.

const getAttribute = (state, name) => {
  filled(state);
  const value = state.attributes[name];
  if (value !== undefined) return value;
  return guess(state) ? FROM_PAGE : null;
};
const own = (node) => {
  const state = peek(node);
  if (state === null) throw new TypeError("Illegal invocation");
  return state;
};
const putAll = (parent, nodes, before) => {
  for (let i = 0; i < nodes.length; i++) insert(parent, toState(nodes[i]), before);
};
const followerOf = (state) => {
  const kids = state.parent === null ? list() : state.parent.kids;
  let at = 0;
  while (at < kids.length && kids[at] !== state) at++;
  return at + 1 < kids.length ? kids[at + 1] : null;
};
// Where there is no parent, the page is taken to be one: an element found, or one that is not known.
const around = (node) => {
  const state = own(node);
  const parent = parentOf(state);
  return parent !== null ? parent : state.found && !state.gone ? body : null;
};
const outside = (node, nodes, before) => {
  const parent = around(node);
  if (parent !== null) putAll(parent, nodes, before);
};
// Of what stands beside and within elements that are not known nothing is known but that a walk comes to an end.
const edge = () => onPage("x-edge");
const neighbour = (state, forward, elements) => {
  const parent = parentOf(state);
  if (parent !== null) {
    const kids = kidsOf(parent);
    let at = 0;
    while (at < kids.length && kids[at] !== state) at++;
    do at += forward ? 1 : -1;
    while (elements && at >= 0 && at < kids.length && startsWith(kids[at].tag, "#"));
    if (at >= 0 && at < kids.length) return kids[at].node;
  }
  return state !== edge() && guess(state) ? edge().node : null;
};
const endKid = (state, last, elements) => {
  // Loaders put something before the first or after the last there, which is no question about the page.
  if (state === root) return last ? body : head;
  if ((state === head || state === body) && !state.opened && !state.emptied) return state.kids.length && last ? state.kids[state.kids.length - 1] : scriptNow();
  const kids = kidsOf(state);
  for (let i = 0; i < kids.length; i++) {
    const kid = kids[last ? kids.length - 1 - i : i];
    if (!elements || !startsWith(kid.tag, "#")) return kid;
  }
  return !state.emptied && state !== edge() && guess(state) ? edge() : null;
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
  insertBefore(child, before) {
    if (isUnknown(child)) {
      attachUnknown(child);
      return child;
    }
    insert(own(this), toState(child), peek(before));
    return child;
  },
  replaceChild(child, old) {
    const before = peek(old);
    insert(own(this), toState(child), before);
    if (before !== null) remove(before);
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
    const kids = own(this).kids;
    putAll(own(this), nodes, kids.length ? kids[0] : null);
  },
  replaceChildren(...nodes) {
    empty(own(this));
    putAll(own(this), nodes);
  },
  before(...nodes) {
    outside(this, nodes, own(this));
  },
  after(...nodes) {
    outside(this, nodes, followerOf(own(this)));
  },
  replaceWith(...nodes) {
    const parent = around(this);
    if (parent !== null) putAll(parent, nodes, own(this));
    remove(own(this));
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
    if (isUnknown(html)) return;
    markup(text(html), false);
    const parent = matches(/^(beforebegin|afterend)$/i, text(where)) ? around(this) : own(this);
    if (parent !== null) parseInto(parent, text(html));
  },
  setHTML(html) {
    if (!isUnknown(html)) setHtml(own(this), text(html), false);
  },
  setHTMLUnsafe(html) {
    if (!isUnknown(html)) setHtml(own(this), text(html), false);
  },
  cloneNode(deep) {
    return copy(own(this), deep === true, 0).node;
  },
  hasChildNodes() {
    return endKid(own(this), false, false) !== null;
  },
  contains(other) {
    const inner = peek(other);
    const outer = own(this);
    if (inner === null) return false;
    return inner === outer || isInside(inner, outer) || (isConnected(inner) && (outer === documentState || outer === root || (guess(outer))));
  },
  getRootNode() {
    let at = own(this);
    if (isConnected(at)) return doc;
    for (let i = 0; parentOf(at) !== null && i < DEPTH; i++) at = parentOf(at);
    return at.node;
  },
  normalize() {},
  compareDocumentPosition() {
    return 4;
  },
  isEqualNode(other) {
    return this === other || (peek(other) !== null && serialise(own(this), 0) === serialise(peek(other), 0));
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
    return attributeNode(own(this), lower(text(name)));
  },
  getAttributeNames() {
    filled(own(this));
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
  removeAttributeNode(attribute) {
    removeAttribute(own(this), lower(text(attribute.name)));
    return attribute;
  },
  removeAttributeNS(space, name) {
    const at = split(lower(text(name)), ":");
    removeAttribute(own(this), at[at.length - 1]);
  },
  hasAttributeNS(space, name) {
    return getAttribute(own(this), lower(text(name))) !== null;
  },
  removeAttribute(name) {
    removeAttribute(own(this), lower(text(name)));
  },
  toggleAttribute(name, force) {
    const wanted = force === undefined ? getAttribute(own(this), lower(text(name))) === null : !!force;
    if (wanted) setAttribute(own(this), lower(text(name)), "");
    else removeAttribute(own(this), lower(text(name)));
    return wanted;
  },
  hasAttribute(name) {
    return getAttribute(own(this), lower(text(name))) !== null;
  },
  hasAttributes() {
    filled(own(this));
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
    return lookUpAll(classSelector(text(name)), own(this));
  },
  closest(selector) {
    const groups = parseSelector(trim(text(selector)), 0);
    let at = own(this);
    if (groups !== null && at.tag !== "?") {
      filled(at);
      ask(questionOf(groups, trim(text(selector))));
      for (let i = 0; at !== null && i < DEPTH; i++) {
        settled(at);
        if (fitsAny(at, groups)) return at.node;
        at = parentOf(at);
      }
    }
    return own(this).found && own(this).at < 0 && finds() ? nodeOf(lookUp(selector, null)) : null;
  },
  matches(selector) {
    const state = own(this);
    const groups = parseSelector(trim(text(selector)), 0);
    filled(state);
    if (state.at >= 0) ask(questionOf(groups, trim(text(selector))));
    if (groups !== null && state.tag !== "?" && fitsAny(state, groups)) return true;
    return state.found && state.at < 0 && finds();
  },
  getBoundingClientRect() {
    const width = widthOf(peek(this));
    return { top: 0, left: 0, right: width, bottom: 100, width, height: 100, x: 0, y: 0 };
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
    pressed(state);
    fire(this, "click");
    const href = getAttribute(state, "href");
    // "?" was looked up, and is a link if it was given an `href`.
    if ((state.tag === "a" || state.tag === "area" || state.tag === "?") && href !== null && !isGuess(href)) go(href, "a.click");
    else if ((state.tag === "button" || state.tag === "input") && matches(/^(submit|image|)$/i, getAttribute(state, "type") || "") && state.at >= 0) {
      const form = formOf(state);
      if (form !== null) submit(form, getAttribute(state, "formaction"));
    }
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
  getContext(kind) {
    const state = own(this);
    if (state.tag !== "canvas" || text(kind) !== "2d") return unknown("canvas");
    if (state.content === null) state.content = new Drawing(this);
    return state.content;
  },
  toBlob(done) {
    schedule(() => done(new WINDOW.Blob([""])), undefined, [], 0);
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
  const state = own(node);
  switch (lower(text(where))) {
    case "afterbegin":
      insert(state, toState(element), state.kids.length ? state.kids[0] : null);
      break;
    case "beforeend":
      insert(state, toState(element));
      break;
    case "beforebegin":
      outside(node, [element], state);
      break;
    default:
      outside(node, [element], followerOf(state));
  }
};
// What is drawn is seen by nobody; that it is quick matters, for animations draw a great deal.
class Drawing {
  constructor(canvas) {
    this.canvas = canvas;
    this.globalAlpha = this.lineWidth = 1;
    this.font = "10px sans-serif";
    this.fillStyle = this.strokeStyle = "#000000";
  }
  measureText(value) {
    const width = 5 * text(value).length;
    return { width, actualBoundingBoxLeft: 0, actualBoundingBoxRight: width, actualBoundingBoxAscent: 8, actualBoundingBoxDescent: 2, fontBoundingBoxAscent: 9, fontBoundingBoxDescent: 2 };
  }
  getImageData(x, y, width, height) {
    return { width, height, data: new Uint8ClampedArray(max(0, min(4 * width * height, 1e6)) || 0), colorSpace: "srgb" };
  }
  createImageData(width, height) {
    return this.getImageData(0, 0, width, height);
  }
  getTransform() {
    return { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };
  }
  getLineDash() {
    return [];
  }
}
const DRAWS = "save restore scale rotate translate transform setTransform resetTransform clearRect fillRect strokeRect beginPath closePath moveTo lineTo bezierCurveTo quadraticCurveTo arc arcTo ellipse rect roundRect fill stroke clip drawImage putImageData fillText strokeText setLineDash drawFocusIfNeeded reset";
for (const name of split_(DRAWS)) Drawing.prototype[name] = nothing;
for (const name of split_("createLinearGradient createRadialGradient createConicGradient createPattern")) {
  Drawing.prototype[name] = () => ({ addColorStop: nothing, setTransform: nothing });
}
for (const name of split_("isPointInPath isPointInStroke isContextLost")) Drawing.prototype[name] = () => false;
const isGuess = (value) => value === FROM_PAGE;
const formOf = (state) => {
  let at = parentOf(state);
  for (let i = 0; at !== null && at.tag !== "form" && i < DEPTH; i++) at = parentOf(at);
  return at;
};
const submit = (state, other) => {
  const action = other || getAttribute(state, "action");
  if (action !== null && !isGuess(action) && inline(action) === null) load("form", action, "form.submit");
};
const removeAttribute = (state, name) => {
  filled(state);
  delete state.attributes[name];
  hasChanged(state);
  relist(state);
  if (name === "disabled") contact(state, name);
  // What the candidates have kept from being fetched.
  if (name === "srcset" && state.tag === "img") contact(state, "src");
};
const copy = (state, deep, depth) => {
  filled(state);
  const made = make(state.tag, false);
  const names = keys(state.attributes);
  for (let i = 0; i < names.length; i++) made.attributes[names[i]] = state.attributes[names[i]];
  made.text = state.text;
  made.html = state.html;
  made.spoken = state.spoken;
  made.raw = state.raw || (state.at >= 0 && !startsWith(state.tag, "#"));
  if (state.tag === "script") made.started = state.started;
  if (deep && depth < 50) {
    const kids = kidsOf(state);
    for (let i = 0; i < kids.length; i++) insert(made, copy(kids[i], true, depth + 1));
    made.html = state.html;
  }
  if (deep && state.tag === "template" && depth < 50) {
    made.extra = copy(contentState(state), true, depth + 1);
    made.extra.host = made;
  }
  return made;
};
