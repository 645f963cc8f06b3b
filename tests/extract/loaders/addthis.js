// AddThis, put in by jQuery that another host brings.
// expects: s7.addthis.com
var addthis_config = { data_track_addressbar: false };
$(document).ready(function () {
  $.getScript("//s7.addthis.com/js/300/addthis_widget.js#pubid=ra-0000");
});
