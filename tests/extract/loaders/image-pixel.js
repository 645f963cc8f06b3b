// A pixel with what it tells in its query.
// expects: pixel.example.com
(new Image).src = "//pixel.example.com/p?u=" + escape(location.href) + "&r=" + escape(document.referrer) + "&w=" + screen.width;
