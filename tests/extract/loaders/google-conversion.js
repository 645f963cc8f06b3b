// Google Ads' conversion of old: globals, and the file written.
// expects: www.googleadservices.com
/* <![CDATA[ */
var google_conversion_id = 123456789;
var google_custom_params = window.google_tag_params;
var google_remarketing_only = true;
/* ]]> */
document.write('<script type="text/javascript" src="//www.googleadservices.com/pagead/conversion.js"><\/script>');
