document.cookie = "_teller=1; path=/; max-age=2592000; samesite=lax";
new Image().src = "https://counter.test/hit";
