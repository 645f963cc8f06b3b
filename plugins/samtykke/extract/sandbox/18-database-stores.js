// The stores, indexes and cursors of IndexedDB. Values are kept as they are, not copied.

const insides = new WeakMap(); // what page code holds -> what it stands for
const inside = (value) => weakGet(insides, value);
const failing = (name) => new WINDOW.DOMException(name, name);

// Keys: numbers, then dates, then texts, then lists.
const rankOfKey = (key) => (typeof key === "number" ? 1 : typeof key === "string" ? 3 : isArray(key) ? 4 : 2);
const compareKeys = (a, b) => {
  const rank = rankOfKey(a) - rankOfKey(b);
  if (rank !== 0) return rank < 0 ? -1 : 1;
  if (!isArray(a)) {
    const one = typeof a === "string" ? a : +a;
    const other = typeof b === "string" ? b : +b;
    return one < other ? -1 : one > other ? 1 : 0;
  }
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compareKeys(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length < b.length ? -1 : a.length > b.length ? 1 : 0;
};
WINDOW.IDBKeyRange = class IDBKeyRange {
  constructor(lower, upper, lowerOpen, upperOpen) {
    this.lower = lower;
    this.upper = upper;
    this.lowerOpen = !!lowerOpen;
    this.upperOpen = !!upperOpen;
    weakSet(insides, this, this);
  }
  includes(key) {
    const { lower, upper, lowerOpen, upperOpen } = this;
    return (lower === undefined || compareKeys(lower, key) < (lowerOpen ? 0 : 1)) &&
      (upper === undefined || compareKeys(key, upper) < (upperOpen ? 0 : 1));
  }
  static only(key) {
    return new WINDOW.IDBKeyRange(key, key);
  }
  static lowerBound(key, isOpen_) {
    return new WINDOW.IDBKeyRange(key, undefined, isOpen_, true);
  }
  static upperBound(key, isOpen_) {
    return new WINDOW.IDBKeyRange(undefined, key, true, isOpen_);
  }
  static bound(lower, upper, lowerOpen, upperOpen) {
    return new WINDOW.IDBKeyRange(lower, upper, lowerOpen, upperOpen);
  }
};
const includesKey = WINDOW.IDBKeyRange.prototype.includes;
const isIn = (query, key) => {
  if (query === undefined || query === null) return true;
  return isObject(query) && inside(query) === query ? apply(includesKey, query, [key]) : compareKeys(query, key) === 0;
};

// Entries.

const valueAt = (path, value) => {
  if (isArray(path)) {
    const parts = [];
    for (let i = 0; i < path.length; i++) defineProperty(parts, i, { __proto__: null, value: valueAt(path[i], value), enumerable: true });
    return parts;
  }
  const steps = split(text(path), ".");
  let found_ = value;
  for (let i = 0; i < steps.length && steps[i] !== "" && found_ !== undefined && found_ !== null; i++) found_ = found_[steps[i]];
  return found_;
};
const sorted = uncurry(Array.prototype.sort);
// The entries {key, primary, value} of a store or an index that a key or a range finds, in their order.
const entriesOf = ({ store, index }, query) => {
  const found_ = list();
  for (let i = 0; i < store.rows.length; i++) {
    const { key: primary, value } = store.rows[i];
    const key = index === null ? primary : valueAt(index.keyPath, value);
    const its = index !== null && index.multiEntry && isArray(key) ? key : [key];
    for (let k = 0; k < its.length; k++) {
      if (its[k] !== undefined && its[k] !== null && isIn(query, its[k])) add(found_, { __proto__: null, key: its[k], primary, value });
    }
  }
  return index === null ? found_ : sorted(found_, (a, b) => compareKeys(a.key, b.key));
};
const placeOf = (rows, key) => {
  let low = 0;
  for (let high = rows.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (compareKeys(rows[middle].key, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
};
const putInto = (store, value, given, isNew) => {
  let key = store.keyPath === null ? given : valueAt(store.keyPath, value);
  if (key === undefined && store.autoIncrement) {
    key = store.next;
    if (typeof store.keyPath === "string" && isObject(value)) value[store.keyPath] = key;
  }
  if (key === undefined || key === null) throw failing("DataError");
  if (typeof key === "number") store.next = max(store.next, floor(key) + 1);
  const { rows } = store;
  const place_ = placeOf(rows, key);
  const row = { __proto__: null, key, value };
  if (place_ < rows.length && compareKeys(rows[place_].key, key) === 0) {
    if (isNew) throw failing("ConstraintError");
    rows[place_] = row;
    return key;
  }
  for (let i = rows.length; i > place_; i--) rows[i] = rows[i - 1];
  rows[place_] = row;
  return key;
};
const takeFrom = (store, query) => {
  const left = list();
  for (let i = 0; i < store.rows.length; i++) if (!isIn(query, store.rows[i].key)) add(left, store.rows[i]);
  store.rows = left;
};
const enquireOf = (source, work) => enquire(inside(source).transaction, new WINDOW.IDBRequest(), source, work);
const manyOf = (source, query, count, field) =>
  enquireOf(source, () => {
    const found_ = entriesOf(inside(source), query);
    const all = list();
    for (let i = 0; i < found_.length && (!(count > 0) || i < count); i++) add(all, found_[i][field]);
    return plain(all);
  });
const oneOf = (source, query, field) =>
  enquireOf(source, () => {
    const found_ = entriesOf(inside(source), query);
    return found_.length ? found_[0][field] : undefined;
  });
const walk = (source, query, direction, type) => {
  const request = new WINDOW.IDBRequest();
  const backwards = startsWith(text(direction), "prev");
  return enquire(inside(source).transaction, request, source, () => {
    const found_ = entriesOf(inside(source), query);
    return new type(source, request, found_, backwards ? found_.length - 1 : 0, backwards ? -1 : 1).now();
  });
};
class Source {
  constructor(store, transaction, index) {
    weakSet(insides, this, { __proto__: null, store, index, transaction });
    this.name = index === null ? store.name : index.name;
    this.keyPath = index === null ? store.keyPath : index.keyPath;
  }
  get(query) {
    return oneOf(this, query, "value");
  }
  getKey(query) {
    return oneOf(this, query, "primary");
  }
  getAll(query, count) {
    return manyOf(this, query, count, "value");
  }
  getAllKeys(query, count) {
    return manyOf(this, query, count, "primary");
  }
  count(query) {
    return enquireOf(this, () => entriesOf(inside(this), query).length);
  }
  openCursor(query, direction) {
    return walk(this, query, direction, WINDOW.IDBCursorWithValue);
  }
  openKeyCursor(query, direction) {
    return walk(this, query, direction, WINDOW.IDBCursor);
  }
}
WINDOW.IDBIndex = class IDBIndex extends Source {
  constructor(store, transaction, index) {
    super(store, transaction, index);
    this.unique = index.unique;
    this.multiEntry = index.multiEntry;
    this.objectStore = new WINDOW.IDBObjectStore(store, transaction);
  }
};
WINDOW.IDBObjectStore = class IDBObjectStore extends Source {
  constructor(store, transaction) {
    super(store, transaction, null);
    this.autoIncrement = store.autoIncrement;
    this.transaction = transaction;
  }
  get indexNames() {
    return namesIn(inside(this).store.indexes);
  }
  put(value, key) {
    return enquireOf(this, () => putInto(inside(this).store, value, key, false));
  }
  add(value, key) {
    return enquireOf(this, () => putInto(inside(this).store, value, key, true));
  }
  delete(query) {
    return enquireOf(this, () => takeFrom(inside(this).store, query));
  }
  clear() {
    return enquireOf(this, () => takeFrom(inside(this).store));
  }
  createIndex(name, keyPath, options) {
    const { store, transaction } = inside(this);
    const given = isObject(options) ? options : dict();
    store.indexes[text(name)] = { __proto__: null, name: text(name), keyPath, unique: !!given.unique, multiEntry: !!given.multiEntry };
    return new WINDOW.IDBIndex(store, transaction, store.indexes[text(name)]);
  }
  deleteIndex(name) {
    delete inside(this).store.indexes[text(name)];
  }
  index(name) {
    const { store, transaction } = inside(this);
    const index = store.indexes[text(name)];
    if (index === undefined) throw failing("NotFoundError");
    return new WINDOW.IDBIndex(store, transaction, index);
  }
};
WINDOW.IDBCursor = class IDBCursor {
  #found;
  #place;
  #step;
  constructor(source, request, found_, place_, step_) {
    this.source = source;
    this.request = request;
    this.direction = step_ < 0 ? "prev" : "next";
    this.#found = found_;
    this.#place = place_;
    this.#step = step_;
  }
  now() {
    const entry = this.#found[this.#place];
    if (entry === undefined) return null;
    this.key = entry.key;
    this.primaryKey = entry.primary;
    if (this instanceof WINDOW.IDBCursorWithValue) this.value = entry.value;
    return this;
  }
  #go(isThere) {
    enquire(inside(this.source).transaction, this.request, this.source, () => {
      do this.#place += this.#step;
      while (this.#found[this.#place] !== undefined && !isThere(this.#found[this.#place]));
      return this.now();
    });
  }
  continue(key) {
    this.#go((entry) => key === undefined || compareKeys(entry.key, key) * this.#step >= 0);
  }
  continuePrimaryKey(key, primary) {
    this.#go((entry) => compareKeys(entry.key, key) * this.#step >= 0 && compareKeys(entry.primary, primary) * this.#step >= 0);
  }
  advance(count) {
    let left = +count || 1;
    this.#go(() => (left -= 1) <= 0);
  }
  update(value) {
    return enquireOf(this.source, () => putInto(inside(this.source).store, value, this.primaryKey, false));
  }
  delete() {
    return enquireOf(this.source, () => takeFrom(inside(this.source).store, this.primaryKey));
  }
};
WINDOW.IDBCursorWithValue = class IDBCursorWithValue extends WINDOW.IDBCursor {};
