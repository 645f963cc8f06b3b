// What can be pressed on a page, and what it stands in. Given the elements, open shadow roots included; gives
// { controls, places }, the controls in the order of the elements, each with the positions of its places, innermost
// first: a place is what may be a banner.
(elements) => {
  const MOST_LEVELS = 9;
  const places = [];
  const known = new Map();
  const framed = window !== window.top;

  const parent = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;
  const seen = (node) => {
    const box = node.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const words = (node) => (node.innerText || node.textContent || "").trim().replace(/\s+/g, " ");
  const named = (node) =>
    (node.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean)
      .map((id) => node.getRootNode().getElementById?.(id)).filter(Boolean).map(words).join(" ");
  const toggles = (node) =>
    (node.localName === "input" && node.type === "checkbox") || /^(switch|checkbox)$/.test(node.getAttribute("role"));

  const label = (node) =>
    (
      named(node) ||
      node.getAttribute("aria-label") ||
      (node.localName === "input" && node.type !== "checkbox" ? node.value : words(node)) ||
      [...(node.labels ?? [])].map(words).join(" ") ||
      node.title || node.querySelector("img")?.alt || ""
    ).trim().slice(0, 200);

  function place(node) {
    if (!known.has(node)) {
      known.set(node, places.length);
      const text = words(node);
      places.push({
        text: text.slice(0, 3000),
        length: text.length,
        apart:
          (framed && node === document.body) ||
          /^(fixed|sticky)$/.test(getComputedStyle(node).position) ||
          node.matches("dialog, [role=dialog], [role=alertdialog], [popover]"),
        shown: seen(node),
      });
    }
    return known.get(node);
  }

  const controls = elements.slice(0, 1000).map((node) => {
    const within = [];
    for (let at = parent(node), n = 0; at && n < MOST_LEVELS; at = parent(at), n++) {
      if (at === document.documentElement || (at === document.body && !framed)) break;
      within.push(place(at));
    }
    return { label: label(node), shown: seen(node), toggle: toggles(node), within };
  });
  return { controls, places };
}
