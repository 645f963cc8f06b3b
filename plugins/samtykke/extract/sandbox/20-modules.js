// Modules: the reader has rewritten each into a function (`extract/modules.py`) and hands them over, what is imported
// before what imports it. Of a module that is not the site's nothing is known.

const modules = dict(); // key -> module
const strangers = dict(); // key -> an unknown value

const stranger = (key) => {
  if (strangers[key] === undefined) strangers[key] = unknown("module", true);
  return strangers[key];
};
// The function that reads a name of a module, or null; `seen_` stops at circles of `export * from`.
const readerOf = (key, name, seen_) => {
  const module = modules[key];
  if (module === undefined || seen_[key]) return null;
  seen_[key] = true;
  if (module.exports !== null && module.exports[name] !== undefined) return module.exports[name];
  const passed = module.passed[name];
  if (passed !== undefined) return () => imported_(passed.from, passed.name);
  for (let i = 0; name !== "default" && i < module.stars.length; i++) {
    const found_ = readerOf(module.stars[i], name, seen_);
    if (found_ !== null) return found_;
  }
  return null;
};
const imported_ = (key, name) => {
  if (name === "*") return spaceOf(key);
  if (modules[key] === undefined) return stranger(key)[name];
  const reader = readerOf(key, name, dict());
  if (reader !== null) return reader();
  const strange = strangeStar(key, dict());
  return strange === null ? undefined : stranger(strange)[name];
};
// A module that is not known, of which all is passed on.
const strangeStar = (key, seen_) => {
  const module = modules[key];
  if (module === undefined) return key;
  if (seen_[key]) return null;
  seen_[key] = true;
  for (let i = 0; i < module.stars.length; i++) {
    const found_ = strangeStar(module.stars[i], seen_);
    if (found_ !== null) return found_;
  }
  return null;
};
const namesOf = (key, into, seen_) => {
  const module = modules[key];
  if (module === undefined || seen_[key]) return;
  seen_[key] = true;
  const own = module.exports === null ? list() : keys(module.exports);
  for (let i = 0; i < own.length; i++) into[own[i]] = true;
  const passed = keys(module.passed);
  for (let i = 0; i < passed.length; i++) into[passed[i]] = true;
  for (let i = 0; i < module.stars.length; i++) namesOf(module.stars[i], into, seen_);
};
// What `import *` and `import()` give.
const spaceOf = (key) => {
  const module = modules[key];
  if (module === undefined) return stranger(key);
  if (module.space === null) {
    module.space = dict();
    defineProperty(module.space, Symbol.toStringTag, { __proto__: null, value: "Module" });
    const all = dict();
    namesOf(key, all, dict());
    const names_ = keys(all);
    for (let i = 0; i < names_.length; i++) {
      const name = names_[i];
      defineProperty(module.space, name, { __proto__: null, enumerable: true, get: () => imported_(key, name) });
    }
  }
  return module.space;
};

// `given` is {imports: [[local name, key, name there]], passed: [[name, key, name there]], stars: [key], url, waits}.
const link = (key, given, make_) => {
  const described = parseJson(given);
  const module = { __proto__: null, exports: null, passed: dict(), stars: described.stars, space: null, body: null, waits: described.waits };
  modules[key] = module;
  for (let i = 0; i < described.passed.length; i++) {
    const one = described.passed[i];
    module.passed[one[0]] = { __proto__: null, from: one[1], name: one[2] };
  }
  const scope = dict();
  for (let i = 0; i < described.imports.length; i++) {
    const one = described.imports[i];
    const direct = one[2] === "*" ? null : readerOf(one[1], one[2], dict());
    const read_ = direct !== null ? direct : () => imported_(one[1], one[2]);
    defineProperty(scope, one[0], { __proto__: null, get: read_, enumerable: true });
  }
  const url = described.url;
  const tools = {
    __proto__: null,
    default: undefined,
    exports: (all) => {
      if (module.exports === null) module.exports = all;
    },
    import: (target) => {
      const given = text(target);
      return imported(url !== "" && matches(/^\.{0,2}\//, given) ? resolveFrom(given, locate(url)) : given, "import");
    },
    meta: { __proto__: null, url, env: { __proto__: null, MODE: "production", PROD: true, DEV: false, SSR: false, BASE_URL: "/" }, resolve: (target) => resolveFrom(target, locate(url)) },
  };
  const start = make_(scope, tools);
  if (module.waits) module.body = start;
  else {
    const steps = start();
    const step_ = uncurry(steps.next);
    step_(steps);
    module.body = () => {
      step_(steps);
    };
  }
};
const evaluateModule = (key) => {
  if (modules[key] === undefined) return undefined; // it could not be read
  const body_ = modules[key].body;
  modules[key].body = null;
  return body_ === null ? undefined : body_();
};

// A module that is a text itself: what it imports by name is loaded, the rest runs as it stands.
const STATIC = /(^|[;\n}])\s*import\s*(?:[\w$*{}\s,]+?from\s*)?["']([^"']+)["']/;
const runModuleText = (code) => {
  let left = code;
  for (let n = 0, one = execute(STATIC, left); one !== null && n < 50; n++, one = execute(STATIC, left)) {
    if (matches(/^[a-z][\w+.-]*:/i, one[2]) && inline(one[2]) === null) load("script", one[2], "import");
    left = slice(left, 0, one.index) + one[1] + slice(left, one.index + one[0].length);
  }
  runText(left);
};

// import("…") of a script or a module.
const imported = (target, via) => {
  const url = text(target);
  const code = inline(url);
  const strange = unknown("module", true);
  if (code !== null) {
    runModuleText(code);
    return resolved(strange);
  }
  if (isUnknownText(url) || matches(/^(\.{0,2}\/|[a-z][\w+.-]*:)/i, url)) load("script", url, via);
  return new NativePromise((done, failed_) => {
    const answered = (status, space) => {
      if (status === 404 && !finds()) failed_(new TypeError("Failed to fetch dynamically imported module"));
      else done(status === 200 ? space : strange);
    };
    if (!want("module", url, answered)) done(strange);
  });
};
