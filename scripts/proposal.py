"""Show the pages that a change touches, before it is public: python3 scripts/proposal.py [--base COMMIT]."""

import sys

sys.path.insert(0, __file__.rpartition("proposal.py")[0])  # PYTHONSAFEPATH leaves it out
import bootstrap

bootstrap.start("website.proposal", tests=True)
