"""Say what needs a person within sixty days: python3 scripts/due.py [--strict]."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # PYTHONSAFEPATH leaves it out
import bootstrap

bootstrap.start("website.due")
