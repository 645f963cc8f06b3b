// The second half of the gtag tag: it fills the data layer and loads nothing.
// expects: nothing
window.dataLayer = window.dataLayer || [];
function gtag() { dataLayer.push(arguments); }
gtag("js", new Date());
gtag("config", "G-XXXXXXX");
