const seen = localStorage.getItem('theme') || 'light';
localStorage.setItem('theme', seen);
