// A timer with code in a string.
// expects: timer.example.com
setTimeout("new Image().src='https://timer.example.com/'", 500);
