// Tidio: the file when the page is ready, with a callback in the document's own event.
// expects: code.tidio.co
(function () {
  function onTidioChatApiReady() { window.tidioChatApi.setColorPalette("#123456"); }
  if (window.tidioChatApi) { window.tidioChatApi.on("ready", onTidioChatApiReady); }
  function load() { var s = document.createElement("script"); s.async = true; s.src = "//code.tidio.co/0123456789abcdef.js"; document.body.appendChild(s); }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", load); else load();
})();
