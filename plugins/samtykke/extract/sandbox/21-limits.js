// Loops of the engine that its time limit does not reach: it looks at the clock where page code runs, which here does not.
// Each gets a limit of its own, and is told where it is stopped. Its name, its length and its text stay what they were.

const hidden = (owner, name, value) => defineProperty(owner, name, { __proto__: null, value, writable: true, configurable: true });
const asItIs = (self, args, result) => result;
const limited = (owner, name, reason, isTooMuch, done = asItIs) => {
  const native = owner[name];
  const guarded = { [name](...args) {
    if (isTooMuch(this, args)) {
      opaque(reason);
      throw new RangeError("too long");
    }
    return done(this, args, apply(native, this, args), native);
  } }[name];
  defineProperty(guarded, "length", { __proto__: null, value: native.length, configurable: true });
  hidden(owner, name, guarded);
};

// Of texts: characters that are compared, at the worst.
const COMPARISONS = 2e8;
const isLong = (self, args) => typeof self === "string" && typeof args[0] === "string" && self.length * args[0].length > COMPARISONS;
const TOO_LONG = "a search that would take too long";
for (const name of ["indexOf", "lastIndexOf", "includes", "split"]) limited(String.prototype, name, TOO_LONG, isLong);

// A replacement that leaves no tag of these is taken to make a text of an answer, and one that makes such a tag, markup.
const TAGS = "<<a <b><img <script><iframe <link <style></a><!--";
const ENTITIES = "&lt;a &#60;a &#x3c;a &#x3C;a";
const rewritten = (self, args, result, native) => {
  if (typeof self !== "string" || typeof result !== "string") return result;
  const open_ = includes(result, FETCHED);
  if (!open_ && !includes(result, ESCAPED)) return result;
  const tried = apply(native, open_ ? TAGS : ENTITIES, args);
  if (open_) return includes(tried, "<") ? result : remarked(result, FETCHED, ESCAPED);
  return includes(tried, "<") ? remarked(result, ESCAPED, FETCHED) : result;
};
for (const name of ["replace", "replaceAll"]) limited(String.prototype, name, TOO_LONG, isLong, rewritten);

// Of arrays: elements. No array of so many fits into the memory, but one that has holes, and what only says it is so long.
const ELEMENTS = 2 ** 24;
const ENDLESS = "it goes through a list that is too long";
const isEndless = (value) => value !== null && value !== undefined && value.length > ELEMENTS;
for (const name of ["copyWithin", "fill", "flatMap", "join", "reverse", "shift", "slice", "sort", "splice", "toLocaleString", "unshift"]) {
  limited(Array.prototype, name, ENDLESS, isEndless);
}
const SPREADABLE = Symbol.isConcatSpreadable;
const spread = (value) => {
  if (!isObject(value)) return 0;
  const said = value[SPREADABLE];
  return (said === undefined ? isArray(value) : said) ? max(0, +value.length || 0) : 0;
};
limited(Array.prototype, "concat", ENDLESS, (self, args) => {
  let all = spread(self);
  for (let i = 0; i < args.length; i++) all += spread(args[i]);
  return all > ELEMENTS;
});
limited(JSON, "stringify", ENDLESS, (_, args) => isArray(args[1]) && isEndless(args[1]));
limited(String, "raw", ENDLESS, (_, args) => isObject(args[0]) && isEndless(args[0].raw));

const nativePush = uncurry(nativeArrayPush);
const flatten = (from, depth, into) => {
  for (let i = 0; i < from.length; i++) {
    if (isArray(from[i]) && depth > 0) flatten(from[i], depth - 1, into);
    else if (i in from) nativePush(into, from[i]);
  }
};
hidden(Array.prototype, "flat", { flat() {
  const all = [];
  flatten(this, arguments[0] === undefined ? 1 : min(+arguments[0] || 0, 100), all);
  return all;
} }.flat);
