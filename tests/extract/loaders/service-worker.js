// A service worker of the site's own.
// expects: nothing
// relative: /sw.js
// stores: serviceworker /sw.js forever
if ("serviceWorker" in navigator) window.addEventListener("load", () => navigator.serviceWorker.register("/sw.js").then(() => {}));
