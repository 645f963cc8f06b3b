"""`make watch`: build at every change, show the site on loopback, and tell the editor in the page what is wrong.

The toolbar is put into pages as they are served and is never written to a file, so that it cannot be published.
"""
