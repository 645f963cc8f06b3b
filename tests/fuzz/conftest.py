"""The second parser comes as a wheel for Linux only: elsewhere these tests are left out."""

import sys

collect_ignore_glob = [] if sys.platform == "linux" else ["*"]
