// The document's nodes: made by scripts, or found on the page. What a node holds is kept behind a private field, so that
// a page that tampers with a node changes nothing of what the recorder sees.

let kidsOf; // these are defined with the page
let parentOf;
let filled;
let detach;

let peek;
const HIDDEN = dict(); // only this file can make a node with a state of its choice
let upgraded = null; // the state of the element that a custom element's constructor is run for
class Node extends EventTarget {
  #state;
  constructor(given, secret) {
    super();
    this.#state = secret === HIDDEN ? given : upgraded !== null ? upgraded : newState(tagOf(new.target), false);
    upgraded = null;
    this.#state.node = this;
  }
  static {
    peek = (value) => (typeof value === "object" && value !== null && #state in value ? value.#state : null);
  }
}

const newState = (tag, found) => ({
  __proto__: null,
  space: "http://www.w3.org/1999/xhtml",
  tag, // in lower case; "#text", "#comment", "#fragment" and "#document" for what is no element, "?" where not known
  found, // it stands on the page
  at: -1, // its number among the page's nodes
  adopts: -1, // the number that it will have, once it is asked for
  step: "", // what was looked for, of a stand-in
  by: null, // the selector that found it there; null where a walk led to it
  opened: false, // its children are in `kids`
  gone: false, // it was on the page, and is taken out
  node: null,
  attributes: dict(),
  kids: list(),
  parent: null,
  text: "",
  html: "",
  owner: current,
  given: "", // the address of a script of the page, which need not be looked up there
  started: false,
  emptied: false,
  spoken: false, // it came of markup that is read elsewhere
  raw: false, // its attributes come from the page, and nothing has acted on them
  changed: false,
  style: null,
  data: null,
  listed: null, // what `attributes` gave out
  extra: null, // a shadow root, a template's content
  host: null, // the template whose content it is
  content: null, // what stands for the content of a template of the page
});

const defined = dict(); // custom elements: tag -> class
const tagOf = (made) => {
  const tags = keys(defined);
  for (let i = 0; i < tags.length; i++) if (defined[tags[i]] === made) return tags[i];
  return "?";
};

const BORN = 2000;
const born = list(); // what scripts made, for look-ups
const make = (tag, found) => {
  const state = newState(tag, found);
  const own = defined[tag];
  if (own !== undefined && !found) {
    const node = construct(own, []);
    if (peek(node) !== null) return peek(node);
  }
  state.node = construct(classFor(tag), [state, HIDDEN]);
  if (!found && born.length < BORN) add(born, state);
  return state;
};

const CLASSES = dict(); // class name -> class
const SPECIAL = { __proto__: null, a: "Anchor", img: "Image", p: "Paragraph", iframe: "IFrame", textarea: "TextArea", ul: "UList" };
const classFor = (tag) => {
  if (tag === "#text" || tag === "#comment") return Text;
  if (tag === "#fragment") return DocumentFragment;
  if (tag === "?" || includes(tag, "-")) return HTMLElement;
  const name = SPECIAL[tag] || upper(slice(tag, 0, 1)) + slice(tag, 1);
  return elementClass("HTML" + name + "Element");
};
// What `Object.prototype.toString` says, by which frameworks tell nodes from their own objects.
const titled = (class_, name) => {
  defineProperty(class_.prototype, Symbol.toStringTag, { __proto__: null, value: name, configurable: true });
};
const elementClass = (name) => {
  if (CLASSES[name] === undefined) {
    CLASSES[name] = name === "HTMLFormElement" ? class extends FormBase {} : class extends HTMLElement {};
    defineProperty(CLASSES[name], "name", { __proto__: null, value: name });
    titled(CLASSES[name], name);
  }
  return CLASSES[name];
};

const DEPTH = 300;
const isConnected = (state) => {
  let at = state;
  for (let i = 0; at !== null && i < DEPTH; i++) {
    if (at.found) return !at.gone;
    at = at.parent;
  }
  return false;
};
const toState = (value) => {
  const state = peek(value);
  if (state !== null) return state;
  if (isUnknown(value)) attachUnknown(value);
  const made = newState("#text", false);
  made.text = isUnknown(value) ? "" : text(value);
  made.node = construct(Text, [made, HIDDEN]);
  return made;
};

// Everything that puts a node somewhere ends here.
const insert = (parent, child, before) => {
  if (child === parent || child === before) return;
  if (child.tag === "#fragment") {
    const kids = kidsOf(child);
    child.kids = list();
    for (let i = 0; i < kids.length; i++) insert(parent, kids[i], before);
    return;
  }
  parent.html = "";
  remove(child);
  child.parent = parent;
  child.gone = false;
  if (parent.kids.length < 1000) addBefore(parent.kids, child, before);
  if (child.tag === "#text") contentChanged(parent);
  if (isConnected(parent)) activate(child, 0);
  else if (parent.tag === "video" || parent.tag === "audio" || parent.tag === "picture") contact(child);
};
const addBefore = (kids, child, before) => {
  add(kids, child);
  if (before === undefined || before === null) return;
  let at = 0;
  while (at < kids.length && kids[at] !== before) at++;
  if (at >= kids.length - 1) return;
  for (let i = kids.length - 1; i > at; i--) kids[i] = kids[i - 1];
  kids[at] = child;
};
const remove = (child) => {
  const parent = child.parent;
  detach(child);
  if (parent === null) return;
  const left = list();
  for (let i = 0; i < parent.kids.length; i++) if (parent.kids[i] !== child) add(left, parent.kids[i]);
  parent.kids = left;
  child.parent = null;
};
const activate = (state, depth) => {
  if (depth > DEPTH) return;
  if (state.raw) {
    state.raw = false;
    if (depth === 0) markup(serialise(state, 0)); // for all that is not done below: handlers, styles
  }
  if (!state.spoken) contact(state);
  const own = defined[state.tag];
  if (own !== undefined && typeof state.node.connectedCallback === "function") {
    const node = state.node;
    schedule(() => node.connectedCallback(), undefined, [], 0);
  }
  if (state.kids.length || !state.found) {
    const kids = kidsOf(state);
    for (let i = 0; i < kids.length; i++) activate(kids[i], depth + 1);
  }
  if (state.extra !== null && state.tag !== "template") activate(state.extra, depth + 1);
};
attachForeign = (value) => {
  if (isUnknown(value)) attachUnknown(value);
  const state = peek(value);
  if (state !== null) {
    remove(state);
    state.parent = body;
    activate(state, 0);
  } else if (isArray(value)) for (let i = 0; i < min(value.length, 50); i++) attachForeign(value[i]);
};

const textOf = (state) => {
  if (state.tag === "#text") return state.text;
  if (state.tag === "#comment") return "";
  let all = state.text;
  const kids = kidsOf(state);
  for (let i = 0; i < kids.length; i++) all += textOf(kids[i]);
  return all;
};
const empty = (state) => {
  for (let i = 0; i < state.kids.length; i++) detach(state.kids[i]);
  state.kids = list();
  state.emptied = state.opened = true;
};
let textChanged; // defined with the observers
const setText = (state, value) => {
  empty(state);
  state.html = "";
  state.text = value;
  textChanged(state);
  contentChanged(state.tag === "#text" && state.parent !== null ? state.parent : state);
};
const contentChanged = (state) => {
  if (state.tag === "style") css(textOf(state));
  else if (state.tag === "script" && isConnected(state)) contact(state);
};
const RAW = words("textarea title noscript noembed noframes xmp plaintext");
const setHtml = (state, html, run) => {
  if (state.tag === "script" || state.tag === "style") {
    setText(state, html);
    return;
  }
  empty(state);
  state.text = "";
  state.html = html;
  if (state.tag in RAW) return;
  if (state.tag === "template") {
    setHtml(contentState(state), html, run);
    return;
  }
  markup(html, run);
  parseInto(state, html);
};
// What a template holds stands beside it, not in it.
const contentState = (state) => {
  if (state.extra === null) {
    state.extra = make("#fragment", false);
    state.extra.host = state;
  }
  return state.extra;
};
const VOID = words("area base br col embed hr img input link meta source track wbr");
// Elements whose text is written as it is; that of all others comes out escaped.
const AS_IT_IS = words("script style xmp iframe noembed noframes noscript plaintext");
const escaped = (given) => {
  let all = given;
  if (includes(all, "&")) all = join(split(all, "&"), "&amp;");
  if (includes(all, "<")) all = join(split(all, "<"), "&lt;");
  if (includes(all, ">")) all = join(split(all, ">"), "&gt;");
  return remarked(all, FETCHED, ESCAPED);
};
// What an answer from the network has become: a text, or markup again.
const remarked = (given, from, to) => (includes(given, from) ? join(split(given, from), to) : given);
const serialise = (state, depth) => {
  if (state.tag === "#text") return escaped(state.text);
  if (state.tag === "#comment") return "<!--" + state.text + "-->";
  if (depth > 50) return "";
  let inner = state.html !== "" ? state.html : state.tag in AS_IT_IS ? textOf(state) : escaped(state.text);
  if (state.html === "" && !(state.tag in AS_IT_IS)) {
    const kids = state.tag === "template" ? kidsOf(contentState(state)) : kidsOf(state);
    for (let i = 0; i < kids.length; i++) inner += serialise(kids[i], depth + 1);
  }
  if (startsWith(state.tag, "#") || depth < 0) return inner;
  let tag = "<" + state.tag;
  filled(state);
  const names = keys(state.attributes);
  for (let i = 0; i < names.length; i++) {
    tag += " " + names[i] + '="' + join(split(join(split(state.attributes[names[i]], "&"), "&amp;"), '"'), "&quot;") + '"';
  }
  return tag + ">" + (state.tag in VOID ? "" : inner + "</" + state.tag + ">");
};
const join = (parts, separator) => {
  let all = "";
  for (let i = 0; i < parts.length; i++) all += (i ? separator : "") + parts[i];
  return all;
};
