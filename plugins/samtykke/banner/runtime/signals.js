import { choice } from "./choice.js";
import { config } from "./config.js";

/**
 * The consent interfaces of Google (Consent Mode v2) and Microsoft (UET, Clarity), in basic mode: their tags load only
 * after consent, and are then told exactly what the consent covers. Before a choice nothing is said and nothing defined.
 */

const TYPES = [
  "ad_storage",
  "ad_user_data",
  "ad_personalization",
  "analytics_storage",
  "functionality_storage",
  "personalization_storage",
];
const told = new Set();
const page = /** @type {any} */ (window);

/** What the consent given covers, of one vendor's types. @param {string} vendor */
function state(vendor) {
  const yes = new Set();
  for (const [id, vendors] of Object.entries(config.signals)) {
    if (choice.yes.has(id)) for (const type of vendors[vendor] || []) yes.add(type);
  }
  return Object.fromEntries(TYPES.map((type) => [type, yes.has(type) ? "granted" : "denied"]));
}

/** @type {Record<string, (command: string, values: Record<string, string>) => void>} */
const VENDORS = {
  google(command, values) {
    page.dataLayer = page.dataLayer || [];
    // Google reads only an `arguments` object, not an array.
    /** @type {Function} */ (function () {
      page.dataLayer.push(arguments);
    })("consent", command, values);
  },
  uet(command, { ad_storage }) {
    (page.uetq = page.uetq || []).push("consent", command, { ad_storage });
  },
  clarity(command, { ad_storage, analytics_storage }) {
    page.clarity =
      page.clarity ||
      function () {
        (page.clarity.q = page.clarity.q || []).push(arguments);
      };
    page.clarity("consentv2", { ad_Storage: ad_storage, analytics_Storage: analytics_storage });
  },
};

/** Called before gates open and after every change. The default comes before any tag, the update before its `config`. */
export function signal() {
  for (const [vendor, tell] of Object.entries(VENDORS)) {
    const wanted = Object.entries(config.signals).some(([id, vendors]) => vendors[vendor] && choice.yes.has(id));
    if (wanted && !told.has(vendor)) {
      told.add(vendor);
      tell("default", Object.fromEntries(TYPES.map((type) => [type, "denied"])));
    }
    if (told.has(vendor)) tell("update", state(vendor));
  }
}
