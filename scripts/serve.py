"""Show the site while you write, and what is wrong in it: python3 scripts/serve.py [--port N] [--day DAY] [--open]."""

import bootstrap

bootstrap.start("website.preview")
