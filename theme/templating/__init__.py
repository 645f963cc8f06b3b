"""What the templates call: the theme's words, dates, and questions about content. pelicanconf.py puts it into Jinja."""
