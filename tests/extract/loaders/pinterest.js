// Pinterest: a loader that checks a flag on the window.
// expects: assets.pinterest.com
(function(w,d){if(!w.PIN_LOADED){w.PIN_LOADED=~~(new Date().getTime()/864e5);var s=d.getElementsByTagName('SCRIPT')[0],p=d.createElement('SCRIPT');p.type='text/javascript';p.async=true;p.src='//assets.pinterest.com/js/pinit.js';s.parentNode.insertBefore(p,s)}})(window,document);
