"""Say what needs a person within sixty days: python3 scripts/due.py [--strict]."""

import bootstrap

bootstrap.start("website.due")
