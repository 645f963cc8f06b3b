// Crazy Egg: after a timer, with a number that changes by the hour.
// expects: script.crazyegg.com
setTimeout(function () {
  var a = document.createElement("script");
  var b = document.getElementsByTagName("script")[0];
  a.src = document.location.protocol + "//script.crazyegg.com/pages/scripts/0000/0000.js?" + Math.floor(new Date().getTime() / 3600000);
  a.async = true; a.type = "text/javascript"; b.parentNode.insertBefore(a, b);
}, 1);
