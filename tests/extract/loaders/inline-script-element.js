// A script whose text loads another.
// expects: nested.example.com
var s = document.createElement("script");
s.appendChild(document.createTextNode("new Image().src = 'https://nested.example.com/n'"));
document.body.appendChild(s);
