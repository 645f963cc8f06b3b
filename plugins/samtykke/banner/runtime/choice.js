import { categories, config, gpc } from "./config.js";

/**
 * The visitor's choice, and the one cookie that keeps it:
 *
 *     1.<seconds since 1970, base 36>.<mechanism><language>.<digest>-<services>.<digest>_<services>
 *
 * For each category its digest, `-` where the visitor has answered for the category or `_` where only single services
 * in it were asked for («always show»), and a hexadecimal digit for every four services. A category whose digest has
 * changed is thereby unanswered; the others stand.
 *
 * @typedef {{ time: number, how: string, lang: string, yes: Set<string>, answered: Set<string> }} Choice
 *   time in seconds, 0 for none; how: a(ccept) r(eject) s(ave) e(mbed) w(ithdraw); yes: service ids; answered: category ids
 */

/** 182 days in seconds, for yes and for no. */
const LIFETIME = 15724800;
/** How far, in seconds, a clock may have been set back since the choice. */
const SKEW = 300;
const FORMAT = /^1\.([0-9a-z]{1,8})\.([a-z])([a-z]{2})((?:\.[0-9a-f]{8}[-_][0-9a-f]*)*)$/;

const now = () => Math.floor(Date.now() / 1000);

/** Set where the browser keeps no cookies: the choice then lives as long as the page. */
let memory = false;

/** @returns {Choice} */
const none = () => ({ time: 0, how: "", lang: "", yes: new Set(), answered: new Set() });

/** The choice in the cookie; no choice where there is none, or it is broken, too old or of the future. */
export function read() {
  const choice = none();
  let jar = "";
  try {
    jar = document.cookie;
  } catch {} // a sandboxed frame has no cookies
  const [, value = ""] = ("; " + jar).split("; " + config.cookie + "=");
  const match = FORMAT.exec(value.split(";")[0]);
  const time = match ? parseInt(match[1], 36) : 0;
  if (!match || now() - time <= -SKEW || now() - time >= LIFETIME) return choice;
  choice.time = time;
  choice.how = match[2];
  choice.lang = match[3];
  for (const part of match[4].split(".")) {
    for (const [id, { digest, services }] of categories) {
      if (part.slice(0, 8) !== digest) continue;
      if (part[8] === "-") choice.answered.add(id);
      services.forEach((service, n) => {
        if (service && parseInt(part[9 + (n >> 2)] || "0", 16) & (1 << (n & 3))) choice.yes.add(service);
      });
    }
  }
  return choice;
}

/** @param {Choice} choice */
function encode({ time, how, lang, yes, answered }) {
  let text = `1.${time.toString(36)}.${how}${lang}`;
  for (const [id, { digest, services }] of categories) {
    /** @type {number[]} */
    const digits = [];
    services.forEach((service, n) => {
      digits[n >> 2] |= yes.has(service) ? 1 << (n & 3) : 0;
    });
    const bits = digits.map((digit) => digit.toString(16)).join("");
    if (answered.has(id) || /[^0]/.test(bits)) text += `.${digest}${answered.has(id) ? "-" : "_"}${bits}`;
  }
  return text;
}

/** @param {Choice} choice */
function write(choice) {
  const age = LIFETIME - (now() - choice.time);
  const secure = location.protocol === "https:" ? "; secure" : "";
  try {
    document.cookie = `${config.cookie}=${encode(choice)}; path=/; max-age=${age}; samesite=lax${secure}`;
  } catch {}
  memory = encode(read()) !== encode(choice);
}

export let choice = read();

/** Whether the choice is only kept until the page is left. */
export const unsaved = () => memory;

/** Reads the cookie anew; true if another page has changed it. */
export function refresh() {
  if (memory) return false;
  const found = read();
  const changed = encode(found) !== encode(choice);
  choice = found;
  return changed;
}

/**
 * Keeps an answer for every category.
 *
 * @param {Iterable<string>} yes  service ids
 * @param {string} how
 */
export function answer(yes, how) {
  choice = { time: now(), how, lang: config.lang, yes: new Set(yes), answered: new Set(categories.keys()) };
  write(choice);
}

/**
 * Keeps consent to one service, with no word on the rest of its category. An earlier answer keeps its age.
 *
 * @param {string} service
 */
export function add(service) {
  choice = { ...choice, time: choice.time || now(), how: "e", lang: config.lang, yes: new Set(choice.yes).add(service) };
  write(choice);
}

/** Whether nothing is left to ask. */
export const settled = () => gpc || [...categories.keys()].every((id) => choice.answered.has(id));

/**
 * Whether a category, with all its services, or a service has consent.
 *
 * @param {string} id
 */
export function granted(id) {
  const category = categories.get(id);
  return category ? category.services.every((service) => !service || choice.yes.has(service)) : choice.yes.has(id);
}

/** Whether a service has been refused: answered with no, or by the browser on the visitor's behalf. @param {string} service */
export function refused(service) {
  if (choice.yes.has(service)) return false;
  for (const [id, category] of categories) {
    if (category.services.includes(service)) return gpc || choice.answered.has(id);
  }
  return false;
}

/** The choice as others may see it. */
export const view = () => ({
  time: choice.time ? new Date(choice.time * 1000).toISOString() : null,
  categories: [...categories.keys()].filter(granted),
  services: [...choice.yes],
});
