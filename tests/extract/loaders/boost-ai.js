// Boost.ai's panel: it is set up when its file has come.
// expects: example.boost.ai
(function () {
  var tag = document.createElement("script");
  tag.src = "https://example.boost.ai/chatPanel/chatPanel.js";
  tag.onload = function () { window.panel = window.boostInit("example", { chatPanel: { settings: { openTextLinksInNewTab: true } } }); };
  document.head.appendChild(tag);
})();
