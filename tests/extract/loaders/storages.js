// Every other place to keep something.
// expects: nothing
// stores: local theme forever; local count forever; session step session; indexeddb notes forever; cache v1 forever; cookie c PT1H
localStorage.theme = "dark";
localStorage.setItem("count", 1 + +(localStorage.getItem("count") || 0));
sessionStorage["step"] = 2;
indexedDB.open("notes", 2).onupgradeneeded = function (e) { e.target.result.createObjectStore("n"); };
caches.open("v1").then((c) => c.addAll(["/offline.html"]));
cookieStore.set({ name: "c", value: 1, expires: Date.now() + 3600000 });
