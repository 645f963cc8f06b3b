// HubSpot, written by hand with an id.
// expects: js.hs-scripts.com
(function (d, id, portal) {
  if (d.getElementById(id)) { return; }
  var n = d.createElement("script"), e = d.getElementsByTagName("script")[0];
  n.id = id; n.src = "//js.hs-scripts.com/" + portal + ".js"; n.setAttribute("async", "");
  e.parentNode.insertBefore(n, e);
})(document, "hs-script-loader", 1234567);
