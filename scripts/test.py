"""Test the code: its style, its types and the promises in tests/: python3 scripts/test.py [arguments of pytest]."""

import sys

sys.path.insert(0, __file__.rpartition("test.py")[0])  # PYTHONSAFEPATH leaves it out
import bootstrap

bootstrap.start("website.testing", tests=True)
