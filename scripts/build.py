"""Check and build the site, and publish it into site/: python3 scripts/build.py [--strict]."""

import sys

sys.path.insert(0, __file__.rpartition("build.py")[0])  # PYTHONSAFEPATH leaves it out
import bootstrap

bootstrap.start("website.build")
