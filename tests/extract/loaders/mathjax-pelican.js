// MathJax as Pelican's render-math writes it: look-up by id, settings as a script's text, first head or body.
// expects: cdn.mathjax.org
if (!document.getElementById("mathjaxscript_pelican_#%@#$@#")) {
  var align = "center", indent = "0em", linebreak = "false";
  if (false) {
    align = (screen.width < 768) ? "left" : align;
  }
  var mathjaxscript = document.createElement("script");
  mathjaxscript.id = "mathjaxscript_pelican_#%@#$@#";
  mathjaxscript.type = "text/javascript";
  mathjaxscript.src = "//cdn.mathjax.org/mathjax/latest/MathJax.js?config=TeX-AMS-MML_HTMLorMML";
  var configscript = document.createElement("script");
  configscript.type = "text/x-mathjax-config";
  configscript[(window.opera ? "innerHTML" : "text")] = "MathJax.Hub.Config({displayAlign: '" + align + "'});";
  (document.body || document.getElementsByTagName("head")[0]).appendChild(configscript);
  (document.body || document.getElementsByTagName("head")[0]).appendChild(mathjaxscript);
}
