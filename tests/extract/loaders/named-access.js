// A form and an image by their names; what is asked of the document by other names is whether the browser has it.
// expects: form.example.com image.example.com
if (document.layers) fetch("https://layers.example.com/");
if (document.order) fetch("https://asked.example.com/");
document.banner && (document.banner.src = "https://image.example.com/i.png");
if (document.search) document.search.action = "https://form.example.com/";
if (document.search) document.search.submit();
