"""Check and build the site, and publish it into site/: python3 scripts/build.py [--strict]."""

import bootstrap

bootstrap.start("website.build")
