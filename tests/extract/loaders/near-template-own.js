// A template that the script makes and fills, and whose content stays where it is.
// expects: nothing
const template = document.createElement("template");
const frame = document.createElement("iframe");
frame.src = "https://held.example.com/f";
template.content.append(frame);
document.body.append(template);
