// Consent defaults before the tag; the calls are noted, and nothing loads.
// expects: nothing
// consent: default ad_storage=denied analytics_storage=denied wait_for_update=500
window.dataLayer = window.dataLayer || [];
function gtag() { dataLayer.push(arguments); }
gtag("consent", "default", { ad_storage: "denied", analytics_storage: "denied", wait_for_update: 500 });
