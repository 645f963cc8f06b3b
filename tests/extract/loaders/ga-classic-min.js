// The same without white space, with a comma for every semicolon.
// expects: ssl.google-analytics.com
var _gaq=[["_setAccount","UA-000000-1"],["_trackPageview"]];!function(a,b){var c=a.createElement(b),d=a.getElementsByTagName(b)[0];c.async=1,c.src=("https:"==location.protocol?"//ssl":"//www")+".google-analytics.com/ga.js",d.parentNode.insertBefore(c,d)}(document,"script");
