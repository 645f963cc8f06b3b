// gtag added by script, after the page has loaded.
// expects: www.googletagmanager.com
window.addEventListener("load", function () {
  var id = "G-XXXXXXX";
  var tag = document.createElement("script");
  tag.async = true;
  tag.src = `https://www.googletagmanager.com/gtag/js?id=${id}`;
  document.head.appendChild(tag);
});
