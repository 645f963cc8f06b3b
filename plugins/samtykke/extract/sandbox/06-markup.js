// Markup that scripts hand over, taken apart roughly: so that they find in the page what they put there. What it loads
// is not judged by this, but by the reader of HTML, to whom it is handed on.

const PARSED = 200000; // characters of markup
const PIECES = 3000; // elements in it
const TAG = /<(?:(\/?)([a-z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|!--[^]*?(?:-->|$)|[!?/][^>]*>)/gi;
const ATTRIBUTE = /([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp|colon|sol));?/gi;
const CHARACTERS = { __proto__: null, amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0", colon: ":", sol: "/" };
const RAW_TEXT = words("script style textarea title noscript noembed noframes xmp iframe");
const next_ = (expression, from, html) => {
  expression.lastIndex = from;
  return execute(expression, html);
};
const unescaped = (marked) => {
  const given = remarked(marked, ESCAPED, FETCHED);
  if (!includes(given, "&")) return given;
  let all = "";
  let from = 0;
  for (let one = next_(ENTITY, 0, given); one !== null; one = next_(ENTITY, from, given)) {
    const code = one[1] !== undefined ? +one[1] : one[2] !== undefined ? +("0x" + one[2]) : -1;
    all += slice(given, from, one.index);
    all += code < 0 ? CHARACTERS[lower(one[3])] : code < 65536 ? fromCharCode(code) : "\ufffd";
    from = one.index + one[0].length;
  }
  return all + slice(given, from);
};
const attributesIn = (given) => {
  const found_ = dict();
  let from = 0;
  for (let one = next_(ATTRIBUTE, 0, given); one !== null; one = next_(ATTRIBUTE, from, given)) {
    from = one.index + one[0].length;
    const name = lower(one[1]);
    if (found_[name] !== undefined) continue;
    found_[name] = unescaped(one[2] !== undefined ? one[2] : one[3] !== undefined ? one[3] : one[4] || "");
  }
  return found_;
};
const put = (parent, tag) => {
  let state = null;
  try {
    state = make(tag, false);
  } catch (error) {
    state = newState(tag, false); // a custom element that cannot be made is a plain one
    state.node = construct(classFor(tag), [state, HIDDEN]);
  }
  state.spoken = true;
  state.started = tag === "script"; // scripts in such markup are not run
  state.parent = parent;
  add(parent.kids, state);
  return state;
};
const putText = (parent, given, kind = "#text") => {
  if (given === "" && kind === "#text") return;
  const state = newState(kind, false);
  state.text = given;
  state.node = construct(Text, [state, HIDDEN]);
  state.parent = parent;
  add(parent.kids, state);
};
const parseInto = (parent, html) => {
  if (!includes(html, "<")) {
    parent.text = unescaped(html);
    return;
  }
  const first = parent.kids.length;
  let open = parent;
  let from = 0;
  for (let count = 0; from < min(html.length, PARSED) && count < PIECES; count++) {
    const one = next_(TAG, from, html);
    putText(open, unescaped(slice(html, from, one === null ? html.length : one.index)));
    if (one === null) break;
    from = one.index + one[0].length;
    if (one[2] === undefined) {
      if (startsWith(one[0], "<!--")) putText(open, slice(one[0], 4, -3), "#comment");
      continue;
    }
    const tag = lower(one[2]);
    if (one[1] === "/") {
      let at = open;
      for (let i = 0; at !== parent && at.tag !== tag && i < DEPTH; i++) at = outerOf(at);
      if (at !== parent) open = outerOf(at);
      continue;
    }
    const state = put(open, tag);
    state.attributes = attributesIn(one[3]);
    if (tag in VOID || matches(/\/\s*$/, one[3])) continue;
    if (tag in RAW_TEXT) {
      const end = indexOf(lower(slice(html, from)), "</" + tag);
      const inner = end < 0 ? slice(html, from) : slice(html, from, from + end);
      putText(state, tag === "textarea" || tag === "title" ? unescaped(inner) : inner);
      from += inner.length;
    }
    open = tag === "template" ? contentState(state) : state;
  }
  if (isConnected(parent)) for (let i = first; i < parent.kids.length; i++) activate(parent.kids[i], 0);
};
const outerOf = (state) => (state.host !== null ? outerOf(state.host) : state.parent);
