// A widget whose markup stands in a script element of another type, filled in and set as HTML.
// page: <script type="text/x-template" id="tpl"><div class="w"><img src="https://{{host}}/logo.png" alt=""></div></script><div id="widget"></div>
// expects: logo.example.com
var tpl = document.getElementById("tpl").innerHTML;
document.getElementById("widget").innerHTML = tpl.replace(/\{\{(\w+)\}\}/g, function (all, key) { return { host: "logo.example.com" }[key]; });
