// Google's publisher tag: a command queue, the file by the page's protocol.
// expects: securepubads.g.doubleclick.net
var googletag = googletag || {};
googletag.cmd = googletag.cmd || [];
(function () {
  var gads = document.createElement("script"); gads.async = true; gads.type = "text/javascript";
  var useSSL = "https:" == document.location.protocol;
  gads.src = (useSSL ? "https:" : "http:") + "//securepubads.g.doubleclick.net/tag/js/gpt.js";
  var node = document.getElementsByTagName("script")[0]; node.parentNode.insertBefore(gads, node);
})();
googletag.cmd.push(function () { googletag.defineSlot("/1234/side", [300, 250], "ad-1").addService(googletag.pubads()); googletag.enableServices(); });
