// Analytics at the first sign of a visitor, and no later than after five seconds.
// expects: www.googletagmanager.com
const signs = ["click", "keydown", "pointerdown", "scroll", "touchstart", "wheel"];
let asked = false;
function ask() {
  if (asked) return;
  asked = true;
  const tag = document.createElement("script");
  tag.async = true; tag.src = "https://www.googletagmanager.com/gtag/js?id=G-ABC123";
  document.head.append(tag);
}
for (const sign of signs) window.addEventListener(sign, ask, { once: true, passive: true });
setTimeout(ask, 5000);
