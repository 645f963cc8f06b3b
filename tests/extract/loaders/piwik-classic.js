// Piwik, classic: protocol and document.write.
// expects: piwik.example.org
var pkBaseURL = (("https:" == document.location.protocol) ? "https://piwik.example.org/" : "http://piwik.example.org/");
document.write(unescape("%3Cscript src='" + pkBaseURL + "piwik.js' type='text/javascript'%3E%3C/script%3E"));
