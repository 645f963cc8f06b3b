// How a control looks: see `Control` in model.py for what is measured.
(element) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  // Any CSS colour over another, as the browser itself mixes them.
  const mixed = (colors) => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, 1, 1);
    for (const color of colors) {
      pen.fillStyle = color;
      pen.fillRect(0, 0, 1, 1);
    }
    return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((n) => (n /= 255) <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [a, b] = [luminance(one), luminance(other)].sort((x, y) => y - x);
    return Math.round(((a + 0.05) / (b + 0.05)) * 100) / 100;
  };
  const parent = (node) => node.parentElement || (node.getRootNode() instanceof ShadowRoot ? node.getRootNode().host : null);
  const behind = (node) => {
    const colors = [];
    for (let at = node; at; at = parent(at)) colors.unshift(getComputedStyle(at).backgroundColor);
    return colors;
  };
  const style = getComputedStyle(element);
  const own = mixed(behind(element));
  const around = mixed(parent(element) ? behind(parent(element)) : []);
  const text = mixed([...behind(element), style.color]);
  const edges = ["Top", "Right", "Bottom", "Left"].filter((side) => parseFloat(style[`border${side}Width`]) >= 1);
  const edge = edges.length === 4 && style.borderTopStyle !== "none" ? mixed([...behind(parent(element) || element), style.borderTopColor]) : around;
  const hex = (rgb) => "#" + rgb.map((n) => n.toString(16).padStart(2, "0")).join("");
  const box = element.getBoundingClientRect();
  return {
    text: (element.getAttribute("aria-label") || element.innerText || element.value || element.title || "").trim().slice(0, 200),
    tag: element.localName,
    width: box.width,
    height: box.height,
    font_size: parseFloat(style.fontSize) || 0,
    font_weight: parseInt(style.fontWeight, 10) || 400,
    contrast: contrast(text, own),
    prominence: Math.max(contrast(own, around), contrast(edge, around)),
    color: hex(text),
    background: hex(own),
  };
}
