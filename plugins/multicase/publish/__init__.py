"""From a built site to what is put on a server: optimised, checked again, compressed, with the host's configuration.

`python -m multicase.publish`, or `make publish`. It works on a plain folder and needs nothing of Pelican but the build.
"""
