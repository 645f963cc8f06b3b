// AddToAny: settings with defaults, the menu's file.
// expects: static.addtoany.com
var a2a_config = a2a_config || {};
a2a_config.locale = "no"; a2a_config.num_services = 6; a2a_config.onclick = 1;
(function () { var a = document.createElement("script"); a.async = true; a.src = "https://static.addtoany.com/menu/page.js"; document.getElementsByTagName("head")[0].appendChild(a); }());
