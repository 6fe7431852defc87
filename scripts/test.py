"""Test the code: its style, its types and the promises in tests/: python3 scripts/test.py [arguments of pytest]."""

import bootstrap

bootstrap.start("website.testing", tests=True)
