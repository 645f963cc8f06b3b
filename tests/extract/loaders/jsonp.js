// JSONP: the answer calls a function, and the function goes on.
// expects: data.example.com thumbs.example.com
window.showPhotos = function (data) { data.items.forEach(function (item) { document.createElement("img").src = "https://thumbs.example.com/" + item.id; }); new Image().src = "https://thumbs.example.com/all"; };
(function () { var s = document.createElement("script"); s.src = "https://data.example.com/feed?format=json&callback=showPhotos"; document.body.appendChild(s); })();
