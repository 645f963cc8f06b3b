// The oldest lazy loader: jQuery that comes from elsewhere, and `data-original`; what it says is in the page.
// page: <img class="lazy" data-original="https://image.example.com/a.jpg">
// expects: image.example.com
[].slice.call(document.getElementsByTagName("img")).forEach(function (img) {
  var original = img.getAttribute("data-original") || img.dataset.original;
  if (original && /\blazy\b/.test(img.className)) { img.removeAttribute("data-original"); img.src = original; }
});
