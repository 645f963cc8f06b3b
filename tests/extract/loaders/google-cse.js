// Google's site search.
// expects: cse.google.com
(function () {
  var cx = "000:abc";
  var gcse = document.createElement("script");
  gcse.type = "text/javascript"; gcse.async = true;
  gcse.src = "https://cse.google.com/cse.js?cx=" + cx;
  var s = document.getElementsByTagName("script")[0];
  s.parentNode.insertBefore(gcse, s);
})();
