// Code made by the Function constructor, reached by a detour.
// expects: made.example.com
(function () {}).constructor("new Image().src='https://made.example.com/p'")();
