import { choice, settled, unsaved } from "./choice.js";
import { config, gpc } from "./config.js";
import { receipt } from "./receipt.js";

const { texts } = config;
/** @template {HTMLElement} T @param {string} name @returns {T} */
const part = (name) => /** @type {T} */ (document.querySelector(`[data-samtykke-${name}]`));
const banner = part("banner");
/** @type {HTMLDialogElement} */
const dialog = part("dialog");
/** @type {ReturnType<typeof setTimeout>} */
let timer;

/** A category's boxes: the one for all, and one for each service. @param {Element} group */
const boxes = (group) => /** @type {HTMLInputElement[]} */ ([...group.querySelectorAll("input")]);
const groups = () => /** @type {HTMLElement[]} */ ([...dialog.querySelectorAll("[data-samtykke-group]")]);

/** @param {HTMLInputElement} box */
const label = (box) => /** @type {NodeListOf<Element>} */ (box.labels)[0].textContent.trim();

/** The box for all shows what the boxes of the services say. @param {Element} group */
function sum(group) {
  const [all, ...each] = boxes(group);
  const on = each.filter((box) => box.checked).length;
  all.checked = on === each.length;
  all.indeterminate = on > 0 && !all.checked;
}

/** What the visitor has ticked: service ids. */
export const ticked = () => groups().flatMap((group) => boxes(group).slice(1).filter((box) => box.checked).map(id));

/** @param {HTMLInputElement} box */
const id = (box) => box.dataset.samtykkeOne || "";

/** Opens the dialog as the choice stands; nothing is ticked that was not chosen. */
export function settings() {
  if (dialog.open) return;
  tell();
  for (const group of groups()) {
    for (const box of boxes(group)) box.checked = choice.yes.has(id(box));
    sum(group);
  }
  dialog.showModal();
}

export const close = () => dialog.close();

/** A message for eyes and screen readers, gone after ten seconds. @param {string} text */
function say(text) {
  const status = part("status");
  status.textContent = text;
  clearTimeout(timer);
  timer = setTimeout(() => (status.textContent = ""), 10000);
}

export const confirm = () => say(unsaved() ? texts.unsaved : texts.saved);

/** A choice in words, by category. @param {Element} place */
function summarize(place) {
  const list = document.createElement("ul");
  for (const group of groups()) {
    const [all, ...each] = boxes(group);
    const yes = each.filter((box) => choice.yes.has(id(box))).map(label);
    const line = document.createElement("li");
    const verdict = yes.length === each.length ? texts.yes : yes.length ? texts.partly : texts.no;
    line.textContent = `${label(all)}: ${verdict.replace("{names}", yes.join(", "))}`;
    list.append(line);
  }
  const said = document.createElement("p");
  // A date in words takes a browser some 20 ms: not before there is one.
  const time = () => {
    const words = new Date(choice.time * 1000).toLocaleString(config.lang, { dateStyle: "long", timeStyle: "short" });
    return config.lang === "en" ? words : words.replace(":", ".");
  };
  said.textContent = choice.time ? texts.chosen.replace("{time}", time()) : gpc ? texts.gpc : texts.none;
  place.replaceChildren(said, list);
}

/** What the dialog says of the choice: not before it is opened. */
function tell() {
  part("gpc").hidden = !gpc || choice.answered.size > 0;
  part("receipt").hidden = !choice.time;
  /** @type {Element} */ (part("receipt").querySelector("pre")).textContent = receipt();
  summarize(/** @type {Element} */ (dialog.querySelector("[data-samtykke-summary]")));
}

/** Brings everything that can be seen of the choice up to date. */
export function paint() {
  const done = settled();
  document.documentElement.dataset.samtykke = done ? "chosen" : "choose";
  banner.hidden = done;
  if (dialog.open) tell();
  for (const place of document.querySelectorAll("[data-samtykke-choice] [data-samtykke-summary]")) summarize(place);
  const asked = done || !choice.answered.size ? [] : groups();
  const news = asked.filter((group) => !choice.answered.has(group.dataset.samtykkeGroup || ""));
  part("news").hidden = !news.length;
  if (news.length) {
    const names = news.map((group) => label(boxes(group)[0])).join(", ");
    part("news").textContent = texts.news.replace("{names}", names);
  }
}

/** A category's box sets its services' boxes, and the other way round. */
export function link() {
  dialog.addEventListener("change", ({ target }) => {
    const changed = /** @type {HTMLInputElement} */ (target);
    const group = /** @type {Element} */ (changed.closest("[data-samtykke-group]"));
    if ("samtykkeAll" in changed.dataset) for (const box of boxes(group)) box.checked = changed.checked;
    sum(group);
  });
}
