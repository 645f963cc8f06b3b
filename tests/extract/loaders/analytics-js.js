// Universal Analytics: the seven-letter function.
// expects: www.google-analytics.com
(function(w,d,tag,url,name,el,at){w['GoogleAnalyticsObject']=name;w[name]=w[name]||function(){(w[name].q=w[name].q||[]).push(arguments)},w[name].l=1*new Date();el=d.createElement(tag),at=d.getElementsByTagName(tag)[0];el.async=1;el.src=url;at.parentNode.insertBefore(el,at)})(window,document,'script','https://www.google-analytics.com/analytics.js','ga');
ga('create', 'UA-000000-1', 'auto'); ga('send', 'pageview');
