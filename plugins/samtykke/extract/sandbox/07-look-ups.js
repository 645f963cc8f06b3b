// Look-ups: what stands on the page and what scripts have made is found. Of what is missing, one world finds a stand-in
// and the other finds nothing, for other scripts may put it there; where the page is not known, so it is with everything.

const STEPS = dict(); // selector -> its groups, or null where it cannot be read
const NAME = /^(?:[\w-]|[^\0-\x7f]|\\.)+/;
const TEST = /^\[\s*((?:[\w:-]|\\.)+)\s*(?:([~|^$*]?=)\s*(?:"([^"]*)"|'([^']*)'|([^\]\s]+))\s*[is]?\s*)?\]/i;

// [{combinator, tag, id, classes, tests, nots, any, loose}], from left to right; `loose` where more is found than asked.
const parseSelector = (selector, depth) => {
  if (STEPS[selector] === undefined) STEPS[selector] = depth > 3 ? null : groupsOf(selector, depth);
  return STEPS[selector];
};
const groupsOf = (selector, depth) => {
  const groups = list();
  let steps = list();
  let step = null;
  let combinator = "";
  let rest = trim(selector);
  const begin = () => {
    if (step !== null) return;
    step = { __proto__: null, combinator, tag: "", id: "", classes: list(), tests: list(), nots: list(), any: list(), loose: false };
    add(steps, step);
  };
  while (rest !== "") {
    const gap = execute(/^\s*([>+~,])\s*|^\s+/, rest);
    let taken = gap;
    if (gap !== null) {
      combinator = gap[1] === undefined ? " " : gap[1];
      step = null;
      if (combinator === ",") {
        if (steps.length === 0) return null;
        add(groups, steps);
        steps = list();
        combinator = "";
      }
    } else {
      begin();
      const first = slice(rest, 0, 1);
      if (first === "[") {
        taken = execute(TEST, rest);
        if (taken === null) return null;
        const value = taken[3] !== undefined ? taken[3] : taken[4] !== undefined ? taken[4] : taken[5];
        add(step.tests, { __proto__: null, name: lower(plainName(taken[1])), how: taken[2], value: value === undefined ? "" : value });
      } else if (first === ":") {
        taken = execute(/^::?([\w-]+)/, rest);
        if (taken === null) return null;
        const open = slice(rest, taken[0].length, taken[0].length + 1) === "(";
        const inside = open ? bracketed(slice(rest, taken[0].length)) : "";
        if (inside === null) return null;
        const name = lower(taken[1]);
        if (name === "not" || name === "is" || name === "where" || name === "matches") {
          const inner = parseSelector(inside, depth + 1);
          if (inner === null) return null;
          add(name === "not" ? step.nots : step.any, inner);
        } else if (name === "root") step.tag = "html";
        else if (name !== "scope") step.loose = true;
        if (open) taken = [slice(rest, 0, taken[0].length + inside.length + 2)];
      } else if (first === "*") taken = ["*"];
      else {
        const at = first === "#" || first === "." ? 1 : 0;
        const name = execute(NAME, slice(rest, at));
        if (name === null) return null;
        taken = [slice(rest, 0, at + name[0].length)];
        const said = plainName(name[0]);
        if (first === "#") step.id = said;
        else if (first === ".") add(step.classes, said);
        else step.tag = lower(said);
      }
    }
    rest = slice(rest, taken[0].length);
  }
  if (steps.length === 0) return null;
  add(groups, steps);
  return groups;
};
const plainName = (name) => (includes(name, "\\") ? join(split(name, "\\"), "") : name);
const bracketed = (rest) => {
  let depth = 0;
  for (let i = 0; i < min(rest.length, 2000); i++) {
    const letter = slice(rest, i, i + 1);
    if (letter === "(") depth += 1;
    else if (letter === ")") depth -= 1;
    if (depth === 0) return slice(rest, 1, i);
  }
  return null;
};
const isLoose = (groups) => {
  for (let i = 0; i < groups.length; i++) for (let k = 0; k < groups[i].length; k++) if (groups[i][k].loose) return true;
  return false;
};

// The reader of HTML is asked the same for other pages, and reads what is odd in its own way.
const questionOf = (groups, selector) => (groups === null || isLoose(groups) || includes(selector, "\\") ? "*" : selector);

const holds = (attributes, test) => {
  const value = attributes[test.name];
  if (value === undefined || test.how === undefined) return value !== undefined;
  const wanted = test.value;
  switch (test.how) {
    case "=":
      return value === wanted;
    case "~=":
      return includes(" " + value + " ", " " + wanted + " ");
    case "|=":
      return value === wanted || startsWith(value, wanted + "-");
    case "^=":
      return wanted !== "" && startsWith(value, wanted);
    case "$=":
      return wanted !== "" && slice(value, -wanted.length) === wanted;
    default:
      return wanted !== "" && includes(value, wanted);
  }
};
const WHITE = /[\t\n\f\r]+/g;
const classesIn = (attributes) => {
  const all = attributes.class;
  if (all === undefined) return "";
  return matches(/[\t\n\f\r]/, all) ? " " + join(spaced(all), " ") + " " : " " + all + " ";
};
const spaced = (value) => {
  const parts = list();
  let from = 0;
  for (let one = next_(WHITE, 0, value); one !== null; one = next_(WHITE, from, value)) {
    add(parts, slice(value, from, one.index));
    from = one.index + one[0].length;
  }
  add(parts, slice(value, from));
  return parts;
};
const isStep = (tag, attributes, step) => {
  if (step.tag !== "" && step.tag !== tag && tag !== "?") return false;
  if (step.id !== "" && attributes.id !== step.id) return false;
  for (let i = 0; i < step.classes.length; i++) if (!includes(classesIn(attributes), " " + step.classes[i] + " ")) return false;
  for (let i = 0; i < step.tests.length; i++) if (!holds(attributes, step.tests[i])) return false;
  return true;
};
const fits = (state, steps, k) => {
  const step = steps[k];
  if (startsWith(state.tag, "#") || !isStep(state.tag, state.attributes, step)) return false;
  for (let i = 0; i < step.nots.length; i++) if (fitsAny(state, step.nots[i])) return false;
  for (let i = 0; i < step.any.length; i++) if (!fitsAny(state, step.any[i])) return false;
  if (k === 0) return true;
  if (step.combinator === "+" || step.combinator === "~") return fitsBefore(state, steps, k);
  let at = parentOf(state);
  for (let i = 0; at !== null && i < DEPTH; i++) {
    settled(at);
    if (fits(at, steps, k - 1)) return true;
    if (step.combinator === ">") return false;
    at = parentOf(at);
  }
  return false;
};
const fitsBefore = (state, steps, k) => {
  const parent = parentOf(state);
  const kids = parent === null ? list() : kidsOf(parent);
  let reached = false;
  for (let i = kids.length - 1; i >= 0; i--) {
    if (reached && !startsWith(kids[i].tag, "#")) {
      if (fits(kids[i], steps, k - 1)) return true;
      if (steps[k].combinator === "+") return false;
    } else if (kids[i] === state) reached = true;
  }
  return false;
};
const fitsAny = (state, groups) => {
  for (let i = 0; i < groups.length; i++) if (fits(state, groups[i], groups[i].length - 1)) return true;
  return false;
};

// The numbers of the page's elements that may be meant: by the one thing that tells most, remembered.
const shelves = dict();
const candidatesOf = (step) => {
  const test = step.tests.length ? step.tests[0].name : "";
  const class_ = step.classes.length ? step.classes[0] : "";
  const shelf = step.id !== "" ? "#" + step.id : class_ !== "" ? "." + class_ : test !== "" ? "[" + test : step.tag;
  if (shelves[shelf] === undefined) {
    const found_ = list();
    for (let i = 0; i < nodes.length; i++) {
      if (!isElementAt(i)) continue;
      const attributes = nodes[i][2];
      const hit =
        step.id !== "" ? attributes.id === step.id
        : class_ !== "" ? attributes.class !== undefined && includes(classesIn(attributes), " " + class_ + " ")
        : test !== "" ? attributes[test] !== undefined
        : step.tag === "" || nodes[i][1] === step.tag;
      if (hit) add(found_, i);
    }
    shelves[shelf] = found_;
  }
  return shelves[shelf];
};
const onPageBy = (groups, selector, within) => {
  const hits = dict(); // its keys are numbers, and so come in the order of the document
  const tried = (i, steps) => {
    if (hits[i] !== undefined || !isStep(nodes[i][1], attributesAt(i), steps[steps.length - 1])) return;
    if (within === null ? !stands(i) : !isInside(stateAt(i), within)) return;
    const state = stateAt(i);
    if (!state.gone && fits(state, steps, steps.length - 1) && reaches(i)) hits[i] = state;
  };
  for (let g = 0; g < groups.length; g++) {
    const steps = groups[g];
    const numbers = candidatesOf(steps[steps.length - 1]);
    for (let i = 0; i < numbers.length; i++) tried(numbers[i], steps);
    for (let i = 0; i < changed.length; i++) tried(changed[i].at, steps);
  }
  const by = within === null ? (questionOf(groups, selector)) : "";
  const found_ = list();
  const numbers = keys(hits);
  for (let i = 0; i < numbers.length; i++) {
    if (hits[numbers[i]].by === null) hits[numbers[i]].by = by;
    add(found_, hits[numbers[i]]);
  }
  return found_;
};
const search = (selector, within) => {
  const groups = parseSelector(selector, 0);
  if (groups === null) return list();
  if (within !== null) settled(within);
  const page = pageKnown && (within === null || within.at >= 0 || within.host !== null);
  if (page) {
    unpack();
    if (within === null) ask(questionOf(groups, selector));
    else inspected(within.host === null ? within : within.host);
  }
  const found_ = page ? onPageBy(groups, selector, within) : list();
  for (let i = 0; i < born.length; i++) {
    if (fitsAny(born[i], groups) && (within === null ? isConnected(born[i]) : isInside(born[i], within))) add(found_, born[i]);
  }
  return found_;
};
const isInside = (state, outer) => {
  let at = parentOf(state);
  for (let i = 0; at !== null && i < DEPTH; i++) {
    if (at === outer) return true;
    at = parentOf(at);
  }
  return false;
};

const standIns = dict();
const onPage = (step) => {
  if (standIns[step] === undefined) {
    const tag = execute(/^[a-z][\w-]*/i, step);
    standIns[step] = make(tag === null ? "?" : lower(tag[0]), true);
    standIns[step].step = step;
    const id = execute(/#([\w-]+)/, step);
    if (id !== null) standIns[step].attributes.id = id[1];
    const groups = parseSelector(step, 0);
    const tests = groups === null ? list() : groups[0][groups[0].length - 1].tests;
    for (let i = 0; i < tests.length; i++) {
      if (pageKnown || tests[i].how !== undefined) standIns[step].attributes[tests[i].name] = tests[i].value;
    }
  }
  return standIns[step];
};
// Whether nothing of that kind can come: the page has it nowhere, not even where it does not stand yet, and of the
// scripts none says its name but to look for it.
let sought = dict();
const isAbsent = (selector) => {
  const groups = pageKnown ? parseSelector(selector, 0) : null;
  if (groups === null || matches(FOREIGN_BUTTON, selector)) return false; // a consent tool brings its own
  for (let i = 0; i < groups.length; i++) {
    let absent = false;
    for (let k = 0; k < groups[i].length && !absent; k++) absent = isNowhere(groups[i][k]);
    if (!absent) return false;
  }
  return true;
};
const isNowhere = (step) => {
  const name = step.id !== "" ? step.id : step.classes.length ? step.classes[0] : step.tag;
  if (name === "" || !(name in sought) || (step.tests.length && name === step.tag)) return false;
  unpack();
  ask((step.id !== "" ? "#" : name === step.tag ? "" : ".") + name);
  ask("?" + name);
  return candidatesOf(step).length === 0 && !includes(world.stored, name);
};
isEmptySet = (selector) => isAbsent(trim(selector)) && search(trim(selector), null).length === 0;
const OFTEN = 200; // a script that takes one after the other must come to an end
const taken = dict();
const MANY = 100; // who looks for so many in one turn looks for a name that is free
const missing = (selector, within) => {
  if (within !== null && !within.found) return null;
  const last = execute(/[^\s>+~,]*$/, selector);
  if (last === null || last[0] === "" || !finds() || isAbsent(selector)) return null;
  if (standIns[last[0]] === undefined && (guesses += 1) > MANY) return null;
  taken[last[0]] = (taken[last[0]] || 0) + 1;
  return taken[last[0]] > OFTEN ? null : onPage(last[0]);
};
const surely = (selector) => {
  switch (lower(selector)) {
    case "head":
      return head;
    case "body":
      return body;
    case "html":
    case ":root":
      return root;
    case "script":
      return scriptNow();
  }
  return null;
};
const lookUp = (given, within) => {
  const selector = trim(text(given));
  const sure = within === null || within === root || within === documentState ? surely(selector) : null;
  if (sure !== null) return sure;
  const inside = within === documentState || within === root ? null : within;
  const found_ = search(selector, inside);
  return found_.length ? found_[0] : missing(selector, inside);
};
const lookUpAll = (given, within) => {
  const selector = trim(text(given));
  const inside = within === documentState || within === root ? null : within;
  if (inside === null) {
    const sure = surely(selector);
    if (sure !== null) return lower(selector) === "script" ? scriptList() : nodeList([sure]);
  }
  const found_ = search(selector, inside);
  if (found_.length === 0) {
    const one = missing(selector, inside);
    if (one !== null) add(found_, one);
  }
  return nodeList(found_);
};
// Loaders take the first script only to put another one beside it, which is no question about the page.
const scriptList = () => {
  let known = null;
  const all = () => {
    if (known === null) {
      known = search("script", null);
      if (known.length === 0) add(known, scriptNow());
      fillList(target, known);
    }
    return target;
  };
  const target = [];
  return new NativeProxy(target, {
    __proto__: null,
    get: (_, key, receiver) => (key === "0" && known === null ? scriptNow().node : get(all(), key, receiver)),
    has: (_, key) => has(all(), key),
    ownKeys: () => ownKeys(all()),
    getOwnPropertyDescriptor: (_, key) => getOwnPropertyDescriptor(all(), key),
  });
};
const nodeOf = (state) => (state === null ? null : state.node);
const fillList = (target, states_) => {
  const method = (name, value) => defineProperty(target, name, { __proto__: null, value, configurable: true });
  for (let i = 0; i < states_.length; i++) {
    defineProperty(target, i, { __proto__: null, value: states_[i].node, writable: true, enumerable: true, configurable: true });
  }
  method("item", (at) => target[at] || null);
  method("namedItem", (name) => {
    for (let i = 0; i < states_.length; i++) {
      filled(states_[i]);
      if (states_[i].attributes.id === name || states_[i].attributes.name === name) return states_[i].node;
    }
    return null;
  });
  return target;
};
const nodeList = (states_) => fillList([], states_);
// document.forms.NAME
const namedList = (states_) => {
  const all = nodeList(states_);
  for (let i = 0; i < states_.length; i++) {
    const { id, name } = states_[i].attributes;
    const under = (key) => {
      if (key !== undefined && key !== "" && !(key in all)) defineProperty(all, key, { __proto__: null, value: states_[i].node, configurable: true });
    };
    under(id);
    under(name);
  }
  return all;
};
