// Frameworks take over a page that holds only a place for them, or what was built beforehand. Where one does not get so
// far here, what it would put into the page is not known, and that is told: it may fail without an error.

// A framework leaves marks on the element that it takes over.
const OWN_MARK = /^(__|_\$|\$\$|_(?=react|vnode|vue))/;
const rootOf = (node, key) => {
  const mark = node[key];
  if (!isObject(mark) || isUnknown(mark)) return null;
  if (startsWith(key, "__reactContainer$")) return mark.stateNode;
  return key === "_reactRootContainer" ? mark._internalRoot || null : null;
};
// Of React the mark is there from the beginning; what it makes of the page hangs on it in the end.
const hasTakenOver = (node) => {
  const names_ = ownKeys(node);
  let marked = false;
  for (let i = 0; i < names_.length; i++) {
    const name = names_[i];
    if (typeof name !== "string" || !matches(OWN_MARK, name)) continue;
    const own_ = rootOf(node, name);
    if (isObject(own_) && isObject(own_.current)) return own_.current.child !== null;
    if (!startsWith(name, "_reactListening")) marked = true;
  }
  return marked;
};
// `world.mounts` names them: `#id` of one that holds something, `?id` or `<tag` of one that is empty, `document`.
const takeover = () => {
  const all = world.mounts;
  for (let i = 0; i < all.length; i++) {
    const name = slice(all[i], 1);
    const found_ = all[i] === "document" ? list() : search(startsWith(all[i], "<") ? name : idSelector(name), null);
    const state = all[i] === "document" ? documentState : found_.length ? found_[0] : null;
    if (state === null) continue;
    try {
      if (hasTakenOver(state.node)) continue;
      if (!startsWith(all[i], "#") && all[i] !== "document" && (state.at < 0 || elementsIn(state).length > 0)) continue;
    } catch (error) {
      // What cannot be looked at is no proof.
    }
    log("untaken", all[i]);
  }
};
