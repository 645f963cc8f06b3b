"""Markdown files before they are built: the HTML in them is held against the register.

Nothing is imported here: `reading` tells quickly that there is nothing to judge, and `judging` takes its time.
"""
