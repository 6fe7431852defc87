"""Show the pages that a change touches, before it is public: python3 scripts/proposal.py [--base COMMIT]."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # PYTHONSAFEPATH leaves it out
import bootstrap

bootstrap.start("website.proposal", tests=True)
