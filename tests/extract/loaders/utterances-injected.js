// Utterances put in by a script, its settings as attributes.
// expects: utteranc.es
var s = document.createElement("script");
var settings = { src: "https://utteranc.es/client.js", repo: "eksempel/kommentarer", "issue-term": "pathname", theme: "github-light", crossorigin: "anonymous" };
Object.keys(settings).forEach(function (name) { s.setAttribute(name, settings[name]); });
s.async = true;
(document.getElementById("comments") || document.body).appendChild(s);
