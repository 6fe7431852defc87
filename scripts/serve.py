"""Show the site while you write, with what is wrong in its pages: python3 scripts/serve.py [--port NUMBER] [--open]."""

import sys

sys.path.insert(0, __file__.rpartition("serve.py")[0])  # PYTHONSAFEPATH leaves it out
import bootstrap

bootstrap.start("website.preview")
