// A sheet of symbols that is fetched and put in front of everything: the text of an answer may be any markup.
// page: <body data-sprite="https://sprite.example.com/s.svg"></body>
// expects: sprite.example.com
// opaque: the markup that it writes is not known
var request = new XMLHttpRequest();
request.open("GET", document.body.getAttribute("data-sprite"), true);
request.onload = function () { var div = document.createElement("div"); div.hidden = true; div.innerHTML = request.responseText; document.body.insertBefore(div, document.body.firstChild); };
request.send();
