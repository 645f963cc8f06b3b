// Time: a clock that stands almost still, callbacks that wait for their turn, and the events that a visit brings.

let clock = world.now;
const TICK = 1 / 8; // milliseconds between two looks, so that a script that waits for time to pass is not held for ever
const now = () => {
  clock += TICK;
  return clock;
};
const wholeNow = () => floor(now());

// Callbacks that one script may order: at once, and with all that come as time passes.
const TASKS = 1000;
const ALL_TASKS = 3000;
const PACE = 20; // milliseconds after which it may order one more
const isTooMany = (owner) => (ordered[owner] = (ordered[owner] || 0) + 1) > min(ALL_TASKS, TASKS + (clock - world.now) / PACE);
// A text that types itself, pictures that change: callbacks that order the next one for ever. They are followed for so
// many links and so long, and then left and told, so that the page's other callbacks are not held up.
const LINKS = 1000;
const MINUTE = 60000;
let guesses = 0; // elements that the page has not, and that were found in this turn all the same
let link_ = 0; // how many callbacks, each ordered by the one before, have led to the one that is running
const LONGEST = 600000; // milliseconds; what a page does ten minutes after one of the visit's events is not looked at
let since = clock; // when the last of these came
const ordered = dict();
let tasks = list();
let sequence = 0;

schedule = (action, self, args, delay) => {
  const isEndless = link_ >= LINKS && clock - since > MINUTE;
  if (!isEndless && !isTooMany(current)) return enqueue(action, self, args, delay);
  log("cut");
  return (sequence += 1);
};
// The same for what is not of a script's ordering: the events of a visit.
const enqueue = (action, self, args, delay) => {
  sequence += 1;
  if (clock - since > LONGEST) return sequence;
  const at = clock + max(0, min(+delay || 0, 86400000));
  add(tasks, { __proto__: null, id: sequence, at, owner: current, action, self, args, every: -1, times: 0, link: link_ + 1 });
  return sequence;
};
// An interval goes on under its number until it is cancelled. After the first ticks they come less and less often, so
// that a countdown soon gets to where the visit ends.
const STEADY = 50;
const every = (action, delay, args) => {
  const id = schedule(action, win, args, delay);
  const last = tasks[tasks.length - 1];
  if (last !== undefined && last.id === id) last.every = max(4, +delay || 0);
  return id;
};
const again = (task) => {
  const at = clock + task.every * 1.5 ** max(0, task.times - STEADY);
  if (at - since > LONGEST) return;
  if (isTooMany(task.owner)) log("cut");
  else add(tasks, { __proto__: null, ...task, at, times: task.times + 1 });
};
const cancel = (id) => {
  for (let i = 0; i < tasks.length; i++) if (tasks[i].id === id) tasks[i].action = null;
};

const call = (action, self, args) => {
  try {
    return apply(action, self, args);
  } catch (error) {
    let said = "an exception";
    try {
      said = text(error);
    } catch (_) {
      // An error that cannot be told is an error all the same.
    }
    log("error", said);
    return undefined;
  }
};

// The script that ordered the callback that is due first; -1 when none waits, -2 when files are to be brought. No page code runs before `step`, so
// that the reader knows on whose account it runs.
let next = -1;
const due = () => {
  parsing = -1;
  if (wanted.length) return -2;
  next = -1;
  for (let i = 0; i < tasks.length; i++) {
    if (next < 0 || tasks[i].at < tasks[next].at) next = i;
  }
  return next < 0 ? -1 : tasks[next].owner;
};
const step = () => {
  const task = tasks[next];
  for (let i = next; i < tasks.length - 1; i++) tasks[i] = tasks[i + 1];
  tasks.length -= 1;
  current = task.owner;
  link_ = task.link;
  guesses = 0;
  clock = max(clock, task.at);
  if (task.every >= 0 && task.action !== null) again(task);
  if (typeof task.action === "function") call(task.action, task.self, task.args);
  else if (typeof task.action === "string") call(evaluate, undefined, [task.action]);
};
const drop = (owner) => {
  const left = list();
  for (let i = 0; i < tasks.length; i++) if (tasks[i].owner !== owner) add(left, tasks[i]);
  tasks = left;
  ordered[owner] = ALL_TASKS;
};

// Listeners. `target` is the value that page code sees (window, document, an element, a request).

const LISTENERS = 2000;
const listeners = list();
const listen = (target, type, action, options) => {
  if (!isObject(action)) return;
  const one = { __proto__: null, target, type: text(type), action, owner: current, once: isObject(options) && !!options.once };
  if (listeners.length < LISTENERS) return add(listeners, one);
  let free = 0;
  while (free < LISTENERS && listeners[free].target !== null) free += 1;
  if (free < LISTENERS) listeners[free] = one;
  else log("cut");
};
const unlisten = (target, type, action) => {
  for (let i = 0; i < listeners.length; i++) {
    const one = listeners[i];
    if (one.target === target && one.type === type && one.action === action) one.target = null;
  }
};

const finger = () => ({ identifier: 0, target: null, clientX: 10, clientY: 10, pageX: 10, pageY: 10, screenX: 10, screenY: 10 });
class Event {
  constructor(type, options) {
    this.type = text(type);
    this.bubbles = this.cancelable = isObject(options) && !!options.bubbles;
    this.detail = isObject(options) ? options.detail : null;
    this.target = this.currentTarget = this.srcElement = this.relatedTarget = null;
    this.isTrusted = true;
    this.persisted = this.defaultPrevented = this.cancelBubble = false;
    this.timeStamp = 1000;
    this.clientX = this.clientY = this.pageX = this.pageY = 10;
    this.deltaY = 1;
    this.keyCode = this.which = this.button = 0;
    this.key = "";
    this.touches = this.changedTouches = this.targetTouches = matches(/^touch/, this.type) ? [finger()] : [];
  }
  initEvent(type) {
    this.type = text(type);
  }
  initCustomEvent(type, bubbles, cancelable, detail) {
    this.type = text(type);
    this.detail = detail;
  }
  composedPath() {
    return [];
  }
}
// What `document.createEvent` makes is given its type by the method of its interface.
for (const name of ["UI", "Mouse", "Keyboard", "Message", "Storage", "HashChange", "Composition", "Text"]) {
  Event.prototype["init" + name + "Event"] = Event.prototype.initEvent;
}
const nothing = () => {};
Event.prototype.waitUntil = Event.prototype.respondWith = Event.prototype.preventDefault = Event.prototype.stopPropagation = Event.prototype.stopImmediatePropagation = nothing;

const handle = (action, target, event) => {
  if (typeof action === "function") call(action, target, [event]);
  else if (isObject(action) && typeof action.handleEvent === "function") call(action.handleEvent, action, [event]);
};

// Calls those who listen, at once, each on account of the script that registered it.
const fire = (target, type, event) => {
  const happening = event === undefined ? new Event(type) : event;
  const before = current;
  if (isObject(happening) && event === undefined) happening.target = happening.srcElement = target;
  if (event === undefined) happening.currentTarget = target;
  const count = listeners.length;
  for (let i = 0; i < count; i++) {
    const one = listeners[i];
    if (one.target !== target || one.type !== type) continue;
    if (one.once) one.target = null;
    current = one.owner;
    handle(one.action, target, happening);
  }
  const property = target["on" + type];
  if (typeof property === "function") {
    current = ownerOf(target, type, before);
    handle(property, target, happening);
  }
  current = before;
};
// The same as callbacks of their own, so that one that does not end holds up none of the others.
const announce = (target, type, { at = target, onlyOnce = false } = { __proto__: null }) => {
  const event = new Event(type);
  event.currentTarget = target;
  event.target = event.srcElement = at;
  const before = current;
  const count = listeners.length;
  for (let i = 0; i < count; i++) {
    const one = listeners[i];
    if (one.target !== target || one.type !== type || (onlyOnce && !one.once)) continue;
    if (one.once) one.target = null;
    current = one.owner;
    enqueue(() => handle(one.action, target, event), undefined, [], 0);
  }
  const property = onlyOnce ? undefined : getOwnPropertyDescriptor(target, "on" + type);
  if (property !== undefined && (property.get !== undefined || typeof property.value === "function")) {
    current = ownerOf(target, type, before);
    enqueue(() => handle(target["on" + type], target, event), undefined, [], 0);
  }
  current = before;
};
const MOTION = /^(webkit|moz|o)?(animation|transition)(start|end|run)$/i;
const announceTo = (one) => {
  const event = new Event(one.type);
  event.target = event.currentTarget = event.srcElement = one.target;
  event.animationName = event.propertyName = UNKNOWN;
  const before = current;
  current = one.owner;
  enqueue(() => handle(one.action, one.target, event), undefined, [], 0);
  current = before;
};
const ownerOf = (target, type, otherwise) => {
  const state = peek(target);
  const owner = state === null || target === doc ? handlerOwners["on" + type] : state.owner;
  return owner === undefined ? otherwise : owner;
};

class EventTarget {
  addEventListener(type, action, options) {
    listen(this === undefined ? win : this, type, action, options);
  }
  removeEventListener(type, action) {
    unlisten(this === undefined ? win : this, text(type), action);
  }
  dispatchEvent(event) {
    if (isObject(event) && event.type === "click" && peek(this) !== null) pressed(peek(this));
    if (isObject(event)) fire(this === undefined ? win : this, text(event.type), event);
    return true;
  }
  attachEvent(type, action) {
    listen(this, slice(text(type), 2), action);
  }
}

const anywhere = (names, onlyOnce) => {
  const types = split(names, " ");
  const targets = [win, doc, body.node, root.node];
  for (let i = 0; i < types.length; i++) {
    for (let j = 0; j < 4; j++) announce(targets[j], types[i], { __proto__: null, at: body.node, onlyOnce });
  }
};

// A visit from beginning to end, one phase at a time; the reader lets callbacks run in between.
const PHASES = [
  () => {
    readyState = "interactive";
    announce(doc, "readystatechange");
    announce(doc, "DOMContentLoaded");
    announce(win, "DOMContentLoaded");
  },
  () => {
    readyState = "complete";
    announce(doc, "readystatechange");
    announce(win, "load");
    announce(doc, "load");
    announce(body.node, "load");
    announce(win, "pageshow");
  },
  () => {
    // Delayed loaders wait for these, and every visitor brings some of them.
    anywhere("scroll wheel mousemove pointermove touchstart touchmove keydown mousewheel resize focus orientationchange", false);
    anywhere("mouseover pointerover mouseenter pointerenter", false);
    // Clicks and typing are another matter, but for who waits just for the first, wherever it is.
    anywhere("click mousedown mouseup pointerdown pointerup touchend keyup keypress", true);
  },
  () => {
    // Motion that has begun comes to its end, wherever somebody waits for it; a worker's life begins.
    const count = listeners.length;
    for (let i = 0; i < count; i++) {
      const one = listeners[i];
      if (one.target !== null && matches(MOTION, one.type)) announceTo(one);
    }
    for (const type of ["install", "activate"]) announce(win, type);
  },
  () => {
    visibility = "hidden";
    announce(doc, "visibilitychange");
    announce(win, "beforeunload");
    announce(win, "pagehide");
    announce(win, "unload");
  },
];
// Returns false when the visit is over.
const phase = (number) => {
  if (number >= PHASES.length) return false;
  since = clock;
  link_ = 0;
  (0, PHASES[number])();
  return true;
};
