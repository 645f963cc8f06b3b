import { choice, granted } from "./choice.js";
import { categories } from "./config.js";

/**
 * Gates are elements that do nothing as written; with consent they are made into what they stand for, once each.
 * Only scripts and blocks of HTML cannot be undone: `ran` tells when the page must be loaded anew.
 */

const SCRIPT = 'script[type="text/plain"][data-category]';
const OTHER =
  ":is(figure,iframe,img,source,video,audio,link)[data-category]:is([data-src],[data-srcset],[data-href])";

/** @type {Map<Element, (() => void) | null | undefined>} a gate → how to close it; undefined: waits, null: has run */
const opened = new Map();
/** @type {Set<Element>} opened by the visitor for this once, without consent */
const once = new Set();
/** @type {[HTMLScriptElement, Element][]} scripts that wait for their turn, each with the gate that it came from */
const queue = [];
let running = false;
/** Whether the consent of something that has run and cannot be closed is gone. */
export let ran = false;

const trusted = /** @type {any} */ (window).trustedTypes;
const rules = { createHTML: String, createScript: String, createScriptURL: address };
/** The only way from text to markup, script or script address; a page's policy can allow it by name. */
const policy = trusted ? trusted.createPolicy("samtykke", rules) : rules;

/** An absolute http(s) address; throws for `javascript:`, `data:` and what is no address. @param {string} url */
function address(url) {
  const { href, protocol } = new URL(url, document.baseURI);
  if (!/^https?:$/.test(protocol)) throw new TypeError("samtykke: " + url);
  return href;
}

/** Whether consent covers a gate: its service, in its category; without a service the whole category. @param {Element} gate */
function allowed(gate) {
  const { category = "", service } = /** @type {HTMLElement} */ (gate).dataset;
  const { services = [""] } = categories.get(category) || {};
  return service ? services.includes(service) && choice.yes.has(service) : categories.has(category) && granted(category);
}

/** Opens every gate that has consent: scripts in document order, everything else at once. */
export function open() {
  for (const gate of document.querySelectorAll(`${SCRIPT},${OTHER}`)) {
    if (opened.has(gate) || !allowed(gate)) continue;
    if (gate instanceof HTMLScriptElement) {
      opened.set(gate, undefined);
      queue.push([gate, gate]);
    } else attempt(() => opened.set(gate, restore(gate)));
  }
  run();
}

/** One broken gate must not hold up the others. @param {() => void} act */
function attempt(act) {
  try {
    act();
  } catch (error) {
    console.error(error);
  }
}

/** Runs the queue as the parser would have: an inline script waits for the files before it, files load in parallel. */
async function run() {
  if (running) return;
  running = true;
  /** @type {Promise<unknown>[]} */
  const loading = [];
  for (let next; (next = queue.shift()); ) {
    const [script, gate] = next;
    const inline = !(script.dataset.src || script.src);
    if (inline && loading.length) await Promise.all(loading.splice(0));
    // Consent or element may have gone meanwhile.
    if (!script.isConnected || !allowed(gate)) {
      if (script === gate) opened.delete(gate);
      continue;
    }
    opened.set(gate, null);
    if (script.dataset.type === "text/html") {
      attempt(() => insert(script, "replaceWith", script.text.replace(/<\\(?=\/script|!--)/gi, "<")));
    } else {
      attempt(() => {
        const made = renew(script);
        // What is never fetched never ends.
        if (!inline && !made.async && !(made.noModule && made.type !== "module")) {
          loading.push(new Promise((done) => ["load", "error"].forEach((event) => made.addEventListener(event, done))));
        }
        // For the loading of the page, if that is over, an inline script does not wait in vain.
        const add = /** @type {any} */ (addEventListener);
        /** @type {any[]} */
        const places = document.readyState === "complete" ? [window, document] : [];
        for (const place of places) {
          place.addEventListener = (/** @type {any} */ ...names) =>
            /^(load|DOMContentLoaded)$/.test(names[0]) ? setTimeout(names[1]) : add.call(place, ...names);
        }
        script.replaceWith(made);
        for (const place of places) delete place.addEventListener;
      });
    }
  }
  running = false;
}

/** A script that runs when it is inserted, with all else as on the one given. @param {HTMLScriptElement} script */
function renew(script) {
  // From a script that runs after the page is parsed, the browser's own would wipe the page.
  document.write = document.writeln = writes;
  const made = document.createElement("script");
  for (const { name, value } of script.attributes) {
    if (!/^(data-)?(type|src|async)$/.test(name)) made.setAttribute(name, value);
  }
  const { src = script.getAttribute("src"), type = script.type === "text/plain" ? "" : script.type } = script.dataset;
  if (type) made.type = type;
  made.nonce = script.nonce;
  made.async = script.hasAttribute("async") || "async" in script.dataset;
  if (src) made.src = policy.createScriptURL(src);
  else made.text = policy.createScript(script.text);
  return made;
}

/** Puts what a gated script writes where the script stands. @param {string[]} texts */
function writes(...texts) {
  attempt(() => insert(/** @type {HTMLScriptElement} */ (document.currentScript), "before", texts.join("")));
  run();
}

/** Puts HTML in. Scripts that come from text never run by themselves, so they join the queue. @param {HTMLScriptElement} gate @param {"before" | "replaceWith"} how @param {string} text */
function insert(gate, how, text) {
  const template = document.createElement("template");
  template.innerHTML = policy.createHTML(text);
  const inner = [...template.content.querySelectorAll("script")].filter((found) => !found.dataset.category);
  gate[how](template.content);
  queue.unshift(...inner.map((found) => /** @type {[HTMLScriptElement, Element]} */ ([found, gate])));
}

/** Opens a gate that is not a script; returns how to close it. @param {any} gate */
function restore(gate) {
  const { src, href } = gate.dataset;
  if (src || href) address(src || href);
  if (gate.localName === "figure") return frame(gate);
  const before = ["src", "srcset", "sizes", "href"].map((name) => [name, gate.getAttribute(name)]);
  for (const [name] of before) if (name in gate.dataset) gate.setAttribute(name, gate.dataset[name]);
  gate.parentElement.load?.(); // a video looks at its sources only when told
  return () => {
    for (const [name, value] of before) value == null ? gate.removeAttribute(name) : gate.setAttribute(name, value);
  };
}

/** @param {HTMLElement} figure */
function frame(figure) {
  const made = document.createElement("iframe");
  made.title = figure.dataset.title || "";
  made.allow = figure.dataset.allow || "fullscreen; picture-in-picture; encrypted-media";
  made.referrerPolicy = "strict-origin-when-cross-origin";
  made.loading = "lazy";
  made.src = figure.dataset.src || "";
  figure.append(made);
  figure.toggleAttribute("data-samtykke-shown", true);
  return () => {
    made.remove();
    figure.removeAttribute("data-samtykke-shown");
  };
}

/** Shows one embed, with or without consent, and moves the focus into it. @param {Element} figure */
export function show(figure) {
  if (!opened.has(figure)) {
    once.add(figure);
    attempt(() => opened.set(figure, restore(figure)));
  }
  /** @type {HTMLElement | null} */ (figure.querySelector("iframe"))?.focus();
}

/**
 * Closes the gates whose consent is gone, those shown once too if the visitor has just refused.
 *
 * @param {boolean} all
 */
export function revoke(all) {
  for (const [gate, close] of opened) {
    if (allowed(gate)) once.delete(gate);
    else if (all || !once.has(gate)) {
      if (close) close();
      ran ||= close === null;
      opened.delete(gate);
      once.delete(gate);
    }
  }
}

/** Gates that come later, from search results or other scripts, are found too. */
export function watch() {
  new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (node instanceof Element && (node.matches("[data-category]") || node.querySelector("[data-category]"))) {
          return open();
        }
      }
    }
  }).observe(document, { childList: true, subtree: true });
}
