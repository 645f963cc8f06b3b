// What an element contacts: the rules by which a browser acts on an attribute or on an element that is attached.

const JAVASCRIPT = words(
  "application/ecmascript application/javascript application/x-ecmascript application/x-javascript text/ecmascript " +
    "text/javascript text/javascript1.0 text/javascript1.1 text/javascript1.2 text/javascript1.3 text/javascript1.4 " +
    "text/javascript1.5 text/jscript text/livescript text/x-ecmascript text/x-javascript module",
);
const runs = (state) => {
  const { type, language, nomodule } = state.attributes;
  if (type === undefined && language !== undefined && language !== "") return "text/" + lower(language) in JAVASCRIPT;
  if (type === undefined || type === "") return nomodule === undefined;
  return lower(trim(type)) in JAVASCRIPT;
};

const EXECUTED = 60; // texts that are run because scripts made elements or workers of them
let executed = 0;
const runText = (code) => {
  executed += 1;
  if (executed > EXECUTED) {
    opaque("scripts that write scripts without end");
    return;
  }
  schedule(code, undefined, [], 0);
};

const blobs = dict(); // blob: address -> text
const inline = (url) => {
  // The text behind an address that contacts no one, or null.
  if (startsWith(url, "blob:")) return blobs[url] === undefined ? "" : blobs[url];
  const data = execute(/^\s*data:([^,]*),([^]*)$/i, url);
  if (data !== null) return matches(/base64\s*$/i, data[1]) ? base64(data[2]) : percent(data[2]);
  const script = execute(/^\s*javascript:([^]*)$/i, url);
  return script === null ? null : percent(script[1]);
};
const percent = (value) => {
  try {
    return decodePercent(value);
  } catch (error) {
    return value;
  }
};
const base64 = (value) => {
  if (isUnknownText(value)) return UNKNOWN;
  return decodeBase64(value);
};

// A script was loaded: what its address asks to be called back is called, with what it would bring unknown.
const CALLED_BACK = split("fbAsyncInit onYouTubeIframeAPIReady onRecaptchaLoad", " ");
const callBack = (url) => {
  const named = execute(/[?&](?:callback|cb|jsonp|jsonpcallback|onload)=([\w.$]+)/i, url);
  const names = list();
  if (named !== null) add(names, named[1]);
  for (let i = 0; i < CALLED_BACK.length; i++) add(names, CALLED_BACK[i]);
  for (let i = 0; i < names.length; i++) {
    const own = getOwnPropertyDescriptor(globalObject, names[i]);
    if (own === undefined || typeof own.value !== "function" || calledBack[names[i]]) continue;
    calledBack[names[i]] = true;
    schedule(own.value, undefined, [unknown("answer")], 20);
  }
};
const calledBack = dict();

const startScript = (state) => {
  if (state.started || !runs(state)) return;
  filled(state);
  const src = state.attributes.src !== undefined ? state.attributes.src : state.attributes.href;
  if (src !== undefined) {
    if (src === "") return;
    state.started = true;
    const code = inline(src);
    if (code !== null) {
      runText(code);
      loaded(state, 10);
      return;
    }
    load("script", src, "script.src");
    const arrived = (status) => {
      if (status === 404 && !finds()) fails(state);
      else {
        callBack(src);
        loaded(state, status === 200 ? 0 : 10);
      }
    };
    if (!want(lower(state.attributes.type || "") === "module" ? "module" : "script", src, arrived, state)) arrived(0);
  } else {
    const code = textOf(state);
    if (trim(code) === "") return;
    state.started = true;
    runText(code);
  }
};
const isHeard = (node, type) => {
  for (let i = 0; i < listeners.length; i++) if (listeners[i].target === node && listeners[i].type === type) return true;
  return typeof node["on" + type] === "function";
};
// A picture of the site that the site has not: who listens for the error hears of it.
const loadedOrNot = (state, url) => {
  schedule(() => {
    const told_ = (status) => (status === 404 ? fails(state) : loaded(state, 0));
    if (!isHeard(state.node, "error") || inline(url) !== null || !want("probe", url, told_)) loaded(state, 0);
  }, undefined, [], 10);
};
const loaded = (state, delay) => {
  const node = state.node;
  schedule(() => {
    defineProperty(node, "readyState", { __proto__: null, value: "complete", configurable: true, writable: true });
    announce(node, "load");
    announce(node, "readystatechange");
  }, undefined, [], delay);
};

const fails = (state) => {
  const node = state.node;
  schedule(() => announce(node, "error"), undefined, [], 10);
};

const HINTS = words("preload modulepreload prefetch preconnect dns-prefetch prerender");
const startLink = (state) => {
  filled(state);
  const { rel, href, imagesrcset, media } = state.attributes;
  if (rel === undefined || state.attributes.disabled !== undefined) return;
  const kinds = split(lower(trim(rel)), " ");
  for (let i = 0; i < kinds.length; i++) {
    const rel = kinds[i];
    const kind =
      rel === "stylesheet" ? "stylesheet" : rel in HINTS ? "hint" : rel === "manifest" ? "manifest" : includes(rel, "icon") ? "icon" : "";
    if (kind === "") continue;
    if (imagesrcset !== undefined) candidates(imagesrcset, "link.imagesrcset");
    if (href === undefined) continue;
    const held = inline(href);
    if (held !== null) {
      if (kind === "stylesheet") css(held);
      continue;
    }
    load(kind, href, "link.href");
    const state_ = kind + " " + href + " " + media;
    if (state.started !== state_) loaded(state, 10);
    state.started = state_;
  }
};
const candidates = (srcset, via) => {
  const all = split(srcset, ",");
  for (let i = 0; i < min(all.length, 20); i++) {
    const one = execute(/\S+/, all[i]);
    if (one !== null && inline(one[0]) === null) load("image", one[0], via);
  }
};
const startFrame = (state) => {
  const { src, srcdoc } = state.attributes;
  if (srcdoc !== undefined) markup(srcdoc);
  else if (src !== undefined && !matches(/^\s*about:/i, src)) {
    const code = inline(src);
    if (code === null) load("iframe", src, "iframe.src");
    else if (matches(/^\s*javascript:/i, src)) runText(code);
    else markup(code);
  }
  if (!state.started) loaded(state, 10);
  state.started = true;
};
const file = (state, kind, name) => {
  filled(state);
  const value = state.attributes[name];
  if (value !== undefined && inline(value) === null) load(kind, value, state.tag + "." + name);
};

// `changed` is the attribute that was set; without it the element has just been attached.
const contact = (state, changed) => {
  const attributes = state.attributes;
  const fresh = (name) => changed === undefined || changed === name;
  switch (state.tag) {
    case "img":
      if (changed === undefined) return; // it loaded when its attributes were set
      if (changed === "src") file(state, "image", "src");
      else if (changed === "srcset" && trim(attributes.srcset) === "") file(state, "image", "src");
      else if (changed === "srcset") candidates(attributes.srcset, "img.srcset");
      if (changed === "src") loadedOrNot(state, attributes.src);
      else if (changed === "srcset") loaded(state, 10);
      return;
    case "video":
    case "audio":
      if (changed === "src") file(state, "media", "src");
      if (changed === "poster") file(state, "image", "poster");
      return;
    case "?":
      if (changed === "src") loadUnknown(state.attributes.id || "element", changed, attributes.src);
      return;
  }
  const parent = parentOf(state);
  if (!isConnected(state) && state.tag !== "source" && state.tag !== "track") return;
  switch (state.tag) {
    case "script":
      // Another type does not start it: only what it is to run does, or that it is put somewhere.
      if (fresh("src") || fresh("href")) startScript(state);
      return;
    case "link":
      if (fresh("href") || fresh("rel") || fresh("imagesrcset") || fresh("disabled")) startLink(state);
      return;
    case "iframe":
    case "frame":
      if (fresh("src") || fresh("srcdoc")) startFrame(state);
      return;
    case "style":
      if (changed === undefined) css(textOf(state));
      return;
    case "source":
      if (parent === null) return;
      if (fresh("src")) file(state, "media", "src");
      if (fresh("srcset") && attributes.srcset !== undefined) candidates(attributes.srcset, "source.srcset");
      return;
    case "track":
      if (parent !== null && fresh("src")) file(state, "media", "src");
      return;
    case "embed":
      if (fresh("src")) file(state, "object", "src");
      return;
    case "object":
      if (fresh("data")) file(state, "object", "data");
      return;
    case "input":
      if (fresh("src") && attributes.type === "image") file(state, "image", "src");
      return;
    case "image":
    case "feimage":
      if (fresh("href")) file(state, "image", "href");
      return;
    case "base":
      if (fresh("href")) file(state, "base", "href");
      return;
    case "meta": {
      if (lower(attributes["http-equiv"] || "") !== "refresh") return;
      const target = execute(/url\s*=\s*["']?([^"']+)/i, attributes.content || "");
      if (target !== null) load("refresh", target[1], "meta.refresh");
    }
  }
};

// Of a third party's jQuery it is not known which elements it has found, but what it reads of them: a lazy loader's
// attribute is the address that some element of the page has there. Null where none has it, or a script gives another.
const READ_FROM = /\.(attr|data|getAttribute)\(([\w-]+)\)$/;
const MOST_ADDRESSES = 200;
const addressesRead = (value) => {
  const read_ = pageKnown && isUnknown(value) ? execute(READ_FROM, weakGet(facts, value).path) : null;
  const name = read_ === null ? "" : lower((read_[1] === "data" ? "data-" : "") + read_[2]);
  if (!matches(/^data-|src|lazy|original/, name) || name === "src" || isGiven(name)) return null;
  const elements = search("[" + name + "]", null);
  if (elements.length === 0 || elements.length > MOST_ADDRESSES) return null;
  const found_ = list();
  for (let i = 0; i < elements.length; i++) add(found_, getAttribute(elements[i], name));
  return found_;
};

// An address set on something of which only a name is known: what the name or the address says must do.
loadUnknown = (path, name, value) => {
  const key = lower(text(name));
  if (key === "style" || key === "csstext" || includes(key, "background")) {
    if (typeof value === "string") css("x{" + key + ":" + value + "}");
    return;
  }
  if (key !== "src" && key !== "srcset" && key !== "poster") return;
  const addresses = addressesRead(value);
  if (addresses !== null) {
    for (let i = 0; i < addresses.length; i++) loadUnknown(path, name, addresses[i]);
    return;
  }
  const url = text(value);
  if (inline(url) !== null) return;
  if (matches(/script/i, path)) load("script", url, "attr." + key);
  else if (matches(/iframe|frame/i, path)) load("iframe", url, "attr." + key);
  else if (matches(/img|image|pic|logo|photo/i, path) || matches(/\.(png|jpe?g|gif|svg|webp|avif|ico)\b/i, url)) {
    load("image", url, "attr." + key);
  } else load(matches(/^(\w+:)?\/\//, url) ? "iframe" : "image", url, "attr." + key);
};

const hasChanged = (state) => {
  state.spoken = false;
  if (state.at < 0 || state.changed) return;
  state.changed = true;
  add(changed, state);
};
const setAttribute = (state, name, value) => {
  state.attributes[name] = value;
  hasChanged(state);
  relist(state);
  if (defined[state.tag] !== undefined) attributeChanged(state, name, value);
  if (name === "style") css("x{" + value + "}");
  else if (startsWith(name, "on") && value !== "" && state.tag !== "?") {
    const code = value;
    const type = slice(name, 2);
    if (!matches(ACTIONS, type)) listen(state.node, type, (event) => apply(new NativeFunction("event", code), state.node, [event]));
  } else contact(state, name);
};
