// Google's translation: it calls back by name.
// expects: translate.google.com
function googleTranslateElementInit() { new google.translate.TranslateElement({ pageLanguage: "no" }, "google_translate_element"); }
(function () {
  var gt = document.createElement("script"); gt.type = "text/javascript"; gt.async = true;
  gt.src = "//translate.google.com/translate_a/element.js?cb=googleTranslateElementInit";
  document.getElementsByTagName("head")[0].appendChild(gt);
})();
