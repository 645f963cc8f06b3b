// AdSense put in by a script, then one place filled.
// expects: pagead2.googlesyndication.com
(function (d) {
  var ads = d.createElement("script");
  ads.async = true; ads.crossOrigin = "anonymous";
  ads.src = "https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js?client=ca-pub-0000000000000000";
  d.head.appendChild(ads);
})(document);
(adsbygoogle = window.adsbygoogle || []).push({});
