// Tag Manager held until the visitor moves, or three and a half seconds have gone.
// expects: www.googletagmanager.com
var gtmDone = false;
function startTagManager() {
  if (gtmDone) return;
  gtmDone = true;
  const tag = document.createElement("script");
  tag.src = "https://www.googletagmanager.com/gtm.js?id=GTM-XXXX";
  tag.onload = function () { window.dataLayer.push({ event: "gtm.js" }); };
  document.head.append(tag);
}
document.addEventListener("DOMContentLoaded", () => setTimeout(startTagManager, 3500));
["scroll", "mousemove", "touchstart"].forEach((type) => document.addEventListener(type, startTagManager, { passive: true }));
