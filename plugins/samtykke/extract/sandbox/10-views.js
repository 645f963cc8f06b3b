// What nodes hand out of themselves: their style, data, classes and attributes.

// A style object: every value that is set may name a file.
const styleOf = (state) => {
  if (state.style !== null) return state.style;
  const values = dict();
  const setValue = (key, value) => {
    values[key] = value;
    if (typeof value === "string" && typeof key === "string") css(key === "cssText" ? "x{" + value + "}" : "x{" + key + ":" + value + "}");
  };
  const methods = {
    __proto__: null,
    setProperty: (key, value) => setValue(text(key), value),
    removeProperty: () => "",
    getPropertyValue: (key) => values[text(key)] || "",
    getPropertyPriority: () => "",
    length: 0,
  };
  state.style = new NativeProxy(dict(), {
    __proto__: null,
    get: (_, key) => (key in methods ? methods[key] : values[key] === undefined ? (typeof key === "symbol" ? undefined : "") : values[key]),
    set: (_, key, value) => {
      setValue(key, value);
      return true;
    },
    has: () => true,
  });
  return state.style;
};
const dashed = (key) => {
  let name = "data-";
  for (let i = 0; i < key.length; i++) {
    const letter = slice(key, i, i + 1);
    name += letter !== lower(letter) ? "-" + lower(letter) : letter;
  }
  return name;
};
const dataNames = (state) => {
  filled(state);
  const found_ = list();
  const all = keys(state.attributes);
  for (let i = 0; i < all.length; i++) {
    if (!startsWith(all[i], "data-")) continue;
    const parts = split(slice(all[i], 5), "-");
    let name = parts[0];
    for (let k = 1; k < parts.length; k++) name += upper(slice(parts[k], 0, 1)) + slice(parts[k], 1);
    add(found_, name);
  }
  return found_;
};
const dataOf = (state) => {
  if (state.data !== null) return state.data;
  state.data = new NativeProxy(dict(), {
    __proto__: null,
    get: (_, key) => {
      if (typeof key === "symbol") return undefined;
      const value = getAttribute(state, dashed(key));
      return value === null ? undefined : value;
    },
    set: (_, key, value) => {
      setAttribute(state, dashed(text(key)), text(value));
      return true;
    },
    has: (_, key) => typeof key !== "symbol" && getAttribute(state, dashed(key)) !== null,
    deleteProperty: (_, key) => {
      removeAttribute(state, dashed(text(key)));
      return true;
    },
    ownKeys: () => plain(dataNames(state)),
    getOwnPropertyDescriptor: (_, key) => {
      const value = typeof key === "symbol" ? null : getAttribute(state, dashed(key));
      return value === null ? undefined : { __proto__: null, value, writable: true, enumerable: true, configurable: true };
    },
  });
  return state.data;
};
const classesOf = (state) => {
  const now_ = () => {
    filled(state);
    return classesIn(state.attributes) || " ";
  };
  const holds_ = (name) => includes(now_(), " " + text(name) + " ") || guess(state);
  const set_ = (value) => setAttribute(state, "class", trim(value));
  const drop_ = (name) => set_(join(split(now_(), " " + text(name) + " "), " "));
  const add_ = (name) => {
    if (!includes(now_(), " " + text(name) + " ")) set_(now_() + text(name));
  };
  const items = () => {
    const all = trim(now_());
    return all === "" ? list() : split(all, " ");
  };
  return {
    add: (...names_) => {
      for (let i = 0; i < names_.length; i++) add_(names_[i]);
    },
    remove: (...names_) => {
      for (let i = 0; i < names_.length; i++) drop_(names_[i]);
    },
    toggle: (name, force) => {
      const wanted = force === undefined ? !holds_(name) : !!force;
      if (wanted) add_(name);
      else drop_(name);
      return wanted;
    },
    replace: (name, other) => {
      const had = holds_(name);
      drop_(name);
      if (had) add_(other);
      return had;
    },
    contains: holds_,
    item: (at) => items()[at] || null,
    forEach: (action) => {
      const all = items();
      for (let i = 0; i < all.length; i++) action(all[i], i);
    },
    toString: () => trim(now_()),
    get value() {
      return trim(now_());
    },
    set value(given) {
      set_(text(given));
    },
    get length() {
      return items().length;
    },
    [Symbol.iterator]: () => plain(items())[Symbol.iterator](),
  };
};
// el.attributes: a list that is also a dictionary, and changes with the element.
const attributesOf = (state) => {
  filled(state);
  if (state.listed === null) {
    const given = [];
    const method = (name, value) => defineProperty(given, name, { __proto__: null, value });
    method("getNamedItem", (name) => attributeNode(state, lower(text(name))));
    method("setNamedItem", (attribute) => setAttribute(state, lower(text(attribute.name)), text(attribute.value)));
    method("removeNamedItem", (name) => removeAttribute(state, lower(text(name))));
    method("item", (at) => given[at] || null);
    state.listed = given;
  }
  relist(state);
  return state.listed;
};
const relist = (state) => {
  const given = state.listed;
  if (given === null) return;
  const old = keys(given);
  for (let i = 0; i < old.length; i++) delete given[old[i]];
  given.length = 0;
  const names = keys(state.attributes);
  const define = (key, value, enumerable) => defineProperty(given, key, { __proto__: null, value, writable: true, enumerable, configurable: true });
  for (let i = 0; i < names.length; i++) define(i, attributeNode(state, names[i]), true);
  for (let i = 0; i < names.length; i++) if (!(names[i] in given)) define(names[i], given[i], true);
};
const attributeNode = (state, name) => {
  filled(state);
  const value = state.attributes[name];
  if (value === undefined) return null;
  return {
    name, nodeName: name, localName: name, nodeType: 2, specified: true, ownerElement: state.node, prefix: null, namespaceURI: null,
    get value() {
      return state.attributes[name] === undefined ? value : state.attributes[name];
    },
    set value(given) {
      setAttribute(state, name, text(given));
    },
  };
};
