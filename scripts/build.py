"""Check and build the site, and publish it into site/: python3 scripts/build.py [--strict]."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # PYTHONSAFEPATH leaves it out
import bootstrap

bootstrap.start("website.build")
