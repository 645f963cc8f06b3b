// A frame as HTML.
// expects: frame.example.com
var box = document.createElement("div");
box.innerHTML = '<iframe src="https://frame.example.com/embed" width="1"></iframe>';
document.body.appendChild(box.firstChild);
