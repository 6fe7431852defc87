"""Say what needs a person within sixty days: python3 scripts/due.py [--strict]."""

import sys

sys.path.insert(0, __file__.rpartition("due.py")[0])  # PYTHONSAFEPATH leaves it out
import bootstrap

bootstrap.start("website.due")
