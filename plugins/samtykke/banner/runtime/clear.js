import { granted, refused } from "./choice.js";
import { config } from "./config.js";

/** @param {string} pattern @param {string} name */
const covers = (pattern, name) =>
  pattern.endsWith("*") ? pattern.length > 1 && name.startsWith(pattern.slice(0, -1)) : pattern === name;

/**
 * Whether an item belongs to a refused service, or was left by an earlier tag (the empty id), and to no other.
 * Never our own cookie, never what nobody declared.
 *
 * @param {string} kind
 * @param {string} name
 */
function doomed(kind, name) {
  const declared = (/** @type {(id: string) => boolean} */ test) =>
    Object.entries(config.clear).some(([id, kinds]) => test(id) && (kinds[kind] || []).some((p) => covers(p, name)));
  const kept = (config.keep[kind] || []).some((pattern) => covers(pattern, name));
  return name !== config.cookie && !kept && declared((id) => !id || refused(id)) && !declared(granted);
}

/** On every domain and path on which a cookie seen by this page can lie. @param {string} name */
function expire(name) {
  const labels = location.hostname.split(".");
  const domains = [""];
  while (labels.length > 1) {
    domains.push("; domain=." + labels.join("."));
    labels.shift();
  }
  const paths = ["/"];
  for (let at = 0; (at = location.pathname.indexOf("/", at + 1)) > 0; ) {
    paths.push(location.pathname.slice(0, at), location.pathname.slice(0, at + 1));
  }
  paths.push(location.pathname);
  const secure = location.protocol === "https:" ? "; secure" : "";
  for (const domain of domains) {
    for (const path of paths) document.cookie = `${name}=; max-age=0; path=${path}${domain}${secure}`;
  }
}

/**
 * Each kind: list the names there are, and remove one. Any of them may be missing or forbidden in a browser.
 *
 * @typedef {[string[], (name: string) => unknown]} Place
 * @type {Record<string, () => Place | Promise<Place>>}
 */
const PLACES = {
  cookie: () => [document.cookie.split("; ").map((pair) => pair.split("=")[0]), expire],
  local: () => [Object.keys(localStorage), (name) => localStorage.removeItem(name)],
  session: () => [Object.keys(sessionStorage), (name) => sessionStorage.removeItem(name)],
  indexeddb: async () => [
    (await indexedDB.databases()).map(({ name }) => name || ""),
    (name) => void indexedDB.deleteDatabase(name),
  ],
  cache: async () => [await caches.keys(), (name) => caches.delete(name)],
  // Named by the path of the script or of the scope.
  serviceworker: async () => {
    const found = new Map();
    for (const worker of await navigator.serviceWorker.getRegistrations()) {
      for (const url of [worker.scope, (worker.active || {}).scriptURL]) if (url) found.set(new URL(url).pathname, worker);
    }
    return [[...found.keys()], (name) => found.get(name).unregister()];
  },
};

/** Removes what refused services and earlier tags have left in the browser. */
export async function clear() {
  for (const kind of Object.keys(PLACES)) {
    if (!Object.values(config.clear).some((kinds) => kinds[kind])) continue;
    try {
      const [names, remove] = await PLACES[kind]();
      for (const name of names) if (doomed(kind, name)) await remove(name);
    } catch {}
  }
}
