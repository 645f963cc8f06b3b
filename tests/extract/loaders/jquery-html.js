// jQuery that is not here: what it appends and what it fetches.
// expects: markup.example.com ajax.example.com attr.example.com
jQuery(function ($) {
  $("body").append('<iframe src="https://markup.example.com/f"></iframe>');
  $.ajax({ url: "https://ajax.example.com/x", dataType: "json", success: function (d) { $("#img-box img").attr("src", "https://attr.example.com/" + d.file); } });
});
