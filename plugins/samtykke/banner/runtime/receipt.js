import { choice, view } from "./choice.js";
import { categories, config, services } from "./config.js";

const HOW = { a: "accept", r: "reject", s: "settings", e: "embed", w: "withdraw" };

/** What the visitor has chosen, when and how, for the visitor to keep. Made from the cookie; nothing else is stored. */
function receipt() {
  return {
    site: location.host,
    time: view().time,
    mechanism: HOW[choice.how],
    language: choice.lang,
    register: config.register,
    categories: Object.fromEntries(
      [...categories].map(([id, { digest }]) => [id, { digest, answered: choice.answered.has(id) }]),
    ),
    services: Object.fromEntries(services.map((id) => [id, choice.yes.has(id)])),
  };
}

/** Hands the receipt to the visitor as a file. */
export function download() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(receipt(), null, 2)], { type: "application/json" }));
  link.download = `${config.cookie}-${location.hostname}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 9999);
}
