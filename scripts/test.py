"""Test the code: its style, its types and the promises in tests/: python3 scripts/test.py [arguments of pytest]."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # PYTHONSAFEPATH leaves it out
import bootstrap

bootstrap.start("website.testing", tests=True)
