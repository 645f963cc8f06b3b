// What can be pressed on a page and what it stands in, open shadow roots included. A function of no arguments; gives
// { elements, controls, places }: elements are the controls' own, controls say what they are and name their places
// (positions in `places`, the innermost first), places are what may be a banner.
() => {
  const MOST_CONTROLS = 400;
  const MOST_LEVELS = 9;
  const PRESSED = "button, [role=button], a[href], a[role], input, summary, [role=switch], [role=checkbox], [onclick], [tabindex]";
  const elements = [];
  const controls = [];
  const places = [];
  const known = new Map();

  const parent = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;
  const seen = (node) => {
    const box = node.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const words = (node) => (node.innerText ?? node.textContent ?? "").trim().replace(/\s+/g, " ");
  const named = (node, attribute) =>
    (node.getAttribute(attribute) ?? "").split(/\s+/).filter(Boolean)
      .map((id) => node.getRootNode().getElementById?.(id)).filter(Boolean).map(words).join(" ");

  function label(node) {
    const own = node.localName === "input" && !/^(checkbox|radio)$/.test(node.type) ? node.value : words(node);
    return (
      named(node, "aria-labelledby") || node.getAttribute("aria-label") || own ||
      [...(node.labels ?? [])].map(words).join(" ") || node.title || node.querySelector?.("img")?.alt || ""
    ).trim().slice(0, 200);
  }

  // What is behind a text: the nearest background that is not transparent, as [r, g, b].
  const rgba = (color) => {
    const found = /rgba?\(([^)]+)\)/.exec(color)?.[1].split(/[ ,/]+/).map(Number);
    return found ? [found[0], found[1], found[2], found[3] ?? 1] : [0, 0, 0, 0];
  };
  function background(node) {
    const layers = [];
    for (let at = node; at; at = parent(at)) {
      const layer = rgba(getComputedStyle(at).backgroundColor);
      if (layer[3] > 0) layers.push(layer);
      if (layer[3] === 1) break;
    }
    let under = [255, 255, 255];
    for (const [r, g, b, a] of layers.reverse()) under = [r, g, b].map((c, i) => c * a + under[i] * (1 - a));
    return under;
  }
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((c) => ((c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };

  function look(node) {
    const style = getComputedStyle(node);
    const box = node.getBoundingClientRect();
    const behind = background(node);
    const ink = rgba(style.color);
    const outside = parent(node) ? background(parent(node)) : [255, 255, 255];
    return {
      x: box.x, y: box.y, width: box.width, height: box.height,
      font: parseFloat(style.fontSize), weight: Number(style.fontWeight) || 400,
      color: ink.slice(0, 3).map(Math.round), background: behind.map(Math.round),
      contrast: Math.round(ratio(ink.slice(0, 3).map((c, i) => c * ink[3] + behind[i] * (1 - ink[3])), behind) * 100) / 100,
      prominence: Math.round(ratio(behind, outside) * 100) / 100,
      underlined: style.textDecorationLine.includes("underline"),
      border: parseFloat(style.borderTopWidth) > 0 && style.borderTopStyle !== "none" && rgba(style.borderTopColor)[3] > 0,
    };
  }

  function place(node) {
    if (!known.has(node)) {
      const style = getComputedStyle(node);
      known.set(node, places.length);
      const box = node.getBoundingClientRect();
      places.push({
        tag: node.localName, id: node.id.slice(0, 80), role: node.getAttribute("role") ?? "",
        text: words(node).slice(0, 3000),
        fixed: ["fixed", "sticky"].includes(style.position) || node.matches("dialog[open], [popover]:popover-open"),
        x: box.x, y: box.y, width: box.width, height: box.height,
      });
    }
    return known.get(node);
  }

  function walk(root) {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) walk(node.shadowRoot);
      if (controls.length >= MOST_CONTROLS || !node.matches(PRESSED)) continue;
      const box = node.localName === "input" && /^(checkbox|radio)$/.test(node.type);
      const shown = seen(node) || (box && [...(node.labels ?? [])].some(seen));
      const within = [];
      for (let at = parent(node), n = 0; at && n < MOST_LEVELS && at.localName !== "body" && at.localName !== "html"; at = parent(at), n++) {
        within.push(place(at));
      }
      const role = node.getAttribute("role") ?? "";
      elements.push(node);
      controls.push({
        tag: node.localName, type: node.type ?? "", role, label: label(node), value: String(node.value ?? "").slice(0, 80),
        name: node.getAttribute("name") ?? "", id: node.id.slice(0, 80), shown, within,
        toggle: box || role === "switch" || role === "checkbox",
        checked: box ? node.checked : node.getAttribute("aria-checked") === "true",
        disabled: node.disabled === true || node.getAttribute("aria-disabled") === "true",
        ...look(node),
      });
    }
  }
  walk(document);
  return { elements, controls, places };
}
