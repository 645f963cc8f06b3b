document.cookie = "_annonse=1; path=/; max-age=7776000; samesite=lax";
new Image().src = "https://ads.test/ad";
