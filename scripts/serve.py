"""Show the site while you write, with what is wrong in its pages: python3 scripts/serve.py [--port NUMBER] [--open]."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # PYTHONSAFEPATH leaves it out
import bootstrap

bootstrap.start("website.preview")
