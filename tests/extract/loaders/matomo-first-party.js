// Matomo beneath the site: a relative address.
// expects: nothing
// relative: /stats/matomo.js
var _paq = window._paq || [];
(function(){var u="/stats/";var d=document,g=d.createElement('script'),s=d.getElementsByTagName('script')[0];g.src=u+'matomo.js';s.parentNode.insertBefore(g,s);})();
