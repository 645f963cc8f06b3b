// A chat in tawk's shape: dates, and crossorigin set as an attribute.
// expects: embed.tawk.to
var Tawk_API = Tawk_API || {}, Tawk_LoadStart = new Date();
(function () {
  var s1 = document.createElement("script"), s0 = document.getElementsByTagName("script")[0];
  s1.async = true; s1.charset = "UTF-8"; s1.src = "https://embed.tawk.to/000/default";
  s1.setAttribute("crossorigin", "*");
  s0.parentNode.insertBefore(s1, s0);
})();
