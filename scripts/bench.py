"""Measure search, and what our code adds to a build: python3 scripts/bench.py [--runs N] [--pages N ...]."""

import bootstrap

bootstrap.start("website.bench", tests=True)
