// Cloudflare's beacon put in by a script, its settings as JSON in an attribute.
// expects: static.cloudflareinsights.com
(() => {
  const beacon = document.createElement("script");
  beacon.defer = true;
  beacon.src = "https://static.cloudflareinsights.com/beacon.min.js";
  beacon.dataset.cfBeacon = JSON.stringify({ token: "0123456789abcdef", spa: false });
  document.head.append(beacon);
})();
