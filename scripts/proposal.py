"""Show the pages that a change touches, before it is public: python3 scripts/proposal.py [--base COMMIT]."""

import bootstrap

bootstrap.start("website.proposal", tests=True)
