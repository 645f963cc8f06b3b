// Zendesk's widget: a snippet with an id.
// expects: static.zdassets.com
window.zESettings = { webWidget: { color: { theme: "#123456" } } };
!function (d, id) {
  if (d.getElementById(id)) return;
  var s = d.createElement("script");
  s.id = id; s.src = "https://static.zdassets.com/ekr/snippet.js?key=0000";
  d.getElementsByTagName("head")[0].appendChild(s);
}(document, "ze-snippet");
