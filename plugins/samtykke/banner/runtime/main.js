import { add, answer, choice, granted, refresh, view } from "./choice.js";
import { clear } from "./clear.js";
import { config, gpc, services } from "./config.js";
import { open, ran, revoke, show, watch } from "./gates.js";
import { download, send } from "./receipt.js";
import { signal } from "./signals.js";
import { close, confirm, link, paint, settings, ticked } from "./ui.js";

let before = view();
/** @type {BroadcastChannel | undefined} */
let channel;

/**
 * Makes the page follow the choice: closes and opens gates, tells vendors and listeners, clears what was refused.
 *
 * @param {boolean} here  the visitor has chosen on this page, as opposed to another tab
 */
async function follow(here) {
  const after = view();
  revoke(here);
  paint();
  signal();
  open();
  if (here) {
    channel?.postMessage(0);
    send();
    confirm();
  }
  if (`${before.services}` !== `${after.services}` || here) {
    document.dispatchEvent(new CustomEvent("samtykke:change", { detail: { before, after } }));
  }
  before = after;
  await clear();
  // Each time anew: while the page is being loaded, Firefox can show it the cookie of before the last choice.
  if (ran) location.reload();
}

/** @param {Iterable<string>} yes @param {string} how */
function choose(yes, how) {
  answer(yes, how);
  close();
  follow(true);
}

/** Another tab, or an earlier life of this page, may have been overtaken. */
const recheck = () => refresh() && follow(false);

/** Twice: between a browser's processes a message can be faster than the cookie that it speaks of. */
function catchUp() {
  recheck();
  setTimeout(recheck, 500);
}

/** An open channel would keep the page out of the back/forward cache. */
function listen() {
  channel?.close();
  channel = new BroadcastChannel("samtykke:" + config.cookie);
  channel.onmessage = catchUp;
  catchUp();
}

/** @param {Element} button */
const figure = (button) => /** @type {HTMLElement} */ (button.closest("figure"));

/** @type {Record<string, (target: Element) => void>} */
const ACTIONS = {
  accept: () => choose(services, "a"),
  reject: () => choose([], "r"),
  save: () => choose(ticked(), "s"),
  open: settings,
  close,
  receipt: download,
  once: (button) => show(figure(button)),
  always(button) {
    const { service = "" } = figure(button).dataset;
    if (services.includes(service)) add(service);
    follow(true);
    show(figure(button));
  },
};

/** The button of ours that was clicked, if it was one. @param {Event} event @returns {HTMLElement | null} */
const pressed = ({ target }) =>
  /** @type {Element} */ (target).closest?.("[data-samtykke-open],[data-samtykke-do]");

/** @param {HTMLElement | null} button */
function act(button) {
  if (button) (ACTIONS[button.dataset.samtykkeDo || ""] || settings)(button);
}

/** What is of no use to a page that is still being shown, and takes a browser longer than all the rest. */
function later() {
  addEventListener("pagehide", () => channel?.close());
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) listen();
  });
  listen();
  if (choice.answered.size || gpc) clear();
}

const api = {
  granted: (/** @type {string} */ id) => granted(id),
  open: settings,
  withdraw: () => choose([], "w"),
  choice: view,
};
/** Functions of others, and from the head snippet the clicks that came before us. @type {(Event | ((given: typeof api) => void))[]} */
const waiting = /** @type {any} */ (window).samtykke?.q || [];
/** @type {any} */ (window).samtykke = {
  ...api,
  q: { push: (/** @type {typeof waiting[0]} */ call) => call instanceof Event || call(api) },
};

link();
paint();
signal();
open();
watch();
document.addEventListener("click", (event) => act(pressed(event)));
document.addEventListener("visibilitychange", () => document.hidden || recheck());
/** @type {(HTMLElement | null)[]} */
let early = [];
for (const call of waiting) {
  if (call instanceof Event) {
    const button = pressed(call);
    // An answer makes what was clicked before it moot: nothing may load on a yes that was taken back.
    if (/accept|reject/.test(button?.dataset.samtykkeDo || "")) early = [];
    early.push(button);
  } else call(api);
}
early.forEach(act);
/** @type {any} */ (window.requestIdleCallback || setTimeout)(later, { timeout: 2000 });
