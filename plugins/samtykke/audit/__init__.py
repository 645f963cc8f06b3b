"""The audit: what a real browser does with the site, held against the same register."""
