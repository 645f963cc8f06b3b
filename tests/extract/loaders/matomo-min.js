// Matomo through a minifier: one declaration, commas, computed order.
// expects: stats.example.org
var _paq=window._paq=window._paq||[];_paq.push(["disableCookies"]),_paq.push(["trackPageView"]),_paq.push(["enableLinkTracking"]),function(){var e="https://stats.example.org/";_paq.push(["setTrackerUrl",e+"matomo.php"]),_paq.push(["setSiteId","7"]);var a=document,t=a.createElement("script"),p=a.getElementsByTagName("script")[0];t.async=!0,t.src=e+"matomo.js",p.parentNode.insertBefore(t,p)}();
