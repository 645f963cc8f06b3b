import { choice, view } from "./choice.js";
import { categories, config, services } from "./config.js";

/** @type {Record<string, string>} */
const HOW = { a: "accept", r: "reject", s: "settings", e: "embed", w: "withdraw" };

/** What the visitor has chosen, when and how, as JSON. Made from the cookie; nothing else is stored. */
export function receipt() {
  const said = {
    site: location.host,
    time: view().time,
    mechanism: HOW[choice.how],
    language: choice.lang,
    register: config.register,
    text: config.text,
    categories: Object.fromEntries(
      [...categories].map(([id, { digest }]) => [id, { digest, answered: choice.answered.has(id) }]),
    ),
    services: Object.fromEntries(services.map((id) => [id, choice.yes.has(id)])),
  };
  return JSON.stringify(said, null, 2);
}

const file = () => new Blob([receipt()], { type: "application/json" });

/** Hands the receipt to the visitor. */
export function download() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file());
  link.download = `${config.cookie}-${location.hostname}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 9999);
}

/** Hands it to the site too, where the register names an address of its own for that; a beacon outlives the page. */
export function send() {
  if (config.receipts) navigator.sendBeacon?.(config.receipts, file());
}
