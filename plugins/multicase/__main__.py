"""`python -m multicase`: by when participants' data must be erased, course by course."""

import sys

from .deadlines import main

main(sys.argv[1:])
