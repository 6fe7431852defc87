"""Measure search, and what our code adds to a build: python3 scripts/bench.py [--runs N] [--pages N ...]."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # PYTHONSAFEPATH leaves it out
import bootstrap

bootstrap.start("website.bench", tests=True)
