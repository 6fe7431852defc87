"""Measure search, and what our code adds to a build: python3 scripts/bench.py [--runs N] [--pages N ...]."""

import sys

sys.path.insert(0, __file__.rpartition("bench.py")[0])  # PYTHONSAFEPATH leaves it out
import bootstrap

bootstrap.start("website.bench", tests=True)
