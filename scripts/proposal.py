"""Show a proposal: pictures of each page that it changes, on a phone and on a desk, and what it changes in words.

python3 scripts/proposal.py [--base COMMIT]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # PYTHONSAFEPATH leaves it out
import bootstrap

if __name__ == "__main__":
    bootstrap.start("website.proposal", tests=True)
