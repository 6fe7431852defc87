"""Measure what a page costs its reader, how well search answers, and what our code adds to a build, in one run.

python3 scripts/bench.py [--runs NUMBER] [--pages NUMBER ...]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # PYTHONSAFEPATH leaves it out
import bootstrap

if __name__ == "__main__":
    bootstrap.start("website.bench", tests=True)
