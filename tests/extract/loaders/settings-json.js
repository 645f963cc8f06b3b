// A loader whose settings lie beside it as JSON, in the manner of Drupal and WordPress themes.
// page: <script type="application/json" data-drupal-selector="drupal-settings-json">{"path":{"baseUrl":"/"},"stats":{"server":"stats.example.com","id":7}}</script>
// expects: stats.example.com
(function () {
  var element = document.querySelector('head > script[type="application/json"][data-drupal-selector="drupal-settings-json"], body > script[type="application/json"][data-drupal-selector="drupal-settings-json"]');
  window.drupalSettings = element !== null ? JSON.parse(element.textContent) : {};
  var u = "//" + drupalSettings.stats.server + "/";
  var s = document.createElement("script"); s.async = true; s.src = u + "matomo.js?id=" + drupalSettings.stats.id;
  document.getElementsByTagName("head")[0].appendChild(s);
})();
