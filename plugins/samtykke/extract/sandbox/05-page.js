// The page's own tree, as the reader of HTML saw it; it is unpacked when a script first asks for what stands there.
//
// What scripts ask is written down, so that what they did holds for every other page that would answer the same:
// a selector for the elements that it finds, with their attributes; `=` and a selector for all that is inside them too;
// `!` and a name for what the window has by that name; `@` for the scripts' own elements; `*` for the page as a whole;
// `&` for its address.

let tree = null; // in JSON, until it is unpacked
let pageKnown = false;
// [parent, tag, attributes] of elements, [parent, text] of text, [parent, text, 0, 0] of comments, in document order
let nodes = null;
let states = list(); // number of a node -> its state, made when asked for
let holders = list(); // number of a node -> that of the template it is inside, or -1
let offspring = null; // number of a node -> the numbers of its children
let names = null; // what the window finds by name -> numbers
const changed = list(); // states of the page whose attributes scripts have changed

const QUESTIONS = 200;
const questions = dict();
let questionCount = 0;
const ask = (question) => {
  if (!pageKnown || question in questions || "*" in questions) return;
  questionCount += 1;
  questions[questionCount > QUESTIONS || question.length > 500 ? "*" : question] = true;
};

const unpack = () => {
  if (nodes !== null) return;
  nodes = pageKnown ? parseJson(tree) : list();
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    const parent = node[0];
    holders[i] = parent < 0 ? -1 : nodes[parent][1] === "template" ? parent : holders[parent];
    if (node.length === 3) chain(node[2], null);
  }
};
const isElementAt = (i) => nodes[i].length === 3;
const attributesAt = (i) => (states[i] === undefined ? nodes[i][2] : states[i].attributes);

// Binds a state that was made before to its node; what a script has set in the meantime stays.
const adopt = (state, i) => {
  state.at = i;
  state.adopts = -1;
  if (states[i] === undefined) states[i] = state;
  const attributes = nodes[i][2];
  const found_ = keys(attributes);
  for (let k = 0; k < found_.length; k++) {
    if (state.attributes[found_[k]] === undefined) state.attributes[found_[k]] = attributes[found_[k]];
  }
};
const stateAt = (i, by) => {
  if (states[i] === undefined) {
    const early = madeEarly(i);
    if (early !== null) adopt(early, i);
    else if (isElementAt(i)) {
      const state = newState(nodes[i][1], holders[i] < 0);
      state.node = construct(classFor(state.tag), [state, HIDDEN]);
      adopt(state, i);
      // A block of data has not been run, and may be once it is moved.
      if (state.tag === "script") state.started = runs(state);
    } else {
      const state = newState(nodes[i].length === 2 ? "#text" : "#comment", holders[i] < 0);
      state.text = nodes[i][1];
      state.node = construct(Text, [state, HIDDEN]);
      state.at = i;
      states[i] = state;
    }
  }
  if (by !== undefined && states[i].by === null) states[i].by = by;
  return states[i];
};
// The states that are there before the page is unpacked.
const madeEarly = (i) => {
  if (i === 0) return root;
  if (nodes[i][0] === 0 && nodes[i][1] === "head") return head;
  if (nodes[i][0] === 0 && (nodes[i][1] === "body" || nodes[i][1] === "frameset")) return body;
  const numbers = keys(scripts);
  for (let k = 0; k < numbers.length; k++) if (scripts[numbers[k]].adopts === i) return scripts[numbers[k]];
  return null;
};
const firstChild = (tag) => {
  for (let i = 1; i < nodes.length; i++) if (nodes[i][0] === 0 && nodes[i][1] === tag) return i;
  return -1;
};

// Fills in what the page says of an element, without writing down that it was asked.
const settled = (state) => {
  if (!pageKnown || state.at >= 0 || !state.found) return;
  if (state === root || state === head || state === body) {
    unpack();
    const i = state === root ? (nodes.length ? 0 : -1) : firstChild(state.tag);
    if (i >= 0) adopt(state, i);
    state.by = state.tag;
  } else if (state.adopts >= 0) {
    unpack();
    state.by = "@";
    adopt(state, state.adopts);
  }
};
// Before the attributes of an element are read.
filled = (state) => {
  settled(state);
  if (state.at < 0) return;
  if (state.by === null) {
    ask("*");
    state.by = "*";
  } else if (state.by === "@" || state === root || state === head || state === body) ask(state.by);
};
// Before what is inside it is read.
const inspected = (state) => {
  settled(state);
  if (state.at < 0 || state.by === "") return;
  ask(state.by === null || state.by === "*" || state.by === "@" ? "*" : "=" + state.by);
};
// Whether there is something to know of it that is not known.
const guess = (state) => state.found && !pageKnown && finds();

parentOf = (state) => {
  if (state.parent !== null || state.gone) return state.parent;
  settled(state);
  if (state.at < 0 || nodes[state.at][0] < 0) return null;
  const parent = stateAt(nodes[state.at][0]);
  return parent.tag === "template" ? contentState(parent) : parent;
};
const childrenAt = (i) => {
  if (offspring === null) {
    offspring = list();
    for (let k = 0; k < nodes.length; k++) {
      const parent = nodes[k][0];
      if (parent < 0) continue;
      if (offspring[parent] === undefined) offspring[parent] = list();
      add(offspring[parent], k);
    }
  }
  return offspring[i] === undefined ? list() : offspring[i];
};
kidsOf = (state) => {
  if (state.opened || !pageKnown) return state.kids;
  const outer = state.host === null ? state : state.host;
  settled(outer);
  if (outer.at < 0 || (state.host === null && state.tag === "template")) return state.kids;
  inspected(outer);
  state.opened = true;
  const kids = list();
  const numbers = childrenAt(outer.at);
  for (let i = 0; i < numbers.length; i++) {
    const kid = stateAt(numbers[i], "");
    if (kid.gone || (kid.parent !== null && kid.parent !== state)) continue;
    kid.parent = state;
    add(kids, kid);
  }
  for (let i = 0; i < state.kids.length; i++) if (state.kids[i].at < 0) add(kids, state.kids[i]);
  state.kids = kids;
  return kids;
};
detach = (state) => {
  if (state.at >= 0 && state.found) state.gone = true;
  state.parent = null;
};

// While the page is being read, a script finds only what stands before it; deferred ones and callbacks find all.
let parsing = -1; // the number of the script that is running as the page is read, or -1
const reaches = (i) => {
  const place = parsing < 0 || world.places[parsing] === undefined ? -1 : world.places[parsing];
  return place < 0 || i <= place || finds();
};
const stands = (i) => holders[i] < 0 && (states[i] === undefined || !states[i].gone);

// `window.NAME` and `document.NAME`: what has that id, or is a form, image or the like of that name.
const NAMED = words("form img iframe frame embed object");
const namedOnPage = (name) => {
  if (!pageKnown || typeof name !== "string" || !matches(/^[^\0-\x1f"\\]{1,200}$/, name)) return null;
  unpack();
  if (names === null) {
    names = dict();
    const note = (key, i) => {
      if (key === undefined || key === "") return;
      if (names[key] === undefined) names[key] = list();
      add(names[key], i);
    };
    for (let i = 0; i < nodes.length; i++) {
      if (!isElementAt(i)) continue;
      note(nodes[i][2].id, i);
      if (nodes[i][1] in NAMED && nodes[i][2].name !== nodes[i][2].id) note(nodes[i][2].name, i);
    }
  }
  ask("!" + name);
  const numbers = names[name];
  for (let i = 0; numbers !== undefined && i < numbers.length; i++) {
    if (stands(numbers[i]) && reaches(numbers[i])) return stateAt(numbers[i], "!" + name);
  }
  return null;
};

// The boxes of elements are not known. The page itself is as wide as a screen in one world, and as a telephone in the other.
const BOX = 100;
const widthOf = (state) => (state === null || (state !== root && state !== body) ? BOX : finds() ? 360 : 1280);
