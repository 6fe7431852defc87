"""Show the pages that a change touches before they change: python3 scripts/proposal.py [--base NAME] [--components]."""

import bootstrap

bootstrap.start("website.proposal", tests=True)
