// A chat in Crisp's shape.
// expects: client.crisp.chat
window.$crisp=[];window.CRISP_WEBSITE_ID="0000";(function(){d=document;s=d.createElement("script");s.src="https://client.crisp.chat/l.js";s.async=1;d.getElementsByTagName("head")[0].appendChild(s);})();
