// Kindly's chat: settings, then the script with its key as an attribute.
// expects: chat.kindlycdn.com
window.kindlyOptions = { language: "nb" };
const kindly = Object.assign(document.createElement("script"), { id: "kindly-chat", src: "https://chat.kindlycdn.com/kindly-chat.js", defer: true });
kindly.setAttribute("data-bot-key", "0000");
kindly.setAttribute("data-shadow-dom", "1");
document.body.appendChild(kindly);
