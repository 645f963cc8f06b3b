// Snap's pixel: a queue that is a function, then the file.
// expects: sc-static.net
(function(e,t,n){if(e.snaptr)return;var a=e.snaptr=function(){a.handleRequest?a.handleRequest.apply(a,arguments):a.queue.push(arguments)};a.queue=[];var s="script",r=t.createElement(s);r.async=!0;r.src=n;var u=t.getElementsByTagName(s)[0];u.parentNode.insertBefore(r,u);})(window,document,"https://sc-static.net/scevent.min.js");
snaptr("init","00000000-0000-0000-0000-000000000000",{});
snaptr("track","PAGE_VIEW");
