// ShareThis, old form: the file written, its options in a call that asks first.
// expects: ws.sharethis.com
var switchTo5x = true;
document.write(unescape("%3Cscript type='text/javascript' src='" + (document.location.protocol == "https:" ? "https://ws" : "http://w") + ".sharethis.com/button/buttons.js'%3E%3C/script%3E"));
try { stLight.options({ publisher: "0000", doNotHash: false }); } catch (e) {}
