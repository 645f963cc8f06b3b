// Values that cannot be known: globals that another script would have defined, answers from the network, what stands
// in the page's own elements. They let page code run on, and they can be recognised in whatever is made of them.

// One letter each, of scripts that no page on this subject is written in: a slice of a text holds it or does not, it
// has no other case, and it is an identifier, so that text evaluated with it in looks it up instead of failing.
const UNKNOWN = "\ua66e";
const FROM_PAGE = "\ua843";
const FETCHED = "\ua842"; // an answer from the network, which may be markup
const ESCAPED = "\ua844"; // the same, made a mere text: each `<` in it is `&lt;`
const isUnknownText = (value) =>
  typeof value === "string" && (includes(value, UNKNOWN) || includes(value, FROM_PAGE) || includes(value, FETCHED) || includes(value, ESCAPED));

const facts = new WeakMap(); // an unknown value -> {path, kept}
const isUnknown = (value) => isObject(value) && weakGet(facts, value) !== undefined;

// What only a visitor does: functions registered for it are not called, for a visit alone does not.
const ACTIONS =
  /^(on)?(click|dblclick|auxclick|contextmenu|submit|change|input|focus\w*|blur|keyup|keypress|mouse(down|up|enter|leave|out|over)|pointer(down|up|enter|leave|out|over)|touchend|drag\w*|drop|copy|cut|paste|toggle|hover|select\w*|invalid|reset|error|abort|fail|catch|fullscreen\w*|popstate|hashchange|message|storage|offline|online)\b/i;
// Functions are handed to these to be called no more.
const ENDS = /^(remove(Event)?Listener|detachEvent|off|unbind|unsubscribe|unwatch|removeHandler|removeCallback)$/;
const STARTS = /^(success|complete|done|callback|always|then|load\w*|ready|init\w*|on(load|ready|init|loaded|success|complete)\w*)$/i;
const WRITES = /(^|\.)(append|prepend|html|before|after|replaceWith|insertAdjacentHTML|setHTML\w*|wrap\w*|parseHTML|write|writeln)$/;
const WRITES_HTML = /\.(html|insertAdjacentHTML|setHTML\w*|parseHTML)$/; // what of these takes nothing for mere text
const INSERTS = words("append prepend before after replaceWith appendChild insertBefore replaceChild appendTo html add");

let schedule; // defined with the tasks
let attachForeign; // defined with the elements
let loadUnknown; // defined with the elements
let called; // defined with consent
let go; // defined with the document
let isEmptySet; // defined with the look-ups

// What a template of the page holds, or a copy of it. It loads where it is attached, and only there.
const TEMPLATE = "<template>";
// `a.content` and the like, of what callbacks and answers bring, is rather a text.
const FROM_TEMPLATE = /^<template>|\.content\.(.*\.)?cloneNode\(|^(?!json\b|(\$|a|b|event)\.).*\.content$/;
const attachUnknown = (value) => {
  if (matches(FROM_TEMPLATE, weakGet(facts, value).path)) opaque("what it attaches is read from the page's own elements");
};
const copyUnknown = (value) => {
  const fact = weakGet(facts, value);
  return unknown(fact.path + ".cloneNode()", false, fact.depth + 1);
};

const consent = (call) => {
  // gtag("consent", "default", {…}), which is dataLayer.push(arguments) in the end: whatever the layer is called.
  try {
    if (call[0] !== "consent" || typeof call[1] !== "string" || !isObject(call[2])) return;
    const names = keys(call[2]);
    const fields = dict();
    for (let i = 0; i < min(names.length, 30); i++) fields[names[i]] = slice(text(call[2][names[i]]), 0, 100);
    log("consent", call[1], stringify(fields));
  } catch (error) {
    opaque("a consent call that could not be read");
  }
};

// `path` says how the value was come by: `$().find`. Values got by the same path from the same value are the same.
// `empty` is a jQuery set that has and will have no elements. `depth` counts the steps, for a walk (`node = node.next`) and a nesting (`list[0][0]`) must come to an end.
const DEEPEST = 30;
const DEEPEST_LIST = 4;
const unknown = (path, settled, depth = 0, empty = false) => {
  const target = function () {};
  const fact = { __proto__: null, path: slice(path, -200), kept: dict(), settled: settled === true, depth, empty, proxy: null };
  weakSet(behind, target, fact);
  fact.proxy = new NativeProxy(target, UNKNOWN_VALUE);
  weakSet(facts, fact.proxy, fact);
  return fact.proxy;
};
const behind = new WeakMap(); // the function behind an unknown value -> its facts
const UNKNOWN_VALUE = {
  __proto__: null,
  get: (target, key) => unknownGet(weakGet(behind, target), target, key),
  set: (target, key, value) => {
    unknownSet(weakGet(behind, target), key, value);
    return true;
  },
  has: (target, key) => hasOwn(target, key) || key in weakGet(behind, target).kept || finds(),
  deleteProperty: (target, key) => delete weakGet(behind, target).kept[key] && deleteProperty(target, key),
  defineProperty: (target, key, descriptor) => {
    if ("value" in descriptor) weakGet(behind, target).kept[key] = descriptor.value;
    return defineProperty(target, key, descriptor);
  },
  apply: (target, self, args) => {
    const fact = weakGet(behind, target);
    if (isUnknown(self)) {
      const set = weakGet(facts, self);
      leave(set, fact.path);
      const method = set.empty ? methodOf(fact.path) : "";
      if (method in KEEP || (method in SETS && args.length > (method === "html" ? 0 : 1))) return self;
      if (method in YIELD) return unknown(fact.path + "()", false, fact.depth + 1, true);
    }
    return invoke(fact.path, args, fact.depth + 1);
  },
  construct: (target, args) => {
    const fact = weakGet(behind, target);
    return invoke(fact.path, args, fact.depth + 1);
  },
};

const asText = (fact) => (matches(/^(json|response|body)\b/, fact.path) ? FETCHED : UNKNOWN);
const unknownGet = (fact, target, key) => {
  const proxy = fact.proxy;
  if (key in fact.kept) return fact.kept[key];
  const own = getOwnPropertyDescriptor(target, key);
  if (own !== undefined && own.configurable === false && key !== "prototype") return own.value;
  if (key === Symbol.toPrimitive) return (hint) => (hint === "number" ? (finds() ? 1 : 0) : asText(fact));
  if (key === Symbol.iterator) return () => unknownIterator(fact);
  if (typeof key === "symbol") return undefined;
  switch (key) {
    case "length":
      return !fact.empty && fact.depth < DEEPEST_LIST && finds() ? 1 : 0;
    case "toString":
    case "valueOf":
    case "toLocaleString":
    case "toJSON":
      return () => asText(fact);
    case "call":
      return (self, ...args) => invoke(fact.path, args, fact.depth + 1);
    case "apply":
      return (self, args) => invoke(fact.path, isObject(args) ? args : list(), fact.depth + 1);
    case "bind":
      return () => proxy;
    case "prototype":
      return target.prototype;
    case "__esModule":
      return undefined;
    case "hasOwnProperty":
      return (name) => name !== "default" && name in fact.kept;
    case "then": {
      // `await` calls it; what it settles with must not be waited for again.
      if (fact.settled) return undefined;
      return (done) => {
        if (typeof done === "function") schedule(done, undefined, [unknown(fact.path, true)], 0);
        return proxy;
      };
    }
    case "catch":
      return () => proxy;
    default: {
      if (fact.depth > DEEPEST) return undefined;
      // Plugins end at once where jQuery's version is not to their liking.
      if (key === "jquery" && matches(/^(\$|jQuery)(\.fn|\(.*\))$/, fact.path)) return "3.7.1";
      // Bundles ask whether jQuery is a module that holds it.
      if (key === "default" && matches(/^(\$|jQuery)$/, fact.path)) return proxy;
      const child = unknown(fact.path + "." + key, false, fact.depth + 1);
      fact.kept[key] = child;
      return child;
    }
  }
};

const unknownIterator = (fact) => {
  let left = !fact.empty && fact.depth < DEEPEST_LIST && finds() ? 1 : 0;
  return {
    next: () => (left-- > 0 ? { done: false, value: unknown(fact.path + "[]", false, fact.depth + 1) } : { done: true, value: undefined }),
    [Symbol.iterator]() {
      return this;
    },
  };
};

const unknownSet = (fact, key, value) => {
  fact.kept[key] = value;
  if (typeof key !== "string") return;
  if (matches(/\.dataset$/, fact.path)) give("data", key);
  if (typeof value === "function") {
    if (startsWith(key, "on") && !matches(ACTIONS, key)) schedule(value, undefined, [unknown("event")], 0);
  } else if (key === "innerHTML" || key === "outerHTML" || key === "srcdoc") {
    if (!isUnknown(value)) markup(text(value));
  } else if (key === "src" || key === "backgroundImage" || key === "cssText") loadUnknown(fact.path, key, value);
};

// A form or a link of the page that a script has given an address before it sends it off.
const leave = (fact, path) => {
  const given = (name) => {
    const value = fact.kept[name];
    // What was only asked for is kept as well.
    return isUnknown(value) && weakGet(facts, value).path === slice(fact.path + "." + name, -200) ? undefined : value;
  };
  if (matches(/\.(submit|requestSubmit)$/, path)) {
    const action = given("action");
    if (action !== undefined) load("form", action, "form.submit");
  } else if (matches(/\.click$/, path)) {
    const href = given("href");
    if (href !== undefined && given("target") !== "_blank" && given("download") === undefined) go(href, "a.click");
  }
};

// What jQuery does with each element of a set, and so with none of an empty one; and what it makes another set of.
const KEEP = words(
  "each on one bind delegate off click submit change focus blur hover keyup keydown keypress mouseenter mouseleave mouseover resize scroll " +
    "append prepend before after replaceWith wrap wrapAll wrapInner appendTo prependTo insertBefore insertAfter " +
    "addClass removeClass toggleClass show hide toggle fadeIn fadeOut fadeTo slideUp slideDown slideToggle animate load remove empty detach trigger",
);
const SETS = words("attr prop css html data val"); // with a value; without one they get
const YIELD = words(
  "map filter find first last eq not has children parent parents parentsUntil closest next nextAll prev prevAll siblings contents slice clone",
);
const methodOf = (path) => {
  const dot = execute(/[^.]*$/, path);
  return dot === null ? path : dot[0];
};
// Attributes and data that scripts give to what is only known by a name: they are no longer those of the page's elements.
const attributesGiven = dict();
let anyGiven = false;
const GIVES = words("attr data setAttribute");
const attributeKey = (name) => join(split(lower(name), "-"), ""); // `data("someSrc")` is `data-some-src`
const give = (method, name) => {
  if (typeof name === "string" && !isUnknownText(name)) attributesGiven[attributeKey((method === "data" ? "data-" : "") + name)] = true;
  else anyGiven = true;
};
const isGiven = (name) => anyGiven || attributesGiven[attributeKey(name)] === true;

const invoke = (path, args, depth) => {
  const method = methodOf(path);
  called(path, args);
  if (method in GIVES && args.length > 1) give(method, args[0]);
  else if (method in GIVES && isObject(args[0])) {
    const names = isUnknown(args[0]) ? list() : keys(args[0]);
    if (isUnknown(args[0])) anyGiven = true;
    for (let i = 0; i < names.length; i++) give(method, names[i]);
  }
  if (args[0] === "consent") consent(args);
  else if (method === "push" && isObject(args[0]) && !isUnknown(args[0])) consent(args[0]);
  const named = typeof args[0] === "string" ? args[0] : "";
  const byVisitor = matches(ENDS, method) || matches(ACTIONS, method) || (named !== "" && matches(ACTIONS, named));
  const count = min(args.length, 20);
  for (let i = 0; i < count; i++) {
    const arg = args[i];
    if (isUnknown(arg)) {
      if (method in INSERTS) attachUnknown(arg);
    } else if (typeof arg === "function") {
      if (!byVisitor) schedule(arg, unknown(path), [unknown("$"), unknown("a"), unknown("b")], 0);
    } else if (isObject(arg)) {
      if (method in INSERTS) attachForeign(arg);
      if (!isArray(arg)) callbacksIn(arg, 0);
    } else if (typeof arg === "string" && includes(arg, "<") && (matches(WRITES, path) || matches(/^(\$|jQuery)$/, path))) {
      markup(arg);
    } else if (typeof arg === "string" && isOpen(arg) && matches(WRITES_HTML, path)) {
      markup(arg);
    }
  }
  library(path, method, args);
  const empty = named !== "" && matches(/^(\$|jQuery)$/, path) && isEmptySet(named);
  return unknown(path + "(" + slice(named, 0, 40) + ")", false, depth, empty);
};

// {success: f, events: {onReady: f}}: what a library calls without the visitor.
const callbacksIn = (options, depth) => {
  if (options === win || options === globalThis || peek(options) !== null) return; // `$(window)`: its `onload` is nobody's option
  const names = keys(options);
  for (let i = 0; i < min(names.length, 50); i++) {
    const value = options[names[i]];
    if (typeof value === "function") {
      if (matches(STARTS, names[i])) schedule(value, options, [unknown("event")], 0);
    } else if (depth < 2 && isObject(value) && !isUnknown(value) && !isArray(value) && peek(value) === null) {
      callbacksIn(value, depth + 1);
    }
  }
};

// The parts of jQuery that load, for pages whose jQuery comes from elsewhere and so is not here to run.
const library = (path, method, args) => {
  const first = args[0];
  if (matches(/^(\$|jQuery)\.(getScript|getJSON|get|post|ajax)$/, path) || matches(/^axios(\.\w+)?$/, path)) {
    const address = typeof first === "string" ? first : isObject(first) && !isUnknown(first) ? first.url : undefined;
    if (address === undefined) return;
    load(method === "getScript" || (isObject(first) && first.dataType === "script") ? "script" : "connection", address, path);
  } else if (method === "attr" || method === "prop" || method === "css" || method === "setAttribute") {
    if (typeof first === "string") {
      if (args.length > 1) loadUnknown(path, first, args[1]);
    } else if (isObject(first) && !isUnknown(first)) setAll(path, first);
  } else if (matches(/^(\$|jQuery)$/, path) && typeof first === "string" && isObject(args[1]) && !isUnknown(args[1])) {
    if (startsWith(first, "<")) setAll(path + "(" + first + ")", args[1]);
  } else if (method === "insertRule" || method === "replaceSync" || method === "replace") {
    if (typeof first === "string") css(first);
  }
};

const setAll = (path, values) => {
  const names = keys(values);
  for (let i = 0; i < min(names.length, 50); i++) loadUnknown(path, names[i], values[names[i]]);
};
