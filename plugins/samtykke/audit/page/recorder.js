// Runs in every frame before the page's own scripts: tells who writes to the browser's storage or opens a stream of
// events, and lets timers come sooner. `told` is a binding that carries text to the audit; `key` a name that no page can guess.
(([told, key]) => {
  const tell = window[told];
  delete window[told];
  if (!tell || window[key]) return;

  const trace = () => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 20;
    const { stack } = new Error();
    Error.stackTraceLimit = limit;
    return stack;
  };
  const write = (kind, name, more) => {
    try {
      tell(JSON.stringify({ kind, name: String(name).slice(0, 500), frame: location.href.slice(0, 2000), origin: origin, stack: trace(), ...more }));
    } catch {}
  };

  // An own property, since a prototype's can be reached by pages that keep the original.
  const wrap = (owner, name, before, after) => {
    const found = owner && owner[name];
    if (typeof found !== "function") return;
    owner[name] = {
      [name](...given) {
        if (before) before(this, given);
        const result = Reflect.apply(found, this, given);
        if (after) after(this, given, result);
        return result;
      },
    }[name];
  };

  // A stream connects from a task of its own, of which Chromium has forgotten who began it.
  if (window.EventSource) {
    window.EventSource = new Proxy(EventSource, {
      construct(stream, given, made) {
        const opened = Reflect.construct(stream, given, made);
        write("stream", "", { url: opened.url.slice(0, 4000) });
        return opened;
      },
    });
  }

  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
  if (cookie && cookie.configurable) {
    Object.defineProperty(Document.prototype, "cookie", {
      ...cookie,
      set(text) {
        cookie.set.call(this, text);
        const [pair, ...rest] = String(text).split(";");
        const name = pair.includes("=") ? pair.split("=")[0].trim() : "";
        // A browser may refuse it: then it is not there.
        const there = cookie.get.call(this).split("; ").some((one) => one.split("=")[0] === name);
        write("cookie", name, { attributes: rest.join(";").slice(0, 1000), there });
      },
    });
  }
  if (window.CookieStore) {
    wrap(CookieStore.prototype, "set", (_, [first]) => {
      const given = typeof first === "object" && first ? first : { name: first };
      const expires = given.expires ? `expires=${new Date(given.expires).toUTCString()}` : "";
      const domain = given.domain ? `;domain=${given.domain}` : "";
      write("cookie", given.name, { attributes: `${expires};path=${given.path || "/"}${domain}`, there: true });
    });
  }
  if (window.Storage) {
    wrap(Storage.prototype, "setItem", null, (store, [name]) => {
      let kind = "session";
      try {
        if (store === localStorage) kind = "local";
      } catch {}
      write(kind, name);
    });
  }
  if (window.IDBFactory) wrap(IDBFactory.prototype, "open", (_, [name]) => write("indexeddb", name));
  if (window.CacheStorage) wrap(CacheStorage.prototype, "open", (_, [name]) => write("cache", name));
  if (window.ServiceWorkerContainer) {
    wrap(ServiceWorkerContainer.prototype, "register", (_, [script, options]) => {
      let scope = "";
      try {
        const address = new URL(script, location.href);
        scope = new URL((options && options.scope) || "./", options && options.scope ? location.href : address).pathname;
      } catch {}
      write("serviceworker", scope);
    });
  }

  // Timers: what would come within half a minute comes at once, in the same order. `waiting` are those whose turn is
  // still to come; one that was set by others, over and over, is not waited for.
  const LONGEST = 30000;
  const DEEPEST = 6;
  let depth = 0;
  const waiting = new Set();
  const sooner = (delay) => (delay > 40 && delay <= LONGEST ? 40 + (delay - 40) / 50 : delay);
  const { setTimeout, clearTimeout, setInterval, requestIdleCallback, cancelIdleCallback, requestAnimationFrame } = window;
  const nested = (run, level, done) =>
    function (...given) {
      if (done) done();
      const outer = depth;
      depth = level;
      try {
        return typeof run === "function" ? Reflect.apply(run, this, given) : (0, eval)(String(run));
      } finally {
        depth = outer;
      }
    };
  window.setTimeout = function setTimeout_(run, delay, ...given) {
    const level = depth + 1;
    const nominal = Number(delay) || 0;
    const mark = level <= DEEPEST && nominal <= LONGEST ? {} : null;
    const id = setTimeout.call(window, nested(run, level, () => waiting.delete(mark)), sooner(nominal), ...given);
    if (mark) {
      mark.id = id;
      waiting.add(mark);
    }
    return id;
  };
  window.clearTimeout = function clearTimeout_(id) {
    for (const mark of waiting) if (mark.id === id) waiting.delete(mark);
    return clearTimeout.call(window, id);
  };
  window.setInterval = function setInterval_(run, delay, ...given) {
    return setInterval.call(window, nested(run, depth + 1), sooner(Number(delay) || 0), ...given);
  };
  if (requestIdleCallback) {
    window.requestIdleCallback = function requestIdleCallback_(run, options) {
      const mark = {};
      waiting.add(mark);
      return requestIdleCallback.call(window, nested(run, depth + 1, () => waiting.delete(mark)), options);
    };
  }

  /** Resolves when the page has drawn twice and has nothing to do, to whether timers are still waiting. */
  const rest = () =>
    new Promise((done) => {
      const finish = () => done(waiting.size);
      setTimeout.call(window, finish, 500); // a page that never draws
      requestAnimationFrame.call(window, () =>
        requestAnimationFrame.call(window, () => requestIdleCallback.call(window, finish, { timeout: 200 })),
      );
    });
  Object.defineProperty(window, key, { value: rest });
})(GIVEN);
//# sourceURL=samtykke-audit-recorder
