"""Say what needs a person soon: reviews, ends of pages and notices, sources, dates, open points, the lock.

python3 scripts/due.py [--strict]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # PYTHONSAFEPATH leaves it out
import bootstrap

if __name__ == "__main__":
    bootstrap.start("website.due")
