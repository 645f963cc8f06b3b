// A worker made of text, which fetches.
// expects: worker.example.com scripts.example.com
var code = "importScripts('https://scripts.example.com/i.js'); fetch('https://worker.example.com/');";
new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
