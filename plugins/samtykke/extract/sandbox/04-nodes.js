// The document's nodes: made by scripts, or found on the page. Found ones are of unknown content. What a node holds is
// kept behind a private field, so that a page that tampers with a node changes nothing of what the recorder sees.

let peek;
const HIDDEN = dict(); // only this file can make a node with a state of its choice
class Node extends EventTarget {
  #state;
  constructor(given, secret) {
    super();
    this.#state = secret === HIDDEN ? given : newState(tagOf(new.target), false);
    this.#state.node = this;
  }
  static {
    peek = (value) => (typeof value === "object" && value !== null && #state in value ? value.#state : null);
  }
}

const newState = (tag, found) => ({
  __proto__: null,
  tag, // in lower case; "#text", "#fragment" and "#document" for what is no element, "?" where not known
  found, // it stands on the page
  node: null,
  attributes: dict(),
  kids: list(),
  parent: null,
  text: "",
  html: "",
  owner: current,
  started: false,
  emptied: false,
  style: null,
  data: null,
  extra: null, // a shadow root, a template's content
  content: null, // what stands for the content of a template of the page
});

const defined = dict(); // custom elements: tag -> class
const tagOf = (made) => {
  const tags = keys(defined);
  for (let i = 0; i < tags.length; i++) if (defined[tags[i]] === made) return tags[i];
  return "?";
};

const BORN = 500;
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
  if (tag === "#text") return Text;
  if (tag === "#fragment") return DocumentFragment;
  if (tag === "?" || includes(tag, "-")) return HTMLElement;
  const name = SPECIAL[tag] || upper(slice(tag, 0, 1)) + slice(tag, 1);
  return elementClass("HTML" + name + "Element");
};
const elementClass = (name) => {
  if (CLASSES[name] === undefined) {
    CLASSES[name] = class extends HTMLElement {};
    defineProperty(CLASSES[name], "name", { __proto__: null, value: name });
  }
  return CLASSES[name];
};

const DEPTH = 300;
const isConnected = (state) => {
  let at = state;
  for (let i = 0; at !== null && i < DEPTH; i++) {
    if (at.found) return true;
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
const insert = (parent, child) => {
  if (child === parent) return;
  if (child.tag === "#fragment") {
    for (let i = 0; i < child.kids.length; i++) insert(parent, child.kids[i]);
    child.kids = list();
    return;
  }
  remove(child);
  child.parent = parent;
  if (parent.kids.length < 1000) add(parent.kids, child);
  if (child.tag === "#text") contentChanged(parent);
  if (isConnected(parent)) activate(child, 0);
  else if (parent.tag === "video" || parent.tag === "audio" || parent.tag === "picture") contact(child);
};
const remove = (child) => {
  const parent = child.parent;
  if (parent === null) return;
  const left = list();
  for (let i = 0; i < parent.kids.length; i++) if (parent.kids[i] !== child) add(left, parent.kids[i]);
  parent.kids = left;
  child.parent = null;
};
const activate = (state, depth) => {
  if (depth > DEPTH) return;
  contact(state);
  const own = defined[state.tag];
  if (own !== undefined && typeof state.node.connectedCallback === "function") {
    const node = state.node;
    schedule(() => node.connectedCallback(), undefined, [], 0);
  }
  for (let i = 0; i < state.kids.length; i++) activate(state.kids[i], depth + 1);
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
  let all = state.text;
  for (let i = 0; i < state.kids.length; i++) all += textOf(state.kids[i]);
  return all;
};
const setText = (state, value) => {
  state.kids = list();
  state.emptied = true;
  state.html = "";
  state.text = value;
  contentChanged(state.tag === "#text" && state.parent !== null ? state.parent : state);
};
const contentChanged = (state) => {
  if (state.tag === "style") css(textOf(state));
  else if (state.tag === "script" && isConnected(state)) contact(state);
};
const RAW = words("textarea title noscript noembed noframes xmp plaintext");
const setHtml = (state, html) => {
  if (state.tag === "script" || state.tag === "style") {
    setText(state, html);
    return;
  }
  state.kids = list();
  state.emptied = true;
  state.text = "";
  state.html = html;
  if (state.tag in RAW) return;
  if (state.tag === "template") {
    setHtml(contentState(state), html);
    return;
  }
  markup(html);
  // Its first element, unknown but for the tag, so that `div.firstChild` is something.
  const first = execute(/<([a-z][\w-]*)/i, html);
  if (first === null) {
    state.text = html;
    return;
  }
  const kid = newState(lower(first[1]), isConnected(state));
  kid.node = construct(classFor(kid.tag), [kid, HIDDEN]);
  kid.parent = state;
  kid.started = true; // the markup above speaks for it
  add(state.kids, kid);
};
// What a template that a script has made holds stands beside it, not in it.
const contentState = (state) => {
  if (state.extra === null) state.extra = make("#fragment", false);
  return state.extra;
};
const VOID = words("area base br col embed hr img input link meta source track wbr");
const serialise = (state, depth) => {
  if (state.tag === "#text") return state.text;
  if (depth > 50) return "";
  let inner = state.html === "" ? state.text : state.html;
  if (state.html === "") for (let i = 0; i < state.kids.length; i++) inner += serialise(state.kids[i], depth + 1);
  if (startsWith(state.tag, "#") || depth < 0) return inner;
  let tag = "<" + state.tag;
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

// Look-ups. One world finds what is asked for, the other does not; what the document surely has is found in both.

const findable = (state, step) => {
  // step: "tag#id.class[attr]" in any combination, without combinators
  const tag = execute(/^[a-z][\w-]*/i, step);
  if (tag !== null && lower(tag[0]) !== state.tag) return false;
  const id = execute(/#([\w-]+)/, step);
  if (id !== null && state.attributes.id !== id[1]) return false;
  const name = execute(/\.([\w-]+)/, step);
  if (name !== null && !includes(" " + (state.attributes.class || "") + " ", " " + name[1] + " ")) return false;
  const attribute = execute(/\[([\w-]+)(?:[~^$*|]?=["']?([^"'\]]*))?/, step);
  if (attribute !== null) {
    const value = state.attributes[attribute[1]];
    if (value === undefined || (attribute[2] !== undefined && !includes(value, attribute[2]))) return false;
  }
  return tag !== null || id !== null || name !== null || attribute !== null;
};
const found = dict();
const onPage = (step) => {
  if (found[step] === undefined) {
    const tag = execute(/^[a-z][\w-]*/i, step);
    found[step] = make(tag === null ? "?" : lower(tag[0]), true);
    const id = execute(/#([\w-]+)/, step);
    if (id !== null) found[step].attributes.id = id[1];
  }
  return found[step];
};
let writtenIds = ""; // markup that scripts wrote, where ids may stand
const idKnown = (id) => world.ids === null || setHas(ids, id) || includes(writtenIds, id);
const ids = new Set();
for (let i = 0; world.ids !== null && i < world.ids.length; i++) setAdd(ids, world.ids[i]);

const lookUp = (selector, within) => {
  const groups = split(text(selector), ",");
  for (let i = 0; i < groups.length; i++) {
    const last = execute(/[^\s>+~]*$/, trim(groups[i]));
    const wanted = last === null ? "" : last[0];
    for (let k = born.length - 1; k >= 0; k--) {
      if (findable(born[k], wanted) && (within === null ? isConnected(born[k]) : isInside(born[k], within))) return born[k];
    }
    if (within !== null && within.kids.length && within.html !== "") return within.kids[0];
    if (within !== null && !within.found) continue;
    const name = lower(wanted);
    if (name === "head" || name === "body" || name === "html") return name === "head" ? head : name === "body" ? body : root;
    if (name === "script") return scriptNow();
    const id = execute(/#([\w-]+)/, wanted);
    if (id !== null && world.ids !== null) {
      if (idKnown(id[1])) return onPage(wanted);
    } else if (finds() && wanted !== "") return onPage(wanted);
  }
  return null;
};
const isInside = (state, outer) => {
  let at = state.parent;
  for (let i = 0; at !== null && i < DEPTH; i++) {
    if (at === outer) return true;
    at = at.parent;
  }
  return false;
};
const nodeOf = (state) => (state === null ? null : state.node);
const nodeList = (states) => {
  const nodes = list();
  for (let i = 0; i < states.length; i++) if (states[i] !== null) add(nodes, states[i].node);
  const all = plain(nodes);
  defineProperty(all, "item", { __proto__: null, value: (at) => all[at] || null });
  defineProperty(all, "namedItem", { __proto__: null, value: () => all[0] || null });
  return all;
};
const lookUpAll = (selector, within) => {
  const one = lookUp(selector, within);
  const states = list();
  if (one !== null) add(states, one);
  return nodeList(states);
};
