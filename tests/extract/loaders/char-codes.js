// An address as numbers.
// expects: codes.example
var n=[104,116,116,112,115,58,47,47,99,111,100,101,115,46,101,120,97,109,112,108,101,47];new Image().src=String.fromCharCode.apply(null,n);
