// Disqus' comment counts.
// expects: example-site.disqus.com
var disqus_shortname = 'example-site';
(function(){var s=document.createElement('script');s.async=true;s.type='text/javascript';s.src='https://'+disqus_shortname+'.disqus.com/count.js';(document.getElementsByTagName('HEAD')[0]||document.getElementsByTagName('BODY')[0]).appendChild(s);}());
