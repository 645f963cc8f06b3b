// IndexedDB, as a first visit finds it: every database is new, and holds what the visit puts into it. All answers of one
// moment come in one callback, for a script may order only so many.

const databases = dict(); // name -> {name, version, stores}

// A list of names, as the interface has them.
const namesIn = (from) => {
  const names_ = plain(keys(from));
  const of = (name, value) => defineProperty(names_, name, { __proto__: null, value });
  of("contains", (name) => text(name) in from);
  of("item", (at) => (at in names_ ? names_[at] : null));
  return names_;
};
const listed = (names_) => {
  if (typeof names_ === "string" || !isObject(names_)) return [text(names_)];
  const all = list();
  for (let i = 0; i < names_.length; i++) add(all, text(names_[i]));
  return all;
};

// Requests and transactions.

WINDOW.IDBRequest = class IDBRequest extends EventTarget {
  constructor() {
    super();
    this.result = undefined;
    this.error = this.source = this.transaction = this.onsuccess = this.onerror = null;
    this.readyState = "pending";
  }
};
WINDOW.IDBOpenDBRequest = class IDBOpenDBRequest extends WINDOW.IDBRequest {
  constructor() {
    super();
    this.onupgradeneeded = this.onblocked = null;
  }
};
WINDOW.IDBVersionChangeEvent = class IDBVersionChangeEvent extends Event {
  constructor(type, options) {
    super(type);
    this.oldVersion = isObject(options) ? options.oldVersion : 0;
    this.newVersion = isObject(options) ? options.newVersion : null;
  }
};
const answerWith = (request, work) => {
  let error = null;
  try {
    request.result = work();
  } catch (caught) {
    error = caught;
  }
  request.error = error;
  request.readyState = "done";
  fire(request, error === null ? "success" : "error");
};
const enquire = (transaction, request, source, work) => {
  const its = inside(transaction);
  request.source = source;
  request.transaction = transaction;
  request.readyState = "pending";
  add(its.queue, { __proto__: null, request, work });
  keepGoing(transaction);
  return request;
};
const keepGoing = (transaction) => {
  const its = inside(transaction);
  if (its.runs) return;
  its.runs = true;
  schedule(() => answerAll(transaction), undefined, [], 1);
};
// It is complete where nothing more is asked of it after the answers, and after what promises make of them.
const answerAll = (transaction) => {
  const its = inside(transaction);
  const { queue } = its;
  its.queue = list();
  its.runs = false;
  for (let i = 0; i < queue.length; i++) answerWith(queue[i].request, queue[i].work);
  if (queue.length > 0) keepGoing(transaction);
  else if (!its.over) {
    its.over = true;
    fire(transaction, "complete");
    its.after();
  }
};
WINDOW.IDBTransaction = class IDBTransaction extends EventTarget {
  constructor(db, stores, mode, after) {
    super();
    this.db = db;
    this.mode = mode;
    this.durability = "default";
    this.error = this.oncomplete = this.onabort = this.onerror = null;
    weakSet(insides, this, { __proto__: null, stores, queue: list(), runs: false, over: false, after });
    keepGoing(this);
  }
  get objectStoreNames() {
    return namesIn(inside(this).stores);
  }
  objectStore(name) {
    const store = inside(this).stores[text(name)];
    if (store === undefined) throw failing("NotFoundError");
    return new WINDOW.IDBObjectStore(store, this);
  }
  commit() {}
  abort() {
    const its = inside(this);
    its.queue = list();
    its.over = true;
    schedule(() => fire(this, "abort"), undefined, [], 1);
  }
};

// Databases.

WINDOW.IDBDatabase = class IDBDatabase extends EventTarget {
  constructor(data) {
    super();
    this.name = data.name;
    this.version = data.version;
    this.onversionchange = this.onclose = this.onabort = this.onerror = null;
    weakSet(insides, this, { __proto__: null, data, upgrade: null });
  }
  get objectStoreNames() {
    return namesIn(inside(this).data.stores);
  }
  createObjectStore(name, options) {
    const { data, upgrade } = inside(this);
    const given = isObject(options) ? options : dict();
    const keyPath = given.keyPath === undefined ? null : given.keyPath;
    if (upgrade === null) throw failing("InvalidStateError");
    if (text(name) in data.stores) throw failing("ConstraintError");
    data.stores[text(name)] = { __proto__: null, name: text(name), keyPath, autoIncrement: !!given.autoIncrement, next: 1, rows: list(), indexes: dict() };
    return new WINDOW.IDBObjectStore(data.stores[text(name)], upgrade);
  }
  deleteObjectStore(name) {
    delete inside(this).data.stores[text(name)];
  }
  transaction(names_, mode) {
    const { data } = inside(this);
    const wanted_ = listed(names_);
    const stores = dict();
    for (let i = 0; i < wanted_.length; i++) {
      if (!(wanted_[i] in data.stores)) throw failing("NotFoundError");
      stores[wanted_[i]] = data.stores[wanted_[i]];
    }
    return new WINDOW.IDBTransaction(this, stores, mode === undefined ? "readonly" : text(mode), nothing);
  }
  close() {}
};
const opened = (request, name, version) => {
  if (databases[name] === undefined) databases[name] = { __proto__: null, name, version: 0, stores: dict() };
  const data = databases[name];
  const from = data.version;
  const to = version === undefined ? max(from, 1) : floor(+version);
  const finish = (work) => {
    request.transaction = null;
    answerWith(request, work);
  };
  if (to < from) {
    finish(() => {
      throw failing("VersionError");
    });
    return;
  }
  data.version = to;
  const db = new WINDOW.IDBDatabase(data);
  if (to === from) {
    finish(() => db);
    return;
  }
  const event = new WINDOW.IDBVersionChangeEvent("upgradeneeded", { oldVersion: from, newVersion: to });
  const its = inside(db);
  its.upgrade = new WINDOW.IDBTransaction(db, data.stores, "versionchange", () => {
    its.upgrade = null;
    finish(() => db);
  });
  event.target = event.currentTarget = event.srcElement = request;
  request.result = db;
  request.readyState = "done";
  request.transaction = its.upgrade;
  fire(request, "upgradeneeded", event);
};
const orderOpening = (work) => {
  const request = new WINDOW.IDBOpenDBRequest();
  schedule(() => work(request), undefined, [], 1);
  return request;
};
WINDOW.IDBFactory = class IDBFactory {
  open(name, version) {
    const called_ = text(name);
    log("store", "indexeddb", called_);
    return orderOpening((request) => opened(request, called_, version));
  }
  deleteDatabase(name) {
    const called_ = text(name);
    return orderOpening((request) => answerWith(request, () => {
      delete databases[called_];
    }));
  }
  databases() {
    const all = list();
    const names_ = keys(databases);
    for (let i = 0; i < names_.length; i++) add(all, { name: names_[i], version: databases[names_[i]].version });
    return resolved(plain(all));
  }
  cmp(a, b) {
    return compareKeys(a, b);
  }
};
WINDOW.indexedDB = new WINDOW.IDBFactory();
