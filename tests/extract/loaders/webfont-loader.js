// Google's and Typekit's font loader.
// expects: ajax.googleapis.com
WebFontConfig = { google: { families: ["Open+Sans:400,700:latin"] } };
(function () {
  var wf = document.createElement("script");
  wf.src = ("https:" == document.location.protocol ? "https" : "http") + "://ajax.googleapis.com/ajax/libs/webfont/1/webfont.js";
  wf.async = "true";
  var s = document.getElementsByTagName("script")[0];
  s.parentNode.insertBefore(wf, s);
})();
