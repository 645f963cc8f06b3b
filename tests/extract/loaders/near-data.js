// Near miss: addresses that are data.
// expects: nothing
var config = { home: "https://data.example.com/", links: ["//data.example.com/a", "https:\/\/data.example.com\/b"] };
var a = document.createElement("a");
a.href = "https://data.example.com/page";
a.textContent = config.home;
document.body.appendChild(a);
if (a.hostname === "other.example") { new Image().src = "https://data.example.com/i"; }
