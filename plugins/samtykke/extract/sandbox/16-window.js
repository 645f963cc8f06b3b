// The rest of what scripts expect of a window: it does little, but it is there, and the callbacks come.

const element = (tag) =>
  function (first, second) {
    const state = make(tag, false);
    if (tag === "audio" && first !== undefined) setAttribute(state, "src", text(first));
    else if (tag === "img" && first !== undefined) {
      state.attributes.width = text(first);
      state.attributes.height = text(second);
    }
    return state.node;
  };
WINDOW.Image = element("img");
WINDOW.Audio = element("audio");
WINDOW.Option = element("option");
WINDOW.Image.prototype = classFor("img").prototype;

// A timer may be given a text, which is run when its time has come.
const timed = (action) => {
  if (typeof action === "function") return action;
  const code = text(action);
  if (isUnknownText(code)) opaque("a timer that evaluates computed text");
  return code;
};
WINDOW.setTimeout = function setTimeout(action, delay, ...args) {
  return schedule(timed(action), win, args, delay);
};
WINDOW.setInterval = function setInterval(action, delay, ...args) {
  return every(timed(action), delay, args);
};
WINDOW.setImmediate = (action, ...args) => schedule(timed(action), win, args, 0);
WINDOW.clearTimeout = WINDOW.clearInterval = WINDOW.cancelAnimationFrame = WINDOW.cancelIdleCallback = cancel;
const frames_ = dict();
// After the first frames they come less and less often, so that an animation soon gets to where the visit ends.
WINDOW.requestAnimationFrame = function requestAnimationFrame(action) {
  const late = max(0, (frames_[current] = (frames_[current] || 0) + 1) - 12);
  return schedule(action, win, [clock], min(16 * 2 ** late, 150000));
};
WINDOW.webkitRequestAnimationFrame = WINDOW.requestAnimationFrame;
WINDOW.requestIdleCallback = function requestIdleCallback(action) {
  return schedule(action, win, [{ didTimeout: false, timeRemaining: () => 40 }], 1);
};
WINDOW.queueMicrotask = (action) => {
  const owner = current;
  promiseThen(resolved(undefined), () => {
    current = owner;
    call(action, undefined, []);
  });
};
WINDOW.scheduler = {
  postTask: (action) => new NativePromise((done) => schedule(() => done(action()), undefined, [], 0)),
  yield: () => new NativePromise((done) => schedule(done, undefined, [], 0)),
};

// Observers report once, that everything watched has come into view and has changed.
// But of changes nothing is known: who answers each by watching anew would hear of another for ever, of all or of one.
const CHANGES = 50;
const LOOKS = 10;
const observer = (make_, most) => {
  const heard = dict();
  const looked = new WeakMap(); // target -> how often it was watched
  return class {
    #action;
    #news = list();
    constructor(action) {
      this.#action = action;
    }
    observe(target, options) {
      const action = this.#action;
      heard[current] = (heard[current] || 0) + 1;
      const times = isObject(target) ? (weakGet(looked, target) || 0) + 1 : 1;
      if (isObject(target)) weakSet(looked, target, times);
      if (typeof action !== "function" || heard[current] > most) return;
      if (times > LOOKS) {
        if (most === Infinity) log("cut");
        return;
      }
      add(this.#news, make_(target, isObject(options) ? options : dict()));
      if (this.#news.length === 1) schedule(() => this.#tell(), undefined, [], 5);
    }
    // All at once, as a browser does: a page may have hundreds of them.
    #tell() {
      const news = plain(this.#news);
      this.#news = list();
      apply(this.#action, this, [news, this]);
    }
    unobserve() {}
    disconnect() {}
    takeRecords() {
      return [];
    }
  };
};
const box = () => METHODS.getBoundingClientRect();
WINDOW.IntersectionObserver = observer((target) => ({
  target,
  isIntersecting: true,
  intersectionRatio: 1,
  time: 1000,
  boundingClientRect: box(),
  intersectionRect: box(),
  rootBounds: box(),
}), Infinity);
const ChangeObserver = observer((target, { childList, attributes, attributeFilter }) => {
  const named_ = isArray(attributeFilter) && typeof attributeFilter[0] === "string" ? attributeFilter[0] : "class";
  const ofAttribute = !childList && (attributes || isArray(attributeFilter));
  return {
    target,
    type: ofAttribute ? "attributes" : "childList",
    addedNodes: !ofAttribute && finds() ? nodeList([body]) : [],
    removedNodes: [],
    attributeName: ofAttribute ? named_ : null,
  };
}, CHANGES);
// Who watches a text that it has made itself, and changes it, waits for its turn: libraries do where they miss promises.
const textWatchers = new WeakMap(); // state of a text -> who watches it
textChanged = (state) => {
  const all = weakGet(textWatchers, state);
  for (let i = 0; all !== undefined && i < all.length; i++) {
    const one = all[i];
    if (one.waits) continue;
    one.waits = true;
    promiseThen(resolved(undefined), () => {
      one.waits = false;
      current = one.owner;
      if (!one.ended) call(one.action, one.observer, [[{ target: state.node, type: "characterData", addedNodes: [], removedNodes: [] }], one.observer]);
    });
  }
};
WINDOW.MutationObserver = class MutationObserver extends ChangeObserver {
  #action;
  #watching = list();
  constructor(action) {
    super(action);
    this.#action = action;
  }
  observe(target, options) {
    const state = peek(target);
    if (state === null || state.tag !== "#text" || state.found || !isObject(options) || !options.characterData) return super.observe(target, options);
    const one = { __proto__: null, action: this.#action, observer: this, owner: current, waits: false, ended: false };
    if (typeof this.#action !== "function" || this.#watching.length >= CHANGES) return;
    add(this.#watching, one);
    if (weakGet(textWatchers, state) === undefined) weakSet(textWatchers, state, list());
    add(weakGet(textWatchers, state), one);
  }
  disconnect() {
    for (let i = 0; i < this.#watching.length; i++) this.#watching[i].ended = true;
    this.#watching = list();
  }
};
WINDOW.WebKitMutationObserver = WINDOW.MutationObserver;
WINDOW.ResizeObserver = observer((target) => ({ target, contentRect: box(), borderBoxSize: [], contentBoxSize: [] }), Infinity);
const entryList = () => {
  const entries_ = () => [unknown("entry")];
  return { getEntries: entries_, getEntriesByType: entries_, getEntriesByName: entries_ };
};
WINDOW.PerformanceObserver = class PerformanceObserver {
  #action;
  constructor(action) {
    this.#action = action;
  }
  observe() {
    const action = this.#action;
    if (typeof action === "function") schedule(action, this, [entryList(), this], 5);
  }
  disconnect() {}
  takeRecords() {
    return [];
  }
};
WINDOW.PerformanceObserver.supportedEntryTypes = split_("element event first-input largest-contentful-paint layout-shift longtask mark measure navigation paint resource visibility-state");

const observes = (state, name) => {
  const observed = defined[state.tag].observedAttributes;
  if (!isObject(observed)) return false;
  for (let i = 0; i < min(observed.length, 50); i++) if (observed[i] === name) return true;
  return false;
};
const attributeChanged = (state, name, value) => {
  const node = state.node;
  if (typeof node.attributeChangedCallback !== "function" || !observes(state, name)) return;
  schedule(() => node.attributeChangedCallback(name, null, value, null), undefined, [], 0);
};
// An element that was there before its class was.
const upgrade = (state, made) => {
  if (!state.found && !isConnected(state)) return;
  const old = state.node;
  upgraded = state;
  try {
    construct(made, []);
  } catch (error) {
    upgraded = null;
    state.node = old;
    throw error;
  }
  filled(state);
  const names_ = keys(state.attributes);
  for (let i = 0; i < names_.length; i++) attributeChanged(state, names_[i], state.attributes[names_[i]]);
  if (typeof state.node.connectedCallback === "function") state.node.connectedCallback();
};
const LIBRARY = 10; // elements that a page defines for its own use, at the most
WINDOW.customElements = {
  define: (name, made) => {
    const tag = lower(text(name));
    if (defined[tag] !== undefined || keys(defined).length > 100) return;
    defined[tag] = made;
    const here_ = matches(/^[a-z][\w.-]*$/, tag) ? search(tag, null) : list();
    for (let i = 0; i < min(here_.length, 50); i++) schedule(() => upgrade(here_[i], made), undefined, [], 0);
    // Where the page has none, another script may bring one; of a library's many, the page's markup and scripts name theirs.
    if (here_.length || (pageKnown && !finds())) return;
    schedule(() => {
      if (pageKnown && keys(defined).length > LIBRARY) return;
      const state = peek(construct(made, []));
      if (state === null) return;
      state.tag = tag;
      insert(body, state);
    }, undefined, [], 0);
  },
  get: (name) => defined[lower(text(name))],
  whenDefined: () => resolved(undefined),
  upgrade: nothing,
};
// Trusted Types: what a policy lets through is the text itself.
WINDOW.trustedTypes = {
  createPolicy: (name, rules) => {
    const through = (method) => (value, ...more) =>
      isObject(rules) && typeof rules[method] === "function" ? apply(rules[method], rules, [value, ...more]) : text(value);
    return { name, createHTML: through("createHTML"), createScript: through("createScript"), createScriptURL: through("createScriptURL") };
  },
  isHTML: () => false,
  isScript: () => false,
  isScriptURL: () => false,
  emptyHTML: "",
  emptyScript: "",
  defaultPolicy: null,
  getAttributeType: () => null,
  getPropertyType: () => null,
};
WINDOW.matchMedia = (query) => ({
  matches: finds(),
  media: text(query),
  addListener: nothing,
  removeListener: nothing,
  addEventListener: nothing, removeEventListener: nothing, dispatchEvent: () => true,
});
// What an element's own style does not say is what most have.
const USUAL = { __proto__: null, display: "block", visibility: "visible", position: "static", opacity: "1", zIndex: "auto", "z-index": "auto", overflow: "visible", direction: "ltr", cursor: "auto", float: "none", content: "none", transform: "none", animationName: "none", fontFamily: "sans-serif", fontWeight: "400" };
const usual = (key) => {
  if (key in USUAL) return USUAL[key];
  if (startsWith(key, "--")) return "";
  if (matches(/color$/i, key)) return "rgb(0, 0, 0)";
  if (matches(/width|height|size|margin|padding|top|left|right|bottom|radius|gap/i, key)) return "16px";
  return matches(/duration|delay/i, key) ? "0s" : "";
};
WINDOW.getComputedStyle = (node) => {
  if (peek(node) === null) return unknown("style");
  const style = styleOf(peek(node));
  const value = (key) => {
    const own_ = style[key];
    return own_ === "" && typeof key === "string" ? usual(key) : own_;
  };
  const named_ = (key) => style.getPropertyValue(key) || usual(text(key));
  return new NativeProxy(dict(), { __proto__: null, get: (_, key) => (key === "getPropertyValue" ? named_ : value(key)), has: () => true });
};
WINDOW.open = (url) => {
  if (url !== undefined && text(url) !== "") go(url, "window.open"); // a browser may block it, or not
  return unknown("opened");
};
WINDOW.history = { length: 1, state: null, scrollRestoration: "auto", pushState: (state) => { WINDOW.history.state = state; }, replaceState: (state) => { WINDOW.history.state = state; }, back: nothing, forward: nothing, go: nothing };
WINDOW.screen = { width: 1280, height: 800, availWidth: 1280, availHeight: 800, colorDepth: 24, pixelDepth: 24, orientation: { type: "landscape-primary", angle: 0, addEventListener: nothing, removeEventListener: nothing, dispatchEvent: () => true } };
WINDOW.visualViewport = { width: 1280, height: 800, scale: 1, addEventListener: nothing, removeEventListener: nothing, dispatchEvent: () => true };
WINDOW.performance = {
  now: () => now() - world.now,
  timeOrigin: world.now,
  timing: { navigationStart: world.now, responseStart: world.now, domLoading: world.now, loadEventEnd: world.now, domInteractive: world.now },
  navigation: { type: 0, redirectCount: 0 },
  getEntries: () => [],
  getEntriesByType: () => [],
  getEntriesByName: () => [],
  mark: (name) => ({ name, entryType: "mark", startTime: now() - world.now, duration: 0, detail: null }),
  measure: (name) => ({ name, entryType: "measure", startTime: now() - world.now, duration: 0, detail: null }),
  clearMarks: nothing,
  clearMeasures: nothing,
  addEventListener: nothing, removeEventListener: nothing, dispatchEvent: () => true,
};
const random = () => {
  seed = (seed * 16807) % 2147483647;
  const value = seed / 2147483647;
  // Who asks that often may wait for another number than the last: from then on every second is any.
  draws += 1;
  if (draws > 64 && draws % 2 === 0) return value;
  // Sampling ("one visit in ten") falls out this way in one world and that way in the other.
  return finds() ? 0.97 + value * 0.03 : value * 0.03;
};
let seed = 20260101;
let draws = 0;
WINDOW.crypto = {
  getRandomValues: (array) => {
    for (let i = 0; i < array.length; i++) array[i] = floor(random() * 8000) % 251;
    return array;
  },
  randomUUID: () => "00000000-0000-4000-8000-" + slice("00000000000" + floor(random() * 1e10), -12),
  subtle: unknown("subtle"),
};
// Frameworks catch what goes wrong in a page's parts, and say it here.
// React's words for a page that is not what it expects: it makes the page anew then.
const MENDED = /Minified React error #(418|419|42[0-5]);/;
const complain = (error) => {
  if (stumbles >= STUMBLES || !(error instanceof NativeError)) return;
  stumbles += 1;
  try {
    const said = text(error);
    if (!matches(MENDED, said)) log("error", "reported: " + said);
  } catch (_) {
    log("error", "reported: an exception");
  }
};
const CONSOLE = dict();
const SILENT = split("log warn info debug dir dirxml table trace group groupCollapsed groupEnd time timeEnd timeLog timeStamp count countReset assert clear profile profileEnd exception", " ");
for (let i = 0; i < SILENT.length; i++) CONSOLE[SILENT[i]] = nothing;
CONSOLE.createTask = () => ({ run: (action) => action() });
CONSOLE.error = (...all) => {
  for (let i = 0; i < min(all.length, 10); i++) complain(all[i]);
};
WINDOW.console = new NativeProxy(CONSOLE, { __proto__: null, get: (target, key) => target[key], set: () => true });
WINDOW.reportError = complain;
// What a page says to itself, it hears.
const tell = (data, delay) => {
  schedule(() => {
    const event = new Event("message");
    event.data = data;
    event.origin = site.origin;
    event.source = event.target = win;
    event.ports = [];
    fire(win, "message", event);
  }, undefined, [], delay);
};
WINDOW.postMessage = (data) => tell(data, 0);
WINDOW.alert = WINDOW.print = WINDOW.focus = WINDOW.blur = WINDOW.stop = WINDOW.close = nothing;
WINDOW.scroll = WINDOW.scrollTo = WINDOW.scrollBy = WINDOW.moveTo = WINDOW.resizeTo = nothing;
WINDOW.confirm = () => finds();
WINDOW.prompt = () => null;
WINDOW.getSelection = () => unknown("selection");
WINDOW.structuredClone = (value) => (value === undefined ? value : parseJson(stringify(value)));
WINDOW.atob = (value) => base64(isUnknown(value) ? UNKNOWN : text(value));
WINDOW.btoa = (value) => {
  const given = text(value);
  return isUnknownText(given) ? UNKNOWN : encodeBase64(given);
};
WINDOW.innerWidth = WINDOW.outerWidth = 1280;
WINDOW.innerHeight = WINDOW.outerHeight = 800;
WINDOW.devicePixelRatio = 1;
WINDOW.pageXOffset = WINDOW.pageYOffset = WINDOW.scrollX = WINDOW.scrollY = WINDOW.screenX = WINDOW.screenY = 0;
WINDOW.name = WINDOW.status = "";
WINDOW.length = 0;
WINDOW.closed = false;
WINDOW.opener = WINDOW.frameElement = null;
WINDOW.origin = "";
WINDOW.isSecureContext = true;
WINDOW.crossOriginIsolated = false;
WINDOW.external = {};
WINDOW.CSS = { supports: () => true, escape: (name) => join(split(join(split(text(name), ":"), "\\:"), "."), "\\."), registerProperty: nothing, highlights: new Map() };
