$(function () {
  $(".navbar-toggle").on("click", function () { $(".collapse").addClass("in"); });
  $("table").addClass("table");
});
