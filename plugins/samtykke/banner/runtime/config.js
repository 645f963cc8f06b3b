/**
 * What the register says, as the page carries it.
 *
 * @typedef {{ digest: string, services: string[] }} Category  services: "" holds the place of one set elsewhere
 * @typedef {{
 *   cookie: string, lang: string, register: string, text: string, receipts: string | null,
 *   categories: Record<string, Category>, clear: Record<string, Record<string, string[]>>,
 *   keep: Record<string, string[]>, signals: Record<string, Record<string, string[]>>, texts: Record<string, string>,
 * }} Config
 */

/** @type {Config} */
export const config = JSON.parse(
  /** @type {Element} */ (document.querySelector("script[data-samtykke-config]")).textContent || "",
);

/** Categories by id. A Map, because ids come from markup and an object would answer to `constructor`. */
export const categories = new Map(Object.entries(config.categories));

/** Every service that can be consented to. */
export const services = [...categories.values()].flatMap((category) => category.services.filter(Boolean));

/** The browser asks not to be tracked: a refusal, unless the visitor chooses otherwise here. */
export const gpc = /** @type {any} */ (navigator).globalPrivacyControl === true;
