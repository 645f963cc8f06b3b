// StatCounter: settings as globals, the script written.
// expects: secure.statcounter.com
var sc_project = 1234567;
var sc_invisible = 1;
var sc_security = "abcdef01";
var scJsHost = (("https:" == document.location.protocol) ? "https://secure." : "http://www.");
document.write("<sc" + "ript type='text/javascript' src='" + scJsHost + "statcounter.com/counter/counter.js'></" + "script>");
