// A template that the script makes: what it holds is parsed, copied and put into the page.
// expects: held.example.com appended.example.com after.example.com
const template = document.createElement("template");
template.innerHTML = "<p><img src='https://held.example.com/i'></p>";
document.body.append(template.content.cloneNode(true).firstElementChild);
const second = document.createElement("template");
const frame = document.createElement("iframe");
frame.src = "https://appended.example.com/f";
second.content.append(frame);
document.body.append(document.importNode(second.content, true));
template.content.firstChild.remove();
fetch("https://after.example.com/");
