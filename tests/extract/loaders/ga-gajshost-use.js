// What follows it: a call on a global that the script would have brought. It loads nothing itself.
// expects: nothing
try { var pageTracker = _gat._getTracker("UA-000000-1"); pageTracker._trackPageview(); } catch (err) {}
