// setHTMLUnsafe, on an element that is looked up and on one that is a global by its id.
// expects: looked.example.com global.example.com
document.querySelector("main").setHTMLUnsafe("<img src='https://looked.example.com/i'>");
place.setHTMLUnsafe("<img src='https://global.example.com/i'>");
