// Plausible, inline: the queue and a deferred script with data attributes.
// expects: plausible.io
window.plausible = window.plausible || function () { (window.plausible.q = window.plausible.q || []).push(arguments); };
(() => {
  const s = Object.assign(document.createElement("script"), { defer: true, src: "https://plausible.io/js/script.js" });
  s.dataset.domain = "example.no";
  document.head.appendChild(s);
})();
